/* SPDX-License-Identifier: Apache-2.0 */
#include "app/ctl/usage.h"
#include "app/domain/scan-filter.h"
#include "hardware/scanner/child/decode-client.h"
#include "hardware/scanner/picture.h"

#include <string.h>

/* A text that has control characters stays one line, and moves nothing on a terminal. */
static char *
escape (const char *text, gsize length)
{
  GString *line = g_string_new (NULL);
  const char *end = text + length;
  for (const char *at = text; at < end;) {
    gunichar character = g_utf8_get_char_validated (at, end - at);
    if (character == 0 || character >= (gunichar)-2) {
      g_string_append_printf (line, "\\x%02x", (guint8)*at++);
      continue;
    }
    if (character == '\n')
      g_string_append (line, "\\n");
    else if (character == '\r')
      g_string_append (line, "\\r");
    else if (character == '\t')
      g_string_append (line, "\\t");
    else if (character < 0x20 || character == 0x7f)
      g_string_append_printf (line, "\\x%02x", character);
    else if (!g_unichar_isprint (character))
      g_string_append_printf (line, character > 0xffff ? "\\U%08x" : "\\u%04x", character);
    else
      g_string_append_unichar (line, character);
    at = g_utf8_next_char (at);
  }
  return g_string_free (line, FALSE);
}

static void
print_line (const char *path, const char *symbology, const char *text)
{
  g_print ("%s\t%s\t%s\n", path, symbology, text);
}

static void
print_code (const char *path, const CubbyCode *code)
{
  g_autofree char *text = cubby_scan_text_is_sound (code->text, code->length)
                              ? g_strndup (code->text, code->length)
                              : escape (code->text, code->length);
  print_line (path, cubby_symbology_get_name (code->symbology), text);
}

static void
print_ambiguous (const char *path, GPtrArray *codes)
{
  g_autoptr (GString) list = g_string_new (NULL);
  for (guint i = 0; i < codes->len; i++) {
    const CubbyCode *code = g_ptr_array_index (codes, i);
    g_autofree char *text = escape (code->text, code->length);
    g_string_append_printf (list, "%s“%s”", i > 0 ? ", " : "", text);
  }
  cubby_ctl_failed ("%s: holds %u different codes, the kiosk would ask for one: %s", path, codes->len,
                    list->str);
  print_line (path, "-", "");
}

static void
print_unsound (const char *path, const CubbyCode *code)
{
  gboolean long_text = code->length > CUBBY_SCAN_LENGTH_MAX &&
                       g_utf8_strlen (code->text, (gssize)code->length) > CUBBY_SCAN_LENGTH_MAX;
  if (long_text)
    cubby_ctl_failed ("%s: the kiosk ignores this code: it is longer than %d characters", path,
                      CUBBY_SCAN_LENGTH_MAX);
  else
    cubby_ctl_failed ("%s: the kiosk ignores this code: it has control characters", path);
  print_code (path, code);
}

static gboolean
is_among (GPtrArray *codes, const CubbyCode *code)
{
  for (guint i = 0; i < codes->len; i++) {
    const CubbyCode *other = g_ptr_array_index (codes, i);
    if (other->length == code->length && memcmp (other->text, code->text, code->length) == 0)
      return TRUE;
  }
  return FALSE;
}

/* What the kiosk would do with the codes of one picture: it asks for one of several; what it ignores it does
 * not see, and is told here only where there is nothing else. */
static void
print_codes (const char *path, GPtrArray *codes)
{
  g_autoptr (GPtrArray) sound = g_ptr_array_new ();
  g_autoptr (GPtrArray) others = g_ptr_array_new ();
  for (guint i = 0; i < codes->len; i++) {
    CubbyCode *code = g_ptr_array_index (codes, i);
    GPtrArray *list = cubby_scan_text_is_sound (code->text, code->length) ? sound : others;
    if (!is_among (list, code))
      g_ptr_array_add (list, code);
  }
  if (sound->len > 1)
    print_ambiguous (path, sound);
  else if (sound->len == 1)
    print_code (path, g_ptr_array_index (sound, 0));
  else if (others->len > 1)
    print_ambiguous (path, others);
  else if (others->len == 1)
    print_unsound (path, g_ptr_array_index (others, 0));
  else
    print_line (path, "-", "");
}

/* What a still may take: a photograph has many pixels. */
#define BUDGET_US ((gint64)5 * G_USEC_PER_SEC)

static gboolean
scan_file (CubbyDecodeClient *client, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) codes = NULL;
  g_autoptr (CubbyFrame) frame = cubby_picture_load (path, &error);
  if (frame != NULL)
    codes = cubby_decode_client_look (client, frame, CUBBY_SYMBOLOGIES_ALL, CUBBY_DECODE_EFFORT_STILL,
                                      BUDGET_US, NULL, &error);
  if (codes == NULL) {
    cubby_ctl_failed ("%s: %s", path, error->message);
    print_line (path, "-", "");
    return FALSE;
  }
  print_codes (path, codes);
  return TRUE;
}

/* cubbyctl scan FILE…: decodes pictures as the kiosk does. An unreadable one does not keep the others from
 * being read. */
int
cubby_ctl_scan (int argc, char **argv)
{
  g_auto (GStrv) files = NULL;
  const GOptionEntry entries[] = {
      {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &files, NULL, NULL},
      {NULL},
  };
  if (!cubby_ctl_parse (entries, argc, argv))
    return CUBBY_CTL_USAGE;
  if (files == NULL)
    return cubby_ctl_usage_error ("say which pictures");

  g_autoptr (CubbyDecodeClient) client = cubby_decode_client_new (NULL);
  gboolean good = TRUE;
  for (char **file = files; *file != NULL; file++)
    good = scan_file (client, *file) && good;
  return good ? CUBBY_CTL_GOOD : CUBBY_CTL_FAILED;
}
