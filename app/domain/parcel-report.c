/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/parcel-report.h"

#define WAITING (1u << CUBBY_REPORT_STAGE_WAITING)
#define READY (1u << CUBBY_REPORT_STAGE_READY)
#define COLLECTED (1u << CUBBY_REPORT_STAGE_COLLECTED)
#define EXPIRED (1u << CUBBY_REPORT_STAGE_EXPIRED)
#define OVER (1u << CUBBY_REPORT_STAGE_OVER)
#define ANY (WAITING | READY | COLLECTED | EXPIRED | OVER)

static const struct {
  const char *name;
  gboolean of_parcel;
  gboolean alarms;
} types[CUBBY_N_REPORTS] = {
    [CUBBY_REPORT_LOADED] = {"parcel.loaded", TRUE, FALSE},
    [CUBBY_REPORT_PICKED_UP] = {"parcel.picked_up", TRUE, FALSE},
    [CUBBY_REPORT_UNLOADED] = {"parcel.unloaded", TRUE, FALSE},
    [CUBBY_REPORT_REVIEW] = {"parcel.review", TRUE, TRUE},
    [CUBBY_REPORT_REOPENED] = {"parcel.reopened", TRUE, FALSE},
    [CUBBY_REPORT_AT_COUNTER] = {"parcel.at_counter", TRUE, TRUE},
    [CUBBY_REPORT_REJECTED] = {"parcel.rejected", TRUE, TRUE},
    [CUBBY_REPORT_DROPPED_OFF] = {"parcel.dropped_off", TRUE, FALSE},
    [CUBBY_REPORT_FOUND] = {"parcel.found", TRUE, TRUE},
    [CUBBY_REPORT_MOVED] = {"parcel.moved", TRUE, FALSE},
    [CUBBY_REPORT_STRANGER] = {"parcel.stranger", FALSE, TRUE}, /* often nobody's */
    [CUBBY_REPORT_DOOR_FORCED] = {"door.forced", FALSE, TRUE},
    [CUBBY_REPORT_DOOR_STUCK] = {"door.stuck", FALSE, TRUE},
    [CUBBY_REPORT_PASS_REFUSED] = {"pass.refused", FALSE, FALSE},
    [CUBBY_REPORT_STAFF_CALLED] = {"staff.called", FALSE, TRUE},
    [CUBBY_REPORT_CLOCK_JUMPED] = {"clock.jumped", FALSE, TRUE},
    [CUBBY_REPORT_CLOCK_RESET] = {"clock.reset", FALSE, FALSE},
    [CUBBY_REPORT_SELF_TEST] = {"self_test.done", FALSE, FALSE},
};

const char *
cubby_report_type_to_string (CubbyReportType type)
{
  g_return_val_if_fail (type < CUBBY_N_REPORTS, NULL);
  return types[type].name;
}

gboolean
cubby_report_type_from_string (const char *text, CubbyReportType *ret_type)
{
  for (guint i = 0; i < CUBBY_N_REPORTS; i++) {
    if (g_strcmp0 (types[i].name, text) != 0)
      continue;
    *ret_type = i;
    return TRUE;
  }
  return FALSE;
}

gboolean
cubby_report_type_is_of_parcel (CubbyReportType type)
{
  g_return_val_if_fail (type < CUBBY_N_REPORTS, FALSE);
  return types[type].of_parcel;
}

gboolean
cubby_report_type_alarms (CubbyReportType type)
{
  g_return_val_if_fail (type < CUBBY_N_REPORTS, FALSE);
  return types[type].alarms;
}

static const struct {
  CubbyFulfilmentState state;
  CubbyReportStage stage;
} stages[] = {
    {CUBBY_FULFILMENT_READY_FOR_PICKUP, CUBBY_REPORT_STAGE_READY},
    {CUBBY_FULFILMENT_PICKED_UP, CUBBY_REPORT_STAGE_COLLECTED},
    {CUBBY_FULFILMENT_EXPIRED, CUBBY_REPORT_STAGE_EXPIRED},
    {CUBBY_FULFILMENT_REJECTED, CUBBY_REPORT_STAGE_OVER},
    {CUBBY_FULFILMENT_RETURNED_TO_STOCK, CUBBY_REPORT_STAGE_OVER},
    {CUBBY_FULFILMENT_CANCELLED, CUBBY_REPORT_STAGE_OVER},
};

CubbyReportStage
cubby_report_stage_of (CubbyFulfilmentState state, gboolean refunded)
{
  if (refunded)
    return CUBBY_REPORT_STAGE_OVER;
  for (guint i = 0; i < G_N_ELEMENTS (stages); i++)
    if (stages[i].state == state)
      return stages[i].stage;
  return CUBBY_REPORT_STAGE_WAITING;
}

