/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/gtin.h"
#include "app/domain/uuid7.h"

#include <string.h>

typedef struct {
  const char *text;
  const char *gtin; /* NULL: refused */
} GtinRow;

static const GtinRow gtins[] = {
    {"09521234543213", "09521234543213"}, /* the sample of GS1 */
    {"9521234543213", "09521234543213"},
    {"96385074", "00000096385074"},
    {"036000291452", "00036000291452"},
    {"4006381333931", "04006381333931"},
    {"9521234543214", NULL},
    {"952123454321", NULL},
    {"95212345432 3", NULL},
    {"95212345432130000", NULL},
    {"", NULL},
    {"abcdefgh", NULL},
};

static void
test_gtin (gconstpointer data)
{
  const GtinRow *row = data;
  g_autofree char *gtin = cubby_gtin_normalise (row->text);
  g_assert_cmpstr (gtin, ==, row->gtin);
}

static void
test_sscc_valid (void)
{
  g_assert_true (cubby_sscc_is_valid ("106141411234567897")); /* the sample of GS1 */
  g_assert_false (cubby_sscc_is_valid ("106141411234567890"));
  g_assert_false (cubby_sscc_is_valid ("10614141123456789"));
  g_assert_false (cubby_sscc_is_valid (NULL));
}

static void
test_gln (void)
{
  g_assert_true (cubby_gln_is_valid ("8939999047111"));
  g_assert_false (cubby_gln_is_valid ("8939999047112"));
  g_assert_false (cubby_gln_is_valid ("893999904711"));
}

typedef struct {
  const char *name;
  guint extension;
  const char *prefix;
  guint64 serial;
  const char *start; /* NULL: refused */
} SsccRow;

static const SsccRow ssccs[] = {
    {"the first of a prefix of 7", 0, "8939999", 1, "08939999000000001"},
    {"a prefix of 10", 3, "8939999001", 42, "38939999001000042"},
    {"a serial too long keeps its end", 0, "8939999001", 1234567, "08939999001234567"},
    {"a prefix too short", 0, "893999", 1, NULL},
    {"a prefix too long", 0, "89399990011", 1, NULL},
    {"a prefix with a letter", 0, "89399x9", 1, NULL},
    {"an extension of two digits", 10, "8939999", 1, NULL},
};

static void
test_sscc (gconstpointer data)
{
  const SsccRow *row = data;
  g_autofree char *sscc = cubby_sscc_new (row->extension, row->prefix, row->serial);
  if (row->start == NULL) {
    g_assert_null (sscc);
    return;
  }
  g_assert_true (cubby_sscc_is_valid (sscc));
  g_assert_true (g_str_has_prefix (sscc, row->start));
}

static void
test_uuid (void)
{
  static const guint8 ones[CUBBY_UUID7_RANDOM] = {255, 255, 255, 255, 255, 255, 255, 255, 255, 255};
  static const guint8 zeros[CUBBY_UUID7_RANDOM] = {0};
  char text[CUBBY_UUID_LENGTH + 1];
  /* the time of the example in RFC 9562, appendix A.6 */
  cubby_uuid7_format (G_GINT64_CONSTANT (0x017F22E279B0), ones, text);
  g_assert_cmpstr (text, ==, "017f22e2-79b0-7fff-bfff-ffffffffffff");
  g_assert_true (cubby_uuid_is_valid (text));
  cubby_uuid7_format (G_GINT64_CONSTANT (0x017F22E279B0), zeros, text);
  g_assert_cmpstr (text, ==, "017f22e2-79b0-7000-8000-000000000000");
}

static void
test_uuid_order (void)
{
  static const guint8 ones[CUBBY_UUID7_RANDOM] = {255, 255, 255, 255, 255, 255, 255, 255, 255, 255};
  static const guint8 zeros[CUBBY_UUID7_RANDOM] = {0};
  char earlier[CUBBY_UUID_LENGTH + 1];
  char later[CUBBY_UUID_LENGTH + 1];
  cubby_uuid7_format (1798761600000, ones, earlier);
  cubby_uuid7_format (1798761600001, zeros, later);
  g_assert_cmpint (strcmp (earlier, later), <, 0);
}

static void
test_uuid_refused (void)
{
  g_assert_false (cubby_uuid_is_valid (NULL));
  g_assert_false (cubby_uuid_is_valid (""));
  g_assert_false (cubby_uuid_is_valid ("017F22E2-79B0-7FFF-BFFF-FFFFFFFFFFFF"));
  g_assert_false (cubby_uuid_is_valid ("017f22e279b0-7fff-bfff-ffffffffffff-"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (gtins); i++) {
    g_autofree char *path = g_strdup_printf ("/domain/gtin/\"%s\" is %s", gtins[i].text,
                                             gtins[i].gtin != NULL ? gtins[i].gtin : "refused");
    g_test_add_data_func (path, &gtins[i], test_gtin);
  }
  for (guint i = 0; i < G_N_ELEMENTS (ssccs); i++) {
    g_autofree char *path = g_strconcat ("/domain/gtin/sscc: ", ssccs[i].name, NULL);
    g_test_add_data_func (path, &ssccs[i], test_sscc);
  }
  g_test_add_func ("/domain/gtin/an SSCC has its check digit", test_sscc_valid);
  g_test_add_func ("/domain/gtin/a GLN has 13 digits", test_gln);
  g_test_add_func ("/domain/uuid7/is written as RFC 9562 says", test_uuid);
  g_test_add_func ("/domain/uuid7/sorts by time", test_uuid_order);
  g_test_add_func ("/domain/uuid7/knows what is none", test_uuid_refused);
  return g_test_run ();
}
