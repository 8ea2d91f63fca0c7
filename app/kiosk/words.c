/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/words.h"

#include <libintl.h>
#include <locale.h>

/* gettext's own counter: raised, it forgets which catalogue it had chosen (gettext manual 11.6). */
extern int _nl_msg_cat_cntr;

static const struct {
  const char *language;
  const char *name;
} languages[] = {
    {"vi", "Tiếng Việt"},
    {"th", "ไทย"},
    {"en", "English"},
};

/* In a build tree the catalogues lie in assets/po, two folders above the program. */
static char *
find_catalogues (void)
{
  const char *told = g_getenv ("CUBBY_LOCALE_DIR");
  if (told != NULL)
    return g_strdup (told);
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = g_path_get_dirname (program != NULL ? program : ".");
  g_autofree char *built = g_build_filename (folder, "..", "..", "assets", "po", NULL);
  g_autofree char *probe = g_build_filename (built, "vi", "LC_MESSAGES", GETTEXT_PACKAGE ".mo", NULL);
  if (g_file_test (probe, G_FILE_TEST_EXISTS))
    return g_steal_pointer (&built);
  return g_strdup (CUBBY_LOCALE_DIR_INSTALLED);
}

void
cubby_words_init (void)
{
  g_autofree char *folder = find_catalogues ();
  /* LANGUAGE counts in every locale but "C"; C.UTF-8 is on every machine and sorts nothing by surprise. */
  setlocale (LC_ALL, "C.UTF-8");
  bindtextdomain (GETTEXT_PACKAGE, folder);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
}

void
cubby_words_set_language (const char *language)
{
  g_return_if_fail (language != NULL);
  g_setenv ("LANGUAGE", language, TRUE);
  /* GStreamer and GTK set the locale from the environment when they begin; ours is the one that counts. */
  setlocale (LC_ALL, "C.UTF-8");
  _nl_msg_cat_cntr++;
}

const char *
cubby_tr (const char *text)
{
  return *text == '\0' ? "" : dgettext (GETTEXT_PACKAGE, text);
}

const char *
cubby_trn (const char *one, const char *many, gulong n)
{
  return dngettext (GETTEXT_PACKAGE, one, many, n);
}

const char *
cubby_language_get_name (const char *language)
{
  for (guint i = 0; i < G_N_ELEMENTS (languages); i++) {
    if (g_strcmp0 (languages[i].language, language) == 0)
      return languages[i].name;
  }
  return language;
}
