/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/linkd/central-api.h"
#include "app/linkd/link-state.h"

G_BEGIN_DECLS

/* org.cubby.Link1: what the kiosk asks of the centre goes through here, and it is told what is new. */
typedef struct _CubbyBusService CubbyBusService;

CubbyBusService *cubby_bus_service_new (CubbyCentralApi *api, GDBusConnection *bus,
                                        const char *catalogue_path, GError **error);
void cubby_bus_service_free (CubbyBusService *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyBusService, cubby_bus_service_free)

void cubby_bus_service_set_state (CubbyBusService *self, CubbyLinkState state);
/* The centre confirmed that the replica is up to date: Unix time, and the machine's own (CLOCK_BOOTTIME). */
void cubby_bus_service_set_synced (CubbyBusService *self, gint64 wall_ms, gint64 running_ms);
/* @problem: "" or "disk_full" */
void cubby_bus_service_set_problem (CubbyBusService *self, const char *problem);
void cubby_bus_service_set_sequence (CubbyBusService *self, guint64 sequence);
void cubby_bus_service_set_clock_skew (CubbyBusService *self, gint64 skew_ms);
/* Emits Changed. */
void cubby_bus_service_tell_changed (CubbyBusService *self, guint64 sequence, const char *const *skus);

G_END_DECLS
