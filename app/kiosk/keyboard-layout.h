/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  CUBBY_KEYS_LATIN,
  CUBBY_KEYS_THAI,
  CUBBY_KEYS_THAI_SHIFT,
  CUBBY_KEYS_DIGITS, /* and signs: of addresses and telephone numbers */
  CUBBY_KEYS_CODE,   /* Crockford's alphabet, for pickup codes */
  CUBBY_KEYS_PIN,
  CUBBY_N_KEYS,
} CubbyKeys;

#define CUBBY_KEYBOARD_MAX_ROWS 5

/**
 * CubbyKeyboardLayout:
 * @rows: the characters of a row, one key each; separated by spaces; unused rows are NULL
 * @others: the layouts that a key of this one leads to, ended by CUBBY_N_KEYS
 * @label: what such a key says
 * @space: whether it has a space bar
 *
 * Letters are small: what is searched for, and an address, is the same in either case.
 */
typedef struct {
  const char *rows[CUBBY_KEYBOARD_MAX_ROWS];
  CubbyKeys others[3];
  const char *label;
  gboolean space;
} CubbyKeyboardLayout;

const CubbyKeyboardLayout *cubby_keyboard_layout_get (CubbyKeys keys);

G_END_DECLS
