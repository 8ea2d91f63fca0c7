/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/scan-light.h"

#include <string.h>

#define DARK_BELOW 60

/* What the camera sees while the light is off; with it on the place is as bright as by day. */
static const struct {
  char letter;
  gboolean somebody;
  CubbyView view;
} letters[] = {
    {'.', FALSE, {.width = 1280, .height = 720, .scene = 120, .brightness = 120}},
    {'d', TRUE, {.width = 1280, .height = 720, .scene = 120, .brightness = 120}}, /* by day, somebody */
    {'n', FALSE, {.width = 1280, .height = 720, .scene = 30, .brightness = 30}},  /* at night */
    {'s', TRUE, {.width = 1280, .height = 720, .scene = 30, .brightness = 30}},   /* at night, somebody */
    {'p',
     FALSE,
     {.width = 1280, .height = 720, .scene = 30, .candidate = TRUE, .brightness = 50}}, /* paper */
    {'S', TRUE, {.width = 1280, .height = 720, .scene = 40, .held = CUBBY_HELD_SCREEN, .brightness = 180}},
    {'g',
     TRUE,
     {.width = 1280, .height = 720, .scene = 120, .candidate = TRUE, .brightness = 150, .glare = 0.1f}},
    {'0', TRUE, {.width = 0}}, /* no picture was looked at */
};

/* A letter is 500 ms; below each, whether the light is on. */
typedef struct {
  const char *name;
  const char *shows;
  const char *light;
} Row;

static const Row rows[] = {
    {"by day it stays off", "..dddddddd..", "------------"},
    {"at night with nobody there it stays off", "nnnnnnnnnnnn", "------------"},
    {"before the first picture it stays off", "000000000000", "------------"},
    {"somebody in the dark", "nnsdddddd", "---------"},
    {"somebody in the dark, and it makes the place bright", "nnssdddddd", "---#######"},
    {"paper in the dark", "nnppppp", "---####"},
    {"a phone in the dark shines by itself", "nnSSSSSSSS", "----------"},
    {"it goes out when nobody is there any more", "ss.............", "-########------"},
    {"it glares in a phone: off, and not on again soon", "ssddddgssssssssssssss", "-#####------------###"},
    {"too long at a time: it rests",
     "ssdddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddsssssssssssssssssssssssssssssssssss",
     "-############################################################------------------------------#######"},
    {"who passes by does not switch it", "nsnsnsnsnsns", "------------"},
};

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (CubbyScanLight) light = cubby_scan_light_new (DARK_BELOW);
  g_autoptr (GString) seen = g_string_new (NULL);
  gint64 now_us = 0;
  for (const char *at = row->shows; *at != '\0'; at++, now_us += G_USEC_PER_SEC / 2) {
    guint i = 0;
    while (letters[i].letter != *at)
      g_assert_cmpuint (++i, <, G_N_ELEMENTS (letters));
    gboolean on = cubby_scan_light_take (light, &letters[i].view, letters[i].somebody, now_us);
    g_string_append_c (seen, on ? '#' : '-');
  }
  g_assert_cmpstr (seen->str, ==, row->light);
}

static void
test_reset (void)
{
  g_autoptr (CubbyScanLight) light = cubby_scan_light_new (DARK_BELOW);
  const CubbyView dark = {.width = 1280, .height = 720, .scene = 10};
  cubby_scan_light_take (light, &dark, TRUE, 0);
  g_assert_true (cubby_scan_light_take (light, &dark, TRUE, CUBBY_LIGHT_CALLED_US));
  cubby_scan_light_reset (light);
  g_assert_false (cubby_scan_light_take (light, &dark, TRUE, CUBBY_LIGHT_CALLED_US + 1));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strconcat ("/domain/scan-light/", rows[i].name, NULL);
    g_test_add_data_func (path, &rows[i], test_row);
  }
  g_test_add_func ("/domain/scan-light/without a camera it is off", test_reset);
  return g_test_run ();
}
