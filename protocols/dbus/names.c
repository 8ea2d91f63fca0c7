/* SPDX-License-Identifier: Apache-2.0 */
#include "protocols/dbus/names.h"

static const GDBusErrorEntry entries[] = {
    {CUBBY_BUS_ERROR_OFFLINE, "org.cubby.Error.Offline"},
    {CUBBY_BUS_ERROR_INVALID, "org.cubby.Error.Invalid"},
    {CUBBY_BUS_ERROR_NOT_READY, "org.cubby.Error.NotReady"},
};

GQuark
cubby_bus_error_quark (void)
{
  static gsize quark = 0;
  g_dbus_error_register_error_domain ("cubby-bus-error-quark", &quark, entries, G_N_ELEMENTS (entries));
  return (GQuark)quark;
}
