/* SPDX-License-Identifier: Apache-2.0 */
/* What is one code of a picture, and what is two. */
#include "hardware/scanner/decode/codes.h"

#include <math.h>
#include <string.h>

static CubbyCode *
make_code (CubbySymbology symbology, const char *text, guint x, guint y, guint side)
{
  CubbyCode *code = g_new0 (CubbyCode, 1);
  code->symbology = symbology;
  code->text = g_strdup (text);
  code->length = strlen (text);
  code->region = (CubbyRegion){x, y, side, side};
  float left = (float)x, top = (float)y, right = (float)(x + side), bottom = (float)(y + side);
  const CubbyPoint corners[4] = {{left, top}, {right, top}, {right, bottom}, {left, bottom}};
  memcpy (code->corners, corners, sizeof corners);
  return code;
}

#define QR CUBBY_SYMBOLOGY_QR
#define EAN CUBBY_SYMBOLOGY_EAN13
#define C128 CUBBY_SYMBOLOGY_CODE128

typedef struct {
  const char *name;
  struct {
    CubbySymbology symbology;
    const char *text;
    guint x, y, side;
  } one, other;
  gboolean both;
} TwoRow;

static const TwoRow two_rows[] = {
    {"two texts at two places are two codes", {QR, "a", 0, 0, 100}, {QR, "b", 300, 0, 100}, TRUE},
    {"one text at two places is one code", {QR, "a", 0, 0, 100}, {QR, "a", 300, 0, 100}, FALSE},
    {"one text in two symbologies is two codes", {QR, "1", 0, 0, 100}, {C128, "1", 300, 0, 100}, TRUE},
    {"one text in two symbologies at one place is one code",
     {EAN, "1", 0, 0, 100},
     {C128, "1", 10, 20, 50},
     FALSE},
    {"bars inside of a QR code with its text are none", {QR, "1", 0, 0, 100}, {C128, "1", 20, 30, 60}, FALSE},
    {"two texts at one place are one code", {QR, "a", 50, 50, 100}, {QR, "b", 52, 48, 104}, FALSE},
    {"a code inside of another is one more", {QR, "a", 0, 0, 300}, {QR, "b", 110, 110, 80}, TRUE},
    {"two codes that touch are two", {QR, "a", 0, 0, 100}, {QR, "b", 101, 0, 100}, TRUE},
    {"bars inside of a QR code are none", {QR, "a", 0, 0, 100}, {EAN, "4006381333931", 20, 30, 60}, FALSE},
    {"bars beside a QR code are a code", {QR, "a", 0, 0, 100}, {EAN, "4006381333931", 200, 0, 60}, TRUE},
    {"other digits in the same bars are none", {EAN, "1", 0, 0, 100}, {EAN, "2", 10, 20, 50}, FALSE},
    {"two labels are two codes", {EAN, "1", 0, 0, 100}, {EAN, "2", 150, 0, 100}, TRUE},
};

static void
test_two (gconstpointer data)
{
  const TwoRow *row = data;
  g_autoptr (GPtrArray) codes = cubby_codes_new ();
  g_assert_true (cubby_codes_take (
      codes, make_code (row->one.symbology, row->one.text, row->one.x, row->one.y, row->one.side)));
  gboolean added = cubby_codes_take (
      codes, make_code (row->other.symbology, row->other.text, row->other.x, row->other.y, row->other.side));
  g_assert_cmpint (added, ==, row->both);
  g_assert_cmpuint (codes->len, ==, row->both ? 2 : 1);
}

/* A code of @width by @height pixels about its middle. */
typedef struct {
  CubbySymbology symbology;
  const char *text;
  float x, y, width, height;
} Turned;

typedef struct {
  const char *name;
  float turn; /* degrees */
  Turned one, other;
  gboolean both;
} TurnedRow;

