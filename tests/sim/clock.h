/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SimClock:
 *
 * True time of the simulated world, µs since the epoch, and what is to happen
 * when. The process's own clocks (clock_gettime(), gettimeofday(), time()) tell
 * what the machine on trial believes: its real-time clock may jump and its
 * monotonic one may run fast or slow. Nothing ever waits: the main loop's poll
 * moves the true time on instead.
 */
typedef struct _SimClock SimClock;

typedef void (*SimDeed) (gpointer data);

SimClock *sim_clock_new (gint64 start_us);
void sim_clock_free (SimClock *self);

gint64 sim_clock_get_us (SimClock *self);

/* Calls @deed at @at_us, or at once if that is past; in the order of the times, then of the calls. Returns: a
 * number for sim_clock_cancel(). @group: see sim_clock_cancel_group(). */
guint64 sim_clock_at (SimClock *self, gint64 at_us, guint group, SimDeed deed, gpointer data,
                      GDestroyNotify destroy);
void sim_clock_cancel (SimClock *self, guint64 deed);
/* Forgets all that is to happen in @group. */
void sim_clock_cancel_group (SimClock *self, guint group);

/* Runs the main loop and all that is to happen, until the true time is @until_us or *@stop. */
void sim_clock_run (SimClock *self, gint64 until_us, const gboolean *stop);
/* Lets the main loop do what is ready, without any time. */
void sim_clock_settle (SimClock *self);
/* True time that the machine does not live through: it is off, or asleep. */
void sim_clock_skip (SimClock *self, gint64 us);

/* The machine's clocks. */
void sim_clock_boot (SimClock *self);                  /* the monotonic one begins anew */
void sim_clock_jump (SimClock *self, gint64 us);       /* the real one is set, forward or back */
void sim_clock_set_rate (SimClock *self, double rate); /* 1.0: as true time */
gint64 sim_clock_get_offset_us (SimClock *self);       /* of the real one */
gint64 sim_clock_to_true_us (SimClock *self, gint64 mono_us);
gint64 sim_clock_get_mono_us (SimClock *self);
guint64 sim_clock_count (SimClock *self); /* deeds done and turns of the main loop so far */

/* CPU seconds of this process, from the real clock. */
double sim_cpu_seconds (void);
double sim_wall_seconds (void);

G_END_DECLS
