/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/scan-filter.h"

#include <string.h>

typedef struct {
  const char *name;
  const char *text;
  gsize length; /* 0: of the string */
  gboolean sound;
} TextRow;

static const TextRow text_rows[] = {
    {"a pass", "CC1:6BF+70$:QC-1/9T8BD%2 L0*4.E6", 0, TRUE},
    {"a product", "4006381333931", 0, TRUE},
    {"an address", "https://shop.example/b/018f", 0, TRUE},
    {"Vietnamese", "áo sơ mi đen", 0, TRUE},
    {"Thai with its vowel signs", "เสื้อ", 0, TRUE},
    {"empty", "", 0, FALSE},
    {"a line feed", "one\ntwo", 0, FALSE},
    {"a tab", "one\ttwo", 0, FALSE},
    {"escape", "\x1b[2J", 0, FALSE},
    {"delete", "a\x7f", 0, FALSE},
    {"a zero inside", "ab\0cd", 5, FALSE},
    {"a C1 control character", "a\xc2\x9b", 0, FALSE},
    {"a mark that turns the direction",
     "a\xe2\x80\xae"
     "b",
     0, FALSE},
    {"a zero-width space",
     "a\xe2\x80\x8b"
     "b",
     0, FALSE},
    {"a private character", "\xee\x80\x80", 0, FALSE},
    {"a line separator",
     "a\xe2\x80\xa8"
     "b",
     0, FALSE},
    {"half a character", "a\xc3", 0, FALSE},
    {"bytes that are no UTF-8", "\xff\xfe", 0, FALSE},
};

static void
test_text (gconstpointer data)
{
  const TextRow *row = data;
  gsize length = row->length != 0 ? row->length : strlen (row->text);
  g_assert_true (cubby_scan_text_is_sound (row->text, length) == row->sound);
}

static void
test_setup (void)
{
  static const char *const setups[] = {"~DEFALT.", "@FACDEF", "#KBWCTY0", "$$%^5917069990", "$+;"};
  static const char *const codes[] = {"", "CC1:@~#$", "4006381333931", "https://shop.example/b/018f#a",
                                      "(00)"};
  for (guint i = 0; i < G_N_ELEMENTS (setups); i++)
    g_assert_true (cubby_scan_text_is_setup (setups[i]));
  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    g_assert_false (cubby_scan_text_is_setup (codes[i]));
  g_autoptr (CubbyScanFilter) filter = cubby_scan_filter_new ();
  const char *const text = "@FACDEF";
  const CubbyScanSight sight = {.texts = &text, .n_texts = 1, .complete = TRUE};
  g_assert_cmpint (cubby_scan_filter_take (filter, &sight, NULL), ==, CUBBY_SCAN_REFUSED);
}

#define PASS "CC1:6BF+70$:QC-1/9T8BD%2 L0*4.E6"
#define OTHER_PASS "CC1:9DF6L:3EZ5G*KAX1 R7/MVJ0W+HS"
#define CODE "K7M2P-9XQ4T"
#define PRODUCT "4006381333931"
#define OTHER_PRODUCT "96385074"
#define BASKET "CBK1:018f"
#define BADGE "CB1:anna"
#define LABEL "00089312345000000016"
#define NOBODYS "https://brand.example/win"
#define OTHER_NOBODYS "WIFI:S:shop;T:WPA;P:12345678;;"

typedef struct {
  const char *name;
  const char *texts[3];
  CubbyScanVerdict verdict;
  guint told; /* which one; on CUBBY_SCAN_READ */
  guint n_count;
} TogetherRow;

