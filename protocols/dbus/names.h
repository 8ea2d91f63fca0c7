/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define CUBBY_LOCKER_BUS_NAME "org.cubby.Locker1"
#define CUBBY_LOCKER_PATH "/org/cubby/Locker1"
#define CUBBY_LINK_BUS_NAME "org.cubby.Link1"
#define CUBBY_LINK_PATH "/org/cubby/Link1"

#define CUBBY_BUS_ERROR (cubby_bus_error_quark ())
GQuark cubby_bus_error_quark (void);

/* Errors that cross the bus, as org.cubby.Error.*; GDBus maps them at both ends. */
typedef enum {
  CUBBY_BUS_ERROR_OFFLINE,   /* the central service cannot be reached */
  CUBBY_BUS_ERROR_INVALID,   /* an argument is not of its form */
  CUBBY_BUS_ERROR_NOT_READY, /* starting up, or a journal that cannot be trusted */
} CubbyBusError;

G_END_DECLS
