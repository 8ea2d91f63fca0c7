/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/turn.h"

#include "app/kiosk/recent.h"

static void
set (char **field, const char *value)
{
  if (*field == value)
    return;
  g_free (*field);
  *field = g_strdup (value);
}

void
cubby_turn_clear (CubbyTurn *self)
{
  g_return_if_fail (self != NULL);
  g_free (self->grant);
  g_free (self->purpose);
  g_free (self->door);
  g_free (self->state);
  g_free (self->result);
  g_strfreev (self->doors);
  g_clear_pointer (&self->closed, g_ptr_array_unref);
  g_free (self->presented);
  g_free (self->reopened);
  *self = (CubbyTurn){0};
}

static GStrv
list_doors (const char *door, const char *const *doors)
{
  if (doors != NULL && doors[0] != NULL)
    return g_strdupv ((GStrv)doors);
  const char *const one[] = {door, NULL};
  return g_strdupv ((GStrv)one);
}

void
cubby_turn_begin (CubbyTurn *self, const char *purpose, const char *grant, const char *door,
                  const char *const *doors)
{
  g_return_if_fail (self != NULL && purpose != NULL && grant != NULL && door != NULL);
  GStrv all = list_doors (door, doors);
  g_strfreev (self->doors);
  self->doors = all;
  if (self->closed == NULL)
    self->closed = cubby_recents_new ();
  self->remaining = g_strv_length (all) - 1;
  cubby_turn_move (self, grant, purpose, door, "issued", NULL);
}

void
cubby_turn_move (CubbyTurn *self, const char *grant, const char *purpose, const char *door, const char *state,
                 const char *result)
{
  g_return_if_fail (self != NULL && state != NULL);
  gboolean failed = g_str_equal (state, "not_opened") && g_strcmp0 (self->state, state) != 0;
  if (g_strcmp0 (self->door, door) != 0)
    self->failures = 0;
  self->failures += failed;
  set (&self->grant, grant);
  set (&self->purpose, purpose);
  set (&self->door, door);
  set (&self->state, state);
  set (&self->result, result);
}

void
cubby_turn_stop (CubbyTurn *self)
{
  guint n, m;
  g_return_if_fail (self != NULL);
  if (cubby_turn_count (self, &n, &m) == NULL)
    return;
  for (guint i = n; i < m; i++)
    g_clear_pointer (&self->doors[i], g_free);
  self->remaining = 0;
}

void
cubby_turn_keep (CubbyTurn *self, const char *presented, gboolean typed)
{
  g_return_if_fail (self != NULL);
  if (g_strcmp0 (self->presented, presented) != 0)
    cubby_turn_clear (self);
  set (&self->presented, presented);
  set (&self->reopened, NULL);
  self->typed = typed;
}

const char *
cubby_turn_count (const CubbyTurn *self, guint *ret_n, guint *ret_m)
{
  g_return_val_if_fail (self != NULL && ret_n != NULL && ret_m != NULL, NULL);
  *ret_n = *ret_m = 1;
  guint m = self->doors != NULL ? g_strv_length (self->doors) : 0;
  for (guint i = 0; i < m; i++) {
    if (g_strcmp0 (self->doors[i], self->door) != 0)
      continue;
    *ret_n = i + 1;
    *ret_m = m;
    return self->doors[i + 1];
  }
  return NULL;
}
