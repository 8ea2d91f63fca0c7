/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/alarm.h"

/* How alarms end. */
typedef enum { UNTIL_PASSED, UNTIL_STAFF, UNTIL_SUPERVISOR, N_PATTERNS } Pattern;

static const Pattern pattern_of[CUBBY_N_ALARM_KINDS] = {
    [CUBBY_ALARM_FORCED] = UNTIL_PASSED,    [CUBBY_ALARM_LEFT_OPEN] = UNTIL_PASSED,
    [CUBBY_ALARM_SELF_TEST] = UNTIL_PASSED, [CUBBY_ALARM_CALL] = UNTIL_STAFF,
    [CUBBY_ALARM_CLOCK] = UNTIL_SUPERVISOR,
};

static const CubbyAlarmState next[N_PATTERNS][CUBBY_N_ALARM_STATES][CUBBY_N_ALARM_EVENTS] = {
    [UNTIL_PASSED] = {[CUBBY_ALARM_OFF] = {[CUBBY_ALARM_HAPPENED] = CUBBY_ALARM_ON,
                                           [CUBBY_ALARM_PASSED] = CUBBY_ALARM_OFF,
                                           [CUBBY_ALARM_STAFF_CAME] = CUBBY_ALARM_OFF,
                                           [CUBBY_ALARM_SUPERVISOR_CAME] = CUBBY_ALARM_OFF},
                      [CUBBY_ALARM_ON] = {[CUBBY_ALARM_HAPPENED] = CUBBY_ALARM_ON,
                                          [CUBBY_ALARM_PASSED] = CUBBY_ALARM_OFF,
                                          [CUBBY_ALARM_STAFF_CAME] = CUBBY_ALARM_ON,
                                          [CUBBY_ALARM_SUPERVISOR_CAME] = CUBBY_ALARM_ON}},
    [UNTIL_STAFF] = {[CUBBY_ALARM_OFF] = {[CUBBY_ALARM_HAPPENED] = CUBBY_ALARM_ON,
                                          [CUBBY_ALARM_PASSED] = CUBBY_ALARM_OFF,
                                          [CUBBY_ALARM_STAFF_CAME] = CUBBY_ALARM_OFF,
                                          [CUBBY_ALARM_SUPERVISOR_CAME] = CUBBY_ALARM_OFF},
                     [CUBBY_ALARM_ON] = {[CUBBY_ALARM_HAPPENED] = CUBBY_ALARM_ON,
                                         [CUBBY_ALARM_PASSED] = CUBBY_ALARM_OFF,
                                         [CUBBY_ALARM_STAFF_CAME] = CUBBY_ALARM_OFF,
                                         [CUBBY_ALARM_SUPERVISOR_CAME] = CUBBY_ALARM_OFF}},
    [UNTIL_SUPERVISOR] = {[CUBBY_ALARM_OFF] = {[CUBBY_ALARM_HAPPENED] = CUBBY_ALARM_ON,
                                               [CUBBY_ALARM_PASSED] = CUBBY_ALARM_OFF,
                                               [CUBBY_ALARM_STAFF_CAME] = CUBBY_ALARM_OFF,
                                               [CUBBY_ALARM_SUPERVISOR_CAME] = CUBBY_ALARM_OFF},
                          [CUBBY_ALARM_ON] = {[CUBBY_ALARM_HAPPENED] = CUBBY_ALARM_ON,
                                              [CUBBY_ALARM_PASSED] = CUBBY_ALARM_OFF,
                                              [CUBBY_ALARM_STAFF_CAME] = CUBBY_ALARM_ON,
                                              [CUBBY_ALARM_SUPERVISOR_CAME] = CUBBY_ALARM_OFF}},
};

CubbyAlarmState
cubby_alarm_next (CubbyAlarmKind kind, CubbyAlarmState state, CubbyAlarmEvent event)
{
  g_return_val_if_fail (kind < CUBBY_N_ALARM_KINDS && state < CUBBY_N_ALARM_STATES, state);
  g_return_val_if_fail (event < CUBBY_N_ALARM_EVENTS, state);
  return next[pattern_of[kind]][state][event];
}

void
cubby_alarm_move (gint64 *since_ms, CubbyAlarmKind kind, CubbyAlarmEvent event, gint64 now_ms)
{
  CubbyAlarmState state = *since_ms != 0 ? CUBBY_ALARM_ON : CUBBY_ALARM_OFF;
  if (cubby_alarm_next (kind, state, event) == CUBBY_ALARM_OFF)
    *since_ms = 0;
  else if (state == CUBBY_ALARM_OFF)
    *since_ms = now_ms;
}
