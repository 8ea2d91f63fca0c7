/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/lockerd/kill-bench.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>

#define STEP_US 10000

const char *const bench_doors[BENCH_DOORS + 1] = {"A1", "A2", "A3", "A4", NULL};

Bench *
bench_new (gboolean serial)
{
  Bench *self = g_new0 (Bench, 1);
  self->serial = serial;
  self->rig = serial ? rig_new_rtu () : rig_new ();
  self->wire = serial ? wire_new_serial (self->rig->wire) : wire_new_tcp (self->rig->wire);
  g_autofree char *bus = g_strdup_printf (
      serial ? "transport=rtu\ndevice=%s\nbaud=115200\nresponse-timeout-ms=300\nbyte-timeout-ms=200"
             : "transport=tcp\naddress=127.0.0.1\nport=%s\nresponse-timeout-ms=500\nbyte-timeout-ms=200",
      wire_get_place (self->wire));
  self->rig->open_wait_ms = 3000; /* the machine may be busy, and the simulated steel with it */
  rig_set_bus (self->rig, bus);
  self->state = g_build_filename (self->rig->directory, "state", NULL);
  self->crashed = g_build_filename (self->rig->directory, "crashed", NULL);
  self->trace = g_build_filename (self->rig->directory, "trace", NULL);
  return self;
}

void
bench_free (Bench *self)
{
  wire_free (self->wire);
  rig_free (self->rig);
  g_free (self->state);
  g_free (self->crashed);
  g_free (self->trace);
  g_free (self);
}

static void
empty_directory (const char *path)
{
  g_autoptr (GDir) directory = g_dir_open (path, 0, NULL);
  for (const char *name = directory != NULL ? g_dir_read_name (directory) : NULL; name != NULL;
       name = g_dir_read_name (directory)) {
    g_autofree char *child = g_build_filename (path, name, NULL);
    g_remove (child);
  }
}

static void
copy_file (const char *from, const char *to)
{
  g_autofree char *bytes = NULL;
  gsize length;
  g_autoptr (GError) error = NULL;
  g_file_get_contents (from, &bytes, &length, &error);
  g_assert_no_error (error);
  g_file_set_contents (to, bytes, (gssize)length, &error);
  g_assert_no_error (error);
}

void
bench_copy_directory (const char *from, const char *to)
{
  empty_directory (to);
  g_assert_cmpint (g_mkdir_with_parents (to, 0700), ==, 0);
  g_autoptr (GDir) directory = g_dir_open (from, 0, NULL);
  for (const char *name = directory != NULL ? g_dir_read_name (directory) : NULL; name != NULL;
       name = g_dir_read_name (directory)) {
    g_autofree char *source = g_build_filename (from, name, NULL);
    g_autofree char *target = g_build_filename (to, name, NULL);
    copy_file (source, target);
  }
}

/* Rows of “doors”: name, leaf, sensor, latch, parcel, … */
static char **
read_door (Bench *self, const char *door)
{
  g_autofree char *text = rig_sim (self->rig, "doors");
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  for (char **line = lines; *line != NULL; line++) {
    char **words = g_strsplit (*line, " ", -1);
    if (g_strcmp0 (words[0], door) == 0)
      return words;
    g_strfreev (words);
  }
  g_assert_not_reached ();
}

char *
bench_find_parcel (Bench *self)
{
  char *found = NULL;
  for (guint i = 0; i < BENCH_DOORS; i++) {
    g_auto (GStrv) words = read_door (self, bench_doors[i]);
    if (!g_str_equal (words[4], RIG_LABEL))
      continue;
    g_assert_null (found);
    found = g_strdup (bench_doors[i]);
  }
  return found;
}