/* What is told of one picture that shows these together. */
static const TogetherRow together_rows[] = {
    {"a pass beside an address of nobody's", {PASS, NOBODYS}, CUBBY_SCAN_READ, 0, 1},
    {"a typed code beside an address of nobody's", {CODE, NOBODYS}, CUBBY_SCAN_READ, 0, 1},
    {"a product beside an address of nobody's", {PRODUCT, NOBODYS}, CUBBY_SCAN_READ, 0, 1},
    {"a basket beside an address of nobody's", {BASKET, NOBODYS}, CUBBY_SCAN_READ, 0, 1},
    {"a badge beside an address of nobody's", {BADGE, NOBODYS}, CUBBY_SCAN_READ, 0, 1},
    {"a label beside an address of nobody's", {LABEL, NOBODYS}, CUBBY_SCAN_READ, 0, 1},
    {"a product between two of nobody's", {NOBODYS, PRODUCT, OTHER_NOBODYS}, CUBBY_SCAN_READ, 1, 1},
    {"a product twice and one of nobody's", {NOBODYS, PRODUCT, PRODUCT}, CUBBY_SCAN_READ, 1, 1},
    {"a product beside what sets up a reader", {PRODUCT, "@FACDEF"}, CUBBY_SCAN_READ, 0, 1},
    {"a product beside a card of two lines", {PRODUCT, "BEGIN:VCARD\nEND:VCARD"}, CUBBY_SCAN_READ, 0, 1},
    {"one of nobody's alone", {NOBODYS}, CUBBY_SCAN_READ, 0, 1},
    {"one of nobody's twice", {NOBODYS, NOBODYS}, CUBBY_SCAN_READ, 0, 1},
    {"two of nobody's", {NOBODYS, OTHER_NOBODYS}, CUBBY_SCAN_AMBIGUOUS, 0, 2},
    {"what sets up a reader beside one of nobody's", {"@FACDEF", NOBODYS}, CUBBY_SCAN_AMBIGUOUS, 0, 2},
    {"a pass beside another one", {PASS, OTHER_PASS}, CUBBY_SCAN_AMBIGUOUS, 0, 2},
    {"a pass beside a typed code", {PASS, CODE}, CUBBY_SCAN_AMBIGUOUS, 0, 2},
    {"a pass beside a product", {PASS, PRODUCT}, CUBBY_SCAN_AMBIGUOUS, 0, 2},
    {"a pass beside a basket", {PASS, BASKET}, CUBBY_SCAN_AMBIGUOUS, 0, 2},
    {"a pass beside a badge", {PASS, BADGE}, CUBBY_SCAN_AMBIGUOUS, 0, 2},
    {"a pass beside a label", {PASS, LABEL}, CUBBY_SCAN_AMBIGUOUS, 0, 2},
    {"a badge beside a product", {BADGE, PRODUCT}, CUBBY_SCAN_AMBIGUOUS, 0, 2},
    {"a badge beside a label", {BADGE, LABEL}, CUBBY_SCAN_AMBIGUOUS, 0, 2},
    {"a basket beside a product", {BASKET, PRODUCT}, CUBBY_SCAN_AMBIGUOUS, 0, 2},
    {"an address that may be a basket's beside a product",
     {"https://brand.example/b/018f", PRODUCT},
     CUBBY_SCAN_AMBIGUOUS,
     0,
     2},
    {"two products", {PRODUCT, OTHER_PRODUCT}, CUBBY_SCAN_AMBIGUOUS, 0, 2},
    {"a pass, a product and one of nobody's", {PASS, PRODUCT, NOBODYS}, CUBBY_SCAN_AMBIGUOUS, 0, 2},
    {"two passes and one of nobody's", {PASS, NOBODYS, OTHER_PASS}, CUBBY_SCAN_AMBIGUOUS, 0, 2},
    {"a pass beside what would be one but for its line", {PASS, PASS "\n"}, CUBBY_SCAN_AMBIGUOUS, 0, 2},
    {"what would be a pass beside one of nobody's", {PASS "\n", NOBODYS}, CUBBY_SCAN_REFUSED, 0, 1},
};

/* In this order and in the other one. */
static void
test_together (gconstpointer data)
{
  const TogetherRow *row = data;
  guint n_texts = 0;
  while (n_texts < G_N_ELEMENTS (row->texts) && row->texts[n_texts] != NULL)
    n_texts++;
  for (guint turned = 0; turned < 2; turned++) {
    const char *texts[G_N_ELEMENTS (row->texts)];
    for (guint i = 0; i < n_texts; i++)
      texts[i] = row->texts[turned != 0 ? n_texts - 1 - i : i];
    g_autoptr (CubbyScanFilter) filter = cubby_scan_filter_new ();
    guint told = G_MAXUINT;
    const CubbyScanSight sight = {.texts = texts, .n_texts = n_texts, .complete = TRUE};
    g_assert_cmpint (cubby_scan_filter_take (filter, &sight, &told), ==, row->verdict);
    if (row->verdict == CUBBY_SCAN_READ)
      g_assert_cmpstr (texts[told], ==, row->texts[row->told]);
    g_assert_cmpuint (cubby_scan_choose (texts, n_texts, NULL), ==, row->n_count);
  }
}

static void
test_length (void)
{
  g_autofree char *longest = g_strnfill (CUBBY_SCAN_LENGTH_MAX, 'x');
  g_autofree char *longer = g_strnfill (CUBBY_SCAN_LENGTH_MAX + 1, 'x');
  g_assert_true (cubby_scan_text_is_sound (longest, strlen (longest)));
  g_assert_false (cubby_scan_text_is_sound (longer, strlen (longer)));
}

