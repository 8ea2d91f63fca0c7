/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/journal/keeper.h"

static GPtrArray none;
static const CubbyBank no_doors = {.columns = &none, .compartments = &none};
static const CubbyLockerRules no_rules;
static const guint no_groups[1];

const CubbyLockerMake keeper_make = {.bank = &no_doors, .power_groups = no_groups, .rules = &no_rules};
const char *const keeper_doors[] = {"A1", "A2", "A3", "B1", "B2", NULL};

Keeper *
keeper_open (const char *path, const Life *life, GError **error)
{
  g_autoptr (Keeper) self = g_new0 (Keeper, 1);
  self->life = *life;
  if (self->life.doors == NULL)
    self->life = (Life){.doors = keeper_doors, .now_ms = 1700000000000, .cycle_ms = 18 * 3600000};
  self->journal = cubby_journal_open (path, CUBBY_JOURNAL_WRITE, error);
  if (self->journal == NULL)
    return NULL;
  self->locker = cubby_journal_load (self->journal, &keeper_make, &self->load, error);
  if (self->locker == NULL)
    return NULL;
  if (life->doors == NULL) { /* a life of its own after what was there */
    self->life.cycle = (guint)cubby_journal_get_rows (self->journal);
    self->life.now_ms = MAX (self->life.now_ms, cubby_locker_get_last_ms (self->locker));
  }
  return g_steal_pointer (&self);
}

void
keeper_free (Keeper *self)
{
  if (self == NULL)
    return;
  cubby_journal_free (self->journal);
  cubby_locker_free (self->locker);
  cubby_journal_load_clear (&self->load);
  g_free (self);
}

static gboolean
live_once (Keeper *self, GError **error)
{
  g_autoptr (GPtrArray) events = life_events_new ();
  g_autoptr (GPtrArray) outbox = g_ptr_array_new_with_free_func ((GDestroyNotify)cubby_outbox_row_free);
  g_autofree char *id = g_uuid_string_random ();
  life_next (&self->life, events);
  g_ptr_array_add (outbox, cubby_outbox_row_new (0, id, self->life.now_ms, "life", "{}"));
  if (!cubby_journal_append (self->journal, events, outbox, error))
    return FALSE;
  for (guint i = 0; i < events->len; i++) {
    g_autofree char *text = cubby_locker_event_format (g_ptr_array_index (events, i));
    if (!cubby_locker_step (self->locker, g_ptr_array_index (events, i), NULL, NULL))
      g_error ("%s", text);
  }
  return TRUE;
}

gboolean
keeper_live (Keeper *self, guint n, GError **error)
{
  for (guint i = 0; i < n; i++)
    if (!live_once (self, error))
      return FALSE;
  return TRUE;
}

guint
keeper_tidy (Keeper *self, const CubbyJournalCare *care, GError **error)
{
  for (guint n = 0;; n++) {
    CubbyJournalTidied tidied;
    if (!cubby_journal_tidy (self->journal, self->locker, care, self->life.now_ms, &tidied, error))
      return 0;
    if (tidied == CUBBY_JOURNAL_TIDY)
      return n;
  }
}
