/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/hardware/sim/sim-fixture.h"

#include <gio/gio.h>
#include <glib/gstdio.h>

#define SHOP "[store]\nid=1\nname=Test\n[kiosk]\nid=k\n[link]\ncentral-url=https://central.example\n"

/* Everything behind [bus main], and [locker] before it. */
static char *
write_boards (const char *boards, const char *extra)
{
  g_autoptr (GString) conf = g_string_new (extra != NULL ? extra : "response-timeout-ms=200\npoll-ms=50");
  g_autoptr (GString) columns = g_string_new (NULL);
  g_auto (GStrv) profiles = g_strsplit (boards != NULL ? boards : "waveshare-rtu-d", " ", -1);
  gboolean slow = strstr (boards != NULL ? boards : "", "eletechsup") != NULL;
  g_string_append_printf (conf, "\n[locker]\nopen-wait-ms=1000\npulse-ms=%u\n", slow ? 1000 : 300);
  for (guint i = 0; profiles[i] != NULL; i++) {
    g_string_append_printf (conf, "[board %u]\nbus=main\nprofile=%s\nunit=%u\n", i + 1, profiles[i], i + 1);
    g_string_append_printf (columns, "[column %c]\ndoors=%c1 S %u/1; %c2 M %u/2\n", 'A' + i, 'A' + i, i + 1,
                            'A' + i, i + 1);
  }
  g_string_append (conf, columns->str);
  return g_string_free (g_steal_pointer (&conf), FALSE);
}

static char *
write_conf (SimTransport transport, const char *where, const char *rest)
{
  if (transport == SIM_OVER_TCP)
    return g_strdup_printf (SHOP "[bus main]\ntransport=tcp\naddress=127.0.0.1\nport=%s\n%s\n", where, rest);
  return g_strdup_printf (SHOP "[bus main]\ntransport=rtu\nbaud=115200\ndevice=%s\n%s\n", where, rest);
}

static CubbySettings *
load (const char *conf)
{
  g_autoptr (GError) error = NULL;
  CubbySettings *settings = cubby_settings_load_from_data ("test.conf", conf, &error);
  g_assert_no_error (error);
  return settings;
}

static void
fixture_listen (SimFixture *self, const char *where)
{
  g_autoptr (GError) error = NULL;
  self->port = cubby_sim_port_new (self->bank, 0, where, &error);
  g_assert_no_error (error);
}

SimFixture *
sim_fixture_new (SimTransport transport, const char *boards, const char *extra)
{
  g_autofree char *rest = write_boards (boards, extra);
  return sim_fixture_new_apart (transport, rest, rest);
}

SimFixture *
sim_fixture_new_apart (SimTransport transport, const char *sim_rest, const char *rest)
{
  g_autoptr (GError) error = NULL;
  SimFixture *self = g_new0 (SimFixture, 1);
  self->directory = g_dir_make_tmp ("cubby-test-XXXXXX", &error);
  g_assert_no_error (error);
  g_autofree char *sim_conf = write_conf (transport, "1", sim_rest);
  self->sim_settings = load (sim_conf);
  self->bank = cubby_sim_bank_new (self->sim_settings, 1, &error);
  g_assert_no_error (error);
  g_autofree char *pty = g_build_filename (self->directory, "bus", NULL);
  g_autofree char *pty_where = g_strconcat ("pty:", pty, NULL);
  fixture_listen (self, transport == SIM_OVER_TCP ? "tcp:127.0.0.1:0" : pty_where);
  g_autofree char *number = g_strdup_printf ("%u", cubby_sim_port_get_number (self->port));
  self->conf = write_conf (transport, transport == SIM_OVER_TCP ? number : pty, rest);
  self->settings = load (self->conf);
  return self;
}

void
sim_fixture_free (SimFixture *self)
{
  g_clear_pointer (&self->port, cubby_sim_port_free);
  g_object_unref (self->bank);
  cubby_settings_free (self->settings);
  cubby_settings_free (self->sim_settings);
  g_rmdir (self->directory);
  g_free (self->directory);
  g_free (self->conf);
  g_free (self);
}

void
sim_fixture_fault (SimFixture *self, guint board, const char *fault, guint argument)
{
  const CubbySimFault *it = cubby_sim_fault_find (fault);
  g_assert_nonnull (it);
  cubby_sim_bank_set_fault (self->bank, board, it, argument);
}

guint
sim_fixture_pulses (SimFixture *self, const char *door)
{
  int index = cubby_sim_bank_find_door (self->bank, door);
  g_assert_cmpint (index, >=, 0);
  return cubby_sim_bank_get_door (self->bank, (guint)index)->pulses->len;
}

void
sim_fixture_cut (SimFixture *self)
{
  g_clear_pointer (&self->port, cubby_sim_port_free);
}

void
sim_fixture_mend (SimFixture *self)
{
  const CubbyBusSettings *bus = g_ptr_array_index (self->settings->buses, 0);
  g_autofree char *where = bus->transport == CUBBY_TRANSPORT_TCP
                               ? g_strdup_printf ("tcp:127.0.0.1:%u", bus->port)
                               : g_strconcat ("pty:", bus->device, NULL);
  fixture_listen (self, where);
}

static gboolean
mark_cb (gpointer data)
{
  *(gboolean *)data = TRUE;
  return G_SOURCE_REMOVE;
}

void
run_until (gboolean (*done) (gpointer data), gpointer data, guint timeout_ms)
{
  gboolean over = FALSE;
  guint timer = g_timeout_add (timeout_ms, mark_cb, &over);
  while (!done (data) && !over)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (over && !done (data));
  if (!over)
    g_source_remove (timer);
}

void
run_for (guint ms)
{
  gboolean over = FALSE;
  g_timeout_add (ms, mark_cb, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}
