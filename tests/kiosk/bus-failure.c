/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/bus-failure.h"
#include "app/kiosk/refusal.h"
#include "app/kiosk/staff-words.h"
#include "app/kiosk/words.h"

#define STAFF_CANNOT "This cannot be done now. Please call service."

static const struct {
  const char *name;
  const char *error; /* its name on the bus */
  const char *reason;
  const char *told_staff;
} rows[] = {
    {"an argument that lockerd does not take, as a 17th label, cannot be done", "org.cubby.Error.Invalid",
     "cannot", STAFF_CANNOT},
    {"a journal that cannot be trusted opens no doors", "org.cubby.Error.NotReady", "out_of_service",
     STAFF_CANNOT},
    {"a method that lockerd does not know cannot be done", "org.freedesktop.DBus.Error.UnknownMethod",
     "cannot", STAFF_CANNOT},
    {"an interface that lockerd does not know cannot be done", "org.freedesktop.DBus.Error.UnknownInterface",
     "cannot", STAFF_CANNOT},
    {"what is not supported cannot be done", "org.freedesktop.DBus.Error.NotSupported", "cannot",
     STAFF_CANNOT},
    {"a lockerd that is not there does not answer", "org.freedesktop.DBus.Error.ServiceUnknown", "no_answer",
     "The locker does not answer. Please try again, or call service."},
    {"one that takes too long does not answer", "org.freedesktop.DBus.Error.NoReply", "no_answer",
     "The locker does not answer. Please try again, or call service."},
};

static void
test_row (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (GError) error = g_dbus_error_new_for_dbus_error (rows[i].error, "as lockerd says");
  const char *reason = cubby_bus_failure_name (error);
  g_assert_cmpstr (reason, ==, rows[i].reason);
  g_assert_cmpstr (cubby_refusal_find (reason)->reason, ==, reason);
  const CubbyStaffWords *words = cubby_staff_words_find (reason);
  g_assert_cmpstr (words->reason, ==, reason);
  g_autofree char *told = cubby_staff_words_say (words, 0);
  g_assert_cmpstr (told, ==, rows[i].told_staff);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  cubby_words_init ();
  cubby_words_set_language ("en");
  cubby_bus_failure_init ();
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strdup_printf ("/kiosk/bus-failure/%s", rows[i].name);
    g_test_add_data_func (path, GUINT_TO_POINTER (i), test_row);
  }
  return g_test_run ();
}
