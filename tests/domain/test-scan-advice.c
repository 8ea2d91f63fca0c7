/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/scan-advice.h"

#include <string.h>

#define QR 1
#define LABEL 16

/* A square of @side parts of the height about (x, y), in parts of the picture. */
#define AT(middle_x, middle_y, wide, high)                                                                   \
  .corners = {{(middle_x)*1280 - (wide)*360, (middle_y)*720 - (high)*360},                                   \
              {(middle_x)*1280 + (wide)*360, (middle_y)*720 - (high)*360},                                   \
              {(middle_x)*1280 + (wide)*360, (middle_y)*720 + (high)*360},                                   \
              {(middle_x)*1280 - (wide)*360, (middle_y)*720 + (high)*360}}
#define PICTURE .width = 1280, .height = 720, .scene = 110
#define GOOD                                                                                                 \
  PICTURE, .candidate = TRUE, .held = CUBBY_HELD_SCREEN, .symbology = QR, .sharpness = 0.5f,                 \
           .contrast = 0.7f, .brightness = 140
#define PHONE                                                                                                \
  PICTURE, .held = CUBBY_HELD_SCREEN, .sharpness = 0.4f, .sharpest = 0.5f, .detail = 0.5f, .contrast = 0.7f, \
           .brightness = 160

typedef struct {
  const char *name;
  guint n_codes;
  CubbyAdvice advice;
  CubbyView view;
} ViewRow;

