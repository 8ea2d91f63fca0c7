/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The size classes, from the smallest; a parcel fits its own and every larger one. */
typedef enum {
  CUBBY_SIZE_XS,
  CUBBY_SIZE_S,
  CUBBY_SIZE_M,
  CUBBY_SIZE_L,
  CUBBY_SIZE_XL,
  CUBBY_N_SIZES,
} CubbySize;

const char *cubby_size_to_string (CubbySize size); /* "XS" … "XL" */
gboolean cubby_size_from_string (const char *text, CubbySize *ret_size);

/**
 * CubbyCompartment:
 * @name: what is painted on the door, such as "A3"; unique in the bank
 * @column: index into the bank's columns
 * @row: 0 is the lowest door of its column
 * @bottom_mm: height of the lower edge of the door above the floor
 * @board: index into the configured boards
 * @channel: 0-based output (lock) and input (sensor) of that board
 *
 * One compartment and its door, as configured. Content and door state live in the locker.
 */
typedef struct {
  char *name;
  CubbySize size;
  guint column;
  guint row;
  guint bottom_mm;
  guint height_mm;
  guint board;
  guint channel;
} CubbyCompartment;

typedef struct {
  char *name;
  guint width_mm;
  gboolean kiosk; /* this column holds the screen and has no doors */
} CubbyColumn;

/**
 * CubbyBank:
 *
 * The whole locker bank as it stands in the shop, seen from the front: columns
 * from left to right, compartments in the order of the configuration. Immutable.
 */
typedef struct {
  GPtrArray *columns;      /* of CubbyColumn */
  GPtrArray *compartments; /* of CubbyCompartment */
} CubbyBank;

CubbyBank *cubby_bank_new (void);
void cubby_bank_free (CubbyBank *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyBank, cubby_bank_free)

void cubby_bank_add_column (CubbyBank *self, const char *name, guint width_mm, gboolean kiosk);

/**
 * cubby_bank_add_compartment:
 *
 * Adds a compartment above the last one of the last column; the first stands on @plinth_mm.
 */
CubbyCompartment *cubby_bank_add_compartment (CubbyBank *self, const char *name, CubbySize size,
                                              guint height_mm, guint plinth_mm, guint board, guint channel);

guint cubby_bank_get_n_compartments (const CubbyBank *self);
const CubbyCompartment *cubby_bank_get_compartment (const CubbyBank *self, guint index);
/* Returns: the index, or -1. */
int cubby_bank_find (const CubbyBank *self, const char *name);
/* Whether a person who sits, or is short, reaches it: its handle, half-way up, is at 380–1220 mm (EN 301
 * 549 8.3). */
gboolean cubby_compartment_is_reachable (const CubbyCompartment *compartment);

G_END_DECLS
