/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/domain/fulfilment-state.h"

G_BEGIN_DECLS

/* What a kiosk reports; see cubby_locker_report(). */
typedef enum {
  CUBBY_REPORT_LOADED,
  CUBBY_REPORT_PICKED_UP,
  CUBBY_REPORT_UNLOADED,
  CUBBY_REPORT_REVIEW,
  CUBBY_REPORT_REOPENED,
  CUBBY_REPORT_AT_COUNTER,
  CUBBY_REPORT_REJECTED,
  CUBBY_REPORT_DROPPED_OFF,
  CUBBY_REPORT_FOUND,
  CUBBY_REPORT_MOVED,
  CUBBY_REPORT_STRANGER,
  CUBBY_REPORT_DOOR_FORCED,
  CUBBY_REPORT_DOOR_STUCK,
  CUBBY_REPORT_PASS_REFUSED,
  CUBBY_REPORT_STAFF_CALLED,
  CUBBY_REPORT_CLOCK_JUMPED,
  CUBBY_REPORT_CLOCK_RESET,
  CUBBY_REPORT_SELF_TEST,
  CUBBY_N_REPORTS,
} CubbyReportType;

/* "parcel.loaded" … */
const char *cubby_report_type_to_string (CubbyReportType type);
gboolean cubby_report_type_from_string (const char *text, CubbyReportType *ret_type);
/* Whether it is about a parcel that the centre knows, or must. */
gboolean cubby_report_type_is_of_parcel (CubbyReportType type);
/* Whether somebody at the shop has to look after it, whatever became of parcels. */
gboolean cubby_report_type_alarms (CubbyReportType type);

/* How far a fulfilment is, as far as reports care. */
typedef enum {
  CUBBY_REPORT_STAGE_WAITING, /* its goods are not in the locker yet */
  CUBBY_REPORT_STAGE_READY,
  CUBBY_REPORT_STAGE_COLLECTED,
  CUBBY_REPORT_STAGE_EXPIRED,
  CUBBY_REPORT_STAGE_OVER, /* nobody is to collect it: cancelled, returned, or paid back */
  CUBBY_N_REPORT_STAGES,
} CubbyReportStage;

CubbyReportStage cubby_report_stage_of (CubbyFulfilmentState state, gboolean refunded);

typedef enum {
  CUBBY_REPORT_STAYS,
  CUBBY_REPORT_BECOMES_READY,     /* when all of its parcels wait in the locker */
  CUBBY_REPORT_BECOMES_PICKED_UP, /* when all of its parcels were */
  CUBBY_REPORT_TAKEN_OUT, /* what was ready is packed; what nobody collects is in stock again with the last of
                             it */
  CUBBY_REPORT_BECOMES_ON_HOLD, /* the shop has to replace something */
} CubbyReportMove;

/**
 * CubbyReportEffect:
 * @parcel: (nullable): the parcel's new state; NULL leaves it
 * @at_door: whether it lies behind the door of the report; else it is behind none, when its state changes
 * @tells_kiosks: what the kiosks heard of it is no longer so
 * @notice: (nullable): what the customer is told
 * @remark: (nullable): what does not go together, for whoever looks at the report
 */
typedef struct {
  const char *parcel;
  gboolean at_door;
  gboolean tells_kiosks;
  CubbyReportMove move;
  const char *notice;
  gboolean alarms;
  const char *remark;
} CubbyReportEffect;

/**
 * cubby_parcel_report_judge:
 * @why: (nullable): of the report
 *
 * What a report makes of its parcel and fulfilment. A report is a fact, so every one has an effect, if only
 * that somebody looks.
 */
CubbyReportEffect cubby_parcel_report_judge (CubbyReportType type, const char *why, CubbyReportStage stage);

G_END_DECLS
