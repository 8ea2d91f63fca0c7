/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/kiosk-report.h"
#include "app/central/fulfilment.h"
#include "app/central/outbox.h"
#include "app/central/parcel.h"

#define HOUR_S 3600

/* Whom a report is about. */
typedef struct {
  char *fulfilment;
  char *order;
  CubbyFulfilmentState state;
  CubbyReportStage stage;
} Subject;

static void
subject_clear (Subject *self)
{
  g_free (self->fulfilment);
  g_free (self->order);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Subject, subject_clear)

static char *
find_fulfilment (CubbyStore *store, const CubbyKioskReport *report, GError **error)
{
  g_autoptr (CubbySqlRows) rows = cubby_sql_query (store->sql, error,
                                                   "SELECT f.id FROM parcel c JOIN fulfilment f ON f.id = "
                                                   "c.fulfilment WHERE c.label = ? AND f.location = ?",
                                                   "tt", report->label, report->store);
  if (!cubby_store_take_row (rows, error, "There is no parcel %s of the store %s.", report->label,
                             report->store))
    return NULL;
  return g_strdup (cubby_sql_rows_get_text (rows, 0));
}

/* What another kiosk reports of it at the same moment waits until this one is through, and counts it in. */
static gboolean
find_subject (CubbyStore *store, const CubbyKioskReport *report, Subject *ret_subject, GError **error)
{
  gint64 refunded = 0;
  g_autofree char *id = find_fulfilment (store, report, error);
  g_autoptr (CubbyFulfilment) fulfilment = id != NULL ? cubby_fulfilment_lock (store, id, error) : NULL;
  if (fulfilment == NULL ||
      !cubby_sql_read_int (store->sql, &refunded, 0, error,
                           "SELECT COUNT(*) FROM orders WHERE id = ? AND payment_status = 'refunded'", "t",
                           fulfilment->order))
    return FALSE;
  ret_subject->fulfilment = g_steal_pointer (&id);
  ret_subject->order = g_strdup (fulfilment->order);
  ret_subject->state = fulfilment->state;
  ret_subject->stage = cubby_report_stage_of (fulfilment->state, refunded > 0);
  return TRUE;
}

/* Found after its pickup: its passes are good again, at least as long as those of any other parcel. */
static gboolean
revive_passes (CubbyStore *store, const Subject *subject, GError **error)
{
  gint64 until = store->now_ms / 1000 + store->settings->hold_hours * (gint64)HOUR_S;
  return cubby_sql_run (store->sql, error,
                        "UPDATE pass SET state = 'active', exp = CASE WHEN exp < ? THEN ? ELSE exp END"
                        " WHERE fulfilment = ? AND state = 'used'",
                        "iit", until, until, subject->fulfilment) &&
         cubby_sql_run (store->sql, error,
                        "UPDATE fulfilment SET hold_until = ? WHERE id = ? AND hold_until < ?", "iti", until,
                        subject->fulfilment, until);
}

static gboolean
end_passes (CubbyStore *store, const Subject *subject, GError **error)
{
  return cubby_sql_run (store->sql, error,
                        "UPDATE pass SET state = 'used' WHERE fulfilment = ? AND state = 'active'", "t",
                        subject->fulfilment);
}

/* What becomes of a parcel beside its row, once its fulfilment was collected already. */
static const struct {
  const char *parcel;
  gboolean (*follow) (CubbyStore *store, const Subject *subject, GError **error);
} again[] = {
    {"loaded", revive_passes},
    {"picked_up", end_passes},
};

static gboolean
follow_again (CubbyStore *store, const Subject *subject, const char *parcel, GError **error)
{
  if (subject->stage != CUBBY_REPORT_STAGE_COLLECTED)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (again); i++)
    if (g_str_equal (again[i].parcel, parcel))
      return again[i].follow (store, subject, error);
  return TRUE;
}

static gboolean
change_parcel (CubbyStore *store, const CubbyKioskReport *report, const Subject *subject,
               const CubbyReportEffect *effect, GError **error)
{
  const char *door = effect->at_door && report->door[0] != '\0' ? report->door : NULL;
  if (effect->move == CUBBY_REPORT_TAKEN_OUT)
    return TRUE; /* cubby_fulfilment_take_out() does it */
  if (effect->parcel == NULL)
    return door == NULL || cubby_parcel_note_door (store, report->label, door, error);
  return follow_again (store, subject, effect->parcel, error) &&
         cubby_parcel_note_state (store, report->label, effect->parcel, door, error) &&
         (!effect->tells_kiosks || cubby_parcel_announce (store, subject->order, error));
}