/* The first row that fits; @why NULL: any. */
static const struct {
  CubbyReportType type;
  const char *why;
  guint stages;
  CubbyReportEffect effect;
} rows[] = {
    {CUBBY_REPORT_LOADED,
     NULL,
     WAITING | READY,
     {.parcel = "loaded", .at_door = TRUE, .move = CUBBY_REPORT_BECOMES_READY}},
    {CUBBY_REPORT_LOADED,
     NULL,
     COLLECTED,
     {.parcel = "loaded",
      .at_door = TRUE,
      .tells_kiosks = TRUE,
      .alarms = TRUE,
      .remark = "put in after it was collected"}},
    {CUBBY_REPORT_LOADED,
     NULL,
     EXPIRED | OVER,
     {.parcel = "withdrawn",
      .at_door = TRUE,
      .tells_kiosks = TRUE,
      .alarms = TRUE,
      .remark = "put in though nobody is to collect it: to be taken out"}},

    {CUBBY_REPORT_FOUND,
     NULL,
     WAITING | READY,
     {.parcel = "loaded", .at_door = TRUE, .move = CUBBY_REPORT_BECOMES_READY}},
    {CUBBY_REPORT_FOUND,
     NULL,
     COLLECTED,
     {.parcel = "loaded", .at_door = TRUE, .tells_kiosks = TRUE, .notice = "found", .alarms = TRUE}},
    {CUBBY_REPORT_FOUND,
     NULL,
     EXPIRED | OVER,
     {.parcel = "withdrawn",
      .at_door = TRUE,
      .tells_kiosks = TRUE,
      .alarms = TRUE,
      .remark = "found though nobody is to collect it: to be taken out"}},

    {CUBBY_REPORT_PICKED_UP,
     NULL,
     WAITING | READY | EXPIRED,
     {.parcel = "picked_up", .tells_kiosks = TRUE, .move = CUBBY_REPORT_BECOMES_PICKED_UP}},
    {CUBBY_REPORT_PICKED_UP, NULL, COLLECTED, {.parcel = "picked_up", .tells_kiosks = TRUE}},
    {CUBBY_REPORT_PICKED_UP,
     NULL,
     OVER,
     {.parcel = "picked_up",
      .tells_kiosks = TRUE,
      .alarms = TRUE,
      .remark = "collected though it was no longer to be"}},

    /* got out of a stuck door: it is handed over at the counter, which the customer was told */
    {CUBBY_REPORT_UNLOADED, "counter", WAITING | READY | COLLECTED, {.parcel = "at_counter"}},
    {CUBBY_REPORT_UNLOADED,
     "not found",
     WAITING | READY,
     {.parcel = "expected",
      .tells_kiosks = TRUE,
      .move = CUBBY_REPORT_TAKEN_OUT,
      .alarms = TRUE,
      .remark = "not where it was put"}},
    {CUBBY_REPORT_UNLOADED,
     NULL,
     WAITING | READY,
     {.parcel = "expected", .tells_kiosks = TRUE, .move = CUBBY_REPORT_TAKEN_OUT}},
    {CUBBY_REPORT_UNLOADED, "not found", COLLECTED, {.parcel = "picked_up", .tells_kiosks = TRUE}},
    /* found after its pickup, and then taken out: the shop has it for its customer */
    {CUBBY_REPORT_UNLOADED,
     NULL,
     COLLECTED,
     {.parcel = "at_counter", .notice = "at_counter", .alarms = TRUE}},
    {CUBBY_REPORT_UNLOADED,
     NULL,
     EXPIRED | OVER,
     {.parcel = "withdrawn", .tells_kiosks = TRUE, .move = CUBBY_REPORT_TAKEN_OUT}},

    {CUBBY_REPORT_REVIEW,
     NULL,
     WAITING | READY | COLLECTED,
     {.parcel = "review", .at_door = TRUE, .alarms = TRUE}},
    {CUBBY_REPORT_REVIEW, NULL, EXPIRED | OVER, {.alarms = TRUE}},

    {CUBBY_REPORT_REOPENED, NULL, ANY, {0}},

    {CUBBY_REPORT_AT_COUNTER,
     NULL,
     WAITING | READY | COLLECTED,
     {.parcel = "at_counter", .at_door = TRUE, .notice = "at_counter", .alarms = TRUE}},
    {CUBBY_REPORT_AT_COUNTER, NULL, EXPIRED | OVER, {.alarms = TRUE}},

    {CUBBY_REPORT_REJECTED,
     NULL,
     WAITING | READY,
     {.parcel = "rejected", .move = CUBBY_REPORT_BECOMES_ON_HOLD, .notice = "rejected", .alarms = TRUE}},
    {CUBBY_REPORT_REJECTED,
     NULL,
     COLLECTED | EXPIRED | OVER,
     {.alarms = TRUE, .remark = "not fit for a customer who does not wait for it"}},

    {CUBBY_REPORT_DROPPED_OFF,
     NULL,
     ANY,
     {.alarms = TRUE, .remark = "brought back, but no return of it is known"}},

    /* its state is what it was; only the door is another */
    {CUBBY_REPORT_MOVED, NULL, ANY, {.at_door = TRUE}},
};

CubbyReportEffect
cubby_parcel_report_judge (CubbyReportType type, const char *why, CubbyReportStage stage)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    if (rows[i].type != type || (rows[i].stages & (1u << stage)) == 0)
      continue;
    if (rows[i].why == NULL || g_strcmp0 (rows[i].why, why) == 0)
      return rows[i].effect;
  }
  return (CubbyReportEffect){.alarms = cubby_report_type_alarms (type)};
}