/* The places are those before the whole picture is turned about 500, 500. */
static const TurnedRow turned_rows[] = {
    {"labels below each other", 0, {EAN, "1", 500, 450, 200, 90}, {EAN, "2", 500, 550, 200, 90}, TRUE},
    {"labels below each other, turned by 20",
     20,
     {EAN, "1", 500, 450, 200, 90},
     {EAN, "2", 500, 550, 200, 90},
     TRUE},
    {"labels below each other, turned by 45",
     45,
     {EAN, "1", 500, 450, 200, 90},
     {EAN, "2", 500, 550, 200, 90},
     TRUE},
    {"labels below each other, turned by 225",
     225,
     {EAN, "1", 500, 450, 200, 90},
     {EAN, "2", 500, 550, 200, 90},
     TRUE},
    {"flat labels close to each other, turned by 45",
     45,
     {EAN, "1", 500, 480, 200, 36},
     {EAN, "2", 500, 520, 200, 36},
     TRUE},
    {"other digits in a part of the same bars, turned by 45",
     45,
     {EAN, "1", 500, 500, 200, 90},
     {EAN, "2", 480, 510, 120, 40},
     FALSE},
    {"other digits in the same bars, seen first, turned by 45",
     45,
     {EAN, "2", 480, 510, 120, 40},
     {EAN, "1", 500, 500, 200, 90},
     FALSE},
    {"other digits in one line of the same bars, turned by 45",
     45,
     {EAN, "1", 500, 500, 200, 90},
     {EAN, "2", 500, 520, 200, 0},
     FALSE},
    {"other digits in two lines that are close, turned by 45",
     45,
     {EAN, "1", 500, 500, 200, 0},
     {EAN, "2", 500, 508, 200, 0},
     FALSE},
    {"other digits in two lines that are close",
     0,
     {EAN, "1", 500, 500, 200, 0},
     {EAN, "2", 500, 508, 200, 0},
     FALSE},
    {"lines behind each other", 0, {EAN, "1", 300, 500, 180, 0}, {EAN, "2", 600, 500, 180, 0}, TRUE},
    {"lines behind each other, turned by 45",
     45,
     {EAN, "1", 300, 500, 180, 0},
     {EAN, "2", 600, 500, 180, 0},
     TRUE},
    {"a label beside a QR code, turned by 45",
     45,
     {QR, "a", 500, 500, 200, 200},
     {EAN, "1", 500, 640, 200, 60},
     TRUE},
    {"bars inside of a QR code, turned by 45",
     45,
     {QR, "a", 500, 500, 200, 200},
     {EAN, "1", 520, 560, 120, 20},
     FALSE},
};

static CubbyCode *
make_turned (const Turned *from, float turn, const CubbyFrame *frame)
{
  CubbyCode *code = make_code (from->symbology, from->text, 0, 0, 1);
  float cosine = cosf (turn * (float)G_PI / 180), sine = sinf (turn * (float)G_PI / 180);
  for (guint i = 0; i < 4; i++) {
    float x = from->x - 500 + (i == 1 || i == 2 ? from->width : -from->width) / 2;
    float y = from->y - 500 + (i >= 2 ? from->height : -from->height) / 2;
    code->corners[i] = (CubbyPoint){500 + x * cosine - y * sine, 500 + x * sine + y * cosine};
  }
  cubby_code_set_region (code, frame);
  return code;
}

static void
test_turned (gconstpointer data)
{
  const TurnedRow *row = data;
  g_autoptr (CubbyFrame) frame = cubby_frame_new (1000, 1000);
  g_autoptr (GPtrArray) codes = cubby_codes_new ();
  g_assert_true (cubby_codes_take (codes, make_turned (&row->one, row->turn, frame)));
  g_assert_cmpint (cubby_codes_take (codes, make_turned (&row->other, row->turn, frame)), ==, row->both);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (two_rows); i++) {
    g_autofree char *path = g_strdup_printf ("/scanner/codes/%s", two_rows[i].name);
    g_test_add_data_func (path, &two_rows[i], test_two);
  }
  for (guint i = 0; i < G_N_ELEMENTS (turned_rows); i++) {
    g_autofree char *path = g_strdup_printf ("/scanner/codes/%s", turned_rows[i].name);
    g_test_add_data_func (path, &turned_rows[i], test_turned);
  }
  return g_test_run ();
}
