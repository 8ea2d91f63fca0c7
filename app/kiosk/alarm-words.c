/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/alarm-words.h"

#include "app/kiosk/words.h"

/* The kinds of app/domain/locker-view.c and app/lockerd/alarms.c. */
static const struct {
  const char *kind;
  const char *text;
} alarms[] = {
    {"forced", N_ ("was opened without permission")},
    {"left-open", N_ ("is open; please shut it")},
    {"stuck", N_ ("did not open; look at the lock")},
    {"review", N_ ("please see what is in it")},
    {"withdrawn", N_ ("the parcel was called back; please take it out")},
    {"no-door", N_ ("holds a parcel, but is missing from the configuration")},
    {"help", N_ ("a customer asks for help")},
    {"door", N_ ("a customer has a problem with a door")},
    {"assigned", N_ ("a parcel waits to be put in here; scan its label")},
    {"remove", N_ ("is out of service and holds a parcel; please take it out")},
    {"service", N_ ("is out of service")},
    {"parcels", N_ ("as many parcels are announced as can be. Please tell the office.")},
    {"self-test", N_ ("the self-test found something; look at its report")},
    {"payment", N_ ("a customer wants to pay")},
    {"board", N_ ("a controller board does not answer")},
    {"journal", N_ ("the journal cannot be trusted; no door opens. Please call service.")},
    {"clock", N_ ("the clock of the machine is wrong. Please call service.")},
};

const char *
cubby_alarm_say (const char *kind, const char *sentence)
{
  for (guint i = 0; i < G_N_ELEMENTS (alarms); i++) {
    if (g_strcmp0 (kind, alarms[i].kind) == 0)
      return _ (alarms[i].text);
  }
  return sentence;
}
