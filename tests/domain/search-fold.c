/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/search-fold.h"

typedef struct {
  const char *name;
  const char *text;
  const char *folded;
} Row;

static const Row rows[] = {
    {"tones and marks", "Áo thun cổ tròn", "ao thun co tron"},
    {"d with stroke, small and capital", "SỮA ĐÁ đường", "sua da duong"},
    {"all tones of a vowel", "ạ ả ã à á ặ ẳ ẵ ằ ắ ậ ẩ ẫ ầ ấ", "a a a a a a a a a a a a a a a"},
    {"horn", "ơ ƯỚC mượn", "o uoc muon"},
    {"marks that are typed apart",
     "a\xcc\x81o s\xc6\xb0\xcc\x83"
     "a",
     "ao sua"},
    {"full width", "ＡＯ１２３", "ao123"},
    {"ligature", "oﬃce", "office"},
    {"other strokes", "Łódź smørrebrød Æther", "lodz smorrebrod aether"},
    {"sharp s", "Straße", "strasse"},
    {"dotted capital i", "İstanbul", "istanbul"},
    {"punctuation parts words", "T-shirt (100%)/cotton…x", "t shirt 100 cotton x"},
    {"apostrophes join", "men's men’s", "mens mens"},
    {"white space is one space", "  a \t\n b  ", "a b"},
    {"zero width is nothing", "ao\xe2\x80\x8bthun\xef\xbb\xbf", "aothun"},
    {"soft hyphen", "khoả\xc2\xadng", "khoang"},
    {"nothing to search", "  —…!  ", ""},
    {"empty", "", ""},
    {"Thai stays as it is", "น้ำปลา", "น้ำปลา"},
    {"Thai with zero width space", "น้ำ\xe2\x80\x8bปลา", "น้ำปลา"},
    {"sara am typed as two", "น\xe0\xb9\x8d\xe0\xb8\xb2", "นำ"},
    {"sara am typed as nikhahit, tone, sara aa", "น\xe0\xb9\x8d\xe0\xb9\x89\xe0\xb8\xb2", "น้ำ"},
    {"sara ae typed as two", "เเม่", "แม่"},
    {"a single sara e", "เสื้อเ", "เสื้อเ"},
    {"Thai digits", "๑๒๓", "123"},
    {"Thai beside Latin", "เสื้อT-shirtสีขาว2ตัว", "เสื้อ t shirt สีขาว 2 ตัว"},
    {"Thai money sign", "฿ราคา", "ราคา"},
    {"other scripts keep their vowel signs", "हिन्दी", "हिन्दी"},
    {"kana keep their marks", "ｶﾞ", "ガ"},
    {"broken UTF-8 parts words", "ao\xff thun", "ao thun"},
};

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autofree char *folded = cubby_search_fold (row->text);
  g_assert_cmpstr (folded, ==, row->folded);
}

/* Index and query both go through the fold: what it gives must stay as it is. */
static void
test_again (gconstpointer data)
{
  const Row *row = data;
  g_autofree char *again = cubby_search_fold (row->folded);
  g_assert_cmpstr (again, ==, row->folded);
}

static void
test_words (void)
{
  g_auto (GStrv) words = cubby_search_words (" Áo  thun, ");
  const char *expected[] = {"ao", "thun", NULL};
  g_assert_cmpstrv (words, expected);
  g_auto (GStrv) none = cubby_search_words ("%*\"");
  g_assert_cmpuint (g_strv_length (none), ==, 0);
  g_auto (GStrv) many = cubby_search_words ("a b c d e f g h i j k l m n o p");
  g_assert_cmpuint (g_strv_length (many), ==, CUBBY_SEARCH_MAX_WORDS);
  g_assert_cmpstr (many[CUBBY_SEARCH_MAX_WORDS - 1], ==, "l");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strconcat ("/domain/search-fold/", rows[i].name, NULL);
    g_autofree char *again = g_strconcat ("/domain/search-fold/twice folded: ", rows[i].name, NULL);
    g_test_add_data_func (path, &rows[i], test_row);
    g_test_add_data_func (again, &rows[i], test_again);
  }
  g_test_add_func ("/domain/search-fold/a query is cut into words", test_words);
  return g_test_run ();
}
