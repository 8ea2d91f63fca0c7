/* SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "cubby-lockerd"
#include "app/lockerd/lockerd.h"

#include "app/common/conf-file.h"
#include "app/common/sd-notify.h"
#include "app/lockerd/self-test.h"
#include "protocols/dbus/names.h"

#include <errno.h>
#include <glib-unix.h>

#define TIDY_S 2

static void
on_session_gone (const char *session, gpointer user_data)
{
  CubbyLockerd *self = user_data;
  g_autoptr (CubbyDecision) decision = cubby_locker_decide_sign_out (
      cubby_core_get_locker (self->core), cubby_core_now_ms (self->core), session, "connection");
  cubby_core_commit (self->core, decision);
}

static CubbyCore *
open_core (const CubbySettings *settings, GError **error)
{
  if (g_mkdir_with_parents (settings->state_directory, 0700) != 0) {
    g_set_error (error, G_FILE_ERROR, (int)g_file_error_from_errno (errno),
                 "%s: [locker] state-directory: cannot make %s: %s", settings->path,
                 settings->state_directory, g_strerror (errno));
    return NULL;
  }
  g_autofree char *path = g_build_filename (settings->state_directory, "journal.db", NULL);
  return cubby_core_open (path, settings, error);
}

CubbyLockerd *
cubby_lockerd_new (const char *config, GError **error)
{
  g_autoptr (CubbyLockerd) self = g_new0 (CubbyLockerd, 1);
  self->loop = g_main_loop_new (NULL, FALSE);
  self->owners = cubby_session_owners_new (on_session_gone, self);
  self->settings = cubby_settings_load (config, error);
  if (self->settings == NULL)
    return NULL;
  if (cubby_bank_get_n_compartments (self->settings->bank) == 0) {
    g_set_error (error, CUBBY_CONF_ERROR, CUBBY_CONF_ERROR_MISSING,
                 "%s: there is no door: add a group [column …] with doors", config);
    return NULL;
  }
  self->locks = cubby_lock_bank_new (self->settings, error);
  if (self->locks == NULL)
    return NULL;
  self->core = open_core (self->settings, error);
  if (self->core == NULL)
    return NULL;
  self->boards_heard = g_new0 (gboolean, self->settings->boards->len + 1);
  return g_steal_pointer (&self);
}

void
cubby_lockerd_free (CubbyLockerd *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->self_tests, cubby_self_tests_free);
  g_clear_pointer (&self->owners, cubby_session_owners_free);
  g_clear_object (&self->bank);
  g_clear_object (&self->counter);
  g_clear_object (&self->link);
  g_clear_object (&self->service);
  g_clear_object (&self->locks);
  g_clear_pointer (&self->core, cubby_core_free);
  g_clear_pointer (&self->settings, cubby_settings_free);
  g_clear_pointer (&self->loop, g_main_loop_unref);
  g_free (self->boards_heard);
  g_free (self);
}

void
cubby_lockerd_fail (CubbyLockerd *self, const char *why)
{
  g_printerr ("cubby-lockerd: %s\n", why);
  self->status = 1;
  g_main_loop_quit (self->loop);
}

static void
on_core_failed (const char *why, gpointer user_data)
{
  g_autofree char *text = g_strdup_printf ("%s; no door is opened, the program ends", why);
  cubby_lockerd_fail (user_data, text);
}

static gboolean
export_all (CubbyLockerd *self, GDBusConnection *bus, GError **error)
{
  GDBusInterfaceSkeleton *skeletons[] = {
      G_DBUS_INTERFACE_SKELETON (self->bank), G_DBUS_INTERFACE_SKELETON (self->counter),
      G_DBUS_INTERFACE_SKELETON (self->link), G_DBUS_INTERFACE_SKELETON (self->service)};
  for (gsize i = 0; i < G_N_ELEMENTS (skeletons); i++)
    if (!g_dbus_interface_skeleton_export (skeletons[i], bus, CUBBY_LOCKER_PATH, error))
      return FALSE;
  self->exported = TRUE;
  return TRUE;
}

static void
on_bus_acquired (GDBusConnection *bus, const char *name, gpointer user_data)
{
  CubbyLockerd *self = user_data;
  g_autoptr (GError) error = NULL;
  if (!export_all (self, bus, &error)) {
    cubby_lockerd_fail (self, error->message);
    return;
  }
  static const CubbyCorePorts ports = {
      .pulse = cubby_lockerd_pulse,
      .changed = cubby_lockerd_tell,
      .outbox = cubby_lockerd_tell_outbox,
      .failed = on_core_failed,
  };
  cubby_core_start (self->core, &ports, self);
  cubby_lockerd_tell_alarms (self);
  if (cubby_core_get_distrust (self->core) == NULL && self->status == 0)
    cubby_lock_bank_start (self->locks);
}

static void
on_name_acquired (GDBusConnection *bus, const char *name, gpointer user_data)
{
  cubby_sd_notify ("READY=1");
}

static void
on_name_lost (GDBusConnection *bus, const char *name, gpointer user_data)
{
  cubby_lockerd_fail (user_data, bus == NULL ? "there is no D-Bus: start one, or check --session"
                                             : "the D-Bus name org.cubby.Locker1 is taken or not allowed");
}

static gboolean
on_signal (gpointer user_data)
{
  CubbyLockerd *self = user_data;
  cubby_sd_notify ("STOPPING=1");
  g_main_loop_quit (self->loop);
  return G_SOURCE_CONTINUE;
}

/* Asked from the main loop: that it is asked at all is half of the answer. */
static gboolean
is_well (gpointer user_data)
{
  CubbyLockerd *self = user_data;
  gint64 n_rows, last;
  CubbyJournal *journal = cubby_core_get_journal (self->core);
  return self->status == 0 && (journal == NULL || cubby_journal_count_outbox (journal, &n_rows, &last, NULL));
}