static void
count_all (Bench *self, guint ret_pulses[BENCH_DOORS])
{
  g_autofree char *text = rig_sim (self->rig, "pulses");
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  memset (ret_pulses, 0, sizeof (guint) * BENCH_DOORS);
  for (char **line = lines; *line != NULL; line++)
    for (guint i = 0; i < BENCH_DOORS; i++)
      if (g_str_has_prefix (*line, bench_doors[i]))
        ret_pulses[i] = (guint)g_ascii_strtoull (*line + strlen (bench_doors[i]), NULL, 10);
}

void
bench_count_pulses (Bench *self, guint ret_pulses[BENCH_DOORS])
{
  count_all (self, ret_pulses);
  for (guint i = 0; i < BENCH_DOORS; i++)
    ret_pulses[i] -= self->pulses[i];
}

/* Hands with a crowbar: whatever the last point left. A lock that is still energised does not catch. */
static void
clear_door (Bench *self, const char *door, gboolean holds)
{
  g_free (rig_sim (self->rig, "force %s", door));
  g_free (rig_sim (self->rig, "hand %s take", door));
  if (holds)
    g_free (rig_sim (self->rig, "hand %s put %s", door, RIG_LABEL));
  for (guint i = 0; i < 100; i++) {
    g_autofree char *answer = rig_sim (self->rig, "hand %s shut", door);
    if (!g_str_has_prefix (answer, "error"))
      return;
    g_usleep (STEP_US);
  }
  g_assert_not_reached ();
}

void
bench_clear (Bench *self, const char *state)
{
  wire_disarm (self->wire);
  empty_directory (self->state);
  if (state != NULL)
    bench_copy_directory (state, self->state);
  for (guint i = 0; i < BENCH_DOORS; i++)
    clear_door (self, bench_doors[i], state != NULL && i == 0);
  count_all (self, self->pulses);
  self->began_ms = g_get_real_time () / 1000;
}

gboolean
bench_start (Bench *self, const char *const *wrapper)
{
  wire_disarm (self->wire);
  return rig_start (self->rig, wrapper);
}

/* The child of what wraps it. */
static pid_t
find_child (pid_t parent)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/task/%d/children", (int)parent, (int)parent);
  g_autofree char *text = NULL;
  if (!g_file_get_contents (path, &text, NULL, NULL))
    return 0;
  return (pid_t)g_ascii_strtoll (text, NULL, 10);
}

static gboolean
is_lockerd (pid_t pid)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/comm", (int)pid);
  g_autofree char *text = NULL;
  return g_file_get_contents (path, &text, NULL, NULL) && g_str_has_prefix (text, "cubby-lockerd");
}

pid_t
bench_get_pid (Bench *self)
{
  const char *text = rig_is_running (self->rig) ? g_subprocess_get_identifier (self->rig->lockerd) : NULL;
  pid_t pid = text != NULL ? (pid_t)g_ascii_strtoll (text, NULL, 10) : 0;
  return pid == 0 || is_lockerd (pid) ? pid : find_child (pid);
}

void
bench_kill (Bench *self)
{
  pid_t pid = bench_get_pid (self);
  if (pid > 0)
    kill (pid, SIGKILL);
  if (self->rig->lockerd != NULL)
    rig_reap (self->rig);
  wire_settle (self->wire);
  g_free (rig_sim (self->rig, "pulses")); /* the simulator looks at its bus between two questions */
}

void
bench_keep_crashed (Bench *self)
{
  bench_copy_directory (self->state, self->crashed);
}

gboolean
bench_await (Bench *self, const char *door, const char *field, const char *value, guint ms)
{
  for (gint64 end_us = g_get_monotonic_time () + (gint64)ms * 1000; g_get_monotonic_time () < end_us;
       g_usleep (STEP_US)) {
    g_autofree char *now = rig_door_field (self->rig, door, field);
    if (g_strcmp0 (now, value) == 0)
      return TRUE;
    while (g_main_context_iteration (NULL, FALSE))
      ; /* tells of processes that ended */
    if (!rig_is_running (self->rig))
      return FALSE;
  }
  return FALSE;
}