static void
test_length_is_in_characters (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  for (guint i = 0; i < CUBBY_SCAN_LENGTH_MAX; i++)
    g_string_append (text, "đ");
  g_assert_true (cubby_scan_text_is_sound (text->str, text->len));
  g_string_append (text, "đ");
  g_assert_false (cubby_scan_text_is_sound (text->str, text->len));
}

/* One look: at @ms the codes of @view (one letter each) are seen, with "+" as far as the time went, and the
 * verdict is a letter (of the view ".": a picture without a code, in which what settles may lapse; "/": it is
 * let go): r read, s settling, o beside what settles, = repeated, ? ambiguous, w waiting, x refused, f too
 * fast,
 * - nothing. */
typedef struct {
  guint ms;
  const char *view;
  char verdict;
  guint blind_ms;
} Look;

typedef struct {
  const char *name;
  Look looks[12];
} Story;

static const char verdict_letters[] = {
    [CUBBY_SCAN_NOTHING] = '-',   [CUBBY_SCAN_READ] = 'r',     [CUBBY_SCAN_REPEATED] = '=',
    [CUBBY_SCAN_AMBIGUOUS] = '?', [CUBBY_SCAN_WAITING] = 'w',  [CUBBY_SCAN_REFUSED] = 'x',
    [CUBBY_SCAN_TOO_FAST] = 'f',  [CUBBY_SCAN_SETTLING] = 's', [CUBBY_SCAN_BESIDE] = 'o',
};

