/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/key-burst.h"

/* Keys and the milliseconds before each: c a character, R another key. X: swallowed. */
static const struct {
  const char *name;
  const char *keys;     /* c or R */
  guint32 gaps[8];      /* before each key */
  const char *swallows; /* - passes, X is swallowed */
} rows[] = {
    {"a person's return key presses", "R", {0}, "-"},
    {"a reader's return key does not", "cccR", {0, 5, 5, 5}, "-XXX"},
    {"nor does the line feed after it", "ccRR", {0, 5, 5, 5}, "-XXX"},
    {"nor a space within the code, nor the tabulator after it", "cccR", {0, 10, 10, 49}, "-XXX"},
    {"a slow reader's return key, after its characters", "cR", {0, 49}, "-X"},
    {"a person types and presses later", "ccR", {0, 200, 400}, "---"},
    {"exactly at the bound it is a person", "cR", {0, 50}, "--"},
    {"the return key held down is a person", "RRRR", {0, 30, 30, 30}, "----"},
    {"a quick tabulator and return key are a person", "RRR", {0, 20, 20}, "---"},
    {"after a burst the screen is itself again", "cRR", {0, 5, 1000}, "-X-"},
    {"the server's clock may wrap", "cR", {4294967290u, 10}, "-X"},
};

static void
test_row (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  CubbyKeyBurst burst = {0};
  guint32 now = 0;
  for (guint key = 0; rows[i].keys[key] != '\0'; key++) {
    now += rows[i].gaps[key];
    gboolean swallowed = cubby_key_burst_swallows (&burst, rows[i].keys[key] == 'c', now);
    g_assert_cmpint (swallowed, ==, rows[i].swallows[key] == 'X');
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strdup_printf ("/kiosk/key-burst/%s", rows[i].name);
    g_test_add_data_func (path, GUINT_TO_POINTER (i), test_row);
  }
  return g_test_run ();
}
