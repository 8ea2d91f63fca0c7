/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/scan-pace.h"

/* So many in a row, a gap apart: how many are let through. */
typedef struct {
  const char *name;
  guint n;
  gint64 gap_us;
  gsize n_bytes; /* each; 0: codes */
  guint allowed;
} Row;

static const Row rows[] = {
    {"a person: a code every half second", 20, 500 * 1000, 0, 20},
    {"two readers' worth: seven codes a second", 70, 143 * 1000, 0, 70},
    {"a handful of codes at once", 8, 0, 0, 8},
    {"a flood of codes at once", 10000, 0, 0, 8},
    {"a flood of codes for ten seconds", 10000, 1000, 0, 8 + 79},
    {"bytes one by one, at 115,200 baud for two seconds", 23040, 87, 1, 23040},
    {"the longest code, piece by piece at once", 32, 0, 64, 32},
    {"128 blocks at once", 200, 0, 512, 128},
    {"1 MB a second for a second", 2000, 500, 512, 128 + 127},
    {"1 MB at once", 1, 0, 1000 * 1000, 0},
};

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  CubbyScanPace pace = {0};
  guint allowed = 0;
  for (guint i = 0; i < row->n; i++) {
    gint64 now_us = 1 + i * row->gap_us;
    gboolean good = row->n_bytes > 0 ? cubby_scan_pace_take_bytes (&pace, row->n_bytes, now_us)
                                     : cubby_scan_pace_take_code (&pace, now_us);
    allowed += good ? 1 : 0;
  }
  g_assert_cmpuint (allowed, ==, row->allowed);
}

/* A block every 5 ms for so long, and so long a quiet. */
static const struct {
  const char *name;
  guint seconds;
  guint block; /* bytes */
  gint64 quiet_us;
  gboolean floods;
} floods[] = {
    {"nothing was sent", 0, 0, 0, FALSE},
    {"for a moment", 5, 512, 0, FALSE},
    {"without end", 15, 512, 0, TRUE},
    {"without end, a second ago", 15, 512, G_USEC_PER_SEC, TRUE},
    {"it has ended", 15, 512, 3 * G_USEC_PER_SEC, FALSE},
    {"a fast reader is none", 60, 100, 0, FALSE},
};

static void
test_flood (gconstpointer data)
{
  guint row = GPOINTER_TO_UINT (data);
  CubbyScanPace pace = {0};
  gint64 now_us = 1;
  for (guint i = 0; i < floods[row].seconds * 200; i++, now_us += 5000)
    cubby_scan_pace_take_bytes (&pace, floods[row].block, now_us);
  g_assert_true (cubby_scan_pace_floods (&pace, now_us + floods[row].quiet_us) == floods[row].floods);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strdup_printf ("/domain/scan-pace/%s", rows[i].name);
    g_test_add_data_func (path, &rows[i], test_row);
  }
  for (guint i = 0; i < G_N_ELEMENTS (floods); i++) {
    g_autofree char *path = g_strdup_printf ("/domain/scan-pace/a flood: %s", floods[i].name);
    g_test_add_data_func (path, GUINT_TO_POINTER (i), test_flood);
  }
  return g_test_run ();
}
