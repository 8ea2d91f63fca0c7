/* SPDX-License-Identifier: Apache-2.0 */
/* cubby-frames: camera frames as PGM files, and what is to be read in each. */
#include "tests/scanner/frames/empties.h"
#include "tests/scanner/frames/visit.h"

#include <gio/gio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
  char *directory;
  char **classes;
  int visits, frames, seed, width, height;
  gboolean list, empty;
} Options;

static gboolean
write_pgm (const char *directory, const char *name, const CubbyFrame *frame, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autofree char *head = g_strdup_printf ("P5\n%u %u\n255\n", frame->width, frame->height);
  g_byte_array_append (bytes, (const guint8 *)head, (guint)strlen (head));
  g_byte_array_append (bytes, frame->pixels, frame->width * frame->height);
  g_autofree char *path = g_build_filename (directory, name, NULL);
  return g_file_set_contents (path, (const char *)bytes->data, bytes->len, error);
}

/* File, symbology, pixels a module, the four corners, the text. */
static void
add_truth (GString *list, const char *file, const CubbyTruth *truth, double module_px)
{
  g_string_append_printf (list, "%s\t%s\t%.2f", file, cubby_symbology_get_name (truth->art->symbology),
                          module_px);
  for (guint i = 0; i < 4; i++)
    g_string_append_printf (list, "\t%.1f,%.1f", truth->corners[i][0], truth->corners[i][1]);
  g_string_append_printf (list, "\t%s\n", truth->art->text);
}

static gboolean
write_visit (const Options *options, const CubbyShotClass *class, guint number, GString *list, GError **error)
{
  g_autoptr (CubbyVisit) visit =
      cubby_visit_new (class, (guint64)options->seed + number, (guint)options->width, (guint)options->height);
  for (guint i = 0; i < (guint)options->frames; i++) {
    CubbyTruth truths[CUBBY_VISIT_CODES_MAX];
    g_autoptr (CubbyFrame) frame = cubby_visit_render (visit, i, truths);
    g_autofree char *name = g_strdup_printf ("%s-%03u-%u.pgm", class->name, number, i);
    if (!write_pgm (options->directory, name, frame, error))
      return FALSE;
    for (guint k = 0; k < cubby_visit_get_n_codes (visit); k++)
      add_truth (list, name, &truths[k], cubby_visit_get_shot (visit)->values[CUBBY_SHOT_MODULE_PX]);
  }
  return TRUE;
}

static gboolean
write_empties (const Options *options, GError **error)
{
  for (guint class = 0; class < cubby_empty_classes_count (); class ++)
    for (guint i = 0; i < (guint)options->visits; i++) {
      g_autoptr (CubbyFrame) frame = cubby_empty_render (class, (guint64)options->seed + i,
                                                         (guint)options->width, (guint)options->height);
      g_autofree char *name = g_strdup_printf ("empty-%s-%03u.pgm", cubby_empty_class_name (class), i);
      g_strdelimit (name, " ", '-');
      if (!write_pgm (options->directory, name, frame, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_chosen (const Options *options, const char *name)
{
  return options->classes == NULL || g_strv_contains ((const char *const *)options->classes, name);
}

static gboolean
write_all (const Options *options, GError **error)
{
  g_autoptr (GString) list = g_string_new (NULL);
  for (const CubbyShotClass *class = cubby_shot_classes (); class->name != NULL; class ++)
    for (guint i = 0; i < (guint)options->visits && is_chosen (options, class->name); i++)
      if (!write_visit (options, class, i, list, error))
        return FALSE;
  if (options->empty && !write_empties (options, error))
    return FALSE;
  g_autofree char *path = g_build_filename (options->directory, "truth.tsv", NULL);
  return g_file_set_contents (path, list->str, (gssize)list->len, error);
}

static gboolean
check (const Options *options, GError **error)
{
  for (char **name = options->classes; name != NULL && *name != NULL; name++)
    if (cubby_shot_class_find (*name) == NULL) {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "there is no class %s; --list names them",
                   *name);
      return FALSE;
    }
  if (options->directory == NULL || options->visits < 1 || options->frames < 1 || options->width < 64 ||
      options->height < 64 || MAX (options->width, options->height) > 4096) {
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                 "--directory is needed, --visits and --frames from 1, --width and --height from 64 to 4096");
    return FALSE;
  }
  return TRUE;
}

int
main (int argc, char **argv)
{
  Options options = {.visits = 1, .frames = 1, .seed = 1, .width = 1280, .height = 720};
  const GOptionEntry entries[] = {
      {"directory", 'd', 0, G_OPTION_ARG_FILENAME, &options.directory, "where the files go", "DIR"},
      {"class", 'c', 0, G_OPTION_ARG_STRING_ARRAY, &options.classes, "one class; may be repeated", "NAME"},
      {"visits", 'n', 0, G_OPTION_ARG_INT, &options.visits, "people of each class", "N"},
      {"frames", 'f', 0, G_OPTION_ARG_INT, &options.frames, "frames of each", "N"},
      {"seed", 's', 0, G_OPTION_ARG_INT, &options.seed, "other people", "N"},
      {"width", 0, 0, G_OPTION_ARG_INT, &options.width, "pixels", "N"},
      {"height", 0, 0, G_OPTION_ARG_INT, &options.height, "pixels", "N"},
      {"empty", 'e', 0, G_OPTION_ARG_NONE, &options.empty, "frames without a code too", NULL},
      {"list", 'l', 0, G_OPTION_ARG_NONE, &options.list, "the classes", NULL},
      {NULL},
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (GOptionContext) context = g_option_context_new ("- camera frames with codes");
  g_option_context_add_main_entries (context, entries, NULL);
  gboolean good = g_option_context_parse (context, &argc, &argv, &error);
  if (good && options.list)
    for (const CubbyShotClass *class = cubby_shot_classes (); class->name != NULL; class ++)
      g_print ("%-18s %s\n", class->name, class->summary);
  else
    good = good && check (&options, &error) && write_all (&options, &error);
  if (!good)
    g_printerr ("cubby-frames: %s\n", error->message);
  g_free (options.directory);
  g_strfreev (options.classes);
  return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
