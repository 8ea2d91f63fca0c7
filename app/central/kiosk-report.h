/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/central/store.h"
#include "app/domain/parcel-report.h"

G_BEGIN_DECLS

/**
 * CubbyKioskReport:
 * @store: whose kiosk it is
 * @label, @door, @why: of its data; "" for what it has not
 */
typedef struct {
  CubbyReportType type;
  const char *store;
  const char *label;
  const char *door;
  const char *why;
} CubbyKioskReport;

/**
 * cubby_kiosk_report_apply:
 * @ret_effect: (out): what cubby_parcel_report_judge() said
 *
 * Carries out what a report makes of its parcel and fulfilment. With @error part of it may be written; it is
 * the caller's to take back.
 */
gboolean cubby_kiosk_report_apply (CubbyStore *store, const CubbyKioskReport *report,
                                   CubbyReportEffect *ret_effect, GError **error);

G_END_DECLS
