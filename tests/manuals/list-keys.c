/* SPDX-License-Identifier: Apache-2.0 */
/* Prints every key that the readers of our configuration files ask for, a line each:
 * FILE TAB [GROUP] KEY TAB kind TAB the default, or - TAB what else: MIN MAX, or the choices
 *
 * The linker puts the __wrap_ functions between the readers and app/common/conf-file.c (--wrap, meson.build),
 * so what is listed is what the programs ask, not what somebody wrote down. Every reader runs once for each
 * answer that a choice allows, because some keys are asked for in one case alone. */
#include "app/central/settings.h"
#include "app/common/conf-file.h"
#include "app/common/settings.h"
#include "app/lockerd/pass-file.h"
#include "app/lockerd/staff-list.h"
#include "hardware/locks/lock-board.h"

#include <stdio.h>

#define N_ROUNDS 8 /* at least the number of choices of the longest list */

static const char *file;
static guint answer_number;
static GHashTable *told;

static void
tell (const char *group, const char *key, const char *kind, const char *fallback, const char *rest)
{
  char *line = g_strdup_printf ("%s\t[%s] %s\t%s\t%s\t%s", file, group, key, kind,
                                fallback != NULL ? fallback : "-", rest);
  if (!g_hash_table_contains (told, line))
    puts (line);
  g_hash_table_add (told, line);
}

CubbyConfFile *__wrap_cubby_conf_file_new (const char *path, GError **error);
gboolean __wrap_cubby_conf_file_has_group (CubbyConfFile *self, const char *group);
GStrv __wrap_cubby_conf_file_list_groups (CubbyConfFile *self, const char *prefix);
GStrv __wrap_cubby_conf_file_list_keys (CubbyConfFile *self, const char *group);
char *__wrap_cubby_conf_file_get_string (CubbyConfFile *self, const char *group, const char *key,
                                         const char *fallback);
char *__wrap_cubby_conf_file_get_optional (CubbyConfFile *self, const char *group, const char *key);
char *__wrap_cubby_conf_file_get_escaped (CubbyConfFile *self, const char *group, const char *key);
char *__wrap_cubby_conf_file_get_choice (CubbyConfFile *self, const char *group, const char *key,
                                         const char *fallback, const char *const *choices);
gint64 __wrap_cubby_conf_file_get_int (CubbyConfFile *self, const char *group, const char *key,
                                       gint64 fallback, gint64 min, gint64 max);
gboolean __wrap_cubby_conf_file_get_boolean (CubbyConfFile *self, const char *group, const char *key,
                                             gboolean fallback);
GStrv __wrap_cubby_conf_file_get_list (CubbyConfFile *self, const char *group, const char *key,
                                       const char *fallback);
void __wrap_cubby_conf_file_fail (CubbyConfFile *self, const char *group, const char *key, const char *reason,
                                  ...) G_GNUC_PRINTF (4, 5);
gboolean __wrap_cubby_conf_file_finish (CubbyConfFile *self, GError **error);

CubbyConfFile *
__wrap_cubby_conf_file_new (const char *path, GError **error)
{
  return cubby_conf_file_new_from_data (path, "", error);
}

gboolean
__wrap_cubby_conf_file_has_group (CubbyConfFile *self, const char *group)
{
  return TRUE;
}

static GStrv
make_list (const char *only)
{
  char **list = g_new0 (char *, 2);
  list[0] = g_strdup (only);
  return list;
}

GStrv
__wrap_cubby_conf_file_list_groups (CubbyConfFile *self, const char *prefix)
{
  return make_list ("NAME");
}

GStrv
__wrap_cubby_conf_file_list_keys (CubbyConfFile *self, const char *group)
{
  return make_list ("KID");
}

char *
__wrap_cubby_conf_file_get_string (CubbyConfFile *self, const char *group, const char *key,
                                   const char *fallback)
{
  tell (group, key, "string", fallback, "");
  return g_strdup (fallback != NULL ? fallback : "NAME");
}

char *
__wrap_cubby_conf_file_get_optional (CubbyConfFile *self, const char *group, const char *key)
{
  tell (group, key, "optional", NULL, "");
  return NULL;
}

char *
__wrap_cubby_conf_file_get_escaped (CubbyConfFile *self, const char *group, const char *key)
{
  tell (group, key, "optional", NULL, "");
  return NULL;
}

char *
__wrap_cubby_conf_file_get_choice (CubbyConfFile *self, const char *group, const char *key,
                                   const char *fallback, const char *const *choices)
{
  g_autofree char *rest = g_strjoinv (" ", (char **)choices);
  guint n_choices = g_strv_length ((char **)choices);
  g_assert_cmpuint (n_choices, <=, N_ROUNDS);
  tell (group, key, "choice", fallback, rest);
  return g_strdup (choices[answer_number % n_choices]);
}

gint64
__wrap_cubby_conf_file_get_int (CubbyConfFile *self, const char *group, const char *key, gint64 fallback,
                                gint64 min, gint64 max)
{
  g_autofree char *value = g_strdup_printf ("%" G_GINT64_FORMAT, fallback);
  g_autofree char *rest = g_strdup_printf ("%" G_GINT64_FORMAT " %" G_GINT64_FORMAT, min, max);
  tell (group, key, "int", value, rest);
  return fallback;
}

gboolean
__wrap_cubby_conf_file_get_boolean (CubbyConfFile *self, const char *group, const char *key,
                                    gboolean fallback)
{
  tell (group, key, "boolean", fallback ? "true" : "false", "");
  return answer_number % 2 == 1;
}

GStrv
__wrap_cubby_conf_file_get_list (CubbyConfFile *self, const char *group, const char *key,
                                 const char *fallback)
{
  tell (group, key, "list", fallback, "");
  return g_strsplit (fallback != NULL ? fallback : "", ";", -1);
}

void
__wrap_cubby_conf_file_fail (CubbyConfFile *self, const char *group, const char *key, const char *reason, ...)
{
}

gboolean
__wrap_cubby_conf_file_finish (CubbyConfFile *self, GError **error)
{
  return TRUE;
}

static void
ask_cubby_conf (void)
{
  g_autoptr (CubbySettings) settings = cubby_settings_load ("cubby.conf", NULL);
}

static void
ask_central_conf (void)
{
  g_autoptr (CubbyCentralSettings) settings = cubby_central_settings_load ("central.conf", NULL);
}

static void
ask_staff_conf (void)
{
  g_autoptr (CubbyStaffMember) nobody = cubby_staff_list_find ("staff.conf", "nobody", NULL);
}

static void
ask_pass_keys_conf (void)
{
  g_autoptr (CubbyPassFile) keys = cubby_pass_file_load ("pass-keys.conf", NULL);
}

static const struct {
  const char *file;
  void (*ask) (void);
} readers[] = {
    {"cubby.conf", ask_cubby_conf},
    {"central.conf", ask_central_conf},
    {"staff.conf", ask_staff_conf},
    {"pass-keys.conf", ask_pass_keys_conf},
};

/* What [board NAME] profile may be: profile TAB its name TAB maker and type. */
static void
tell_profiles (void)
{
  const CubbyLockBoard *board = cubby_lock_boards_get (0);
  for (guint i = 1; board != NULL; board = cubby_lock_boards_get (i++))
    printf ("profile\t%s\t%s\n", board->profile, board->what);
}

int
main (int argc, char **argv)
{
  told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (readers); i++) {
    file = readers[i].file;
    for (answer_number = 0; answer_number < N_ROUNDS; answer_number++)
      readers[i].ask ();
  }
  tell_profiles ();
  g_hash_table_unref (told);
  return 0;
}
