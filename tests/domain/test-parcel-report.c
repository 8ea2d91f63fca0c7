/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/parcel-report.h"

#define WAITING CUBBY_REPORT_STAGE_WAITING
#define READY CUBBY_REPORT_STAGE_READY
#define COLLECTED CUBBY_REPORT_STAGE_COLLECTED
#define EXPIRED CUBBY_REPORT_STAGE_EXPIRED
#define OVER CUBBY_REPORT_STAGE_OVER

/* Effects in a line: state@door! (the kiosks are told) >move "notice" *alarm ?remark */
static const struct {
  const char *name;
  const char *type;
  const char *why;
  CubbyReportStage stage;
  const char *effect;
} rows[] = {
    {"put in: ready", "parcel.loaded", NULL, WAITING, "loaded@ >ready"},
    {"put in again: still ready", "parcel.loaded", NULL, READY, "loaded@ >ready"},
    {"put in after its pickup: somebody looks", "parcel.loaded", NULL, COLLECTED, "loaded@! * ?"},
    {"put in after its time: comes out again", "parcel.loaded", NULL, EXPIRED, "withdrawn@! * ?"},
    {"put in after it was cancelled: comes out again", "parcel.loaded", NULL, OVER, "withdrawn@! * ?"},
    {"collected", "parcel.picked_up", NULL, READY, "picked_up! >picked_up"},
    {"collected before we heard that it was put in", "parcel.picked_up", NULL, WAITING,
     "picked_up! >picked_up"},
    {"collected at the last moment", "parcel.picked_up", NULL, EXPIRED, "picked_up! >picked_up"},
    {"collected a second time, after it was found", "parcel.picked_up", NULL, COLLECTED, "picked_up!"},
    {"collected though it was cancelled: somebody looks", "parcel.picked_up", NULL, OVER, "picked_up! * ?"},
    {"taken back by staff", "parcel.unloaded", "taken back", READY, "expected! >taken_out"},
    {"opened by staff", "parcel.unloaded", "opened by staff", WAITING, "expected! >taken_out"},
    {"got out of a stuck door: it is at the counter", "parcel.unloaded", "counter", READY, "at_counter"},
    {"not where it was: somebody looks", "parcel.unloaded", "not found", READY, "expected! >taken_out * ?"},
    {"taken out after its time", "parcel.unloaded", "expired", EXPIRED, "withdrawn! >taken_out"},
    {"taken out after it was cancelled", "parcel.unloaded", "opened by staff", OVER, "withdrawn! >taken_out"},
    {"found after its pickup, and gone after all", "parcel.unloaded", "not found", COLLECTED, "picked_up!"},
    {"found after its pickup, and taken out", "parcel.unloaded", "opened by staff", COLLECTED,
     "at_counter \"at_counter\" *"},
    {"in doubt", "parcel.review", "brief", READY, "review@ *"},
    {"in doubt, behind a door that was forced", "parcel.review", "forced", READY, "review@ *"},
    {"in doubt, and nobody's", "parcel.review", "unknown", OVER, "*"},
    {"opened again by its shopper", "parcel.reopened", NULL, COLLECTED, ""},
    {"behind a stuck door: collect at the counter", "parcel.at_counter", NULL, READY,
     "at_counter@ \"at_counter\" *"},
    {"behind a stuck door, and nobody's", "parcel.at_counter", NULL, EXPIRED, "*"},
    {"not fit for the customer", "parcel.rejected", "damaged", WAITING, "rejected >on_hold \"rejected\" *"},
    {"not fit for the customer, and was ready", "parcel.rejected", "damaged", READY,
     "rejected >on_hold \"rejected\" *"},
    {"not fit, but nobody waits for it", "parcel.rejected", "damaged", OVER, "* ?"},
    {"found though it was collected: its shopper is told", "parcel.found", NULL, COLLECTED,
     "loaded@! \"found\" *"},
    {"found though it was paid back: comes out", "parcel.found", NULL, OVER, "withdrawn@! * ?"},
    {"found after its time: comes out", "parcel.found", NULL, EXPIRED, "withdrawn@! * ?"},
    {"found before anybody said that it was put in", "parcel.found", NULL, WAITING, "loaded@ >ready"},
    {"behind another door", "parcel.moved", NULL, READY, "@"},
    {"brought back, and no return is known", "parcel.dropped_off", NULL, READY, "* ?"},
    {"a stranger", "parcel.stranger", "stranger", READY, "*"},
    {"a door that was forced", "door.forced", NULL, READY, "*"},
    {"a pass that was refused", "pass.refused", NULL, READY, ""},
};

