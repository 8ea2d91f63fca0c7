/* SPDX-License-Identifier: Apache-2.0 */
#include "app/common/log.h"
#include "hardware/scanner/picture.h"
#include "hardware/sim/camera.h"
#include "hardware/sim/film.h"

#include <locale.h>
#include <stdlib.h>

static CubbySimScene scene;
static char *directory;
static char *picture;
static char *format;
static char *preset_name;
static int n_frames;
static int n_held = G_MAXINT;
static int width, height, seed = -1;
static gboolean empty, paper, dark, list, show_version;

static const GOptionEntry entries[] = {
    {"directory", 'd', 0, G_OPTION_ARG_FILENAME, &directory, "Where the frames go; made if it is not there",
     "DIR"},
    {"picture", 'p', 0, G_OPTION_ARG_FILENAME, &picture, "The code that is held up (PNG, JPEG, WebP, PGM)",
     "FILE"},
    {"empty", 0, 0, G_OPTION_ARG_NONE, &empty, "Nobody is there", NULL},
    {"paper", 0, 0, G_OPTION_ARG_NONE, &paper, "The code is on a printed label, not on a phone", NULL},
    {"dark-mode", 0, 0, G_OPTION_ARG_NONE, &dark, "The phone shows it light on dark", NULL},
    {"hold", 0, 0, G_OPTION_ARG_INT, &n_held, "It is held up in the first N frames only", "N"},
    {"frames", 'n', 0, G_OPTION_ARG_INT, &n_frames, "How many (those there, or 8)", "N"},
    {"format", 0, 0, G_OPTION_ARG_STRING, &format, "gray: raw bytes (default); png", "gray|png"},
    {"preset", 0, 0, G_OPTION_ARG_STRING, &preset_name, "The scene that the other options change", "NAME"},
    {"list", 0, 0, G_OPTION_ARG_NONE, &list, "List the scenes for --preset", NULL},
    {"seed", 0, 0, G_OPTION_ARG_INT, &seed, "Another background, shaking and noise", "N"},
    {"width", 0, 0, G_OPTION_ARG_INT, &width, "Pixels (1280)", "N"},
    {"height", 0, 0, G_OPTION_ARG_INT, &height, "Pixels (720)", "N"},
    {"size", 0, 0, G_OPTION_ARG_DOUBLE, &scene.size, "Side of the picture as a part of the height", "0.5"},
    {"x", 0, 0, G_OPTION_ARG_DOUBLE, &scene.x, "Its centre as a part of the width", "0.5"},
    {"y", 0, 0, G_OPTION_ARG_DOUBLE, &scene.y, "Its centre as a part of the height", "0.5"},
    {"turn", 0, 0, G_OPTION_ARG_DOUBLE, &scene.turn, "Degrees in the plane of the picture", "DEG"},
    {"tilt", 0, 0, G_OPTION_ARG_DOUBLE, &scene.tilt, "Degrees about the upright axis", "DEG"},
    {"nod", 0, 0, G_OPTION_ARG_DOUBLE, &scene.nod, "Degrees about the level axis", "DEG"},
    {"blur", 0, 0, G_OPTION_ARG_DOUBLE, &scene.blur, "Sigma of the lens", "PIXELS"},
    {"motion", 0, 0, G_OPTION_ARG_DOUBLE, &scene.motion, "How far it moves while the shutter is open",
     "PIXELS"},
    {"motion-turn", 0, 0, G_OPTION_ARG_DOUBLE, &scene.motion_turn, "And where to", "DEG"},
    {"noise", 0, 0, G_OPTION_ARG_DOUBLE, &scene.noise, "Sigma of the sensor", "LEVELS"},
    {"brightness", 0, 0, G_OPTION_ARG_DOUBLE, &scene.brightness, "1 is good", "1.0"},
    {"contrast", 0, 0, G_OPTION_ARG_DOUBLE, &scene.contrast, "1 is good", "1.0"},
    {"vignette", 0, 0, G_OPTION_ARG_DOUBLE, &scene.vignette, "How much darker the corners are", "0..1"},
    {"shake", 0, 0, G_OPTION_ARG_DOUBLE, &scene.shake, "How far the hand moves from frame to frame",
     "PIXELS"},
    {"dimmed", 0, 0, G_OPTION_ARG_DOUBLE, &scene.dimmed, "How far the display is turned down", "0..1"},
    {"glare", 0, 0, G_OPTION_ARG_DOUBLE, &scene.glare, "Radius of a lamp in the glass, in sizes of the code",
     "0..2"},
    {"version", 0, 0, G_OPTION_ARG_NONE, &show_version, "Show the version and end", NULL},
    {NULL},
};

G_GNUC_PRINTF (2, 3)
static gboolean
fail (GError **error, const char *format_text, ...)
{
  va_list arguments;
  va_start (arguments, format_text);
  if (error != NULL)
    *error = g_error_new_valist (G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, format_text, arguments);
  va_end (arguments);
  return FALSE;
}

