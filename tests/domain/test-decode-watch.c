/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/decode-watch.h"

typedef struct {
  const char *name;
  gint64 waited_ms;
  gint64 used_ms;
  gint64 idle_ms;
  gboolean still;
  gboolean hung;
} HungRow;

/* Of 320 ms that it may take. */
static const HungRow hung_rows[] = {
    {"it has only begun", 1, 1, 0, FALSE, FALSE},
    {"a moment before its time is over", 319, 319, 0, FALSE, FALSE},
    {"it stands still, a moment before its time is over", 319, 0, 0, TRUE, FALSE},
    {"it stands still", 320, 0, 0, TRUE, TRUE},
    {"it worked all of its time", 320, 320, 0, FALSE, TRUE},
    {"it worked on two processors at once", 200, 400, 0, FALSE, FALSE},
    {"the machine is busy and it had half of it", 400, 160, 0, FALSE, FALSE},
    {"it waits for its turn", 3199, 30, 999, FALSE, FALSE},
    {"it has had no turn for a second", 1320, 30, 1000, FALSE, TRUE},
    {"it has had no turn for a second, a moment before its time is over", 319, 0, 1000, FALSE, FALSE},
    {"it has not worked for long", 3200, 30, 900, FALSE, TRUE},
    {"it had its time in the end", 900, 320, 0, FALSE, TRUE},
};

static void
test_hung (gconstpointer data)
{
  const HungRow *row = data;
  g_assert_true (cubby_decode_is_hung (row->waited_ms * 1000, row->used_ms * 1000, row->idle_ms * 1000,
                                       row->still, 320 * 1000) == row->hung);
}

typedef struct {
  gint64 gap_ms;
  gint64 blind_ms;
} BlindRow;

static const BlindRow blind_rows[] = {{0, 0}, {66, 0}, {200, 0}, {201, 1}, {1000, 800}, {10000, 9800}};

static void
test_blind (gconstpointer data)
{
  const BlindRow *row = data;
  g_assert_cmpint (cubby_decode_blind_us (row->gap_ms * 1000), ==, row->blind_ms * 1000);
}

typedef struct {
  const char *name;
  gint64 lived_ms;
  gint64 quiet_ms; /* -1: it told nothing */
  gboolean spent;
} SpentRow;

static const SpentRow spent_rows[] = {
    {"has only begun", 0, -1, FALSE},
    {"has told nothing for most of a minute", 59999, -1, FALSE},
    {"has told nothing for a minute", 60000, -1, TRUE},
    {"tells a code now", 30000, 0, FALSE},
    {"told a code a moment less than two seconds ago", 30000, 1999, FALSE},
    {"told a code two seconds ago", 30000, 2000, TRUE},
    {"says for a minute that it sees a code", 60000, 0, TRUE},
    {"told a code at once and nothing since", 2000, 2000, TRUE},
};

static void
test_spent (gconstpointer data)
{
  const SpentRow *row = data;
  gint64 quiet_us = row->quiet_ms < 0 ? -1 : row->quiet_ms * 1000;
  g_assert_true (cubby_decode_is_spent (row->lived_ms * 1000, quiet_us) == row->spent);
}

typedef struct {
  guint n_deaths;
  double random;
  guint pause_ms;
  gboolean down;
} DeathRow;

static const DeathRow death_rows[] = {
    {0, 0.5, 0, FALSE},    {1, 0.999, 0, FALSE},    {2, 0.5, 250, FALSE}, {3, 0.5, 500, FALSE},
    {4, 0.5, 1000, FALSE}, {4, 0.0, 0, FALSE},      {5, 0.5, 2000, TRUE}, {6, 0.5, 4000, TRUE},
    {8, 0.9, 8000, TRUE},  {1000, 0.5, 8000, TRUE},
};

static void
test_death (gconstpointer data)
{
  const DeathRow *row = data;
  g_assert_cmpuint (cubby_decode_pause_ms (row->n_deaths, row->random), ==, row->pause_ms);
  g_assert_true (cubby_decode_is_down (row->n_deaths) == row->down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (hung_rows); i++) {
    g_autofree char *path = g_strdup_printf ("/domain/decode-watch/%s: %s", hung_rows[i].name,
                                             hung_rows[i].hung ? "it is hung" : "it is waited for");
    g_test_add_data_func (path, &hung_rows[i], test_hung);
  }
  for (guint i = 0; i < G_N_ELEMENTS (blind_rows); i++) {
    g_autofree char *path = g_strdup_printf ("/domain/decode-watch/%" G_GINT64_FORMAT " ms between two looks",
                                             blind_rows[i].gap_ms);
    g_test_add_data_func (path, &blind_rows[i], test_blind);
  }
  for (guint i = 0; i < G_N_ELEMENTS (spent_rows); i++) {
    g_autofree char *path = g_strdup_printf ("/domain/decode-watch/a decoder that %s is %s",
                                             spent_rows[i].name, spent_rows[i].spent ? "replaced" : "kept");
    g_test_add_data_func (path, &spent_rows[i], test_spent);
  }
  for (guint i = 0; i < G_N_ELEMENTS (death_rows); i++) {
    g_autofree char *path = g_strdup_printf ("/domain/decode-watch/%u deaths in a row and chance %g",
                                             death_rows[i].n_deaths, death_rows[i].random);
    g_test_add_data_func (path, &death_rows[i], test_death);
  }
  return g_test_run ();
}