static char *
describe (const CubbyReportEffect *effect)
{
  static const char *const moves[] = {"", " >ready", " >picked_up", " >taken_out", " >on_hold"};
  g_autoptr (GString) text = g_string_new (effect->parcel);
  g_string_append (text, effect->at_door ? "@" : "");
  g_string_append (text, effect->tells_kiosks ? "!" : "");
  g_string_append (text, moves[effect->move]);
  if (effect->notice != NULL)
    g_string_append_printf (text, " \"%s\"", effect->notice);
  g_string_append (text, effect->alarms ? " *" : "");
  g_string_append (text, effect->remark != NULL ? " ?" : "");
  return g_strstrip (g_string_free (g_steal_pointer (&text), FALSE));
}

static void
test_effect (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  CubbyReportType type;
  g_assert_true (cubby_report_type_from_string (rows[i].type, &type));
  CubbyReportEffect effect = cubby_parcel_report_judge (type, rows[i].why, rows[i].stage);
  g_autofree char *text = describe (&effect);
  g_assert_cmpstr (text, ==, rows[i].effect);
}

/* A parcel of a report always has an answer, and every type its name. */
static void
test_complete (void)
{
  for (guint type = 0; type < CUBBY_N_REPORTS; type++) {
    CubbyReportType again;
    g_assert_true (cubby_report_type_from_string (cubby_report_type_to_string (type), &again));
    g_assert_cmpint (again, ==, type);
    for (guint stage = 0; stage < CUBBY_N_REPORT_STAGES; stage++) {
      CubbyReportEffect effect = cubby_parcel_report_judge (type, NULL, stage);
      if (effect.parcel != NULL || effect.move != CUBBY_REPORT_STAYS)
        g_assert_true (cubby_report_type_is_of_parcel (type));
      if (effect.remark != NULL)
        g_assert_true (effect.alarms);
    }
  }
}

static const struct {
  CubbyFulfilmentState state;
  CubbyReportStage stage;
} stages[] = {
    {CUBBY_FULFILMENT_OPEN, WAITING},        {CUBBY_FULFILMENT_ACCEPTED, WAITING},
    {CUBBY_FULFILMENT_PICKING, WAITING},     {CUBBY_FULFILMENT_PACKED, WAITING},
    {CUBBY_FULFILMENT_ON_HOLD, WAITING},     {CUBBY_FULFILMENT_READY_FOR_PICKUP, READY},
    {CUBBY_FULFILMENT_PICKED_UP, COLLECTED}, {CUBBY_FULFILMENT_EXPIRED, EXPIRED},
    {CUBBY_FULFILMENT_REJECTED, OVER},       {CUBBY_FULFILMENT_RETURNED_TO_STOCK, OVER},
    {CUBBY_FULFILMENT_CANCELLED, OVER},
};

static void
test_stage (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_assert_cmpint (cubby_report_stage_of (stages[i].state, FALSE), ==, stages[i].stage);
  g_assert_cmpint (cubby_report_stage_of (stages[i].state, TRUE), ==, OVER);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strdup_printf ("/domain/parcel-report/%s", rows[i].name);
    g_test_add_data_func (path, GUINT_TO_POINTER (i), test_effect);
  }
  g_test_add_func ("/domain/parcel-report/every report has an effect", test_complete);
  for (guint i = 0; i < G_N_ELEMENTS (stages); i++) {
    g_autofree char *path =
        g_strdup_printf ("/domain/parcel-report/stage of a fulfilment that is %s",
                         cubby_state_to_string (&cubby_fulfilment_states, stages[i].state));
    g_test_add_data_func (path, GUINT_TO_POINTER (i), test_stage);
  }
  return g_test_run ();
}
