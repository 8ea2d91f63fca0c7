/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/hid-keys.h"

#include "app/domain/scan-filter.h"

#include <linux/input-event-codes.h>
#include <string.h>

#define UNFINISHED_GAPS 10
#define ALT_DIGITS_MAX 4
/* Longer than any code with what a reader may be set to send round it. */
#define TYPED_MAX (CUBBY_SCAN_LENGTH_MAX + 128)

/* Of Base45 (RFC 9285), of digits, and of an address (RFC 3986): all that a code of ours is made of. */
static const char wanted[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                             " $%*+-./:_~?#[]@!&'(),;=";

typedef enum {
  HELD_SHIFT = 1 << 0,
  HELD_SHIFT_RIGHT = 1 << 1,
  HELD_ALT = 1 << 2,
  HELD_ALT_RIGHT = 1 << 3,
  HELD_COMMAND = 1 << 4, /* Ctrl and the logo keys: no character of ours comes with them */
  HELD_COMMAND_RIGHT = 1 << 5,
  HELD_LOGO = 1 << 6,
  HELD_LOGO_RIGHT = 1 << 7,
} Held;

#define ANY_SHIFT (HELD_SHIFT | HELD_SHIFT_RIGHT)
#define ANY_ALT (HELD_ALT | HELD_ALT_RIGHT)
#define ANY_COMMAND (HELD_COMMAND | HELD_COMMAND_RIGHT | HELD_LOGO | HELD_LOGO_RIGHT)

static const guint8 held_of_key[] = {
    [KEY_LEFTSHIFT] = HELD_SHIFT,  [KEY_RIGHTSHIFT] = HELD_SHIFT_RIGHT,
    [KEY_LEFTALT] = HELD_ALT,      [KEY_RIGHTALT] = HELD_ALT_RIGHT,
    [KEY_LEFTCTRL] = HELD_COMMAND, [KEY_RIGHTCTRL] = HELD_COMMAND_RIGHT,
    [KEY_LEFTMETA] = HELD_LOGO,    [KEY_RIGHTMETA] = HELD_LOGO_RIGHT,
};

/* What a key writes, alone and with Shift. */
static const char layout[][3] = {
    [KEY_A] = "aA",         [KEY_B] = "bB",           [KEY_C] = "cC",         [KEY_D] = "dD",
    [KEY_E] = "eE",         [KEY_F] = "fF",           [KEY_G] = "gG",         [KEY_H] = "hH",
    [KEY_I] = "iI",         [KEY_J] = "jJ",           [KEY_K] = "kK",         [KEY_L] = "lL",
    [KEY_M] = "mM",         [KEY_N] = "nN",           [KEY_O] = "oO",         [KEY_P] = "pP",
    [KEY_Q] = "qQ",         [KEY_R] = "rR",           [KEY_S] = "sS",         [KEY_T] = "tT",
    [KEY_U] = "uU",         [KEY_V] = "vV",           [KEY_W] = "wW",         [KEY_X] = "xX",
    [KEY_Y] = "yY",         [KEY_Z] = "zZ",           [KEY_1] = "1!",         [KEY_2] = "2@",
    [KEY_3] = "3#",         [KEY_4] = "4$",           [KEY_5] = "5%",         [KEY_6] = "6^",
    [KEY_7] = "7&",         [KEY_8] = "8*",           [KEY_9] = "9(",         [KEY_0] = "0)",
    [KEY_MINUS] = "-_",     [KEY_EQUAL] = "=+",       [KEY_LEFTBRACE] = "[{", [KEY_RIGHTBRACE] = "]}",
    [KEY_SEMICOLON] = ";:", [KEY_APOSTROPHE] = "'\"", [KEY_GRAVE] = "`~",     [KEY_BACKSLASH] = "\\|",
    [KEY_COMMA] = ",<",     [KEY_DOT] = ".>",         [KEY_SLASH] = "/?",     [KEY_SPACE] = "  ",
    [KEY_KP0] = "00",       [KEY_KP1] = "11",         [KEY_KP2] = "22",       [KEY_KP3] = "33",
    [KEY_KP4] = "44",       [KEY_KP5] = "55",         [KEY_KP6] = "66",       [KEY_KP7] = "77",
    [KEY_KP8] = "88",       [KEY_KP9] = "99",         [KEY_KPDOT] = "..",     [KEY_KPMINUS] = "--",
    [KEY_KPPLUS] = "++",    [KEY_KPASTERISK] = "**",  [KEY_KPSLASH] = "//",
};

/* In the order of their digits. */
static const guint keypad[] = {KEY_KP0, KEY_KP1, KEY_KP2, KEY_KP3, KEY_KP4,
                               KEY_KP5, KEY_KP6, KEY_KP7, KEY_KP8, KEY_KP9};
static const guint ends[] = {KEY_ENTER, KEY_KPENTER, KEY_TAB};
/* Readers press them so that others see the right letters; the layout above does not ask. */
static const guint ignored[] = {KEY_CAPSLOCK, KEY_NUMLOCK, KEY_SCROLLLOCK};

struct _CubbyHidKeys {
  const CubbyReaderSettings *settings;
  CubbyCodeQueue *codes;
  GString *typed;
  CubbyRefusal spoiled;
  guint held;
  guint alt_value; /* of the digits that were typed while Alt is held */
  guint n_alt_digits;
};

CubbyHidKeys *
cubby_hid_keys_new (const CubbyReaderSettings *settings)
{
  CubbyHidKeys *self = g_new0 (CubbyHidKeys, 1);
  self->settings = settings;
  self->codes = cubby_code_queue_new (settings);
  self->typed = g_string_new (NULL);
  return self;
}

void
cubby_hid_keys_free (CubbyHidKeys *self)
{
  if (self == NULL)
    return;
  cubby_code_queue_free (self->codes);
  g_string_free (self->typed, TRUE);
  g_free (self);
}

/* Returns: the place of @code, or @n. */
static guint
find_key (const guint *keys, guint n, guint code)
{
  guint i = 0;
  while (i < n && keys[i] != code)
    i++;
  return i;
}

static gboolean
is_begun (CubbyHidKeys *self)
{
  return self->typed->len > 0 || self->spoiled != CUBBY_REFUSAL_NONE || self->n_alt_digits > 0;
}

/* The first reason stays. */
static void
spoil (CubbyHidKeys *self, CubbyRefusal refusal)
{
  if (self->spoiled == CUBBY_REFUSAL_NONE)
    self->spoiled = refusal;
}

static void
forget (CubbyHidKeys *self)
{
  g_string_truncate (self->typed, 0);
  self->spoiled = CUBBY_REFUSAL_NONE;
  self->alt_value = self->n_alt_digits = 0;
}

static void
finish (CubbyHidKeys *self)
{
  if (self->spoiled != CUBBY_REFUSAL_NONE)
    cubby_code_queue_refuse (self->codes, self->spoiled);
  else if (self->typed->len > 0)
    cubby_code_queue_push (self->codes, self->typed->str, self->typed->len);
  forget (self);
}

static gboolean
is_in (const char *characters, char character)
{
  return characters != NULL && strchr (characters, character) != NULL;
}

static void
type (CubbyHidKeys *self, char character)
{
  if (!is_in (wanted, character) && !is_in (self->settings->prefix, character) &&
      !is_in (self->settings->suffix, character))
    spoil (self, CUBBY_REFUSAL_KEY);
  else if (self->typed->len >= TYPED_MAX)
    spoil (self, CUBBY_REFUSAL_TOO_LONG);
  else
    g_string_append_c (self->typed, character);
}

static void
press_with_alt (CubbyHidKeys *self, guint code)
{
  guint digit = find_key (keypad, G_N_ELEMENTS (keypad), code);
  if (digit == G_N_ELEMENTS (keypad) || self->n_alt_digits == ALT_DIGITS_MAX) {
    spoil (self, CUBBY_REFUSAL_KEY);
    return;
  }
  self->alt_value = self->alt_value * 10 + digit;
  self->n_alt_digits++;
}

/* Alt was let go: the number is a character. */
static void
type_alt (CubbyHidKeys *self)
{
  guint value = self->alt_value;
  gboolean given = self->n_alt_digits > 0;
  self->alt_value = self->n_alt_digits = 0;
  if (!given)
    return;
  if (value == '\r' || value == '\n' || value == '\t')
    finish (self);
  else if (value < 0x20 || value > 0x7e)
    spoil (self, CUBBY_REFUSAL_CONTROL);
  else
    type (self, (char)value);
}

static void
press (CubbyHidKeys *self, guint code)
{
  char character = '\0';
  if (code < G_N_ELEMENTS (layout))
    character = layout[code][(self->held & ANY_SHIFT) != 0 ? 1 : 0];
  if (find_key (ignored, G_N_ELEMENTS (ignored), code) < G_N_ELEMENTS (ignored))
    return;
  if ((self->held & ANY_COMMAND) != 0)
    spoil (self, CUBBY_REFUSAL_KEY);
  else if ((self->held & ANY_ALT) != 0)
    press_with_alt (self, code);
  else if (find_key (ends, G_N_ELEMENTS (ends), code) < G_N_ELEMENTS (ends))
    finish (self);
  else if (character == '\0')
    spoil (self, CUBBY_REFUSAL_KEY);
  else
    type (self, character);
}

void
cubby_hid_keys_push (CubbyHidKeys *self, guint code, int value)
{
  if (value != 0 && value != 1)
    return;
  guint held = code < G_N_ELEMENTS (held_of_key) ? held_of_key[code] : 0;
  guint before = self->held;
  self->held = value == 1 ? before | held : before & ~held;
  if (held == 0 && value == 1)
    press (self, code);
  if ((before & ANY_ALT) != 0 && (self->held & ANY_ALT) == 0)
    type_alt (self);
}

void
cubby_hid_keys_lose (CubbyHidKeys *self)
{
  spoil (self, CUBBY_REFUSAL_UNFINISHED);
  self->held = 0;
}

guint
cubby_hid_keys_get_silence_ms (CubbyHidKeys *self)
{
  gboolean gap = self->settings->framing == CUBBY_FRAMING_GAP;
  return is_begun (self) || self->held != 0 ? MAX (self->settings->gap_ms, 1) * (gap ? 1 : UNFINISHED_GAPS)
                                            : 0;
}

void
cubby_hid_keys_end (CubbyHidKeys *self)
{
  if (self->settings->framing == CUBBY_FRAMING_GAP && self->n_alt_digits == 0)
    finish (self);
  else if (is_begun (self))
    cubby_code_queue_refuse (self->codes, CUBBY_REFUSAL_UNFINISHED);
  forget (self);
  self->held = 0; /* nobody holds a key for so long: its end was lost */
}

gboolean
cubby_hid_keys_pop (CubbyHidKeys *self, char **ret_text, const char **ret_symbology,
                    CubbyRefusal *ret_refusal)
{
  return cubby_code_queue_pop (self->codes, ret_text, ret_symbology, ret_refusal);
}
