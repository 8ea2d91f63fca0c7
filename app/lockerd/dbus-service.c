/* SPDX-License-Identifier: Apache-2.0 */
/* org.cubby.Locker1.Service: how it is, and a request that somebody on the spot has to confirm. */
#include "app/lockerd/lockerd.h"

#define MAX_ROWS 200

static GVariant *
describe_boards (CubbyLockerd *self)
{
  GVariantBuilder builder;
  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(sbs)"));
  for (guint i = 0; i < self->settings->boards->len; i++) {
    const CubbyBoardSettings *board = g_ptr_array_index (self->settings->boards, i);
    const char *why = "not asked yet";
    gboolean answers = self->boards_heard[i] && cubby_lock_bank_get_board_answers (self->locks, i, &why);
    g_variant_builder_add (&builder, "(sbs)", board->name, answers, why != NULL ? why : "");
  }
  return g_variant_builder_end (&builder);
}

static gboolean
on_get_status (CubbyLockerService *service, GDBusMethodInvocation *call, gpointer user_data)
{
  CubbyLockerd *self = user_data;
  CubbyJournal *journal = cubby_core_get_journal (self->core);
  gint64 n_rows = 0, last = 0;
  if (journal != NULL)
    cubby_journal_count_outbox (journal, &n_rows, &last, NULL);
  g_autofree char *head = journal != NULL ? cubby_journal_get_head (journal) : g_strdup ("");
  GVariantDict status;
  g_variant_dict_init (&status, NULL);
  g_variant_dict_insert (&status, "version", "s", CUBBY_VERSION);
  g_variant_dict_insert (&status, "journal_rows", "t",
                         (guint64)(journal != NULL ? cubby_journal_get_rows (journal) : 0));
  g_variant_dict_insert (&status, "journal_head", "s", head);
  g_variant_dict_insert (&status, "outbox", "u", (guint)n_rows);
  g_variant_dict_insert_value (&status, "boards", describe_boards (self));
  g_variant_dict_insert (&status, "doors", "u", cubby_bank_get_n_compartments (self->settings->bank));
  cubby_locker_service_complete_get_status (service, call, g_variant_dict_end (&status));
  return TRUE;
}

static gboolean
on_request_open (CubbyLockerService *service, GDBusMethodInvocation *call, const char *door, const char *why,
                 gpointer user_data)
{
  CubbyLockerd *self = user_data;
  if (cubby_bank_find (self->settings->bank, door) < 0)
    return cubby_lockerd_refuse_argument (call, "door", "there is no door of that name");
  const char *wrong = cubby_lockerd_judge_why (why);
  if (wrong != NULL)
    return cubby_lockerd_refuse_argument (call, "why", wrong);
  g_autofree char *request = cubby_core_new_id ();
  g_autoptr (CubbyDecision) decision = cubby_locker_decide_request (
      cubby_core_get_locker (self->core), cubby_core_now_ms (self->core), request, door, why);
  if (!cubby_lockerd_commit (self, decision, call))
    return TRUE;
  if (!cubby_decision_is_granted (decision))
    return cubby_lockerd_refuse_argument (call, "door", "too many requests wait for an answer");
  cubby_locker_service_complete_request_open (service, call, request);
  return TRUE;
}

static gboolean
add_row (const CubbyJournalRow *row, gpointer user_data, GError **error)
{
  g_variant_builder_add (user_data, "(txss)", (guint64)row->seq, row->time_ms, row->type, row->text);
  return TRUE;
}

/* A few rows at a time: whoever reads a million must not keep a door waiting. */
static gboolean
on_read_journal (CubbyLockerService *service, GDBusMethodInvocation *call, guint64 after, guint most,
                 gpointer user_data)
{
  CubbyLockerd *self = user_data;
  CubbyJournal *journal = cubby_core_get_journal (self->core);
  g_autoptr (GError) error = NULL;
  if (!cubby_lockerd_is_ready (self, call))
    return TRUE;
  if (after > G_MAXINT64)
    return cubby_lockerd_refuse_argument (call, "after", "is no number of a row");
  GVariantBuilder rows;
  g_variant_builder_init (&rows, G_VARIANT_TYPE ("a(txss)"));
  if (!cubby_journal_list (journal, (gint64)after, MIN (most, MAX_ROWS), add_row, &rows, &error)) {
    g_variant_builder_clear (&rows);
    g_dbus_method_invocation_return_gerror (call, error);
    return TRUE;
  }
  cubby_locker_service_complete_read_journal (service, call, g_variant_builder_end (&rows));
  return TRUE;
}

void
cubby_lockerd_connect_service (CubbyLockerd *self)
{
  g_signal_connect (self->service, "handle-get-status", G_CALLBACK (on_get_status), self);
  g_signal_connect (self->service, "handle-read-journal", G_CALLBACK (on_read_journal), self);
  g_signal_connect (self->service, "handle-request-open", G_CALLBACK (on_request_open), self);
}
