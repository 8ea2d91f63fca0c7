/* SPDX-License-Identifier: Apache-2.0 */
/* Keys that a reader presses: a code and a value each, two bytes. Nothing is told but characters that codes
 * have. The first byte chooses the configuration; the codes 0xff and 0xfe are silence and keys that were
 * lost. */
#include "app/domain/scan-filter.h"
#include "hardware/scanner/hid-keys.h"
#include "tests/fuzz/fuzz.h"

#include <string.h>

#define WANTED "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz $%*+-./:_~?#[]@!&'(),;="

static const char *const affixes[] = {"", "<", ";"};

static void
push (CubbyHidKeys *keys, guint8 code, guint8 value)
{
  if (code == 0xff)
    cubby_hid_keys_end (keys);
  else if (code == 0xfe)
    cubby_hid_keys_lose (keys);
  else
    cubby_hid_keys_push (keys, code, value);
}

static void
check (CubbyHidKeys *keys)
{
  g_autofree char *text = NULL;
  const char *symbology = NULL;
  CubbyRefusal refusal = CUBBY_REFUSAL_NONE;
  while (cubby_hid_keys_pop (keys, &text, &symbology, &refusal)) {
    g_assert_true ((text != NULL) == (refusal == CUBBY_REFUSAL_NONE));
    if (text == NULL)
      continue;
    g_assert_true (cubby_scan_text_is_sound (text, strlen (text)));
    g_assert_false (cubby_scan_text_is_setup (text));
    g_assert_cmpuint (strspn (text, WANTED "<"), ==, strlen (text));
    g_clear_pointer (&text, g_free);
  }
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  if (size < 1)
    return 0;
  const CubbyReaderSettings settings = {
      .framing = data[0] % 2 == 0 ? CUBBY_FRAMING_LINE : CUBBY_FRAMING_GAP,
      .identifier = data[0] / 2 % CUBBY_N_IDENTIFIERS,
      .gap_ms = 50,
      .prefix = (char *)affixes[data[0] / 16 % G_N_ELEMENTS (affixes)],
      .suffix = (char *)affixes[data[0] / 64 % G_N_ELEMENTS (affixes)],
  };
  g_autoptr (CubbyHidKeys) keys = cubby_hid_keys_new (&settings);
  for (gsize at = 1; at + 1 < size; at += 2) {
    push (keys, data[at], data[at + 1] % 4);
    check (keys);
  }
  cubby_hid_keys_end (keys);
  check (keys);
  g_assert_cmpuint (cubby_hid_keys_get_silence_ms (keys), ==, 0);
  return 0;
}