static const ViewRow view_rows[] = {
    {"nobody there", 0, CUBBY_ADVICE_NONE, {PICTURE, .brightness = 110}},
    {"nothing was looked at", 0, CUBBY_ADVICE_NONE, {.width = 0}},
    {"a code that was read", 1, CUBBY_ADVICE_NONE, {GOOD, AT (0.5f, 0.5f, 0.5f, 0.5f)}},
    {"a code that was read, far out and shaking",
     1,
     CUBBY_ADVICE_NONE,
     {GOOD, AT (0.05f, 0.5f, 0.1f, 0.1f), .shake = 40}},
    {"a code on a poster, far behind",
     0,
     CUBBY_ADVICE_NONE,
     {PICTURE, .candidate = TRUE, .symbology = QR, .module_px = 1, AT (0.3f, 0.3f, 0.05f, 0.05f)}},
    {"two codes", 2, CUBBY_ADVICE_ONE, {GOOD, AT (0.3f, 0.5f, 0.4f, 0.4f)}},
    {"two codes, of which none seems to be", 2, CUBBY_ADVICE_ONE, {PICTURE}},
    {"a parcel label",
     0,
     CUBBY_ADVICE_OTHER_CODE,
     {PICTURE, .candidate = TRUE, .held = CUBBY_HELD_SCREEN, .symbology = LABEL, .sharpness = 0.5f,
      .contrast = 0.7f, AT (0.5f, 0.5f, 0.6f, 0.2f)}},
    {"a code of unknown kind is not another kind",
     0,
     CUBBY_ADVICE_CLEAN,
     {PICTURE, .candidate = TRUE, .held = CUBBY_HELD_SCREEN, .sharpness = 0.5f, .contrast = 0.7f,
      AT (0.5f, 0.5f, 0.5f, 0.5f)}},
    {"a phone whose display is off",
     0,
     CUBBY_ADVICE_BRIGHTER,
     {PICTURE, .held = CUBBY_HELD_DARK, .brightness = 20, AT (0.5f, 0.5f, 0.5f, 0.9f)}},
    {"a phone whose display is off, in a hand that trembles",
     0,
     CUBBY_ADVICE_BRIGHTER,
     {PICTURE, .held = CUBBY_HELD_DARK, .brightness = 20, .shake = 20, AT (0.5f, 0.5f, 0.5f, 0.9f)}},
    {"a dark coat that passes",
     0,
     CUBBY_ADVICE_NONE,
     {PICTURE, .held = CUBBY_HELD_DARK, .brightness = 20, .shake = 60, AT (0.5f, 0.5f, 0.5f, 0.9f)}},
    {"a part of a phone where there is hardly any light",
     0,
     CUBBY_ADVICE_BRIGHTER,
     {PICTURE, .held = CUBBY_HELD_SCREEN, .brightness = 14, .detail = 0.03f, AT (0.9f, 0.5f, 0.1f, 0.2f)}},
    {"a bright phone far away in a dark place",
     0,
     CUBBY_ADVICE_CLOSER,
     {.width = 1280,
      .height = 720,
      .scene = 8,
      .held = CUBBY_HELD_SCREEN,
      .sharpness = 0.4f,
      .detail = 0.5f,
      .brightness = 160,
      AT (0.5f, 0.5f, 0.1f, 0.2f)}},
    {"a code larger than the picture", 0, CUBBY_ADVICE_FARTHER, {GOOD, AT (0.5f, 0.5f, 1.1f, 1.1f)}},
    {"a phone that fills the picture", 0, CUBBY_ADVICE_FARTHER, {PHONE, AT (0.5f, 0.5f, 1.2f, 1.3f)}},
    {"a code cut off on the left", 0, CUBBY_ADVICE_HERE, {GOOD, AT (0.1f, 0.5f, 0.5f, 0.5f)}},
    {"a code cut off above", 0, CUBBY_ADVICE_HERE, {GOOD, AT (0.5f, 0.2f, 0.5f, 0.5f)}},
    {"a small code in a corner: first into the frame",
     0,
     CUBBY_ADVICE_HERE,
     {GOOD, AT (0.9f, 0.9f, 0.1f, 0.1f)}},
    {"a phone at the edge", 0, CUBBY_ADVICE_HERE, {PHONE, AT (0.93f, 0.5f, 0.4f, 0.8f)}},
    {"a phone in its place, without a code", 0, CUBBY_ADVICE_HERE, {PHONE, AT (0.5f, 0.5f, 0.5f, 1.0f)}},
    {"a phone that reaches out below is in its place",
     0,
     CUBBY_ADVICE_CLEAN,
     {GOOD, AT (0.5f, 0.6f, 0.6f, 0.6f)}},
    {"modules of two pixels", 0, CUBBY_ADVICE_CLOSER, {GOOD, .module_px = 1.9f, AT (0.5f, 0.5f, 0.3f, 0.3f)}},
    {"a short code may be small",
     0,
     CUBBY_ADVICE_CLEAN,
     {GOOD, .module_px = 4, AT (0.5f, 0.5f, 0.13f, 0.13f)}},
    {"a code of unknown grid that is small", 0, CUBBY_ADVICE_CLOSER, {GOOD, AT (0.5f, 0.5f, 0.15f, 0.15f)}},
    {"a phone far away", 0, CUBBY_ADVICE_CLOSER, {PHONE, AT (0.5f, 0.5f, 0.2f, 0.4f)}},
    {"a lamp in the glass", 0, CUBBY_ADVICE_TILT, {GOOD, .glare = 0.1f, AT (0.5f, 0.5f, 0.5f, 0.5f)}},
    {"a hand that shakes", 0, CUBBY_ADVICE_STILL, {GOOD, .shake = 12, AT (0.5f, 0.5f, 0.5f, 0.5f)}},
    {"a phone that is moved", 0, CUBBY_ADVICE_STILL, {PHONE, .shake = 12, AT (0.5f, 0.5f, 0.5f, 0.9f)}},
    {"a hand that is calm", 0, CUBBY_ADVICE_CLEAN, {GOOD, .shake = 2, AT (0.5f, 0.5f, 0.5f, 0.5f)}},
    {"a screen turned down",
     0,
     CUBBY_ADVICE_BRIGHTER,
     {PICTURE, .candidate = TRUE, .held = CUBBY_HELD_SCREEN, .symbology = QR, .sharpness = 0.5f,
      .contrast = 0.1f, .brightness = 40, AT (0.5f, 0.5f, 0.5f, 0.5f)}},
    {"a phone with a dark page",
     0,
     CUBBY_ADVICE_BRIGHTER,
     {PICTURE, .held = CUBBY_HELD_SCREEN, .brightness = 50, AT (0.5f, 0.5f, 0.5f, 0.9f)}},
    {"too near for the lens",
     0,
     CUBBY_ADVICE_FARTHER,
     {PICTURE, .candidate = TRUE, .held = CUBBY_HELD_SCREEN, .symbology = QR, .sharpness = 0.06f,
      .contrast = 0.6f, .module_px = 10, AT (0.5f, 0.5f, 0.8f, 0.8f)}},
    {"modules that run into each other",
     0,
     CUBBY_ADVICE_STILL,
     {PICTURE, .candidate = TRUE, .held = CUBBY_HELD_SCREEN, .symbology = QR, .sharpness = 0.11f,
      .contrast = 0.4f, .module_px = 9.6f, AT (0.5f, 0.5f, 0.58f, 0.58f)}},
    {"a phone near and out of focus",
     0,
     CUBBY_ADVICE_FARTHER,
     {PICTURE, .held = CUBBY_HELD_SCREEN, .sharpness = 0.12f, .sharpest = 0.15f, .detail = 0.2f,
      .contrast = 0.2f, .brightness = 175, AT (0.5f, 0.5f, 0.74f, 1.0f)}},
    {"a phone out of focus",
     0,
     CUBBY_ADVICE_STILL,
     {PICTURE, .held = CUBBY_HELD_SCREEN, .sharpness = 0.12f, .sharpest = 0.15f, .detail = 0.2f,
      .contrast = 0.2f, .brightness = 175, AT (0.5f, 0.5f, 0.5f, 0.9f)}},
    {"a phone in a hand that moves is soft along its way alone",
     0,
     CUBBY_ADVICE_STILL,
     {PICTURE, .held = CUBBY_HELD_SCREEN, .sharpness = 0.1f, .sharpest = 0.5f, .detail = 0.25f,
      .brightness = 175, AT (0.5f, 0.5f, 0.5f, 0.9f)}},
    {"sharp bars without a code that is read here",
     0,
     CUBBY_ADVICE_OTHER_CODE,
     {PICTURE, .held = CUBBY_HELD_SCREEN, .sharpness = 0.13f, .sharpest = 0.85f, .detail = 0.3f,
      .brightness = 150, AT (0.5f, 0.5f, 0.9f, 0.7f)}},
    {"bars in a hand that moves",
     0,
     CUBBY_ADVICE_STILL,
     {PICTURE, .held = CUBBY_HELD_SCREEN, .sharpness = 0.13f, .sharpest = 0.85f, .detail = 0.3f,
      .brightness = 150, .shake = 12, AT (0.5f, 0.5f, 0.9f, 0.7f)}},
    {"a few lines on a page are no bars",
     0,
     CUBBY_ADVICE_STILL,
     {PICTURE, .held = CUBBY_HELD_SCREEN, .sharpness = 0.1f, .sharpest = 0.85f, .detail = 0.1f,
      .brightness = 200, AT (0.5f, 0.5f, 0.5f, 0.9f)}},
    {"an empty page is soft everywhere",
     0,
     CUBBY_ADVICE_HERE,
     {PICTURE, .held = CUBBY_HELD_SCREEN, .sharpness = 0.07f, .sharpest = 0.1f, .detail = 0.03f,
      .contrast = 0.1f, .brightness = 230, AT (0.5f, 0.5f, 0.5f, 0.9f)}},
    {"soft because it moves",
     0,
     CUBBY_ADVICE_STILL,
     {PICTURE, .candidate = TRUE, .held = CUBBY_HELD_SCREEN, .symbology = QR, .sharpness = 0.06f,
      .contrast = 0.6f, .module_px = 10, .shake = 5, AT (0.5f, 0.5f, 0.8f, 0.8f)}},
    {"soft, of unknown grid",
     0,
     CUBBY_ADVICE_STILL,
     {PICTURE, .candidate = TRUE, .held = CUBBY_HELD_SCREEN, .symbology = QR, .sharpness = 0.1f,
      .contrast = 0.6f, AT (0.5f, 0.5f, 0.4f, 0.4f)}},
    {"soft, but the modules are large",
     0,
     CUBBY_ADVICE_CLEAN,
     {PICTURE, .candidate = TRUE, .held = CUBBY_HELD_SCREEN, .symbology = QR, .sharpness = 0.15f,
      .contrast = 0.6f, .module_px = 9, AT (0.5f, 0.5f, 0.7f, 0.7f)}},
    {"seen well and not read", 0, CUBBY_ADVICE_CLEAN, {GOOD, .module_px = 6, AT (0.5f, 0.5f, 0.5f, 0.5f)}},
};

