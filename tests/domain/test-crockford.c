/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/crockford.h"

#include <string.h>

static const struct {
  const char *name;
  const char *typed;
  const char *code; /* NULL: it is none */
} rows[] = {
    {"as it is shown", "ABCDE-FGHJK", "ABCDEFGHJK"},
    {"without its dash", "ABCDEFGHJK", "ABCDEFGHJK"},
    {"in lower case", "abcde-fghjk", "ABCDEFGHJK"},
    {"with dashes and spaces anywhere", " AB-CD E--FG HJK ", "ABCDEFGHJK"},
    {"with I and L for 1", "iIlL1-00000", "1111100000"},
    {"with O for 0", "oOo0O-11111", "0000011111"},
    {"of digits alone", "01234-56789", "0123456789"},
    {"with the last letters", "MNPQR-STVWX", "MNPQRSTVWX"},
    {"one character short is none", "ABCDE-FGHJ", NULL},
    {"one character long is none", "ABCDE-FGHJKM", NULL},
    {"with a U is none", "ABCDE-FGHJU", NULL},
    {"with a point is none", "ABCDE.FGHJK", NULL},
    {"with a tab is none", "ABCDE\tFGHJK", NULL},
    {"in other letters is none", "ÂBCDE-FGHJK", NULL},
    {"of nothing is none", "", NULL},
    {"of dashes is none", "-----------", NULL},
};

static void
test_normalise (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  char code[CUBBY_CODE_LENGTH + 1] = "untouched";
  gboolean found = cubby_code_normalise (rows[i].typed, code);
  g_assert_cmpint (found, ==, rows[i].code != NULL);
  g_assert_cmpstr (code, ==, rows[i].code != NULL ? rows[i].code : "untouched");
}

static void
test_format (void)
{
  g_autofree char *shown = cubby_code_format ("ABCDEFGHJK");
  g_assert_cmpstr (shown, ==, "ABCDE-FGHJK");
}

static void
test_random_codes_are_codes (void)
{
  for (guint round = 0; round < 1000; round++) {
    guint8 random[CUBBY_CODE_RANDOM_SIZE];
    char code[CUBBY_CODE_LENGTH + 1], again[CUBBY_CODE_LENGTH + 1];
    for (guint i = 0; i < sizeof random; i++)
      random[i] = (guint8)g_test_rand_int_range (0, 256);
    cubby_code_from_random (random, code);
    g_assert_true (cubby_code_normalise (code, again));
    g_assert_cmpstr (code, ==, again);
  }
}

/* Each of the 50 bits tells two codes apart. */
static void
test_every_bit_counts (void)
{
  const guint8 zeros[CUBBY_CODE_RANDOM_SIZE] = {0};
  char plain[CUBBY_CODE_LENGTH + 1], other[CUBBY_CODE_LENGTH + 1];
  cubby_code_from_random (zeros, plain);
  guint n_different = 0;
  for (guint bit = 0; bit < 8 * CUBBY_CODE_RANDOM_SIZE; bit++) {
    guint8 random[CUBBY_CODE_RANDOM_SIZE] = {0};
    random[bit / 8] = (guint8)(1 << bit % 8);
    cubby_code_from_random (random, other);
    n_different += strcmp (plain, other) != 0;
  }
  g_assert_cmpuint (n_different, ==, 50);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strconcat ("/domain/crockford/a code ", rows[i].name, NULL);
    g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_normalise);
  }
  g_test_add_func ("/domain/crockford/people are shown two groups of five", test_format);
  g_test_add_func ("/domain/crockford/random bytes make codes", test_random_codes_are_codes);
  g_test_add_func ("/domain/crockford/fifty random bits all count", test_every_bit_counts);
  return g_test_run ();
}
