/* SPDX-License-Identifier: Apache-2.0 */
#include "app/ctl/locker-call.h"

#include "protocols/dbus/names.h"

#define TIMEOUT_MS 5000
#define SLOW_TIMEOUT_MS (5 * 60 * 1000)

static GVariant *
call (gboolean session, const char *interface, const char *method, GVariant *arguments, int timeout_ms,
      GError **error)
{
  g_autoptr (GVariant) sunk = arguments != NULL ? g_variant_ref_sink (arguments) : NULL;
  const char *which = session ? "session" : "system";
  g_autoptr (GError) problem = NULL;
  g_autoptr (GDBusConnection) bus =
      g_bus_get_sync (session ? G_BUS_TYPE_SESSION : G_BUS_TYPE_SYSTEM, NULL, &problem);
  if (bus == NULL) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_CONNECTED,
                 "cubby-lockerd cannot be asked: the %s bus cannot be reached: %s%s", which, problem->message,
                 session ? "" : "; on a desk say --session");
    return NULL;
  }
  GVariant *answer =
      g_dbus_connection_call_sync (bus, CUBBY_LOCKER_BUS_NAME, CUBBY_LOCKER_PATH, interface, method, sunk,
                                   NULL, G_DBUS_CALL_FLAGS_NO_AUTO_START, timeout_ms, NULL, &problem);
  if (answer != NULL)
    return answer;
  if (g_error_matches (problem, G_DBUS_ERROR, G_DBUS_ERROR_NAME_HAS_NO_OWNER) ||
      g_error_matches (problem, G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN)) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                 "cubby-lockerd does not run on the %s bus: systemctl status cubby-lockerd", which);
    return NULL;
  }
  g_dbus_error_strip_remote_error (problem);
  g_propagate_error (error, g_steal_pointer (&problem));
  return NULL;
}

GVariant *
cubby_ctl_locker_call (gboolean session, const char *interface, const char *method, GVariant *arguments,
                       GError **error)
{
  g_autofree char *full = g_strconcat (CUBBY_LOCKER_BUS_NAME, ".", interface, NULL);
  return call (session, full, method, arguments, TIMEOUT_MS, error);
}

GVariant *
cubby_ctl_locker_call_slow (gboolean session, const char *interface, const char *method, GError **error)
{
  g_autofree char *full = g_strconcat (CUBBY_LOCKER_BUS_NAME, ".", interface, NULL);
  return call (session, full, method, NULL, SLOW_TIMEOUT_MS, error);
}

GVariant *
cubby_ctl_locker_property (gboolean session, const char *interface, const char *property, GError **error)
{
  g_autofree char *full = g_strconcat (CUBBY_LOCKER_BUS_NAME, ".", interface, NULL);
  return call (session, "org.freedesktop.DBus.Properties", "Get", g_variant_new ("(ss)", full, property),
               TIMEOUT_MS, error);
}

GVariant *
cubby_ctl_link_property (gboolean session, const char *property)
{
  g_autoptr (GDBusConnection) bus =
      g_bus_get_sync (session ? G_BUS_TYPE_SESSION : G_BUS_TYPE_SYSTEM, NULL, NULL);
  g_autoptr (GVariant) answer =
      bus != NULL ? g_dbus_connection_call_sync (
                        bus, CUBBY_LINK_BUS_NAME, CUBBY_LINK_PATH, "org.freedesktop.DBus.Properties", "Get",
                        g_variant_new ("(ss)", CUBBY_LINK_BUS_NAME, property), G_VARIANT_TYPE ("(v)"),
                        G_DBUS_CALL_FLAGS_NO_AUTO_START, TIMEOUT_MS, NULL, NULL)
                  : NULL;
  GVariant *value = NULL;
  if (answer != NULL)
    g_variant_get (answer, "(v)", &value);
  return value;
}
