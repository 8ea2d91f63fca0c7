/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/rate-limit.h"

#define SECOND_US G_GINT64_CONSTANT (1000000)

static guint
to_seconds (gint64 us)
{
  return (guint)((us + SECOND_US - 1) / SECOND_US);
}

CubbyRateVerdict
cubby_rate_take (gint64 *state, const CubbyRatePolicy *policy, gint64 now_us)
{
  if (policy->quota == 0)
    return (CubbyRateVerdict){.allowed = TRUE, .remaining = G_MAXUINT};
  gint64 window_us = policy->window_s * SECOND_US;
  gint64 one_us = window_us / policy->quota;
  gint64 full_us = MAX (*state, now_us);
  gint64 room_us = now_us + window_us - full_us; /* of the window, not yet used up */
  gboolean allowed = room_us >= one_us;
  if (allowed) {
    full_us += one_us;
    room_us -= one_us;
    *state = full_us;
  }
  return (CubbyRateVerdict){
      .allowed = allowed,
      .remaining = (guint)MIN (room_us / MAX (one_us, 1), policy->quota),
      .reset_s = to_seconds (full_us - now_us),
      .retry_after_s = allowed ? 0 : MAX (to_seconds (one_us - room_us), 1),
  };
}

typedef struct {
  char *sender;
  gint64 state;
  GList link; /* in the order of last sight */
} Entry;

struct _CubbyRateTable {
  GHashTable *entries;
  GQueue order; /* of Entry; who was seen last is at the head */
  guint max;
};

static void
entry_free (gpointer data)
{
  Entry *entry = data;
  g_free (entry->sender);
  g_free (entry);
}

CubbyRateTable *
cubby_rate_table_new (guint max)
{
  CubbyRateTable *self = g_new0 (CubbyRateTable, 1);
  self->entries = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, entry_free);
  self->max = MAX (max, 1);
  g_queue_init (&self->order);
  return self;
}

void
cubby_rate_table_free (CubbyRateTable *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->entries);
  g_free (self);
}

static Entry *
add_entry (CubbyRateTable *self, const char *sender)
{
  if (g_hash_table_size (self->entries) >= self->max) {
    Entry *oldest = g_queue_peek_tail (&self->order);
    g_queue_unlink (&self->order, &oldest->link);
    g_hash_table_remove (self->entries, oldest->sender);
  }
  Entry *entry = g_new0 (Entry, 1);
  entry->sender = g_strdup (sender);
  entry->link.data = entry;
  g_hash_table_insert (self->entries, entry->sender, entry);
  g_queue_push_head_link (&self->order, &entry->link);
  return entry;
}

CubbyRateVerdict
cubby_rate_table_take (CubbyRateTable *self, const char *sender, const CubbyRatePolicy *policy, gint64 now_us)
{
  Entry *entry = g_hash_table_lookup (self->entries, sender);
  if (entry == NULL)
    entry = add_entry (self, sender);
  g_queue_unlink (&self->order, &entry->link);
  g_queue_push_head_link (&self->order, &entry->link);
  return cubby_rate_take (&entry->state, policy, now_us);
}

guint
cubby_rate_table_get_size (CubbyRateTable *self)
{
  return g_hash_table_size (self->entries);
}
