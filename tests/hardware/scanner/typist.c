/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/hardware/scanner/typist.h"

#include <linux/input-event-codes.h>
#include <string.h>

/* The keyboard of the United States, row by row, as it is printed on the keys (and not as our decoder has
 * it). */
static const struct {
  const char *plain;
  const char *shifted;
  int first; /* the codes of a row follow each other */
} keyboard[] = {
    {"1234567890-=", "!@#$%^&*()_+", KEY_1},
    {"qwertyuiop[]", "QWERTYUIOP{}", KEY_Q},
    {"asdfghjkl;'`", "ASDFGHJKL:\"~", KEY_A},
    {"\\zxcvbnm,./", "|ZXCVBNM<>?", KEY_BACKSLASH},
    {" ", "", KEY_SPACE},
};

static const struct {
  const char *name;
  int code;
} named[] = {
    {"enter", KEY_ENTER},
    {"kpenter", KEY_KPENTER},
    {"tab", KEY_TAB},
    {"esc", KEY_ESC},
    {"f1", KEY_F1},
    {"up", KEY_UP},
    {"backspace", KEY_BACKSPACE},
    {"caps", KEY_CAPSLOCK},
    {"num", KEY_NUMLOCK},
};

static const struct {
  const char *name;
  int code;
} with[] = {
    {"ctrl+", KEY_LEFTCTRL},
    {"meta+", KEY_LEFTMETA},
    {"altgr+", KEY_RIGHTALT},
    {"shift+", KEY_RIGHTSHIFT},
};

typedef struct {
  TypistFunc press;
  gpointer data;
} Typist;

static void
stroke (Typist *self, int code)
{
  self->press (code, 1, self->data);
  self->press (code, 0, self->data);
}

static void
stroke_character (Typist *self, char character)
{
  for (guint i = 0; i < G_N_ELEMENTS (keyboard); i++) {
    const char *plain = strchr (keyboard[i].plain, character);
    const char *shifted = strchr (keyboard[i].shifted, character);
    if (plain != NULL) {
      stroke (self, keyboard[i].first + (int)(plain - keyboard[i].plain));
      return;
    }
    if (shifted != NULL) {
      self->press (KEY_LEFTSHIFT, 1, self->data);
      stroke (self, keyboard[i].first + (int)(shifted - keyboard[i].shifted));
      self->press (KEY_LEFTSHIFT, 0, self->data);
      return;
    }
  }
  g_assert_not_reached ();
}

static void
stroke_keypad (Typist *self, const char *digits)
{
  static const int keypad[] = {KEY_KP0, KEY_KP1, KEY_KP2, KEY_KP3, KEY_KP4,
                               KEY_KP5, KEY_KP6, KEY_KP7, KEY_KP8, KEY_KP9};
  for (; *digits != '\0'; digits++)
    stroke (self, keypad[*digits - '0']);
}

static gboolean
stroke_with (Typist *self, const char *word)
{
  for (guint i = 0; i < G_N_ELEMENTS (with); i++) {
    if (!g_str_has_prefix (word, with[i].name))
      continue;
    self->press (with[i].code, 1, self->data);
    stroke_character (self, word[strlen (with[i].name)]);
    self->press (with[i].code, 0, self->data);
    return TRUE;
  }
  return FALSE;
}

static gboolean
stroke_named (Typist *self, const char *word)
{
  for (guint i = 0; i < G_N_ELEMENTS (named); i++)
    if (strcmp (word, named[i].name) == 0) {
      stroke (self, named[i].code);
      return TRUE;
    }
  return FALSE;
}

static void
stroke_special (Typist *self, const char *word)
{
  if (stroke_named (self, word) || stroke_with (self, word))
    return;
  if (g_str_has_prefix (word, "alt+")) {
    self->press (KEY_LEFTALT, 1, self->data);
    stroke_keypad (self, word + strlen ("alt+"));
    self->press (KEY_LEFTALT, 0, self->data);
  } else if (g_str_has_prefix (word, "kp+")) {
    stroke_keypad (self, word + strlen ("kp+"));
  } else if (strcmp (word, "repeat") == 0) {
    self->press (KEY_A, 1, self->data);
    for (guint i = 0; i < 5; i++)
      self->press (KEY_A, 2, self->data);
    self->press (KEY_A, 0, self->data);
  } else if (strcmp (word, "shift") == 0) {
    self->press (KEY_LEFTSHIFT, 1, self->data);
  } else if (strcmp (word, "release") == 0) {
    self->press (KEY_LEFTSHIFT, 0, self->data);
  } else {
    self->press (strcmp (word, "lost") == 0 ? TYPIST_LOST : TYPIST_SILENCE, 0, self->data);
  }
}

void
typist_type (const char *script, TypistFunc press, gpointer data)
{
  Typist self = {press, data};
  for (const char *at = script; *at != '\0'; at++) {
    const char *end = *at == '{' ? strchr (at, '}') : NULL;
    if (end == NULL) {
      stroke_character (&self, *at);
      continue;
    }
    g_autofree char *word = g_strndup (at + 1, (gsize)(end - at - 1));
    stroke_special (&self, word);
    at = end;
  }
}
