/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/bank.h"

#define REACH_LOW_MM 380
#define REACH_HIGH_MM 1220

static const char *const size_names[CUBBY_N_SIZES] = {
    [CUBBY_SIZE_XS] = "XS", [CUBBY_SIZE_S] = "S",   [CUBBY_SIZE_M] = "M",
    [CUBBY_SIZE_L] = "L",   [CUBBY_SIZE_XL] = "XL",
};

const char *
cubby_size_to_string (CubbySize size)
{
  g_return_val_if_fail (size < CUBBY_N_SIZES, NULL);
  return size_names[size];
}

/**
 * cubby_size_from_string:
 * @text: "XS", "S", "M", "L" or "XL"
 * @ret_size: (out): set on success only
 */
gboolean
cubby_size_from_string (const char *text, CubbySize *ret_size)
{
  for (guint size = 0; size < CUBBY_N_SIZES; size++) {
    if (g_strcmp0 (text, size_names[size]) != 0)
      continue;
    *ret_size = size;
    return TRUE;
  }
  return FALSE;
}

static void
column_free (gpointer data)
{
  CubbyColumn *column = data;
  g_free (column->name);
  g_free (column);
}

static void
compartment_free (gpointer data)
{
  CubbyCompartment *compartment = data;
  g_free (compartment->name);
  g_free (compartment);
}

CubbyBank *
cubby_bank_new (void)
{
  CubbyBank *self = g_new0 (CubbyBank, 1);
  self->columns = g_ptr_array_new_with_free_func (column_free);
  self->compartments = g_ptr_array_new_with_free_func (compartment_free);
  return self;
}

void
cubby_bank_free (CubbyBank *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->columns);
  g_ptr_array_unref (self->compartments);
  g_free (self);
}

void
cubby_bank_add_column (CubbyBank *self, const char *name, guint width_mm, gboolean kiosk)
{
  CubbyColumn *column = g_new0 (CubbyColumn, 1);
  column->name = g_strdup (name);
  column->width_mm = width_mm;
  column->kiosk = kiosk;
  g_ptr_array_add (self->columns, column);
}

static const CubbyCompartment *
bank_get_top_of_column (const CubbyBank *self, guint column)
{
  for (guint i = self->compartments->len; i > 0; i--) {
    const CubbyCompartment *compartment = g_ptr_array_index (self->compartments, i - 1);
    if (compartment->column == column)
      return compartment;
  }
  return NULL;
}

CubbyCompartment *
cubby_bank_add_compartment (CubbyBank *self, const char *name, CubbySize size, guint height_mm,
                            guint plinth_mm, guint board, guint channel)
{
  g_return_val_if_fail (self->columns->len > 0, NULL);

  CubbyCompartment *compartment = g_new0 (CubbyCompartment, 1);
  compartment->name = g_strdup (name);
  compartment->size = size;
  compartment->column = self->columns->len - 1;
  compartment->height_mm = height_mm;
  compartment->board = board;
  compartment->channel = channel;

  const CubbyCompartment *below = bank_get_top_of_column (self, compartment->column);
  compartment->row = below != NULL ? below->row + 1 : 0;
  compartment->bottom_mm = below != NULL ? below->bottom_mm + below->height_mm : plinth_mm;
  g_ptr_array_add (self->compartments, compartment);
  return compartment;
}

guint
cubby_bank_get_n_compartments (const CubbyBank *self)
{
  return self->compartments->len;
}

const CubbyCompartment *
cubby_bank_get_compartment (const CubbyBank *self, guint index)
{
  g_return_val_if_fail (index < self->compartments->len, NULL);
  return g_ptr_array_index (self->compartments, index);
}

int
cubby_bank_find (const CubbyBank *self, const char *name)
{
  for (guint i = 0; i < self->compartments->len; i++)
    if (g_strcmp0 (cubby_bank_get_compartment (self, i)->name, name) == 0)
      return (int)i;
  return -1;
}

gboolean
cubby_compartment_is_reachable (const CubbyCompartment *compartment)
{
  guint handle_mm = compartment->bottom_mm + compartment->height_mm / 2;
  return handle_mm >= REACH_LOW_MM && handle_mm <= REACH_HIGH_MM;
}
