/* SPDX-License-Identifier: Apache-2.0 */
#include "app/ctl/usage.h"
#include "app/domain/scan-filter.h"
#include "hardware/scanner/cascade.h"
#include "hardware/scanner/picture.h"

static void
print_line (const char *path, const char *symbology, const char *text)
{
  g_print ("%s\t%s\t%s\n", path, symbology, text);
}

static void
print_ambiguous (const char *path, GPtrArray *texts)
{
  g_autoptr (GString) list = g_string_new (NULL);
  for (guint i = 0; i < texts->len; i++)
    g_string_append_printf (list, "%s“%s”", i > 0 ? ", " : "", (const char *)g_ptr_array_index (texts, i));
  cubby_ctl_failed ("%s: holds %u different codes, the kiosk would ask for one: %s", path, texts->len,
                    list->str);
  print_line (path, "-", "");
}

/* What the kiosk would do with the codes of one picture; the text of a code is printed only when it is sound.
 */
static void
print_codes (const char *path, GPtrArray *codes)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();
  g_autoptr (CubbyScanFilter) filter = cubby_scan_filter_new ();
  const CubbyCode *first = NULL;
  for (guint i = 0; i < codes->len; i++) {
    const CubbyCode *code = g_ptr_array_index (codes, i);
    if (!cubby_scan_text_is_sound (code->text, code->length)) {
      cubby_ctl_failed ("%s: holds a code that is too long or has control characters; the kiosk ignores it",
                        path);
      continue;
    }
    first = first != NULL ? first : code;
    g_ptr_array_add (texts, code->text);
  }

  const char *const *list = (const char *const *)texts->pdata;
  CubbyScanVerdict verdict = cubby_scan_filter_take (filter, list, texts->len, 0, 0);
  if (verdict == CUBBY_SCAN_AMBIGUOUS)
    print_ambiguous (path, texts);
  else if (verdict == CUBBY_SCAN_READ)
    print_line (path, cubby_symbology_get_name (first->symbology), first->text);
  else
    print_line (path, "-", "");
}

static gboolean
scan_file (CubbyCascade *cascade, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CubbyFrame) frame = cubby_picture_load (path, &error);
  if (frame == NULL) {
    cubby_ctl_failed ("%s: %s", path, error->message);
    print_line (path, "-", "");
    return FALSE;
  }
  g_autoptr (GPtrArray) codes = cubby_cascade_look_long (cascade, frame, CUBBY_SYMBOLOGIES_ALL);
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

  g_autoptr (CubbyCascade) cascade = cubby_cascade_new ();
  gboolean good = TRUE;
  for (char **file = files; *file != NULL; file++)
    good = scan_file (cascade, *file) && good;
  return good ? CUBBY_CTL_GOOD : CUBBY_CTL_FAILED;
}
