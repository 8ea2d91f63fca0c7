/* SPDX-License-Identifier: Apache-2.0 */
/* What is read at least, by class, and that nothing is read where nothing is. tests/bench/run scan measures
 * more frames and compares. */
#include "hardware/scanner/decode/cascade.h"
#include "tests/scanner/frames/empties.h"
#include "tests/scanner/frames/visit.h"

#include <string.h>

#define WIDTH 448
#define HEIGHT 360
#define VISITS 3
#define FRAMES 2
#define SEED 7000
/* Other tests run at the same time: what is tried does not depend on them. */
#define HELD 8 /* pictures */
#define BUDGET_US (10 * CUBBY_CASCADE_BUDGET_US)

#define EMPTIES 8 /* of each class; tests/bench/run scan shows 10,000 */
#define EMPTY_WIDTH 208
#define EMPTY_HEIGHT 144

/* Of VISITS people, so many are read within FRAMES frames. */
static const struct {
  const char *class;
  guint floor;
} floors[] = {
    {"qr-clean", 3},    {"qr-tiny", 2},          {"qr-small", 3},      {"qr-large", 3},
    {"qr-turned", 3},   {"qr-tilted", 3},        {"qr-defocus", 2},    {"qr-motion", 2},
    {"qr-noise", 3},    {"qr-low-contrast", 3},  {"qr-dim", 2},        {"qr-glare", 2},
    {"qr-dim-half", 3}, {"qr-shadow", 3},        {"qr-inverted", 3},   {"qr-inverted-hard", 2},
    {"qr-moire", 3},    {"qr-jpeg", 3},          {"qr-cracked", 1},    {"qr-finger", 3},
    {"qr-two", 3},      {"qr-curved", 3},        {"qr-sharpened", 3},  {"qr-combo", 3},
    {"qr-arrives", 3},  {"ean-clean", 3},        {"ean-turned", 3},    {"ean-tilted", 2},
    {"ean-curved", 1},  {"ean-defocus", 1},      {"ean-motion", 2},    {"ean-noise", 2},
    {"ean-glare", 2},   {"ean-low-contrast", 2}, {"ean-combo", 2},     {"label-clean", 3},
    {"label-small", 2}, {"label-turned", 3},     {"label-blurred", 1}, {"label-noise", 1},
    {"qr-card", 3},     {"qr-crowded", 3},       {"qr-styled", 3},     {"qr-wide", 3},
    {"qr-swept", 3},
};

/* A UPC-A may be told as the EAN-13 that it is. */
static gboolean
is_text_of (const CubbyCode *code, const CubbyArt *art)
{
  const char *text = code->text;
  if (art->symbology == CUBBY_SYMBOLOGY_UPCA && code->symbology == CUBBY_SYMBOLOGY_EAN13 && text[0] == '0')
    text++;
  return strcmp (text, art->text) == 0;
}

/* Returns: whether all codes were read; a wrong text is worse than none. */
static gboolean
look (CubbyCascade *cascade, const CubbyVisit *visit, guint index)
{
  g_autoptr (CubbyFrame) frame = cubby_visit_render (visit, index, NULL);
  g_autoptr (GPtrArray) codes =
      cubby_cascade_look (cascade, frame, cubby_visit_get_shot (visit)->symbologies, BUDGET_US);
  guint n_right = 0;
  for (guint i = 0; i < codes->len; i++) {
    const CubbyCode *code = g_ptr_array_index (codes, i);
    gboolean known = FALSE;
    for (guint k = 0; k < cubby_visit_get_n_codes (visit); k++)
      known = known || is_text_of (code, cubby_visit_get_art (visit, k));
    if (!known)
      g_test_fail_printf ("%s was read as %s", cubby_visit_get_art (visit, 0)->text, code->text);
    n_right++;
  }
  return n_right == cubby_visit_get_n_codes (visit);
}

static void
test_floor (gconstpointer data)
{
  guint row = GPOINTER_TO_UINT (data), n_read = 0;
  const CubbyShotClass *class = cubby_shot_class_find (floors[row].class);
  g_assert_nonnull (class);
  for (guint i = 0; i < VISITS; i++) {
    g_autoptr (CubbyVisit) visit = cubby_visit_new (class, SEED + i, WIDTH, HEIGHT);
    g_autoptr (CubbyCascade) cascade = cubby_cascade_new ();
    gboolean done = FALSE;
    for (guint k = 0; k < FRAMES && !done; k++)
      done = look (cascade, visit, class->n_moving + k);
    n_read += done;
  }
  g_test_message ("%s: %u of %u", class->name, n_read, VISITS);
  if (n_read < floors[row].floor)
    g_test_fail_printf ("%s: %u of %u people are read, not %u", class->name, n_read, VISITS,
                        floors[row].floor);
}

