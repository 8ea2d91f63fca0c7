/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Who or what ends an alarm. */
typedef enum {
  CUBBY_ALARM_FORCED,    /* a door was opened without a grant; ends when it is shut */
  CUBBY_ALARM_LEFT_OPEN, /* ends when its grant is closed */
  CUBBY_ALARM_SELF_TEST, /* ends with a good one */
  CUBBY_ALARM_CALL,      /* a shopper wants somebody; ends when staff come */
  CUBBY_ALARM_CLOCK,     /* the clock stepped far ahead; ends when a supervisor saw it, or with a reset */
  CUBBY_N_ALARM_KINDS,
} CubbyAlarmKind;

typedef enum {
  CUBBY_ALARM_OFF,
  CUBBY_ALARM_ON,
  CUBBY_N_ALARM_STATES,
} CubbyAlarmState;

typedef enum {
  CUBBY_ALARM_HAPPENED,
  CUBBY_ALARM_PASSED, /* its cause is gone */
  CUBBY_ALARM_STAFF_CAME,
  CUBBY_ALARM_SUPERVISOR_CAME, /* or service */
  CUBBY_N_ALARM_EVENTS,
} CubbyAlarmEvent;

/* The whole table: every state answers every event. */
CubbyAlarmState cubby_alarm_next (CubbyAlarmKind kind, CubbyAlarmState state, CubbyAlarmEvent event);

/**
 * cubby_alarm_move:
 * @since_ms: since when it is on; 0: it is off
 *
 * The only function that assigns an alarm. One that is on already keeps its time.
 */
void cubby_alarm_move (gint64 *since_ms, CubbyAlarmKind kind, CubbyAlarmEvent event, gint64 now_ms);

G_END_DECLS
