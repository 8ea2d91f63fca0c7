/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/central/store.h"
#include "app/domain/withdrawal.h"

G_BEGIN_DECLS

/**
 * CubbyParcelNotice:
 * @of_store: whose kiosks are told
 * @ctis: (array zero-terminated=1): of the passes that collect it
 * @code_hashes: of their typed codes, as a kiosk stores them, in hex with commas between
 * @hold_until: Unix seconds
 * @gone: it is no longer spoken of
 * @why: why it is @withdrawn
 * @version: a higher one than that of every notice of this parcel before
 * @epoch: see cubby_parcel_begin_epoch()
 *
 * What a kiosk is told of a parcel: enough to expect, recognise and open; nothing of the person.
 */
typedef struct {
  const char *label;
  const char *fulfilment;
  const char *size;
  const char *of_store;
  const char *const *ctis;
  const char *code_hashes;
  gint64 hold_until;
  gboolean heavy;
  gboolean reach;
  gboolean gone;
  gboolean withdrawn;
  CubbyWithdrawal why;
  gint64 version;
  gint64 epoch;
} CubbyParcelNotice;

/* Seals it and puts it into the feed. */
gboolean cubby_parcel_notice_put (CubbyStore *store, const CubbyParcelNotice *notice, GError **error);

G_END_DECLS