/* Nothing was written since it was asked last: nobody waits for the disk. */
static gboolean
on_tidy (gpointer user_data)
{
  CubbyLockerd *self = user_data;
  CubbyJournal *journal = cubby_core_get_journal (self->core);
  if (journal == NULL || self->status != 0)
    return G_SOURCE_CONTINUE;
  if (cubby_journal_get_rows (journal) == self->rows_seen)
    cubby_core_tidy (self->core);
  self->rows_seen = cubby_journal_get_rows (journal);
  return G_SOURCE_CONTINUE;
}

int
cubby_lockerd_run (CubbyLockerd *self, GBusType bus)
{
  self->bank = cubby_locker_bank_skeleton_new ();
  self->counter = cubby_locker_counter_skeleton_new ();
  self->link = cubby_locker_link_skeleton_new ();
  self->service = cubby_locker_service_skeleton_new ();
  cubby_lockerd_connect_bank (self);
  cubby_lockerd_connect_counter (self);
  cubby_lockerd_connect_staff (self);
  cubby_lockerd_connect_unstow (self);
  cubby_lockerd_connect_removal (self);
  cubby_lockerd_connect_reconcile (self);
  cubby_lockerd_connect_upkeep (self);
  cubby_lockerd_connect_link (self);
  cubby_lockerd_connect_service (self);
  self->self_tests = cubby_self_tests_new (self);
  cubby_lockerd_connect_locks (self);
  if (cubby_core_get_distrust (self->core) != NULL)
    g_warning ("%s", cubby_core_get_distrust (self->core));

  guint term = g_unix_signal_add (SIGTERM, on_signal, self);
  guint tidy = g_timeout_add_seconds (TIDY_S, on_tidy, self);
  guint interrupt = g_unix_signal_add (SIGINT, on_signal, self);
  cubby_sd_watchdog_start (is_well, self);
  guint name = g_bus_own_name (bus, CUBBY_LOCKER_BUS_NAME, G_BUS_NAME_OWNER_FLAGS_DO_NOT_QUEUE,
                               on_bus_acquired, on_name_acquired, on_name_lost, self, NULL);
  g_main_loop_run (self->loop);
  g_bus_unown_name (name);
  g_source_remove (term);
  g_source_remove (tidy);
  g_source_remove (interrupt);
  cubby_lock_bank_stop (self->locks);
  while (g_main_context_iteration (NULL, FALSE))
    ; /* what was not sent is journaled as that */
  return self->status;
}
