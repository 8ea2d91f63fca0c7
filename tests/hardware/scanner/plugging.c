/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/hardware/scanner/plugging.h"

#include <glib/gstdio.h>

static void
on_scanned (CubbyScanner *scanner, const char *text, const char *symbology, gint64 at_us, gpointer data)
{
  g_ptr_array_add (((Plugging *)data)->read, g_strdup (text));
}

static void
on_state (CubbyScanner *scanner, const char *name, gboolean works, const char *why, gpointer data)
{
  Plugging *self = data;
  g_assert_true (works == (why[0] == '\0'));
  self->n_states++;
  g_hash_table_insert (self->whys, g_strdup (name), g_strdup (why));
}

static void
settings_free (gpointer data)
{
  cubby_scanner_settings_free (data);
}

void
plugging_set_up (Plugging *self)
{
  g_autoptr (GError) error = NULL;
  self->directory = g_dir_make_tmp ("cubby-plugging-XXXXXX", &error);
  g_assert_no_error (error);
  self->settings.scanners = g_ptr_array_new_with_free_func (settings_free);
  self->whys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->read = g_ptr_array_new_with_free_func (g_free);
}

void
plugging_tear_down (Plugging *self)
{
  g_clear_object (&self->scanner);
  g_ptr_array_unref (self->settings.scanners);
  g_ptr_array_unref (self->read);
  g_hash_table_unref (self->whys);
  g_rmdir (self->directory);
  g_free (self->directory);
}

void
plugging_add (Plugging *self, const CubbyScannerSettings *settings)
{
  g_ptr_array_add (self->settings.scanners, cubby_scanner_settings_copy (settings));
}

void
plugging_start (Plugging *self)
{
  self->scanner = cubby_scanner_new (&self->settings);
  g_signal_connect (self->scanner, "scanned", G_CALLBACK (on_scanned), self);
  g_signal_connect (self->scanner, "state", G_CALLBACK (on_state), self);
  cubby_scanner_start (self->scanner);
}

static gboolean
has_state (Plugging *self, const char *name, gboolean works)
{
  const char *why = g_hash_table_lookup (self->whys, name);
  return why != NULL && works == (why[0] == '\0');
}

static gboolean
works (Plugging *self, const char *name)
{
  return has_state (self, name, TRUE);
}

static gboolean
fails (Plugging *self, const char *name)
{
  return has_state (self, name, FALSE);
}

static gboolean
was_read (Plugging *self, const char *text)
{
  return plugging_count_read (self, text) > 0;
}

static gboolean
on_tick (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

static gboolean
run (Plugging *self, gint64 us, gboolean (*done) (Plugging *self, const char *what), const char *what)
{
  gint64 until_us = g_get_monotonic_time () + us;
  guint tick = g_timeout_add (10, on_tick, NULL);
  gboolean is_done = FALSE;
  while (!is_done && g_get_monotonic_time () < until_us) {
    g_main_context_iteration (NULL, TRUE);
    is_done = done != NULL && done (self, what);
  }
  g_source_remove (tick);
  return is_done;
}

void
plugging_run_until_works (Plugging *self, const char *name)
{
  g_assert_true (run (self, PLUGGING_PATIENCE_US, works, name));
}

void
plugging_run_until_fails (Plugging *self, const char *name)
{
  g_assert_true (run (self, PLUGGING_PATIENCE_US, fails, name));
}

void
plugging_run_until_read (Plugging *self, const char *text)
{
  g_assert_true (run (self, PLUGGING_PATIENCE_US, was_read, text));
}

void
plugging_run_for (Plugging *self, gint64 us)
{
  run (self, us, NULL, NULL);
}

guint
plugging_count_read (Plugging *self, const char *text)
{
  guint n = 0;
  for (guint i = 0; i < self->read->len; i++)
    n += g_str_equal (g_ptr_array_index (self->read, i), text) ? 1 : 0;
  return n;
}

const char *
plugging_get_why (Plugging *self, const char *name)
{
  return g_hash_table_lookup (self->whys, name);
}
