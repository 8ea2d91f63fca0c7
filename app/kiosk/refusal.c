/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/refusal.h"

#include "app/kiosk/words.h"

static const CubbyRefusal refusals[] = {
    {"not_a_pass", N_ ("We cannot use this code"),
     N_ ("Hold up the QR code from the message that told you that your parcel is ready."), "scan", TRUE},
    {"forged", N_ ("This code is not from our shop"),
     N_ ("No door was opened. Open the newest message from us and use the code in it, or ask our staff."),
     "warning", TRUE},
    {"unknown_key", N_ ("We cannot check this code here"),
     N_ ("No door was opened. Please ask our staff; your parcel is safe."), "warning", FALSE},
    {"expired", N_ ("This code has expired"),
     N_ ("Your parcel was kept as long as we promised. Please ask our staff; they will find it for you."),
     "clock", FALSE},
    {"not_yet_valid", N_ ("This code is not valid yet"),
     N_ ("Please come back when the message says so, or ask our staff."), "clock", FALSE},
    {"other_store", N_ ("This code is for another store"),
     N_ ("The address is in your message. Your parcel is waiting there."), "store", FALSE},
    {"already_used", N_ ("This code has been used"),
     N_ ("The parcel was taken out. If that was not you, please call our staff now."), "info", FALSE},
    {"revoked", N_ ("This code is no longer valid"),
     N_ ("A newer code may have been sent to you. Use the newest message, or ask our staff."), "warning",
     TRUE},
    {"not_here", N_ ("This parcel is not in this locker"),
     N_ ("It may be in another locker of ours. The place is in your message."), "locker", TRUE},
    {"not_loaded", N_ ("Your parcel is not here yet"),
     N_ ("It is on its way. We will send you a message as soon as you can take it."), "parcel", FALSE},
    {"busy", N_ ("Another door is open"), N_ ("Please shut it, then hold up your code again."), "door", TRUE},
    {"wait", N_ ("One moment, please"),
     N_ ("Too many tries in a short time. Please try again a little later."), "clock", TRUE},
    {"wrong_code", N_ ("This code is not right"),
     N_ ("Please compare it with your message and type it again."), "keypad", TRUE},
    {"at_counter", N_ ("Your order is handed over at the counter"),
     N_ ("The door is stuck; your parcel is safe behind it. Show the same code at the counter. Our staff "
         "have "
         "been called."),
     "store", FALSE, TRUE},
    {"no_room", N_ ("No compartment is free"),
     N_ ("Please bring your return to the counter, and show the same code there."), "store", FALSE},
    {"too_late", N_ ("This door stays shut now"),
     N_ ("The time to open it again is over. Our staff will gladly open it with you."), "clock", FALSE},
    {"unknown_grant", N_ ("This door stays shut now"),
     N_ ("The time to open it again is over. Our staff will gladly open it with you."), "clock", FALSE},
    {"too_often", N_ ("This door was opened often enough"), N_ ("Our staff will gladly open it with you."),
     "door", FALSE},
    {"cannot", N_ ("This cannot be done now"),
     N_ ("No door was opened. Our staff have been called; they will help you."), "warning", FALSE, TRUE},
    {"no_answer", N_ ("The locker does not answer"),
     N_ ("No door was opened that we know of. Please ask our staff; your parcel is safe."), "warning", FALSE,
     TRUE},
    {"out_of_service", N_ ("We cannot open doors at the moment"),
     N_ ("Your parcel is safe. Please ask our staff; they can help you."), "warning", FALSE},
};

const CubbyRefusal *
cubby_refusal_find (const char *reason)
{
  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++) {
    if (g_strcmp0 (reason, refusals[i].reason) == 0)
      return &refusals[i];
  }
  return &refusals[G_N_ELEMENTS (refusals) - 1];
}

static char *
say_time (gint64 ms, const char *time_zone)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (time_zone);
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (ms / 1000);
  g_autoptr (GDateTime) local = utc != NULL && zone != NULL ? g_date_time_to_timezone (utc, zone) : NULL;
  if (local == NULL)
    return NULL;
  /* Translators: a moment: hour and minute, then day and month. */
  return g_date_time_format (local, _ ("%H:%M on %d/%m"));
}

char *
cubby_refusal_advise (const CubbyRefusal *refusal, gint64 used_at, const char *time_zone, guint wait_s)
{
  g_return_val_if_fail (refusal != NULL, NULL);
  const char *advice = _ (refusal->advice);
  if (used_at > 0) {
    g_autofree char *when = say_time (used_at, time_zone);
    if (when != NULL)
      return g_strdup_printf (_ ("It was used at %s. If that was not you, please call our staff now."), when);
  }
  if (wait_s > 0)
    return g_strdup_printf (cubby_trn ("Too many tries in a short time. Please try again in %u second.",
                                       "Too many tries in a short time. Please try again in %u seconds.",
                                       wait_s),
                            wait_s);
  return g_strdup (advice);
}
