/* SPDX-License-Identifier: Apache-2.0 */
/* Readers in keyboard mode, played by umockdev to the whole scanner: what they read is told, and they are
 * read when they are ours alone or not at all. */
#include "hardware/scanner/scanner.h"
#include "tests/hardware/scanner/fake-reader.h"

#include <string.h>

#define PATIENCE_US ((gint64)30 * G_USEC_PER_SEC)

typedef struct {
  FakeReader *reader;
  CubbySettings settings;
  CubbyScanner *scanner;
  GPtrArray *read; /* of "symbology text" */
  gboolean works;
  char *why;
} Fixture;

static void
on_scanned (CubbyScanner *scanner, const char *text, const char *symbology, gint64 at_us, gpointer data)
{
  g_ptr_array_add (((Fixture *)data)->read, g_strconcat (symbology, " ", text, NULL));
}

static void
on_state (CubbyScanner *scanner, const char *name, gboolean works, const char *why, gpointer data)
{
  Fixture *f = data;
  f->works = works;
  g_free (f->why);
  f->why = g_strdup (why);
}

static void
start (Fixture *f, const char *recording)
{
  f->reader = fake_reader_new (recording);
  CubbyScannerSettings settings = {.name = (char *)"hand",
                                   .kind = (char *)"hid",
                                   .device = (char *)fake_reader_get_device (f->reader),
                                   .reader = {.gap_ms = 300}};
  f->read = g_ptr_array_new_with_free_func (g_free);
  f->settings.scanners = g_ptr_array_new ();
  g_ptr_array_add (f->settings.scanners, &settings);
  f->scanner = cubby_scanner_new (&f->settings);
  g_signal_connect (f->scanner, "scanned", G_CALLBACK (on_scanned), f);
  g_signal_connect (f->scanner, "state", G_CALLBACK (on_state), f);
}

static void
finish (Fixture *f)
{
  g_clear_object (&f->scanner);
  g_ptr_array_unref (f->settings.scanners);
  g_ptr_array_unref (f->read);
  fake_reader_free (f->reader);
  g_free (f->why);
}

