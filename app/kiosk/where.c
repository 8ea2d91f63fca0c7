/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/where.h"

#include "app/kiosk/words.h"

static int
find_screen (const CubbyBank *bank)
{
  for (guint i = 0; i < bank->columns->len; i++) {
    const CubbyColumn *column = g_ptr_array_index (bank->columns, i);
    if (column->kiosk)
      return (int)i;
  }
  return -1;
}

static guint
count_rows (const CubbyBank *bank, guint column)
{
  guint rows = 0;
  for (guint i = 0; i < cubby_bank_get_n_compartments (bank); i++) {
    if (cubby_bank_get_compartment (bank, i)->column == column)
      rows++;
  }
  return rows;
}

gboolean
cubby_where_find (const CubbyBank *bank, const char *door, CubbyWhere *ret_where)
{
  g_return_val_if_fail (bank != NULL && door != NULL && ret_where != NULL, FALSE);
  int index = cubby_bank_find (bank, door);
  if (index < 0)
    return FALSE;
  const CubbyCompartment *compartment = cubby_bank_get_compartment (bank, (guint)index);
  int screen = find_screen (bank);
  int column = (int)compartment->column;
  int n = (int)bank->columns->len;
  CubbyWhere where = {.side = CUBBY_SIDE_NONE, .column = (guint)column + 1, .columns = (guint)n};
  if (screen >= 0 && column < screen)
    where =
        (CubbyWhere){.side = CUBBY_SIDE_LEFT, .column = (guint)(screen - column), .columns = (guint)screen};
  else if (screen >= 0)
    where = (CubbyWhere){
        .side = CUBBY_SIDE_RIGHT, .column = (guint)(column - screen), .columns = (guint)(n - 1 - screen)};
  where.from_below = compartment->row + 1;
  where.from_above = count_rows (bank, compartment->column) - compartment->row;
  *ret_where = where;
  return TRUE;
}

/* Counted from the screen; the first column of one alone needs no number. */
static const char *const columns[][4] = {
    [CUBBY_SIDE_LEFT] = {N_ ("left"), N_ ("left, first column"), N_ ("left, second column"),
                         N_ ("left, third column")},
    [CUBBY_SIDE_RIGHT] = {N_ ("right"), N_ ("right, first column"), N_ ("right, second column"),
                          N_ ("right, third column")},
    [CUBBY_SIDE_NONE] = {N_ ("here"), N_ ("first column from the left"), N_ ("second column from the left"),
                         N_ ("third column from the left")},
};
static const char *const many_columns[] = {
    [CUBBY_SIDE_LEFT] = N_ ("left, column %u"),
    [CUBBY_SIDE_RIGHT] = N_ ("right, column %u"),
    [CUBBY_SIDE_NONE] = N_ ("column %u from the left"),
};
static const char *const below[] = {N_ ("lowest row"), N_ ("second row from below"),
                                    N_ ("third row from below"), N_ ("fourth row from below"),
                                    N_ ("fifth row from below")};
static const char *const above[] = {N_ ("highest row"), N_ ("second row from the top"),
                                    N_ ("third row from the top"), N_ ("fourth row from the top"),
                                    N_ ("fifth row from the top")};

static char *
say_number (const char *format, guint number)
{
  g_autofree char *digits = g_strdup_printf ("%u", number);
  g_auto (GStrv) halves = g_strsplit (format, "%u", 2);
  return g_strjoinv (digits, halves);
}

static char *
say_column (const CubbyWhere *where)
{
  guint word = where->columns == 1 ? 0 : where->column;
  if (word < G_N_ELEMENTS (columns[0]))
    return g_strdup (_ (columns[where->side][word]));
  return say_number (_ (many_columns[where->side]), where->column);
}

static char *
say_row (const CubbyWhere *where)
{
  gboolean low = where->from_below <= where->from_above;
  guint row = low ? where->from_below : where->from_above;
  if (row >= 1 && row <= G_N_ELEMENTS (below))
    return g_strdup (_ (low ? below[row - 1] : above[row - 1]));
  return say_number (low ? _ ("row %u from below") : _ ("row %u from the top"), row);
}

char *
cubby_where_say (const CubbyWhere *where)
{
  g_return_val_if_fail (where != NULL, NULL);
  g_autofree char *column = say_column (where);
  g_autofree char *row = say_row (where);
  return g_strdup_printf ("%s, %s", column, row);
}
