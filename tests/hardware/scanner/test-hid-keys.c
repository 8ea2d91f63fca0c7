/* SPDX-License-Identifier: Apache-2.0 */
/* What is made of the keys of a reader in keyboard mode: a row each, typed by somebody who has the keyboard
 * before him. */
#include "hardware/scanner/hid-keys.h"
#include "tests/hardware/scanner/typist.h"

#include <linux/input-event-codes.h>
#include <string.h>

typedef struct {
  const char *name;
  const char *script;
  const char *results; /* joined by a space and a bar; why there is no text, in angle brackets */
  CubbyReaderSettings settings;
} Row;

#define GAP                                                                                                  \
  {                                                                                                          \
    .framing = CUBBY_FRAMING_GAP, .gap_ms = 300                                                              \
  }
#define PASS "CC1:RRQN29P60AO0 OD8CK::3DJ02R6%96FN0-ODJ+TR-0390W UD3LM/F*%J/PADJGN7T27BZGOQ:6"
#define ADDRESS "https://shop.example/b/018f-ab_c~d?x=1&y=(2)!#'@[];,"

static const Row rows[] = {
    {"a pass", PASS "{enter}", PASS},
    {"an address, in capitals and not", ADDRESS "{enter}", ADDRESS},
    {"a product", "4006381333931{enter}", "4006381333931"},
    {"Enter of the keypad", "4006381333931{kpenter}", "4006381333931"},
    {"Tab", "4006381333931{tab}", "4006381333931"},
    {"two codes", "96385074{enter}4006381333931{enter}", "96385074 |4006381333931"},
    {"Enter twice", "96385074{enter}{enter}", "96385074"},
    {"a code that is not ended", "96385074{enter}40063", "96385074"},
    {"digits of the keypad", "{kp+4006381333931}{enter}", "4006381333931"},
    {"ALT mode, three digits", "{alt+067}{alt+067}{alt+049}{alt+058}{enter}", "CC1:"},
    {"ALT mode, four digits", "{alt+0067}{alt+0067}{alt+0049}{alt+0058}{enter}", "CC1:"},
    {"ALT mode ends with Alt and 13", "{alt+065}{alt+013}", "A"},
    {"ALT mode and plain keys in one code", "C{alt+067}1:{enter}", "CC1:"},
    {"Alt alone is nothing", "C{alt+}C1{enter}", "CC1"},
    {"Caps Lock does not turn the letters", "{caps}Cc1{caps}{enter}", "Cc1"},
    {"Num Lock is nothing", "{num}{kp+40}{num}{enter}", "40"},
    {"a key that is held is one character", "{repeat}b{enter}", "ab"},
    {"the right Shift", "{shift+c}{shift+c}{shift+1}{enter}", "CC!"},
    {"Shift over several keys", "{shift}cc{release}1{enter}", "CC1"},
    {"an AIM identifier", "]Q1CC1:AB{enter}", "CC1:AB"},

    {"Ctrl and a letter", "CC1{ctrl+o}AB{enter}{enter}good{enter}", "<key> |good"},
    {"Ctrl and M is no Enter", "CC1{ctrl+m}AB{enter}", "<key>"},
    {"the logo key and a letter", "{meta+r}cmd{enter}", "<key>"},
    {"AltGr and a letter", "CC1{altgr+q}{enter}", "<key>"},
    {"Escape", "CC1{esc}AB{enter}", "<key>"},
    {"a function key", "{f1}{enter}", "<key>"},
    {"an arrow", "CC1{up}{enter}", "<key>"},
    {"Backspace", "CC12{backspace}{enter}", "<key>"},
    {"a character of no code: a quotation mark", "CC1\"{enter}", "<key>"},
    {"a character of no code: a backslash", "CC1\\{enter}", "<key>"},
    {"a character of no code: <", "CC1<script>{enter}", "<key>"},
    {"a reader set to French keys: digits come with Shift", "{shift+4}{shift+0}{shift+0}{shift+6}{enter}",
     "<key>"},
    {"a reader set to German keys: a dead key", "CC1`a{enter}", "<key>"},
    {"a reader set to German keys: a sign with AltGr", "{altgr+q}shop{enter}", "<key>"},
    {"a reader set to Thai keys: what is no sign of ours", "4\\{enter}", "<key>"},
    {"a reader that follows Caps Lock", "{caps}4006381333931{caps}{enter}", "4006381333931"},
    {"ALT mode: a control character", "CC1{alt+027}{enter}", "<control>"},
    {"ALT mode: beyond ASCII", "CC1{alt+0233}{enter}", "<control>"},
    {"ALT mode: too many digits", "CC1{alt+00065}{enter}", "<key>"},
    {"ALT mode: a letter among the digits", "{altgr+c}{enter}", "<key>"},
    {"a setup code", "@FACDEF;{enter}", "<setup>"},
    {"keys were lost", "CC1:{lost}AB{enter}good{enter}", "<unfinished> |good"},
    {"keys were lost while Shift was held", "{shift}cc{lost}ab{enter}good{enter}", "<unfinished> |good"},

    {"left unfinished", "CC1:{silence}good{enter}", "<unfinished> |good"},
    {"silence between codes is nothing", "one{enter}{silence}two{enter}", "one |two"},
    {"Shift that was never let go", "{shift}cc{silence}good{enter}", "<unfinished> |good"},
    {"Shift that is lost behind a code does not turn the next one", "CC1{shift}{enter}{silence}good{enter}",
     "CC1 |good"},
    {"gap: silence ends a code", "one{silence}two{silence}", "one |two", GAP},
    {"gap: Enter ends one too", "one{enter}{silence}two{silence}", "one |two", GAP},
    {"gap: a spoiled code", "o{esc}e{silence}two{silence}", "<key> |two", GAP},
    {"gap: not over yet", "one{silence}tw", "one", GAP},

    {"a prefix of a character that no code has",
     "<one{enter}two{enter}",
     "one |<prefix>",
     {.prefix = (char *)"<"}},
    {"a suffix", "one;{enter}two{enter}", "one |<suffix>", {.suffix = (char *)";"}},
    {"a maker's code id",
     "P01one{enter}A4006381333931{enter}zzz{enter}",
     "one |4006381333931 |<identifier>",
     {.identifier = CUBBY_IDENTIFIER_ZEBRA}},
};

