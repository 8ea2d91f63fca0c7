/* SPDX-License-Identifier: Apache-2.0 */
/* org.cubby.Locker1.Bank: what everyone may see. */
#include "app/lockerd/lockerd.h"

static GVariant *
describe_door (CubbyLockerd *self, guint door)
{
  const CubbyLocker *locker = cubby_core_get_locker (self->core);
  const CubbyCompartment *compartment = cubby_bank_get_compartment (self->settings->bank, door);
  GVariantBuilder builder;
  g_variant_builder_init (&builder, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&builder, "{sv}", "name", g_variant_new_string (compartment->name));
  g_variant_builder_add (&builder, "{sv}", "column", g_variant_new_uint32 (compartment->column));
  g_variant_builder_add (&builder, "{sv}", "row", g_variant_new_uint32 (compartment->row));
  g_variant_builder_add (&builder, "{sv}", "size",
                         g_variant_new_string (cubby_size_to_string (compartment->size)));
  g_variant_builder_add (&builder, "{sv}", "bottom_mm", g_variant_new_uint32 (compartment->bottom_mm));
  g_variant_builder_add (&builder, "{sv}", "height_mm", g_variant_new_uint32 (compartment->height_mm));
  g_variant_builder_add (&builder, "{sv}", "reachable",
                         g_variant_new_boolean (cubby_compartment_is_reachable (compartment)));
  g_variant_builder_add (
      &builder, "{sv}", "door",
      g_variant_new_string (cubby_door_state_to_string (cubby_locker_get_door_state (locker, door))));
  g_variant_builder_add (
      &builder, "{sv}", "content",
      g_variant_new_string (cubby_content_to_string (cubby_locker_get_content (locker, door))));
  return g_variant_builder_end (&builder);
}

static gboolean
on_get_doors (CubbyLockerBank *bank, GDBusMethodInvocation *call, gpointer user_data)
{
  CubbyLockerd *self = user_data;
  GVariantBuilder builder;
  g_variant_builder_init (&builder, G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; i < cubby_bank_get_n_compartments (self->settings->bank); i++)
    g_variant_builder_add_value (&builder, describe_door (self, i));
  cubby_locker_bank_complete_get_doors (bank, call, g_variant_builder_end (&builder));
  return TRUE;
}

static GVariant *
describe_columns (const CubbyBank *bank)
{
  GVariantBuilder builder;
  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(sub)"));
  for (guint i = 0; i < bank->columns->len; i++) {
    const CubbyColumn *column = g_ptr_array_index (bank->columns, i);
    g_variant_builder_add (&builder, "(sub)", column->name, column->width_mm, column->kiosk);
  }
  return g_variant_builder_end (&builder);
}

static void
tell_door (CubbyLockerd *self, guint door)
{
  const CubbyLocker *locker = cubby_core_get_locker (self->core);
  cubby_locker_bank_emit_door_changed (
      self->bank, cubby_bank_get_compartment (self->settings->bank, door)->name,
      cubby_door_state_to_string (cubby_locker_get_door_state (locker, door)),
      cubby_content_to_string (cubby_locker_get_content (locker, door)));
}

static void
tell_grant (CubbyLockerd *self, const CubbyEffect *effect)
{
  GVariantDict detail;
  g_variant_dict_init (&detail, NULL);
  g_variant_dict_insert (&detail, "remaining", "u", effect->remaining);
  if (!cubby_purpose_is_of_shopper (effect->purpose) && effect->label != NULL)
    g_variant_dict_insert (&detail, "label", "s", effect->label);
  if (effect->result != NULL)
    g_variant_dict_insert (&detail, "result", "s", effect->result);
  if (effect->differences != NULL)
    g_variant_dict_insert (&detail, "differences", "^as", effect->differences);
  if (effect->undo_s != 0)
    g_variant_dict_insert (&detail, "undo_s", "u", effect->undo_s);
  if (effect->reopen_s != 0)
    g_variant_dict_insert (&detail, "reopen_s", "u", effect->reopen_s);
  cubby_locker_bank_emit_grant_changed (self->bank, effect->grant, cubby_purpose_to_string (effect->purpose),
                                        effect->door_name, cubby_grant_state_to_string (effect->state),
                                        g_variant_dict_end (&detail));
}

/* The intent was told before; here comes when its first byte was written. */
void
cubby_lockerd_tell_pulse (CubbyLockerd *self, const char *id, gint64 at_us)
{
  const CubbyGrant *grant = cubby_locker_find_grant (cubby_core_get_locker (self->core), id);
  if (grant == NULL)
    return;
  GVariantDict detail;
  g_variant_dict_init (&detail, NULL);
  g_variant_dict_insert (&detail, "pulse_us", "x", at_us);
  cubby_locker_bank_emit_grant_changed (self->bank, id, cubby_purpose_to_string (grant->purpose), grant->door,
                                        cubby_grant_state_to_string (grant->state),
                                        g_variant_dict_end (&detail));
}

void
cubby_lockerd_tell (const CubbyEffect *effect, gpointer user_data)
{
  CubbyLockerd *self = user_data;
  if (effect->kind == CUBBY_EFFECT_DOOR_CHANGED)
    tell_door (self, (guint)effect->door);
  else if (effect->kind == CUBBY_EFFECT_GRANT_CHANGED)
    tell_grant (self, effect);
  else if (effect->kind == CUBBY_EFFECT_ALARMS_CHANGED)
    cubby_lockerd_tell_alarms (self);
}

void
cubby_lockerd_connect_bank (CubbyLockerd *self)
{
  g_signal_connect (self->bank, "handle-get-doors", G_CALLBACK (on_get_doors), self);
  cubby_locker_bank_set_columns (self->bank, describe_columns (self->settings->bank));
  cubby_locker_bank_set_ready (self->bank, FALSE);
  cubby_lockerd_tell_alarms (self);
}