static void
test_view (gconstpointer data)
{
  const ViewRow *row = data;
  g_assert_cmpstr (cubby_advice_to_string (cubby_advice_of_view (&row->view, row->n_codes, QR)), ==,
                   cubby_advice_to_string (row->advice));
}

/* The same letters for what a picture shows and for what is said of it; '.' is nobody and nothing, 'R' a code
 * that was read. */
static const struct {
  char letter;
  CubbyAdvice advice;
  guint n_codes;
  CubbyView view;
} letters[] = {
    {'.', CUBBY_ADVICE_NONE, 0, {PICTURE}},
    {'R', CUBBY_ADVICE_NONE, 1, {GOOD, AT (0.5f, 0.5f, 0.5f, 0.5f)}},
    {'p', CUBBY_ADVICE_HERE, 0, {PHONE, AT (0.93f, 0.5f, 0.4f, 0.8f)}},
    {'n', CUBBY_ADVICE_HERE, 0, {PHONE, AT (0.5f, 0.5f, 0.5f, 0.9f)}}, /* no code on it */
    {'c', CUBBY_ADVICE_CLOSER, 0, {PHONE, AT (0.5f, 0.5f, 0.2f, 0.4f)}},
    {'f', CUBBY_ADVICE_FARTHER, 0, {GOOD, AT (0.5f, 0.5f, 1.1f, 1.1f)}},
    {'b', CUBBY_ADVICE_BRIGHTER, 0, {PICTURE, .held = CUBBY_HELD_DARK, AT (0.5f, 0.5f, 0.5f, 0.9f)}},
    {'t', CUBBY_ADVICE_TILT, 0, {GOOD, .glare = 0.1f, AT (0.5f, 0.5f, 0.5f, 0.5f)}},
    {'s', CUBBY_ADVICE_STILL, 0, {GOOD, .shake = 12, AT (0.5f, 0.5f, 0.5f, 0.5f)}},
    {'2', CUBBY_ADVICE_ONE, 2, {GOOD, AT (0.5f, 0.5f, 0.5f, 0.5f)}},
    {'x', CUBBY_ADVICE_CLEAN, 0, {GOOD, .module_px = 6, AT (0.5f, 0.5f, 0.5f, 0.5f)}},
    {'h', CUBBY_ADVICE_BY_HAND, 0, {.width = 0}}, /* said only */
};

