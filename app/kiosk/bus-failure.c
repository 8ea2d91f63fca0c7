/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/bus-failure.h"

#include "protocols/dbus/names.h"

void
cubby_bus_failure_init (void)
{
  cubby_bus_error_quark ();
}

const char *
cubby_bus_failure_name (const GError *error)
{
  const struct {
    GQuark domain;
    int code;
    const char *reason;
  } failures[] = {
      {CUBBY_BUS_ERROR, CUBBY_BUS_ERROR_INVALID, "cannot"},
      {CUBBY_BUS_ERROR, CUBBY_BUS_ERROR_NOT_READY, "out_of_service"},
      {G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_METHOD, "cannot"},
      {G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_INTERFACE, "cannot"},
      {G_DBUS_ERROR, G_DBUS_ERROR_NOT_SUPPORTED, "cannot"},
  };
  for (guint i = 0; i < G_N_ELEMENTS (failures); i++) {
    if (g_error_matches (error, failures[i].domain, failures[i].code))
      return failures[i].reason;
  }
  return "no_answer";
}
