/* SPDX-License-Identifier: Apache-2.0 */
/* org.cubby.Locker1.Link: what the centre may say, and what it hears. Nothing here can open a door. */
#include "app/lockerd/lockerd.h"

#include "app/lockerd/notice-batch.h"

#define MAX_EVENTS 1000

/* A bad one keeps no good one back; the error names it. */
static gboolean
on_expect (CubbyLockerLink *link, GDBusMethodInvocation *call, GVariant *parcels, gpointer user_data)
{
  CubbyLockerd *self = user_data;
  g_autofree char *problem = NULL;
  if (!cubby_lockerd_take_notices (self, call, parcels, &problem))
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