/* A letter is 100 ms; '?' is asked for one of several, and its picture is of a code that was read. */
typedef struct {
  const char *name;
  const char *shows;
  const char *says;
} TimeRow;

static const TimeRow time_rows[] = {
    {"silence while nobody is there", "........................................",
     "........................................"},
    {"a code that is read at once says nothing", "....RRRRRRRR....RRR", "..................."},
    {"most codes are read within the silence", "..ccccccR....", "............."},
    {"too far, until it is read", "..ccccccccccccccccR....", ".........ccccccccc....."},
    {"an advice can be read to its end", "..cccccccc.......................",
     ".........cccccccccccc............"},
    {"held for a blink it is not spoken of", "..cc......cc......cc......cc.....",
     "................................."},
    {"out of sight for a blink it is still held up", "..cccc.cccc.cccc.ccccccc", ".........ccccccccccccccc"},
    {"it comes closer and then shakes: the words change once",
     "cccccccccccccccccccccccccsssssssssssssssssssssssssss",
     ".......cccccccccccccccccccccssssssssssssssssssssssss"},
    {"two faults in turn do not flicker", "tstststststststststststststststststst",
     "....................................."},
    {"most of the pictures count", "sssssstssssssssstssssssssssts", ".......ssssssssssssssssssssss"},
    {"a fault that is mended soon is said to its end, then the next",
     "ccccccccccttttttttttttttttttttttttttttttt", ".......cccccccccccctttttttttttttttttttttt"},
    {"what was said goes away with the phone", "bbbbbbbbbbbbbbbbbbbbbbbb............",
     ".......bbbbbbbbbbbbbbbbbbbbbb......."},
    {"seen well and not read: dirt is spoken of late", "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
     ".........................xxxxxxxxxxxxxx"},
    {"two codes", "22222222222222222222RRRR", ".......2222222222222...."},
    {"asked for one of several: at once, and though single pictures show one alone",
     "..?RR2RRR2RRRRRRRRRRRRRRRRRRRRRRR", "..2222222222222222222222222......"},
    {"and until they are gone", "..?2222222222222222222222222222222.............",
     "..2222222222222222222222222222222222222........"},
    {"dirt hides the code from some of the pictures", "xnnxnnxnnxnnxnnxnnxnnxnnxnnxnnxnnxnnxnn",
     ".........................xxxxxxxxxxxxxx"},
    {"another page, without a code", "xxxxxxxxnnnnnnnnnnnnnnnnnnnnnnnnnnnnn",
     "....................ppppppppppppppppp"},
    {"who comes next has no code", "xxxxx.......nnnnnnnnnnnnnnnn", "......................pppppp"},
    {"no code on it: a little later", "pppppppppppppppp", "..........pppppp"},
    {"after eight seconds there is another way",
     "cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc",
     ".......ccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccchhhhhhhhhhhh"},
    {"two codes are no reason for the other way",
     "222222222222222222222222222222222222222222222222222222222222222222222222222222222222222222222",
     ".......22222222222222222222222222222222222222222222222222222222222222222222222222222222222222"},
    {"the other way is still offered though the phone moves on",
     "ccccccccccccccccccccccccccccccccccccccccssssssssssssssssssssssssssssssssssssssssssssttttttttssss......"
     ".",
     "......."
     "ccccccccccccccccccccccccccccccccccccssssssssssssssssssssssssssssssssssssshhhhhhhhhhhhhhhhhhhhh.."},
    {"who comes next begins anew",
     "ccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc.........cccccccccc",
     ".......ccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccchhhhhhhhhhhh.....ccc"},
};

