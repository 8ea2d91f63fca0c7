/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/central/store.h"

G_BEGIN_DECLS

/* The pass of an order as its buyer has it. The text is minted anew each time and is always the same. */
typedef struct {
  char *text;
  char *code;  /* ABCDE-FGHJK */
  char *state; /* active used revoked expired */
  char *store;
  gint64 exp; /* Unix seconds */
} CubbyPickupPass;

/* "not-found" for orders that nobody collects from a locker, "unavailable" when no key is configured. */
CubbyPickupPass *cubby_pickup_pass_load (CubbyStore *store, const char *order, GError **error);
void cubby_pickup_pass_free (CubbyPickupPass *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyPickupPass, cubby_pickup_pass_free)

char *cubby_pickup_pass_get_json (CubbyStore *store, const char *order, GError **error);
GBytes *cubby_pickup_pass_get_png (CubbyStore *store, const char *order, GError **error);
char *cubby_pickup_pass_get_svg (CubbyStore *store, const char *order, GError **error);

G_END_DECLS
