/* SPDX-License-Identifier: Apache-2.0 */
/* org.cubby.Locker1.Link: what the centre may say, and what it hears. Nothing here can open a door. */
#include "app/lockerd/lockerd.h"

#include "app/domain/notice-text.h"
#include "app/lockerd/notice.h"
#include "app/lockerd/pass-file.h"
#include "protocols/pass/seal.h"

#define MAX_EVENTS 1000

typedef struct {
  CubbyLockerd *self;
  GDBusMethodInvocation *call;
  CubbyPassFile *file; /* whose seals are believed */
  char *problem;       /* the first notice that was refused, as a sentence */
} Notices;

static gboolean
is_sealed (const Notices *notices, const CubbyNotice *notice, const char *seal)
{
  g_autofree char *text = cubby_notice_format (notice, notices->self->settings->store_id);
  return cubby_seal_verify (seal, text, notices->file->keys);
}

/* A withdrawal needs no seal: all it does is to keep a door shut. What changes nothing needs none either: its
 * key may have been retired since. */
static char *
judge_notice (const Notices *notices, const CubbyNotice *notice, const char *seal,
              const CubbyDecision *decision)
{
  if (g_strcmp0 (decision->reason, "not_allowed") == 0)
    return g_strdup_printf ("parcel %s: ctis, code_hash: belong to another fulfilment", notice->label);
  if (decision->events->len == 0 || notice->withdrawn || is_sealed (notices, notice, seal))
    return NULL;
  return g_strdup_printf ("parcel %s: seal: is not that of the central service whose keys are in %s; if the "
                          "keys were rotated, enrol the kiosk again",
                          notice->label, notices->self->settings->pass_keys_file);
}

static gboolean
take_notice (Notices *notices, GVariant *dictionary)
{
  CubbyLockerd *self = notices->self;
  CubbyNotice notice;
  const char *seal;
  g_autofree const char **ctis = NULL;
  g_autoptr (CubbyDecision) decision = NULL;
  g_autofree char *what = cubby_notice_read (dictionary, &notice, &seal, &ctis);
  if (what == NULL) {
    decision = cubby_locker_decide_notice (cubby_core_get_locker (self->core), cubby_core_now_ms (self->core),
                                           &notice);
    what = judge_notice (notices, &notice, seal, decision);
  }
  if (what == NULL)
    return cubby_lockerd_commit (self, decision, notices->call);
  if (notices->problem == NULL)
    notices->problem = g_steal_pointer (&what);
  return TRUE;
}

static gboolean
take_notices (Notices *notices, GVariant *parcels)
{
  for (gsize i = 0; i < g_variant_n_children (parcels); i++) {
    g_autoptr (GVariant) dictionary = g_variant_get_child_value (parcels, i);
    if (!take_notice (notices, dictionary))
      return FALSE;
  }
  return TRUE;
}

/* A bad one keeps no good one back; the error names it. */
static gboolean
on_expect (CubbyLockerLink *link, GDBusMethodInvocation *call, GVariant *parcels, gpointer user_data)
{
  CubbyLockerd *self = user_data;
  g_autoptr (CubbyPassFile) file = cubby_pass_file_load_or_none (self->settings->pass_keys_file);
  Notices notices = {.self = self, .call = call, .file = file};
  gboolean answered = !take_notices (&notices, parcels);
  g_autofree char *problem = notices.problem;
  if (answered)
    return TRUE;
  if (problem != NULL)
    return cubby_lockerd_refuse_argument (call, "parcels", problem);
  cubby_locker_link_complete_expect (link, call);
  return TRUE;
}

static GVariant *
describe_rows (GPtrArray *rows)
{
  GVariantBuilder builder;
  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(tsxss)"));
  for (guint i = 0; i < rows->len; i++) {
    const CubbyOutboxRow *row = g_ptr_array_index (rows, i);
    g_variant_builder_add (&builder, "(tsxss)", (guint64)row->seq, row->id, row->time_ms, row->type,
                           row->data);
  }
  return g_variant_builder_end (&builder);
}

static gboolean
on_read_events (CubbyLockerLink *link, GDBusMethodInvocation *call, guint64 after, guint most,
                gpointer user_data)
{
  CubbyLockerd *self = user_data;
  g_autoptr (GError) error = NULL;
  if (!cubby_lockerd_is_ready (self, call))
    return TRUE;
  if (after > G_MAXINT64)
    return cubby_lockerd_refuse_argument (call, "after", "is no sequence number");
  g_autoptr (GPtrArray) rows = cubby_journal_list_outbox (cubby_core_get_journal (self->core), (gint64)after,
                                                          MIN (most, MAX_EVENTS), &error);
  if (rows == NULL)
    g_dbus_method_invocation_return_gerror (call, error);
  else
    cubby_locker_link_complete_read_events (link, call, describe_rows (rows));
  return TRUE;
}

static gboolean
on_acknowledge (CubbyLockerLink *link, GDBusMethodInvocation *call, guint64 through, gpointer user_data)
{
  CubbyLockerd *self = user_data;
  g_autoptr (GError) error = NULL;
  gint64 n_rows, last;
  if (!cubby_lockerd_is_ready (self, call))
    return TRUE;
  CubbyJournal *journal = cubby_core_get_journal (self->core);
  if (!cubby_journal_count_outbox (journal, &n_rows, &last, &error)) {
    g_dbus_method_invocation_return_gerror (call, error);
    return TRUE;
  }
  if (through > (guint64)last)
    return cubby_lockerd_refuse_argument (call, "through", "no event has this number yet");
  if (!cubby_journal_acknowledge (journal, (gint64)through, &error))
    g_dbus_method_invocation_return_gerror (call, error);
  else
    cubby_locker_link_complete_acknowledge_events (link, call);
  return TRUE;
}

void
cubby_lockerd_tell_outbox (gint64 last, gpointer user_data)
{
  CubbyLockerd *self = user_data;
  cubby_locker_link_emit_events_waiting (self->link, (guint64)last);
}

void
cubby_lockerd_connect_link (CubbyLockerd *self)
{
  g_signal_connect (self->link, "handle-expect", G_CALLBACK (on_expect), self);
  g_signal_connect (self->link, "handle-read-events", G_CALLBACK (on_read_events), self);
  g_signal_connect (self->link, "handle-acknowledge-events", G_CALLBACK (on_acknowledge), self);
}