static void
press (int code, int value, gpointer data)
{
  CubbyHidKeys *keys = data;
  if (code == TYPIST_SILENCE)
    cubby_hid_keys_end (keys);
  else if (code == TYPIST_LOST)
    cubby_hid_keys_lose (keys);
  else
    cubby_hid_keys_push (keys, (guint)code, value);
}

static char *
take_results (CubbyHidKeys *keys)
{
  g_autoptr (GString) results = g_string_new (NULL);
  const char *symbology = NULL;
  CubbyRefusal refusal = CUBBY_REFUSAL_NONE;
  g_autofree char *text = NULL;
  while (cubby_hid_keys_pop (keys, &text, &symbology, &refusal)) {
    g_string_append (results, results->len > 0 ? " |" : "");
    if (text != NULL)
      g_string_append (results, text);
    else
      g_string_append_printf (results, "<%s>", cubby_refusal_to_string (refusal));
    g_clear_pointer (&text, g_free);
  }
  return g_string_free (g_steal_pointer (&results), FALSE);
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (CubbyHidKeys) keys = cubby_hid_keys_new (&row->settings);
  typist_type (row->script, press, keys);
  g_autofree char *results = take_results (keys);
  g_assert_cmpstr (results, ==, row->results);
}

static void
test_too_long (void)
{
  const CubbyReaderSettings settings = {.gap_ms = 300};
  g_autoptr (CubbyHidKeys) keys = cubby_hid_keys_new (&settings);
  g_autofree char *longer = g_strnfill (513, 'x');
  g_autofree char *flood = g_strnfill (100000, 'x');
  typist_type (longer, press, keys);
  typist_type ("{enter}", press, keys);
  typist_type (flood, press, keys);
  typist_type ("{enter}good{enter}", press, keys);
  g_autofree char *results = take_results (keys);
  g_assert_cmpstr (results, ==, "<too-long> |<too-long> |good");
}

static void
test_silence (void)
{
  const CubbyReaderSettings line = {.gap_ms = 300}, gap = GAP;
  g_autoptr (CubbyHidKeys) by_line = cubby_hid_keys_new (&line);
  g_autoptr (CubbyHidKeys) by_gap = cubby_hid_keys_new (&gap);
  g_assert_cmpuint (cubby_hid_keys_get_silence_ms (by_line), ==, 0);
  typist_type ("x", press, by_line);
  typist_type ("x", press, by_gap);
  g_assert_cmpuint (cubby_hid_keys_get_silence_ms (by_line), ==, 3000);
  g_assert_cmpuint (cubby_hid_keys_get_silence_ms (by_gap), ==, 300);
  typist_type ("{enter}", press, by_line);
  g_assert_cmpuint (cubby_hid_keys_get_silence_ms (by_line), ==, 0);
  typist_type ("{shift}", press, by_line);
  g_assert_cmpuint (cubby_hid_keys_get_silence_ms (by_line), ==, 3000);
  cubby_hid_keys_end (by_line);
  g_assert_cmpuint (cubby_hid_keys_get_silence_ms (by_line), ==, 0);
}

/* Whatever key there is, and whatever will be: none but those of the layout writes a character. */
static void
test_every_key (void)
{
  const CubbyReaderSettings settings = {.gap_ms = 300};
  guint n_texts = 0;
  for (guint code = 0; code <= KEY_MAX + 10; code++) {
    g_autoptr (CubbyHidKeys) keys = cubby_hid_keys_new (&settings);
    cubby_hid_keys_push (keys, code, 1);
    cubby_hid_keys_push (keys, code, 0);
    typist_type ("{enter}", press, keys);
    g_autofree char *results = take_results (keys);
    n_texts += results[0] != '\0' && results[0] != '<' ? 1 : 0;
  }
  g_assert_cmpuint (n_texts, ==, 26 + 10 + 10 + 15); /* letters, digits, signs that codes have, keypad */
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strdup_printf ("/hardware/scanner/hid-keys/%s", rows[i].name);
    g_test_add_data_func (path, &rows[i], test_row);
  }
  g_test_add_func ("/hardware/scanner/hid-keys/too long a code is dropped whole", test_too_long);
  g_test_add_func ("/hardware/scanner/hid-keys/how long silence is waited for", test_silence);
  g_test_add_func ("/hardware/scanner/hid-keys/no other key writes anything", test_every_key);
  return g_test_run ();
}