static gboolean
stay (CubbyStore *store, const CubbyKioskReport *report, const Subject *subject, GError **error)
{
  return TRUE;
}

/* @sql: counts the parcels of a fulfilment that are not so far. */
static gboolean
all_are (CubbyStore *store, const Subject *subject, const char *sql, gboolean *ret_all, GError **error)
{
  gint64 others = 0;
  if (!cubby_sql_read_int (store->sql, &others, 0, error, sql, "t", subject->fulfilment))
    return FALSE;
  *ret_all = others == 0;
  return TRUE;
}

static gboolean
become_ready (CubbyStore *store, const CubbyKioskReport *report, const Subject *subject, GError **error)
{
  gboolean all = FALSE;
  if (subject->state == CUBBY_FULFILMENT_READY_FOR_PICKUP)
    return TRUE;
  if (!all_are (store, subject,
                "SELECT COUNT(*) FROM parcel WHERE fulfilment = ?"
                " AND state NOT IN ('loaded', 'review', 'at_counter', 'picked_up')",
                &all, error))
    return FALSE;
  if (all && subject->state == CUBBY_FULFILMENT_ON_HOLD &&
      !cubby_fulfilment_become (store, subject->fulfilment, CUBBY_FULFILMENT_PACKED, error))
    return FALSE;
  return !all ||
         cubby_fulfilment_bring_to (store, subject->fulfilment, CUBBY_FULFILMENT_READY_FOR_PICKUP, error);
}

/* Whatever steps nobody clicked: the goods are with the customer. */
static gboolean
become_picked_up (CubbyStore *store, const CubbyKioskReport *report, const Subject *subject, GError **error)
{
  gboolean all = FALSE;
  if (!all_are (store, subject, "SELECT COUNT(*) FROM parcel WHERE fulfilment = ? AND state <> 'picked_up'",
                &all, error))
    return FALSE;
  if (!all)
    return TRUE;
  if (subject->stage == CUBBY_REPORT_STAGE_WAITING && !become_ready (store, report, subject, error))
    return FALSE;
  return cubby_fulfilment_become (store, subject->fulfilment, CUBBY_FULFILMENT_PICKED_UP, error);
}

static gboolean
take_out (CubbyStore *store, const CubbyKioskReport *report, const Subject *subject, GError **error)
{
  return cubby_fulfilment_take_out (store, subject->fulfilment, report->label, error);
}

static gboolean
become_on_hold (CubbyStore *store, const CubbyKioskReport *report, const Subject *subject, GError **error)
{
  if (subject->state == CUBBY_FULFILMENT_ON_HOLD)
    return TRUE;
  if (subject->state == CUBBY_FULFILMENT_READY_FOR_PICKUP &&
      !cubby_fulfilment_become (store, subject->fulfilment, CUBBY_FULFILMENT_PACKED, error))
    return FALSE;
  return cubby_fulfilment_become (store, subject->fulfilment, CUBBY_FULFILMENT_ON_HOLD, error);
}

static gboolean (*const moves[]) (CubbyStore *store, const CubbyKioskReport *report, const Subject *subject,
                                  GError **error) = {
    [CUBBY_REPORT_STAYS] = stay,
    [CUBBY_REPORT_BECOMES_READY] = become_ready,
    [CUBBY_REPORT_BECOMES_PICKED_UP] = become_picked_up,
    [CUBBY_REPORT_TAKEN_OUT] = take_out,
    [CUBBY_REPORT_BECOMES_ON_HOLD] = become_on_hold,
};

gboolean
cubby_kiosk_report_apply (CubbyStore *store, const CubbyKioskReport *report, CubbyReportEffect *ret_effect,
                          GError **error)
{
  g_auto (Subject) subject = {0};
  *ret_effect = (CubbyReportEffect){.alarms = cubby_report_type_alarms (report->type)};
  if (!cubby_report_type_is_of_parcel (report->type))
    return TRUE;
  if (!find_subject (store, report, &subject, error))
    return FALSE;
  *ret_effect = cubby_parcel_report_judge (report->type, report->why, subject.stage);
  return change_parcel (store, report, &subject, ret_effect, error) &&
         moves[ret_effect->move](store, report, &subject, error) &&
         (ret_effect->notice == NULL ||
          cubby_outbox_add (store, ret_effect->notice, subject.order, subject.fulfilment, 0, error));
}