/* Before the others: they change what the preset says, in whatever order they stand. */
static gboolean
take_preset (char **argv, GError **error)
{
  const GOptionEntry *all = entries;
  GOptionEntry only[] = {{NULL}, {NULL}};
  while (g_strcmp0 (all->long_name, "preset") != 0)
    all++;
  only[0] = *all;
  g_auto (GStrv) copy = g_strdupv (argv);
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_set_ignore_unknown_options (context, TRUE);
  g_option_context_add_main_entries (context, only, NULL);
  if (!g_option_context_parse_strv (context, &copy, error))
    return FALSE;

  const CubbySimPreset *preset = cubby_sim_find_preset (preset_name != NULL ? preset_name : "clean");
  if (preset == NULL)
    return fail (error, "--preset %s: there is no such scene; --list shows them", preset_name);
  scene = preset->scene;
  return TRUE;
}

static gboolean
check_arguments (GError **error)
{
  if (directory == NULL)
    return fail (error, "say where the frames go: --directory DIR");
  if (!empty && scene.prop != CUBBY_SIM_PROP_NONE && picture == NULL)
    return fail (error, "say what is held up: --picture FILE, or --empty");
  if (format != NULL && cubby_film_find_format (format) == NULL)
    return fail (error, "--format %s: is not one of: gray, png", format);
  if (n_frames < 0 || n_frames > CUBBY_FILM_FRAMES_MAX)
    return fail (error, "--frames %d: is not within 1..%d", n_frames, CUBBY_FILM_FRAMES_MAX);
  if (width < 0 || width > 4096 || height < 0 || height > 4096)
    return fail (error, "--width and --height: are not within 1..4096");
  if (!(scene.size > 0.01 && scene.size < 10))
    return fail (error, "--size: is not within 0.01..10");
  if (!(scene.blur >= 0 && scene.blur <= 50) || !(scene.motion >= 0 && scene.motion <= 500))
    return fail (error, "--blur is not within 0..50, or --motion not within 0..500");
  if (!(scene.dimmed >= 0 && scene.dimmed <= 1) || !(scene.glare >= 0 && scene.glare <= 2))
    return fail (error, "--dimmed is not within 0..1, or --glare not within 0..2");
  return TRUE;
}

static void
apply_arguments (void)
{
  scene.width = width > 0 ? (guint)width : scene.width;
  scene.height = height > 0 ? (guint)height : scene.height;
  scene.seed = seed >= 0 ? (guint)seed : scene.seed;
  scene.dark_mode = scene.dark_mode || dark;
  if (paper)
    scene.prop = CUBBY_SIM_PROP_PAPER;
  if (empty)
    scene.prop = CUBBY_SIM_PROP_NONE;
}

static void
print_presets (void)
{
  for (const CubbySimPreset *preset = cubby_sim_presets (); preset->name != NULL; preset++)
    g_print ("%-12s %s\n", preset->name, preset->summary);
}

static gboolean
write_frames (GError **error)
{
  g_autoptr (CubbyFrame) code = NULL;
  if (scene.prop != CUBBY_SIM_PROP_NONE) {
    code = cubby_picture_load (picture, error);
    if (code == NULL) {
      g_prefix_error (error, "%s: ", picture);
      return FALSE;
    }
  }
  CubbySimScene nobody = scene;
  nobody.prop = CUBBY_SIM_PROP_NONE;
  const CubbyFilmFormat *kind = cubby_film_find_format (format != NULL ? format : "gray");
  g_autoptr (CubbyFilm) film =
      cubby_film_open (directory, kind, scene.width, scene.height, (guint)n_frames, error);
  if (film == NULL)
    return FALSE;
  for (guint i = 0; i < cubby_film_get_n_frames (film); i++) {
    gboolean held = (int)i < n_held;
    g_autoptr (CubbyFrame) frame = cubby_sim_camera_render (held ? &scene : &nobody, held ? code : NULL, i);
    if (!cubby_film_put (film, i, frame, error))
      return FALSE;
  }
  g_print ("%u frames of %u x %u in %s; play them with\npipeline=%s\n", cubby_film_get_n_frames (film),
           scene.width, scene.height, directory, cubby_film_get_pipeline (film));
  return TRUE;
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  cubby_log_init ("cubby-sim-camera");
  g_autoptr (GError) error = NULL;
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_option_context_set_summary (context,
                                "Writes the frames of a simulated camera into a directory, one by one, each "
                                "in one step:\na camera that plays them sees the scene change.");
  g_option_context_add_main_entries (context, entries, NULL);
  gboolean good = take_preset (argv, &error) && g_option_context_parse (context, &argc, &argv, &error);
  if (good && show_version) {
    g_print ("cubby-sim-camera %s\n", CUBBY_VERSION);
    return EXIT_SUCCESS;
  }
  if (good && list) {
    print_presets ();
    return EXIT_SUCCESS;
  }
  if (good && argc > 1)
    good = fail (&error, "“%s” is not an option", argv[1]);
  if (!good || !check_arguments (&error)) {
    g_printerr ("cubby-sim-camera: %s\n", error->message);
    return 2;
  }
  apply_arguments ();
  if (write_frames (&error))
    return EXIT_SUCCESS;
  g_printerr ("cubby-sim-camera: %s\n", error->message);
  return EXIT_FAILURE;
}
