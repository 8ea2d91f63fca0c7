/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/linkd/parcel-store.h"
#include "cubby-locker-dbus.h"

G_BEGIN_DECLS

/**
 * CubbyParcelTeller:
 *
 * Tells lockerd of the expected parcels: all of them when it (re)appears on the bus, then what is new.
 */
typedef struct _CubbyParcelTeller CubbyParcelTeller;

CubbyParcelTeller *cubby_parcel_teller_new (CubbyParcelStore *parcels);
void cubby_parcel_teller_free (CubbyParcelTeller *self);

/**
 * cubby_parcel_teller_set_locker:
 * @locker: (nullable): NULL while lockerd is not on the bus
 * @cancellable: (nullable): cancelled by the caller before this lockerd is given up
 */
void cubby_parcel_teller_set_locker (CubbyParcelTeller *self, CubbyLockerLink *locker,
                                     GCancellable *cancellable);

/* There are parcels that lockerd was not told of. */
void cubby_parcel_teller_tell (CubbyParcelTeller *self);
/* The parcels begin anew: tell all of them. */
void cubby_parcel_teller_forget (CubbyParcelTeller *self);

G_END_DECLS