static guint
find_letter (char letter)
{
  for (guint i = 0; i < G_N_ELEMENTS (letters); i++)
    if (letters[i].letter == letter)
      return i;
  g_assert_not_reached ();
}

static char
letter_of (CubbyAdvice advice)
{
  for (guint i = 0; i < G_N_ELEMENTS (letters); i++)
    if (letters[i].advice == advice)
      return letters[i].letter;
  g_assert_not_reached ();
}

static void
test_time (gconstpointer data)
{
  const TimeRow *row = data;
  g_autoptr (CubbyScanAdvice) advice = cubby_scan_advice_new ();
  g_autoptr (GString) says = g_string_new (NULL);
  gint64 now_us = G_GINT64_CONSTANT (1000000000);
  for (const char *at = row->shows; *at != '\0'; at++, now_us += 100 * 1000) {
    guint i = find_letter (*at == '?' ? 'R' : *at);
    if (*at == '?')
      cubby_scan_advice_ask_for_one (advice, now_us);
    g_string_append_c (
        says, letter_of (cubby_scan_advice_take (advice, &letters[i].view, letters[i].n_codes, QR, now_us)));
  }
  g_assert_cmpstr (says->str, ==, row->says);
}

/* A machine that has a picture in a second only: it is held up from one to the next. */
static void
test_slow (void)
{
  g_autoptr (CubbyScanAdvice) advice = cubby_scan_advice_new ();
  guint far = find_letter ('c');
  CubbyAdvice said[10];
  for (guint i = 0; i < G_N_ELEMENTS (said); i++)
    said[i] = cubby_scan_advice_take (advice, &letters[far].view, 0, QR, i * (gint64)G_USEC_PER_SEC);
  g_assert_cmpint (said[0], ==, CUBBY_ADVICE_NONE);
  g_assert_cmpint (said[1], ==, CUBBY_ADVICE_CLOSER);
  g_assert_cmpint (said[7], ==, CUBBY_ADVICE_CLOSER);
  g_assert_cmpint (said[8], ==, CUBBY_ADVICE_BY_HAND);
}

/* And a single picture in which it is not seen does not begin anew. */
static void
test_slow_blink (void)
{
  static const char shows[] = "cccc.cccccc..cc";
  static const char says[] = ".ccccccchhhh..c";
  g_autoptr (CubbyScanAdvice) advice = cubby_scan_advice_new ();
  g_autoptr (GString) said = g_string_new (NULL);
  for (guint i = 0; shows[i] != '\0'; i++) {
    const CubbyView *view = &letters[find_letter (shows[i])].view;
    g_string_append_c (
        said, letter_of (cubby_scan_advice_take (advice, view, 0, QR, (i + 1) * (gint64)G_USEC_PER_SEC)));
  }
  g_assert_cmpstr (said->str, ==, says);
}

static void
test_reset (void)
{
  g_autoptr (CubbyScanAdvice) advice = cubby_scan_advice_new ();
  guint far = find_letter ('c');
  CubbyAdvice said = CUBBY_ADVICE_NONE;
  for (gint64 now_us = 0; now_us < 2 * G_USEC_PER_SEC; now_us += 50 * 1000)
    said = cubby_scan_advice_take (advice, &letters[far].view, 0, QR, now_us);
  g_assert_cmpint (said, ==, CUBBY_ADVICE_CLOSER);
  cubby_scan_advice_reset (advice);
  g_assert_cmpint (cubby_scan_advice_take (advice, &letters[far].view, 0, QR, 2 * G_USEC_PER_SEC), ==,
                   CUBBY_ADVICE_NONE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (view_rows); i++) {
    g_autofree char *path = g_strconcat ("/domain/scan-advice/", view_rows[i].name, NULL);
    g_test_add_data_func (path, &view_rows[i], test_view);
  }
  for (guint i = 0; i < G_N_ELEMENTS (time_rows); i++) {
    g_autofree char *path = g_strconcat ("/domain/scan-advice/in time/", time_rows[i].name, NULL);
    g_test_add_data_func (path, &time_rows[i], test_time);
  }
  g_test_add_func ("/domain/scan-advice/a picture in a second is enough", test_slow);
  g_test_add_func ("/domain/scan-advice/a picture in a second: one without it is a blink, two are not",
                   test_slow_blink);
  g_test_add_func ("/domain/scan-advice/another page begins anew", test_reset);
  return g_test_run ();
}
