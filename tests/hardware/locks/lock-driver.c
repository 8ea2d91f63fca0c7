/* SPDX-License-Identifier: Apache-2.0 */
/* lock-driver CONF: the lock bank of a configuration as a process of its own, to be killed or to be played
 * with by other people's boards. It says "board NAME yes|no WHY" and "door NAME shut|open|unknown"; told
 * "pulse NAME" on standard input it says "pulse NAME acknowledged|…"; at "quit" or the end of its input it
 * stops in good order. */
#include "hardware/locks/lock-bank.h"

#include <gio/gunixinputstream.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct {
  CubbySettings *settings;
  CubbyLockBank *locks;
  GDataInputStream *words;
  GMainLoop *loop;
} Driver;

typedef struct {
  Driver *driver;
  char *door;
} Pulse;

static const char *
get_door (Driver *self, guint door)
{
  return cubby_bank_get_compartment (self->settings->bank, door)->name;
}

static void
sensed_cb (CubbyLockBank *locks, guint door, int reading, gint64 at_us, gpointer data)
{
  printf ("door %s %s\n", get_door (data, door), cubby_door_reading_to_string (reading));
}

static void
state_cb (CubbyLockBank *locks, guint board, gboolean answers, const char *why, gpointer data)
{
  const Driver *self = data;
  const CubbyBoardSettings *it = g_ptr_array_index (self->settings->boards, board);
  printf ("board %s %s %s\n", it->name, answers ? "yes" : "no", why);
}

static void
pulsed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Pulse *pulse = data;
  g_autoptr (GError) error = NULL;
  CubbyPulseResult it = cubby_lock_bank_pulse_finish (pulse->driver->locks, result, NULL, &error);
  printf ("pulse %s %s\n", pulse->door, cubby_pulse_result_to_string (it));
  if (error != NULL)
    fprintf (stderr, "%s\n", error->message);
  g_free (pulse->door);
  g_free (pulse);
}

static void
obey (Driver *self, const char *line)
{
  int door = g_str_has_prefix (line, "pulse ") ? cubby_bank_find (self->settings->bank, line + 6) : -1;
  if (g_str_equal (line, "quit"))
    g_main_loop_quit (self->loop);
  if (door < 0)
    return;
  Pulse *pulse = g_new0 (Pulse, 1);
  pulse->driver = self;
  pulse->door = g_strdup (line + 6);
  cubby_lock_bank_pulse_async (self->locks, (guint)door, self->settings->locker.pulse_ms,
                               g_get_monotonic_time () + 2 * G_USEC_PER_SEC, NULL, pulsed_cb, pulse);
}

static void
line_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Driver *self = data;
  g_autofree char *line = g_data_input_stream_read_line_finish (self->words, result, NULL, NULL);
  obey (self, line != NULL ? line : "quit");
  if (line != NULL)
    g_data_input_stream_read_line_async (self->words, G_PRIORITY_DEFAULT, NULL, line_cb, self);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CubbySettings) settings = argc == 2 ? cubby_settings_load (argv[1], &error) : NULL;
  g_autoptr (CubbyLockBank) locks = settings != NULL ? cubby_lock_bank_new (settings, &error) : NULL;
  if (locks == NULL) {
    fprintf (stderr, "lock-driver: %s\n", error != NULL ? error->message : "it wants one configuration");
    return EXIT_FAILURE;
  }
  g_autoptr (GInputStream) input = g_unix_input_stream_new (0, FALSE);
  g_autoptr (GDataInputStream) words = g_data_input_stream_new (input);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Driver self = {settings, locks, words, loop};
  setvbuf (stdout, NULL, _IOLBF, 0);
  g_signal_connect (locks, "door-sensed", G_CALLBACK (sensed_cb), &self);
  g_signal_connect (locks, "board-state", G_CALLBACK (state_cb), &self);
  cubby_lock_bank_start (locks);
  g_data_input_stream_read_line_async (words, G_PRIORITY_DEFAULT, NULL, line_cb, &self);
  g_main_loop_run (loop);
  cubby_lock_bank_stop (locks);
  return EXIT_SUCCESS;
}
