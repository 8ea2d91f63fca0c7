/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/notice-text.h"

static const char *const one_cti[] = {"00112233445566778899aabbccddeeff", NULL};
static const char *const two_ctis[] = {"00112233445566778899aabbccddeeff", "ffeeddccbbaa99887766554433221100",
                                       NULL};

static const CubbyNotice base = {"L1", 7, "f-1", CUBBY_SIZE_S, one_cti, "ab", 0, FALSE, FALSE, FALSE};

/* Everything that could make a notice open another door, or for somebody else, or for longer. */
static const struct {
  const char *name;
  const char *store;
  CubbyNotice notice;
} others[] = {
    {"another store", "4712", {"L1", 7, "f-1", CUBBY_SIZE_S, one_cti, "ab", 0, FALSE, FALSE, FALSE}},
    {"another label", "4711", {"L2", 7, "f-1", CUBBY_SIZE_S, one_cti, "ab", 0, FALSE, FALSE, FALSE}},
    {"another version", "4711", {"L1", 8, "f-1", CUBBY_SIZE_S, one_cti, "ab", 0, FALSE, FALSE, FALSE}},
    {"another fulfilment", "4711", {"L1", 7, "f-2", CUBBY_SIZE_S, one_cti, "ab", 0, FALSE, FALSE, FALSE}},
    {"another size", "4711", {"L1", 7, "f-1", CUBBY_SIZE_M, one_cti, "ab", 0, FALSE, FALSE, FALSE}},
    {"one more pass", "4711", {"L1", 7, "f-1", CUBBY_SIZE_S, two_ctis, "ab", 0, FALSE, FALSE, FALSE}},
    {"another code", "4711", {"L1", 7, "f-1", CUBBY_SIZE_S, one_cti, "ac", 0, FALSE, FALSE, FALSE}},
    {"a longer hold", "4711", {"L1", 7, "f-1", CUBBY_SIZE_S, one_cti, "ab", 1, FALSE, FALSE, FALSE}},
    {"heavy", "4711", {"L1", 7, "f-1", CUBBY_SIZE_S, one_cti, "ab", 0, TRUE, FALSE, FALSE}},
    {"another epoch",
     "4711",
     {"L1", 7, "f-1", CUBBY_SIZE_S, one_cti, "ab", 0, FALSE, FALSE, FALSE, .epoch = 1}},
    {"a withdrawal", "4711", {"L1", 7, "f-1", CUBBY_SIZE_S, one_cti, "ab", 0, FALSE, FALSE, TRUE}},
    {"a withdrawal with its reason",
     "4711",
     {"L1", 7, "f-1", CUBBY_SIZE_S, one_cti, "ab", 0, FALSE, FALSE, TRUE, .why = CUBBY_WITHDRAWAL_CANCELLED}},
    {"within reach", "4711", {"L1", 7, "f-1", CUBBY_SIZE_S, one_cti, "ab", 0, FALSE, TRUE, FALSE}},
};

static void
test_another_text (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autofree char *text = cubby_notice_format (&base, "4711");
  g_autofree char *other = cubby_notice_format (&others[i].notice, others[i].store);
  g_assert_cmpstr (text, !=, other);
}

/* Signatures of notices that are under way depend on it. */
static void
test_to_the_letter (void)
{
  g_autofree char *text = cubby_notice_format (&base, "4711");
  g_assert_cmpstr (text, ==,
                   "cubby-notice-1\nstore=4711\nlabel=L1\nversion=7\nfulfilment=f-1\nsize=S\n"
                   "ctis=00112233445566778899aabbccddeeff\ncode_hash=ab\nhold_until=0\nheavy=0\nreach=0\n"
                   "state=expected\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/domain/notice-text/a notice is written to the letter", test_to_the_letter);
  for (guint i = 0; i < G_N_ELEMENTS (others); i++) {
    g_autofree char *path = g_strdup_printf ("/domain/notice-text/has another text for %s", others[i].name);
    g_test_add_data_func (path, GUINT_TO_POINTER (i), test_another_text);
  }
  return g_test_run ();
}
