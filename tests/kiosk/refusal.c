/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/refusal.h"
#include "app/kiosk/words.h"

/* Every reason of org.cubby.Locker1.Counter.PresentPass and PresentCode but "granted". */
static const char *const reasons[] = {
    "not_a_pass",     "forged",     "unknown_key", "expired",    "not_yet_valid", "other_store",
    "already_used",   "revoked",    "not_here",    "not_loaded", "busy",          "wait",
    "out_of_service", "wrong_code", "at_counter",  "no_room",    "too_late",      "unknown_grant",
    "too_often",      "cannot",     "no_answer",
};

static void
test_reason (gconstpointer data)
{
  const CubbyRefusal *refusal = cubby_refusal_find (data);
  g_assert_cmpstr (refusal->reason, ==, data);
  g_assert_cmpuint (g_utf8_strlen (refusal->happened, -1), <=, 40);
  g_autofree char *advice = cubby_refusal_advise (refusal, 0, "Asia/Ho_Chi_Minh", 0);
  g_assert_cmpstr (advice, !=, "");
}

static void
test_unknown (void)
{
  g_assert_cmpstr (cubby_refusal_find ("never_heard")->reason, ==, "out_of_service");
  g_assert_cmpstr (cubby_refusal_find (NULL)->reason, ==, "out_of_service");
}

static void
test_used_at (void)
{
  const CubbyRefusal *refusal = cubby_refusal_find ("already_used");
  g_autofree char *advice =
      cubby_refusal_advise (refusal, G_GINT64_CONSTANT (1763690460000), "Asia/Ho_Chi_Minh", 0);
  g_assert_cmpstr (advice, ==,
                   "It was used at 09:01 on 21/11. If that was not you, please call our staff now.");
}

static void
test_wait (void)
{
  g_autofree char *advice = cubby_refusal_advise (cubby_refusal_find ("wait"), 0, "UTC", 16);
  g_assert_cmpstr (advice, ==, "Too many tries in a short time. Please try again in 16 seconds.");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  cubby_words_init ();
  cubby_words_set_language ("en");
  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++) {
    g_autofree char *path = g_strdup_printf ("/kiosk/refusal/%s has a message of its own", reasons[i]);
    g_test_add_data_func (path, reasons[i], test_reason);
  }
  g_test_add_func ("/kiosk/refusal/a reason nobody knows is out of service", test_unknown);
  g_test_add_func ("/kiosk/refusal/a used code tells when, in the shop's time", test_used_at);
  g_test_add_func ("/kiosk/refusal/waiting tells how long", test_wait);
  return g_test_run ();
}
