/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/session.h"

#include "app/kiosk/recent.h"

G_DEFINE_FINAL_TYPE (CubbySession, cubby_session, G_TYPE_OBJECT)

static guint changed_signal;

void
cubby_session_set (char **field, const char *value)
{
  if (*field == value)
    return;
  g_free (*field);
  *field = g_strdup (value);
}

void
cubby_session_end_errand (CubbySession *self)
{
  g_return_if_fail (CUBBY_IS_SESSION (self));
  CubbyErrand *errand = &self->errand;
  errand->all = FALSE;
  g_ptr_array_set_size (errand->doors, 0);
  g_ptr_array_set_size (errand->seen, 0);
  g_ptr_array_set_size (errand->differences, 0);
  cubby_session_set (&errand->why, NULL);
  cubby_session_set (&errand->second_badge, NULL);
  cubby_session_set (&errand->second_id, NULL);
  cubby_session_set (&errand->seen_door, NULL);
}

void
cubby_session_end_shift (CubbySession *self)
{
  g_return_if_fail (CUBBY_IS_SESSION (self));
  cubby_session_set (&self->shift.badge, NULL);
  cubby_session_set (&self->shift.id, NULL);
  cubby_session_set (&self->shift.name, NULL);
  cubby_session_set (&self->shift.role, NULL);
  g_ptr_array_set_size (self->shift.put_in, 0);
  cubby_session_end_errand (self);
  cubby_session_set (&self->label, NULL);
}

static void
clear_all (char **fields[], guint n)
{
  for (guint i = 0; i < n; i++)
    g_clear_pointer (fields[i], g_free);
}

/* What became of an order is kept until the shopper has seen it. */
static void
clear_checkout (CubbyCheckout *checkout, gboolean news)
{
  char **wishes[] = {&checkout->method, &checkout->contact};
  char **outcome[] = {&checkout->problem, &checkout->number, &checkout->pass_url};
  clear_all (wishes, G_N_ELEMENTS (wishes));
  if (news)
    return;
  clear_all (outcome, G_N_ELEMENTS (outcome));
  g_clear_pointer (&checkout->missing, g_strfreev);
}

/* What the person has just done; the basket, a pending order, the language and the ease of use stay with
 * them. */
void
cubby_session_come_home (CubbySession *self)
{
  g_return_if_fail (CUBBY_IS_SESSION (self));
  self->visit++;
  char **fields[] = {
      &self->browse.category, &self->browse.query,   &self->browse.product,
      &self->browse.sku,      &self->refused.reason, &self->code,
  };
  clear_all (fields, G_N_ELEMENTS (fields));
  cubby_turn_clear (&self->turn);
  self->refused = (CubbyRefused){0};
  clear_checkout (&self->checkout, self->news);
  cubby_session_end_shift (self);
}

static void
forget (CubbySession *self)
{
  self->news = FALSE;
  cubby_session_come_home (self);
  self->ease = (CubbyEase){0};
  cubby_pending_order_clear (&self->pending);
  cubby_basket_clear (self->basket);
  cubby_shared_basket_clear (&self->shared);
  cubby_basket_quote_clear (&self->quote);
}

static void
cubby_session_finalize (GObject *object)
{
  CubbySession *self = CUBBY_SESSION (object);
  forget (self);
  cubby_basket_free (self->basket);
  g_ptr_array_unref (self->shift.put_in);
  g_ptr_array_unref (self->errand.doors);
  g_ptr_array_unref (self->errand.seen);
  g_ptr_array_unref (self->errand.differences);
  g_free (self->language);
  G_OBJECT_CLASS (cubby_session_parent_class)->finalize (object);
}

static void
cubby_session_class_init (CubbySessionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cubby_session_finalize;
  changed_signal =
      g_signal_new ("changed", CUBBY_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
cubby_session_init (CubbySession *self)
{
  self->basket = cubby_basket_new ();
  self->shift.put_in = cubby_recents_new ();
  self->errand.doors = g_ptr_array_new_with_free_func (g_free);
  self->errand.seen = g_ptr_array_new_with_free_func (g_free);
  self->errand.differences = g_ptr_array_new_with_free_func (g_free);
}

CubbySession *
cubby_session_new (const char *language)
{
  CubbySession *self = g_object_new (CUBBY_TYPE_SESSION, NULL);
  self->language = g_strdup (language);
  return self;
}

void
cubby_session_clear (CubbySession *self, const char *language)
{
  g_return_if_fail (CUBBY_IS_SESSION (self));
  forget (self);
  cubby_session_set (&self->language, language);
  cubby_session_changed (self);
}

void
cubby_session_refuse (CubbySession *self, const char *reason, GVariant *detail)
{
  g_return_if_fail (CUBBY_IS_SESSION (self) && reason != NULL && detail != NULL);
  g_free (self->refused.reason);
  self->refused = (CubbyRefused){.reason = g_strdup (reason)};
  g_variant_lookup (detail, "used_at", "x", &self->refused.used_at);
  g_variant_lookup (detail, "wait_s", "u", &self->refused.wait_s);
  g_variant_lookup (detail, "place", "u", &self->refused.place);
}

void
cubby_session_changed (CubbySession *self)
{
  g_return_if_fail (CUBBY_IS_SESSION (self));
  g_signal_emit (self, changed_signal, 0);
}
