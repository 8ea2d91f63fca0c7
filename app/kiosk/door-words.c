/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/door-words.h"

#include "app/kiosk/words.h"

/* The first row that fits counts. An empty purpose or result fits all. */
static const struct {
  const char *purpose;
  CubbyDoorPhase phase;
  const char *result;
  CubbyDoorWords words;
} rows[] = {
    /* a shopper brings something back */
    {"dropoff", CUBBY_DOOR_OPENING, "", {N_ ("Door %s is opening"), N_ ("Your return goes in there.")}},
    {"dropoff",
     CUBBY_DOOR_OPEN,
     "",
     {N_ ("Door %s is open"), N_ ("Put your return in, then please close the door.")}},
    {"dropoff",
     CUBBY_DOOR_DONE,
     "review",
     {N_ ("Did you put it in?"), N_ ("The door was shut again very soon. Our staff will look into it.")}},
    {"dropoff",
     CUBBY_DOOR_DONE,
     "lapsed",
     {N_ ("The door stayed shut"), N_ ("Please hold up your code once more.")}},
    {"dropoff",
     CUBBY_DOOR_DONE,
     "",
     {N_ ("Thank you"), N_ ("We have your return. We will send you a message when we have looked at it.")}},
    {"dropoff",
     CUBBY_DOOR_NOT_OPENED,
     "",
     {N_ ("Door %s did not open"), N_ ("Push lightly against the door, then try again.")}},
    /* staff */
    {"stow",
     CUBBY_DOOR_OPENING,
     "",
     {N_ ("Door %s is opening"), N_ ("The smallest compartment that fits was chosen.")}},
    {"stow",
     CUBBY_DOOR_OPEN,
     "too_small",
     {N_ ("Shut door %s again"), N_ ("Keep the parcel in your hands. A larger door opens next.")}},
    {"stow",
     CUBBY_DOOR_OPEN,
     "no_larger",
     {N_ ("Shut door %s again"),
      N_ ("No larger door is free. Keep the parcel in the store room, and scan it again later.")}},
    {"stow", CUBBY_DOOR_OPEN, "", {N_ ("Door %s is open"), N_ ("Put the parcel in and shut the door.")}},
    {"stow", CUBBY_DOOR_NEXT, "", {N_ ("One moment, please"), N_ ("The larger door %s opens next.")}},
    {"stow",
     CUBBY_DOOR_DONE,
     "review",
     {N_ ("Is the parcel in it?"),
      N_ ("Door %s was shut again very soon. A supervisor has to see what is in it.")}},
    {"stow",
     CUBBY_DOOR_DONE,
     "too_small",
     {N_ ("Nothing was put in"), N_ ("Keep the parcel in the store room, and scan it again later.")}},
    {"stow",
     CUBBY_DOOR_DONE,
     "lapsed",
     {N_ ("The door stayed shut"), N_ ("Scan the label again when you are ready.")}},
    {"stow", CUBBY_DOOR_DONE, "", {N_ ("Loaded"), N_ ("The parcel lies in %s. The customer will be told.")}},
    {"stow",
     CUBBY_DOOR_NOT_OPENED,
     "",
     {N_ ("Door %s did not open"), N_ ("Scan the label again; another door will be tried.")}},
    {"stow",
     CUBBY_DOOR_UNSURE,
     "",
     {N_ ("Please look at door %s"),
      N_ ("We cannot see whether it opened. If the parcel is not in it, scan the label again.")}},
    {"takeback",
     CUBBY_DOOR_OPEN,
     "",
     {N_ ("Door %s is open"), N_ ("Take the parcel out again and shut the door.")}},
    {"takeback",
     CUBBY_DOOR_DONE,
     "",
     {N_ ("Taken back"), N_ ("The customer is not told. Scan the label to put it in again.")}},
    {"removal", CUBBY_DOOR_OPEN, "", {N_ ("Door %s is open"), N_ ("Take the parcel out and shut the door.")}},
    {"removal", CUBBY_DOOR_DONE, "", {N_ ("Taken out"), N_ ("Bring the parcel to the counter.")}},
    {"reconcile",
     CUBBY_DOOR_OPEN,
     "",
     {N_ ("Scan what you see in %s"), N_ ("Leave everything in it. When all is scanned, shut the door.")}},
    {"reconcile", CUBBY_DOOR_DONE, "", {N_ ("Checked"), N_ ("All is shut again.")}},
    {"service", CUBBY_DOOR_OPEN, "", {N_ ("Door %s is open"), N_ ("Shut it when you are ready.")}},
    {"service", CUBBY_DOOR_DONE, "", {N_ ("Shut again"), N_ ("Door %s is shut.")}},
    /* a shopper collects */
    {"",
     CUBBY_DOOR_OPENING,
     "",
     {N_ ("Door %s is opening"), N_ ("Look for the door that is lit on the map.")}},
    {"", CUBBY_DOOR_OPEN, "", {N_ ("Door %s is open"), N_ ("Take your parcel, then please close the door.")}},
    {"pickup",
     CUBBY_DOOR_NEXT,
     "",
     {N_ ("Thank you"), N_ ("There is another parcel for you. Door %s opens next.")}},
    {"", CUBBY_DOOR_NEXT, "", {N_ ("One moment, please"), N_ ("Door %s opens next.")}},
    {"",
     CUBBY_DOOR_DONE,
     "review",
     {N_ ("Could you take it?"),
      N_ ("The door was shut again very soon. If your parcel is still inside, please open it again.")}},
    {"",
     CUBBY_DOOR_DONE,
     "lapsed",
     {N_ ("The door stayed shut"), N_ ("Please hold up your code once more.")}},
    {"", CUBBY_DOOR_DONE, "", {N_ ("Thank you"), N_ ("The door is shut. Enjoy your parcel!")}},
    {"pickup",
     CUBBY_DOOR_NOT_OPENED,
     "",
     {N_ ("Door %s did not open"),
      N_ ("Your parcel is safe. Push lightly against the door, then try again.")}},
    {"",
     CUBBY_DOOR_NOT_OPENED,
     "",
     {N_ ("Door %s did not open"), N_ ("Push lightly against the door, then try again.")}},
    {"pickup",
     CUBBY_DOOR_UNSURE,
     "",
     {N_ ("Please wait a moment"),
      N_ ("We cannot see whether door %s opened. Our staff have been called and will look with you.")}},
    {"reopen",
     CUBBY_DOOR_UNSURE,
     "",
     {N_ ("Please wait a moment"),
      N_ ("We cannot see whether door %s opened. Our staff have been called and will look with you.")}},
    {"dropoff",
     CUBBY_DOOR_UNSURE,
     "",
     {N_ ("Please wait a moment"),
      N_ ("We cannot see whether door %s opened. Our staff have been called and will look with you.")}},
    {"", CUBBY_DOOR_UNSURE, "", {N_ ("Please look at door %s"), N_ ("We cannot see whether it opened.")}},
};

static gboolean
fits (const char *pattern, const char *text)
{
  return *pattern == '\0' || g_strcmp0 (pattern, text) == 0;
}

const CubbyDoorWords *
cubby_door_words_find (const char *purpose, CubbyDoorPhase phase, const char *result)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    if (rows[i].phase == phase && fits (rows[i].purpose, purpose) && fits (rows[i].result, result))
      return &rows[i].words;
  }
  return &rows[G_N_ELEMENTS (rows) - 1].words;
}