static gboolean
on_tick (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

static void
run_until (Fixture *f, gboolean (*done) (Fixture *f))
{
  gint64 until_us = g_get_monotonic_time () + PATIENCE_US;
  guint tick = g_timeout_add (20, on_tick, NULL);
  while (!done (f) && g_get_monotonic_time () < until_us)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (tick);
  g_assert_true (done (f));
}

static gboolean
is_working (Fixture *f)
{
  return f->works;
}

static gboolean
has_failed (Fixture *f)
{
  return !f->works && f->why != NULL;
}

static gboolean
has_read_one (Fixture *f)
{
  return f->read->len >= 1;
}

static gboolean
has_read_two (Fixture *f)
{
  return f->read->len >= 2;
}

static const char *
read_at (Fixture *f, guint index)
{
  g_assert_cmpuint (index, <, f->read->len);
  return g_ptr_array_index (f->read, index);
}

static void
test_honeywell (Fixture *f)
{
  start (f, "honeywell");
  cubby_scanner_start (f->scanner);
  run_until (f, is_working);
  g_assert_true (fake_reader_is_grabbed (f->reader));
  fake_reader_play (f->reader);
  run_until (f, has_read_one);
  g_assert_cmpstr (read_at (f, 0), ==, "QR-Code CC1:RRQN29P60AO0 OD8CK::3DJ02R6%96FN0-ODJ+TR");
  g_assert_cmpuint (fake_reader_get_n_reads (f->reader), >, 0);
  g_assert_cmpuint (fake_reader_get_n_open_reads (f->reader), ==, 0);
}

static void
test_zebra (Fixture *f)
{
  start (f, "zebra");
  cubby_scanner_start (f->scanner);
  run_until (f, is_working);
  fake_reader_play (f->reader);
  run_until (f, has_read_two);
  g_assert_cmpstr (read_at (f, 0), ==, "reader 4006381333931");
  g_assert_cmpstr (read_at (f, 1), ==, "reader https://shop.example/b/018f");
  g_assert_cmpuint (fake_reader_get_n_open_reads (f->reader), ==, 0);
}

static void
test_attack (Fixture *f)
{
  start (f, "honeywell");
  cubby_scanner_start (f->scanner);
  run_until (f, is_working);
  fake_reader_type (f->reader,
                    "{meta+r}cmd{enter}CC1{ctrl+o}A{enter}{esc}{f1}{enter}@FACDEF{enter}good{enter}");
  run_until (f, has_read_one);
  g_assert_cmpstr (read_at (f, 0), ==, "reader good");
}

/* The kernel's queue was full: nothing that was near it is a code. */
static void
test_lost (Fixture *f)
{
  start (f, "honeywell");
  cubby_scanner_start (f->scanner);
  run_until (f, is_working);
  fake_reader_type (f->reader, "half{lost}more{enter}");
  g_usleep (G_USEC_PER_SEC / 5);
  fake_reader_type (f->reader, "{enter}");
  g_usleep (G_USEC_PER_SEC / 5);
  fake_reader_type (f->reader, "good{enter}");
  run_until (f, has_read_one);
  g_assert_cmpstr (read_at (f, 0), ==, "reader good");
}

static void
test_held (Fixture *f)
{
  start (f, "honeywell");
  fake_reader_hold (f->reader, TRUE);
  cubby_scanner_start (f->scanner);
  run_until (f, has_failed);
  g_assert_nonnull (
      strstr (f->why, "[scanner hand] device: /dev/input/event5: another program has taken it"));
  fake_reader_type (f->reader, "before{enter}");
  fake_reader_hold (f->reader, FALSE);
  run_until (f, is_working);
  fake_reader_type (f->reader, "after{enter}");
  run_until (f, has_read_one);
  g_assert_cmpstr (read_at (f, 0), ==, "reader after");
  g_assert_cmpuint (fake_reader_get_n_open_reads (f->reader), ==, 0);
}

static void
test_unplugged (Fixture *f)
{
  start (f, "honeywell");
  cubby_scanner_start (f->scanner);
  run_until (f, is_working);
  fake_reader_type (f->reader, "half");
  fake_reader_unplug (f->reader);
  run_until (f, has_failed);
  g_assert_nonnull (strstr (f->why, "/dev/input/event5: it was unplugged"));
  fake_reader_plug (f->reader);
  run_until (f, is_working);
  fake_reader_type (f->reader, "whole{enter}");
  run_until (f, has_read_one);
  g_assert_cmpstr (read_at (f, 0), ==, "reader whole");
}

static void
test_types_nothing (Fixture *f)
{
  start (f, "honeywell");
  fake_reader_set_types (f->reader, FALSE);
  cubby_scanner_start (f->scanner);
  run_until (f, has_failed);
  g_assert_nonnull (strstr (f->why, "does not type; a reader's name ends with -event-kbd"));
  g_assert_false (fake_reader_is_grabbed (f->reader));
}

static void
test_stopped (Fixture *f)
{
  start (f, "honeywell");
  cubby_scanner_start (f->scanner);
  run_until (f, is_working);
  g_assert_true (fake_reader_is_grabbed (f->reader));
  cubby_scanner_stop (f->scanner);
  g_assert_false (cubby_scanner_get_works (f->scanner, "hand"));
  g_assert_false (fake_reader_is_grabbed (f->reader));
}

static const struct {
  const char *name;
  void (*run) (Fixture *f);
} rows[] = {
    {"a Honeywell reader is grabbed before it is read, and its pass is told", test_honeywell},
    {"a Zebra reader in ALT mode, and with Tab behind a code", test_zebra},
    {"a barcode that presses keys is not told", test_attack},
    {"keys that were lost spoil the code", test_lost},
    {"a reader that another program has is not read", test_held},
    {"a reader is unplugged within a code and plugged in again", test_unplugged},
    {"a device that does not type is none", test_types_nothing},
    {"it is stopped, and let go", test_stopped},
};

static void
run_row (gconstpointer data)
{
  Fixture f = {NULL};
  void (*const *run) (Fixture *) = data;
  (*run) (&f);
  finish (&f);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strdup_printf ("/hardware/scanner/hid-reader/%s", rows[i].name);
    g_test_add_data_func (path, &rows[i].run, run_row);
  }
  return g_test_run ();
}
