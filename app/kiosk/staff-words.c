/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/staff-words.h"

#include "app/kiosk/words.h"

static const CubbyStaffWords rows[] = {
    {"not_signed_in", N_ ("You are not signed in any more. Please hold up your badge again."), "warning",
     "badge"},
    {"not_allowed", N_ ("Your badge does not allow this. Please ask a supervisor."), "warning", "badge"},
    {"unknown_label", N_ ("This parcel is not expected here. Check the address on its label."), "warning",
     "parcel"},
    {"already_loaded", N_ ("This parcel is already in the locker."), "warning", "parcel"},
    {"no_room", N_ ("There is no free compartment that fits. Keep the parcel in the store room."), "warning",
     "parcel"},
    {"busy", N_ ("Another door is open. Shut it first."), "warning", "door"},
    {"wait", N_ ("Too many doors in a short time. Please wait a moment."), "warning", "clock"},
    {"declined", N_ ("The request was declined."), "good", "check"},
    {"unknown_request", N_ ("Somebody else has answered this request."), "warning", "info"},
    {"too_late", N_ ("It is too late: the customer has been told. Ask a supervisor."), "warning", "clock"},
    {"unknown_grant", N_ ("This door is already shut."), "warning", "door"},
    {"unknown_door", N_ ("This locker has no such door."), "warning", "door"},
    {"second_badge", N_ ("A second supervisor is needed, with another badge."), "warning", "badge"},
    {"not_behind", N_ ("The clock is not behind. There is nothing to reset."), "warning", "clock"},
    {"cannot", N_ ("This cannot be done now. Please call service."), "warning", "warning"},
    {"out_of_service", N_ ("This cannot be done now. Please call service."), "warning", "warning"},
    {"rejected", N_ ("The parcel is rejected. Keep it apart; it cannot be put in."), "good", "check"},
    {"nothing_seen", N_ ("Noted: nothing is in it. Shut the door."), "good", "check"},
    {"clock_reset", N_ ("The clock counts again."), "good", "check"},
    {"out", N_ ("The door is out of service. No parcel is put behind it."), "good", "check"},
    {"back", N_ ("The door is back in service."), "good", "check"},
    {"stopped", N_ ("Stopped. No other door opens."), "good", "check"},
    {"no_answer", N_ ("The locker does not answer. Please try again, or call service."), "warning",
     "warning"},
};

const CubbyStaffWords *
cubby_staff_words_find (const char *reason)
{
  if (reason == NULL || g_str_equal (reason, "granted"))
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    if (g_str_equal (reason, rows[i].reason))
      return &rows[i];
  }
  return &rows[G_N_ELEMENTS (rows) - 1];
}

char *
cubby_staff_words_say (const CubbyStaffWords *words, guint place)
{
  g_return_val_if_fail (words != NULL, NULL);
  if (g_str_equal (words->reason, "no_room") && place > 0)
    return g_strdup_printf (_ ("No compartment that fits is free. The parcel is number %u in the queue: keep "
                               "it, its door will be shown here."),
                            place);
  return g_strdup (_ (words->text));
}

const CubbyStaffOption *
cubby_staff_options_reject (void)
{
  static const CubbyStaffOption options[] = {
      {"damaged", N_ ("Damaged"), "warning"},
      {"wrong_parcel", N_ ("Wrong parcel"), "tag"},
      {"leaking", N_ ("Leaking"), "info"},
      {"other", N_ ("Something else"), "parcel"},
      {NULL},
  };
  return options;
}

const CubbyStaffOption *
cubby_staff_options_service (void)
{
  static const CubbyStaffOption options[] = {
      {"lock", N_ ("The lock does not work"), "door"},
      {"door", N_ ("The door is damaged"), "warning"},
      {"dirty", N_ ("It has to be cleaned"), "sparkle"},
      {"other", N_ ("Something else"), "info"},
      {NULL},
  };
  return options;
}

const CubbyStaffOption *
cubby_staff_options_open (void)
{
  static const CubbyStaffOption options[] = {
      {"inspection", N_ ("To look into them"), "search"},
      {"cleaning", N_ ("To clean them"), "sparkle"},
      {"repair", N_ ("To mend them"), "locker"},
      {"other", N_ ("Something else"), "info"},
      {NULL},
  };
  return options;
}