static const Story stories[] = {
    {"nothing in view", {{0, "", '-'}}},
    {"a code is read once while it is held",
     {{0, "a", 'r'}, {100, "a", '='}, {1500, "a", '='}, {2900, "a", '='}}},
    {"it is read again after 1.5 s out of sight", {{0, "a", 'r'}, {1499, "a", '='}, {2999, "a", 'r'}}},
    {"time in which nobody looked is not out of sight",
     {{0, "a", 'r'}, {2500, "a", '=', 2500}, {6000, "a", '=', 3500}, {6100, "a", '=', 100}}},
    {"a slow look without it and then a pause is out of sight",
     {{0, "a", 'r'}, {1000, "", '-', 1000}, {2000, "", '-', 1000}, {3000, "a", 'r', 1000}}},
    {"after five seconds in which nobody looked nothing is known of it any more",
     {{0, "a", 'r'}, {6499, "a", '=', 60000}, {13000, "a", 'r', 3600000}, {13100, "a", '=', 3600000}}},
    {"nor of two codes", {{0, "ab", '?'}, {6499, "ab", 'w', 60000}, {13000, "ab", '?', 3600000}}},
    {"two codes are not asked about again when nobody looked", {{0, "ab", '?'}, {2500, "ab", 'w', 2500}}},
    {"looks without it do not count as sight",
     {{0, "a", 'r'}, {700, "", '-'}, {1499, "a", '='}, {3500, "a", 'r'}}},
    {"another code is read at once", {{0, "a", 'r'}, {10, "b", 'r'}, {20, "b", '='}}},
    {"two codes in turn are each read once",
     {{0, "a", 'r'}, {60, "b", 'r'}, {120, "a", '='}, {180, "b", '='}}},
    {"two codes at once are asked about, once", {{0, "ab", '?'}, {60, "ab", 'w'}, {120, "ba", 'w'}}},
    {"and again after 1.5 s without them", {{0, "ab", '?'}, {1600, "ab", '?'}}},
    {"the one that stays is read", {{0, "ab", '?'}, {60, "a", 'r'}}},
    {"neither was read while both were in view", {{0, "a", 'r'}, {60, "ab", '?'}, {120, "b", 'r'}}},
    {"the same code twice in view is one", {{0, "aa", 'r'}, {60, "aa", '='}}},
    {"three codes", {{0, "aab", '?'}}},
    {"a fifth code within a second is too fast",
     {{0, "a", 'r'},
      {100, "b", 'r'},
      {200, "c", 'r'},
      {300, "d", 'r'},
      {400, "e", 'f'},
      {999, "e", 'f'},
      {1000, "e", 'r'}}},
    {"what was too fast was not told",
     {{0, "a", 'r'},
      {1, "b", 'r'},
      {2, "c", 'r'},
      {3, "d", 'r'},
      {4, "e", 'f'},
      {1100, "e", 'r'},
      {1101, "e", '='}}},
    {"what nobody knows beside a code is not told when the code is out of sight",
     {{0, "1a", 'r'}, {60, "1", '='}, {120, "1a", '='}, {200, "1", '='}}},
    {"nor what is beside a code that was told before", {{0, "a", 'r'}, {60, "1a", '='}, {120, "1", '='}}},
    {"it is after 1.5 s out of sight", {{0, "1a", 'r'}, {1499, "1", '='}, {2999, "1", 'r'}}},
    {"a code that comes beside what was told of nobody's is read", {{0, "1", 'r'}, {60, "1a", 'r'}}},
    {"however many are beside it a code is read once",
     {{0, "1234567890a", 'r'}, {60, "1234567890a", '='}, {120, "0987654321a", '='}}},
    {"an unsound text", {{0, "!", 'x'}, {10, "a", 'r'}}},
    {"a code of a picture that is not complete is read in the third one",
     {{0, "a+", 's'}, {40, "a+", 's'}, {80, "a+", 'r'}, {120, "a+", '='}}},
    {"or in the first one that is complete", {{0, "a+", 's'}, {40, "a", 'r'}, {80, "a+", '='}}},
    {"or after a quarter of a second", {{0, "a+", 's'}, {249, "a+", 's'}, {250, "a+", 'r'}}},
    {"pictures between that show nothing do not matter", {{0, "a+", 's'}, {100, "", '-'}, {1999, "a+", 'r'}}},
    {"what was seen long ago is new", {{0, "a+", 's'}, {2000, "a+", 's'}, {2250, "a+", 'r'}}},
    {"not when nobody looked meanwhile", {{0, "a+", 's'}, {4000, "a+", 'r', 4000}}},
    {"two codes of which the hard one is read later are asked about",
     {{0, "a+", 's'}, {40, "ab", '?'}, {80, "a+", 's'}, {120, "ab+", 'w'}}},
    {"or in the third picture", {{0, "a+", 's'}, {40, "a+", 's'}, {80, "ab+", '?'}, {120, "ab", 'w'}}},
    {"two codes that are read in turn are asked about",
     {{0, "a+", 's'}, {40, "b+", '?'}, {80, "a+", 's'}, {120, "b+", 'w'}}},
    {"also by a slow machine", {{0, "a+", 's'}, {1400, "b+", '?', 1300}, {2800, "a+", 's', 1300}}},
    {"also when a picture is complete so soon", {{0, "a+", 's'}, {249, "b", '?'}}},
    {"another code later is another code", {{0, "a+", 's'}, {250, "b", 'r'}, {290, "b+", '='}}},
    {"another code later settles for itself",
     {{0, "a+", 's'}, {1500, "b+", 's'}, {1540, "b+", 's'}, {1580, "b+", 'r'}}},
    {"what nobody knows does not take the place of a code",
     {{0, "a+", 's'}, {40, "1+", 'o'}, {80, "a+", 's'}, {120, "1+", 'o'}, {160, "a+", 'r'}}},
    {"it settles when the code is away",
     {{0, "a+", 's'}, {1500, "1+", 's'}, {1540, "1+", 's'}, {1580, "1+", 'r'}}},
    {"a code takes the place of what nobody knows",
     {{0, "1+", 's'}, {40, "a+", 's'}, {80, "1a+", 's'}, {120, "1a+", 'r'}, {160, "1+", '='}}},
    {"a code that was told is repeated by any picture",
     {{0, "a", 'r'}, {40, "a+", '='}, {80, "b+", 's'}, {120, "b+", 's'}, {160, "b+", 'r'}}},
    {"a code that settles while what was told is still in view is asked about",
     {{0, "b", 'r'}, {300, "a+", 's'}, {340, "b+", '?'}, {600, ".", '-'}}},
    {"also when that is told by a complete picture", {{0, "b", 'r'}, {300, "a+", 's'}, {340, "b", '?'}}},
    {"not a while later: then it settles",
     {{0, "b", 'r'}, {300, "a+", 's'}, {600, "b", '='}, {640, ".", 'r'}}},
    {"what nobody knows and settles beside what was told is not told",
     {{0, "b", 'r'}, {300, "1+", 's'}, {340, "b+", '='}, {600, ".", '-'}, {640, "1+", '='}}},
    {"a code settles beside what was told of nobody's",
     {{0, "1", 'r'}, {300, "a+", 's'}, {340, "1+", '='}, {600, ".", 'r'}}},
    {"a code that settles and is too fast is told later",
     {{0, "a", 'r'},
      {1, "b", 'r'},
      {2, "c", 'r'},
      {3, "d", 'r'},
      {400, "e+", 's'},
      {650, "e+", 'f'},
      {1100, "e+", 'r'}}},
    {"what is read once and no more is told when no other came for a quarter of a second",
     {{0, "a+", 's'}, {100, ".", '-'}, {249, ".", '-'}, {250, ".", 'r'}, {300, ".", '-'}, {400, "a+", '='}}},
    {"not when another one came", {{0, "a+", 's'}, {100, "ab", '?'}, {260, ".", '-'}}},
    {"not when it was told already", {{0, "a+", 's'}, {100, "a", 'r'}, {260, ".", '-'}}},
    {"not when so long nobody looked that whoever held it up may be gone",
     {{0, "a+", 's'}, {2000, ".", '-'}, {2100, "a+", 's'}}},
    {"not when it is let go", {{0, "a+", 's'}, {260, "/", '-'}, {300, ".", '-'}, {400, "a+", 's'}}},
    {"not what is too fast",
     {{0, "b", 'r'},
      {1, "c", 'r'},
      {2, "d", 'r'},
      {3, "e", 'r'},
      {400, "a+", 's'},
      {700, ".", '-'},
      {1000, ".", 'r'}}},
    {"an unsound text does not settle", {{0, "!+", 'x'}, {10, "!+", 'x'}}},
};