static void
test_empty (gconstpointer data)
{
  guint class = GPOINTER_TO_UINT (data);
  g_autoptr (CubbyCascade) cascade = cubby_cascade_new ();
  for (guint i = 0; i < EMPTIES; i++) {
    g_autoptr (CubbyFrame) frame = cubby_empty_render (class, SEED + i, EMPTY_WIDTH, EMPTY_HEIGHT);
    g_autoptr (GPtrArray) codes =
        cubby_cascade_look (cascade, frame, CUBBY_SYMBOLOGIES_ALL, CUBBY_CASCADE_BUDGET_US);
    if (codes->len > 0)
      g_test_fail_printf ("frame %u of %s was read as %s", SEED + i, cubby_empty_class_name (class),
                          ((const CubbyCode *)g_ptr_array_index (codes, 0))->text);
  }
}

/* What a reader once took for a code, and at which size. */
static const struct {
  const char *class;
  guint64 seed;
  guint width, height;
} mistaken[] = {
    {"wrong EAN", 90710, 240, 136}, /* as an EAN-8, along two lines of 32 */
};

static guint
find_empty (const char *name)
{
  for (guint i = 0; i < cubby_empty_classes_count (); i++)
    if (strcmp (cubby_empty_class_name (i), name) == 0)
      return i;
  g_assert_not_reached ();
}

static void
test_mistaken (gconstpointer data)
{
  guint row = GPOINTER_TO_UINT (data);
  g_autoptr (CubbyFrame) frame = cubby_empty_render (find_empty (mistaken[row].class), mistaken[row].seed,
                                                     mistaken[row].width, mistaken[row].height);
  g_autoptr (CubbyCascade) cascade = cubby_cascade_new ();
  g_autoptr (GPtrArray) codes = cubby_cascade_look (cascade, frame, CUBBY_SYMBOLOGIES_ALL, BUDGET_US);
  if (codes->len > 0)
    g_test_fail_printf ("it was read as %s", ((const CubbyCode *)g_ptr_array_index (codes, 0))->text);
}

/* The code is looked for where it was: no other strategy, no other place. On a slow machine three pictures of
 * four may be looked at in passing only (scan-ease), and a code in them is known to be there without being
 * read. */
static void
test_known_region (void)
{
  g_autoptr (CubbyVisit) visit = cubby_visit_new (cubby_shot_class_find ("qr-clean"), SEED, WIDTH, HEIGHT);
  g_autoptr (CubbyCascade) cascade = cubby_cascade_new ();
  guint n_read = 0;
  for (guint i = 0; i < HELD; i++) {
    n_read += look (cascade, visit, i);
    g_assert_true (cubby_cascade_get_view (cascade)->candidate);
  }
  g_assert_cmpuint (n_read, >=, HELD / 4);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions (); /* one class below its floor is not to hide the next */
  for (guint i = 0; i < G_N_ELEMENTS (floors); i++) {
    g_autofree char *path = g_strdup_printf ("/hardware/scanner/rate/%s: at least %u of %u people are read",
                                             floors[i].class, floors[i].floor, VISITS);
    g_test_add_data_func (path, GUINT_TO_POINTER (i), test_floor);
  }
  for (guint i = 0; i < cubby_empty_classes_count (); i++) {
    g_autofree char *path =
        g_strdup_printf ("/hardware/scanner/rate/empty: %s: nothing is read", cubby_empty_class_name (i));
    g_test_add_data_func (path, GUINT_TO_POINTER (i), test_empty);
  }
  for (guint i = 0; i < G_N_ELEMENTS (mistaken); i++) {
    g_autofree char *path =
        g_strdup_printf ("/hardware/scanner/rate/mistaken: %s %" G_GUINT64_FORMAT ": nothing is read",
                         mistaken[i].class, mistaken[i].seed);
    g_test_add_data_func (path, GUINT_TO_POINTER (i), test_mistaken);
  }
  g_test_add_func ("/hardware/scanner/rate/a code that is held still is never out of sight",
                   test_known_region);
  return g_test_run ();
}
