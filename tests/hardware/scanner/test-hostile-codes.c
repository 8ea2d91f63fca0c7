/* SPDX-License-Identifier: Apache-2.0 */
/* What no barcode may do, held to every kind of scanner: set up a reader, press a key, act on a terminal,
 * turn the direction of what is read. None of it is told, and the good code behind it is. */
#include "app/domain/scan-filter.h"
#include "hardware/scanner/child/wire.h"
#include "hardware/scanner/decode/cascade.h"
#include "hardware/scanner/decode/still.h"
#include "hardware/scanner/hid-keys.h"
#include "hardware/scanner/line-reader.h"
#include "tests/hardware/scanner/scene.h"
#include "tests/hardware/scanner/typist.h"

#include <string.h>

#define GOOD "CC1:GOOD"

typedef struct {
  const char *name;
  const char *text; /* as printed */
  const char *why;  /* a reader's is refused */
  const char *keys; /* as a reader in keyboard mode types it; NULL: as the text; "": it cannot */
  const char *why_keys;
} Row;

static const Row rows[] = {
    {"Honeywell: back to the factory's settings", "~DEFALT.", "setup", NULL, "setup"},
    {"Newland: a setting", "@FACDEF", "setup", NULL, "setup"},
    {"Newland: setup is switched on", "@SETUPE1", "setup", NULL, "setup"},
    {"Newland: a setting for the day", "#KBWCTY0", "setup", NULL, "setup"},
    {"Newland: a command of the line",
     "~\x01"
     "0000@FACDEF;\x03",
     "control", "~{ctrl+a}0000@FACDEF;", "key"},
    {"Newland: a command of the pocket readers", "$$%^5917069990020010F141", "setup", "", NULL},
    {"Datalogic: configuration begins", "$+;", "setup", NULL, "setup"},
    {"a letter with Ctrl: what opens a file", "CC1:\x0f", "control", "CC1:{ctrl+o}", "key"},
    {"Escape and a command of a terminal", "CC1:\x1b[2J", "control", "CC1:{esc}[2J", "key"},
    {"Escape by its number", "\x1b", "control", "{alt+027}", "control"},
    {"a group separator, as in GS1",
     "0104012345678901\x1d"
     "10A",
     "control", "0104012345678901{ctrl+]}10A", "key"},
    {"a backspace", "CC1:A\bB", "control", "CC1:A{backspace}B", "key"},
    {"DEL", "CC1:\x7f", "control", "CC1:{alt+127}", "control"},
    {"a control character beyond ASCII", "CC1:\xc2\x85", "control", "{alt+0133}", "control"},
    {"the logo key", "CC1:\x12", "control", "CC1:{meta+r}", "key"},
    {"a function key", "\x1bOP", "control", "{f1}", "key"},
    {"a mark that turns the direction", "CC1:\xe2\x80\xae", "control", "", NULL},
    {"a space of no width",
     "CC1:\xe2\x80\x8b"
     "A",
     "control", "", NULL},
    {"a separator of lines", "CC1:\xe2\x80\xa8", "control", "", NULL},
    {"a private character", "CC1:\xee\x80\x80", "control", "", NULL},
};

/* Texts, or why there is none in brackets, joined by bars. */
static void
tell (GString *told, const char *text, CubbyRefusal refusal)
{
  g_string_append (told, told->len > 0 ? "|" : "");
  if (text != NULL)
    g_string_append (told, text);
  else
    g_string_append_printf (told, "(%s)", cubby_refusal_to_string (refusal));
}

static void
assert_refused (const GString *told, const char *why)
{
  g_autofree char *expected = g_strdup_printf ("(%s)|" GOOD, why);
  g_assert_cmpstr (told->str, ==, expected);
}

static void
test_serial (gconstpointer data)
{
  const Row *row = data;
  const CubbyReaderSettings settings = {.framing = CUBBY_FRAMING_CR, .gap_ms = 100};
  g_autoptr (CubbyLineReader) reader = cubby_line_reader_new (&settings);
  g_autofree char *bytes = g_strconcat (row->text, "\r" GOOD "\r", NULL);
  cubby_line_reader_push (reader, (const guint8 *)bytes, strlen (bytes));
  g_autoptr (GString) told = g_string_new (NULL);
  const char *symbology = NULL;
  CubbyRefusal refusal = CUBBY_REFUSAL_NONE;
  g_autofree char *text = NULL;
  while (cubby_line_reader_pop (reader, &text, &symbology, &refusal)) {
    tell (told, text, refusal);
    g_clear_pointer (&text, g_free);
  }
  assert_refused (told, row->why);
}

static void
press (int code, int value, gpointer data)
{
  cubby_hid_keys_push (data, (guint)code, value);
}

static void
test_hid (gconstpointer data)
{
  const Row *row = data;
  const CubbyReaderSettings settings = {.gap_ms = 100};
  g_autoptr (CubbyHidKeys) keys = cubby_hid_keys_new (&settings);
  typist_type (row->keys != NULL ? row->keys : row->text, press, keys);
  typist_type ("{enter}" GOOD "{enter}", press, keys);
  g_autoptr (GString) told = g_string_new (NULL);
  const char *symbology = NULL;
  CubbyRefusal refusal = CUBBY_REFUSAL_NONE;
  g_autofree char *text = NULL;
  while (cubby_hid_keys_pop (keys, &text, &symbology, &refusal)) {
    tell (told, text, refusal);
    g_clear_pointer (&text, g_free);
  }
  assert_refused (told, row->why_keys);
}

/* What the decoder's process sends of a picture, and what the filter tells of that. */
static void
hold_up (CubbyCascade *cascade, CubbyScanFilter *filter, const char *printed, gint64 at_us, GString *told)
{
  g_autoptr (CubbyFrame) frame = test_draw_qr (printed);
  g_autoptr (GPtrArray) codes =
      cubby_cascade_look_long (cascade, frame, CUBBY_SYMBOLOGY_QR, CUBBY_STILL_BUDGET_US);
  g_assert_cmpuint (codes->len, ==, 1);
  const CubbyCode *code = g_ptr_array_index (codes, 0);
  if (!cubby_wire_text_may_be_told (CUBBY_DECODE_EFFORT_FRAME, code->text, code->length))
    return;
  g_autofree char *text = g_strndup (code->text, code->length);
  const char *const texts[] = {text};
  const CubbyScanSight sight = {.texts = texts, .n_texts = 1, .at_us = at_us, .complete = TRUE};
  if (cubby_scan_filter_take (filter, &sight, NULL) == CUBBY_SCAN_READ)
    tell (told, text, CUBBY_REFUSAL_NONE);
}

static void
test_camera (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (CubbyCascade) cascade = cubby_cascade_new ();
  g_autoptr (CubbyScanFilter) filter = cubby_scan_filter_new ();
  g_autoptr (GString) told = g_string_new (NULL);
  hold_up (cascade, filter, row->text, 0, told);
  hold_up (cascade, filter, GOOD, G_USEC_PER_SEC, told);
  g_assert_cmpstr (told->str, ==, GOOD);
}

static void
add (const char *source, const Row *row, GTestDataFunc test)
{
  g_autofree char *path = g_strdup_printf ("/hardware/scanner/hostile-codes/%s: %s", source, row->name);
  g_test_add_data_func (path, row, test);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    add ("serial", &rows[i], test_serial);
    add ("camera", &rows[i], test_camera);
    if (rows[i].why_keys != NULL)
      add ("keyboard", &rows[i], test_hid);
  }
  return g_test_run ();
}