static char *
make_text (char letter)
{
  if (letter == '!')
    return g_strdup ("\x01");
  return g_strdup_printf (g_ascii_isdigit (letter) ? "https://brand.example/%c" : "CC1:%c", letter);
}

static CubbyScanVerdict
lapse (CubbyScanFilter *filter, const Look *look)
{
  if (look->view[0] == '/')
    cubby_scan_filter_let_go (filter);
  g_autofree char *text = cubby_scan_filter_lapse (filter, (gint64)look->ms * 1000);
  g_autofree char *expected = make_text ('a');
  if (text != NULL)
    g_assert_cmpstr (text, ==, expected);
  return text != NULL ? CUBBY_SCAN_READ : CUBBY_SCAN_NOTHING;
}

/* A letter stands for a pass, a digit for what nobody knows; "!" for a text with a control character. */
static CubbyScanVerdict
take (CubbyScanFilter *filter, const Look *look)
{
  if (strchr ("./", look->view[0]) != NULL && look->view[0] != '\0')
    return lapse (filter, look);
  g_auto (GStrv) texts = g_new0 (char *, strlen (look->view) + 1);
  guint n_texts = (guint)strcspn (look->view, "+");
  for (guint i = 0; i < n_texts; i++)
    texts[i] = make_text (look->view[i]);
  const CubbyScanSight sight = {.texts = (const char *const *)texts,
                                .n_texts = n_texts,
                                .at_us = (gint64)look->ms * 1000,
                                .blind_us = (gint64)look->blind_ms * 1000,
                                .complete = look->view[n_texts] != '+'};
  return cubby_scan_filter_take (filter, &sight, NULL);
}

static void
test_story (gconstpointer data)
{
  const Story *story = data;
  g_autoptr (CubbyScanFilter) filter = cubby_scan_filter_new ();
  for (const Look *look = story->looks; look->verdict != '\0'; look++)
    g_assert_cmpint (verdict_letters[take (filter, look)], ==, look->verdict);
}

/* More different codes than it remembers: nothing is lost but the oldest. */
static void
test_many (void)
{
  g_autoptr (CubbyScanFilter) filter = cubby_scan_filter_new ();
  for (guint i = 0; i < 100; i++) {
    char view[] = {(char)('A' + i % 26), (char)0};
    const Look look = {i * 400, view, 0, 0};
    g_assert_cmpint (take (filter, &look), ==, CUBBY_SCAN_READ);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (text_rows); i++) {
    g_autofree char *path = g_strdup_printf ("/domain/scan-filter/text: %s", text_rows[i].name);
    g_test_add_data_func (path, &text_rows[i], test_text);
  }
  for (guint i = 0; i < G_N_ELEMENTS (together_rows); i++) {
    g_autofree char *path = g_strdup_printf ("/domain/scan-filter/together: %s", together_rows[i].name);
    g_test_add_data_func (path, &together_rows[i], test_together);
  }
  for (guint i = 0; i < G_N_ELEMENTS (stories); i++) {
    g_autofree char *path = g_strdup_printf ("/domain/scan-filter/%s", stories[i].name);
    g_test_add_data_func (path, &stories[i], test_story);
  }
  g_test_add_func ("/domain/scan-filter/text: 512 characters and no more", test_length);
  g_test_add_func ("/domain/scan-filter/what sets up a reader is refused", test_setup);
  g_test_add_func ("/domain/scan-filter/text: characters are counted, not bytes",
                   test_length_is_in_characters);
  g_test_add_func ("/domain/scan-filter/a hundred codes one after the other", test_many);
  return g_test_run ();
}
