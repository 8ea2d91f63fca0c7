/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/reader-watch.h"

#include <string.h>

/* What a reader sends, one letter each: c a code, w one in the wrong form, o another thing that is refused;
 * and when it is told: "!" */
typedef struct {
  const char *name;
  const char *sent;
  const char *told;
} Row;

static const Row rows[] = {
    {"five in the wrong form are told", "wwwww", "    !"},
    {"four are not", "wwww", "    "},
    {"once", "wwwwwwwwwwwww", "    !        "},
    {"a code between them begins anew", "wwwwcwwwww", "         !"},
    {"what is refused for itself does not count", "ooooooo", "       "},
    {"nor is it a code", "wwowwow", "      !"},
    {"it is told again when codes came meanwhile", "wwwwwwcwwwww", "    !      !"},
    {"a reader that is set right", "cccocccwccc", "           "},
};

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  CubbyReaderWatch watch = {0};
  g_autoptr (GString) told = g_string_new (NULL);
  for (const char *at = row->sent; *at != '\0'; at++) {
    CubbyReaderSent sent = *at == 'c'   ? CUBBY_READER_SENT_CODE
                           : *at == 'w' ? CUBBY_READER_SENT_WRONG
                                        : CUBBY_READER_SENT_OTHER;
    g_string_append_c (told, cubby_reader_watch_take (&watch, sent) ? '!' : ' ');
  }
  g_assert_cmpstr (told->str, ==, row->told);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strdup_printf ("/domain/reader-watch/%s", rows[i].name);
    g_test_add_data_func (path, &rows[i], test_row);
  }
  return g_test_run ();
}
