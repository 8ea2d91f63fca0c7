/* SPDX-License-Identifier: Apache-2.0 */
/* How much of what is hard to read is read; and that nothing is where nothing is, or too little of it. */
#include "hardware/scanner/decode/linear-reader.h"
#include "tests/hardware/scanner/decode/linear-scene.h"
#include "tests/hardware/scanner/few.h"

#define LONG_ENOUGH G_MAXINT64

typedef struct {
  const char *name;
  TestLinearScene scene; /* what differs from the plain one */
  guint least;           /* of N_SHOTS */
} Class;

#define N_SHOTS TEST_FEW (12, 1)

/* In each: seeds turn it a little more, shift the grid of pixels and change the number. */
static const Class classes[] = {
    {"sharp at any angle", {.noise = 3}, 12},
    {"small, 1.2 pixels a module", {.module_px = 1.2, .bars_px = 60, .noise = 2}, 11},
    {"out of focus by 0.8 of a module", {.blur = 2.0, .noise = 2}, 11},
    {"moved by two modules", {.motion = 5, .noise = 2}, 11},
    {"with strong noise", {.noise = 24}, 8},
    {"of low contrast", {.contrast = 0.12, .noise = 3}, 11},
    {"of hardly any contrast", {.contrast = 0.06, .noise = 2}, 10},
    {"under a lamp", {.lamp = 0.45, .noise = 2}, 11},
    {"in a shadow", {.shadow = 0.85, .noise = 2}, 11},
    {"round a can", {.curve = 0.9, .noise = 3}, 11},
    {"round a can and out of focus", {.curve = 0.7, .blur = 1.6, .noise = 3}, 10},
    {"with bars of half their width", {.thin = 0.5, .noise = 3}, 11},
    {"small and with bars that light eats", {.module_px = 1.8, .thin = 0.4, .blur = 0.5, .noise = 3}, 10},
    {"seen from the side", {.tilt = 0.4, .noise = 3}, 11},
};

static CubbyFrame *
shoot (const Class *class, guint seed, char **ret_text)
{
  static const char *const texts[] = {"5901234123457", "4006381333931", "9780201379624", "8410076472885"};
  const char *text = texts[seed % G_N_ELEMENTS (texts)];
  g_autofree char *modules = test_linear_draw_ean13 (text);
  TestLinearScene scene = class->scene;
  scene.modules = modules;
  scene.width = 320;
  scene.height = 320;
  scene.module_px = (scene.module_px > 0 ? scene.module_px : test_linear_plain.module_px) + 0.01 * seed;
  scene.bars_px = scene.bars_px > 0 ? scene.bars_px : test_linear_plain.bars_px;
  scene.contrast = scene.contrast > 0 ? scene.contrast : test_linear_plain.contrast;
  scene.turn = 31.0 * seed;
  scene.seed = seed;
  *ret_text = g_strdup (text);
  return test_linear_photograph (&scene);
}

static void
test_class (gconstpointer data)
{
  const Class *class = data;
  g_autoptr (CubbyLinearReader) reader = cubby_linear_reader_new ();
  guint n_read = 0;
  for (guint seed = 0; seed < N_SHOTS; seed++) {
    g_autofree char *text = NULL;
    g_autoptr (CubbyFrame) frame = shoot (class, seed, &text);
    g_autoptr (GPtrArray) codes = cubby_codes_new ();
    cubby_linear_look (reader, frame, CUBBY_SYMBOLOGIES_LINEAR, LONG_ENOUGH, codes);
    for (guint i = 0; i < codes->len; i++)
      g_assert_cmpstr (((const CubbyCode *)g_ptr_array_index (codes, i))->text, ==, text);
    n_read += codes->len;
  }
  g_test_message ("%s: %u of %u", class->name, n_read, N_SHOTS);
  if (!TEST_SANITIZED && n_read < class->least)
    g_test_fail ();
}

/* Of 2,500 of each kind none was read; here are as many as a test may take time for. */
static const guint n_empty[TEST_N_LINEAR_EMPTY] = {[TEST_LINEAR_NOISE] = 1500,
                                                   [TEST_LINEAR_STRIPES] = 120,
                                                   [TEST_LINEAR_TEXT] = 600,
                                                   [TEST_LINEAR_WINDOW] = 50};

/* Small frames: what a pattern looks like there is what it looks like in a large one. */
static void
test_empty (gconstpointer data)
{
  TestLinearEmpty kind = (TestLinearEmpty)GPOINTER_TO_UINT (data);
  g_autoptr (CubbyLinearReader) reader = cubby_linear_reader_new ();
  for (guint seed = 0; seed < MIN (n_empty[kind], TEST_FEW (G_MAXUINT, 10u)); seed++) {
    g_autoptr (CubbyFrame) frame = test_linear_empty (kind, 144, 40, seed);
    g_autoptr (GPtrArray) codes = cubby_codes_new ();
    cubby_linear_look (reader, frame, CUBBY_SYMBOLOGIES_LINEAR, LONG_ENOUGH, codes);
    if (codes->len > 0)
      g_test_message ("seed %u: read %s", seed, ((const CubbyCode *)g_ptr_array_index (codes, 0))->text);
    g_assert_cmpuint (codes->len, ==, 0);
  }
}

#define N_DAMAGED TEST_FEW (120, 24)

/* Covered more and more from one end, blurred more and more, or both: refused at some point, never misread.
 */
static void
test_damage (void)
{
  static const char *const texts[] = {"5901234123457", "4006381333931", "9780201379624", "8410076472885"};
  g_autoptr (CubbyLinearReader) reader = cubby_linear_reader_new ();
  guint n_read = 0;
  for (guint seed = 0; seed < N_DAMAGED; seed++) {
    const char *text = texts[seed % G_N_ELEMENTS (texts)];
    g_autofree char *modules = test_linear_draw_ean13 (text);
    TestLinearScene scene = {.modules = modules,
                             .width = 260,
                             .height = 48,
                             .bars_px = 36,
                             .module_px = 2,
                             .contrast = 0.8,
                             .noise = 4,
                             .seed = seed};
    double part = (double)seed / N_DAMAGED;
    scene.cover = seed % 3 == 0 ? 0.4 * part : seed % 3 == 1 ? -0.4 * part : 0;
    scene.blur = seed % 3 == 2 ? 4 * part : 2 * part;
    g_autoptr (CubbyFrame) frame = test_linear_photograph (&scene);
    g_autoptr (GPtrArray) codes = cubby_codes_new ();
    cubby_linear_look (reader, frame, CUBBY_SYMBOLOGIES_LINEAR, LONG_ENOUGH, codes);
    for (guint i = 0; i < codes->len; i++)
      g_assert_cmpstr (((const CubbyCode *)g_ptr_array_index (codes, i))->text, ==, text);
    n_read += codes->len;
  }
  g_test_message ("%u of %u were read", n_read, N_DAMAGED);
  g_assert_cmpuint (n_read, >, N_DAMAGED / 12);
  g_assert_cmpuint (n_read, <, N_DAMAGED);
}

#define PREFIX "/hardware/scanner/decode/linear-rates/"

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func (PREFIX "nothing is read in noise", GUINT_TO_POINTER (TEST_LINEAR_NOISE), test_empty);
  g_test_add_data_func (PREFIX "nothing is read in stripes", GUINT_TO_POINTER (TEST_LINEAR_STRIPES),
                        test_empty);
  g_test_add_data_func (PREFIX "nothing is read in text", GUINT_TO_POINTER (TEST_LINEAR_TEXT), test_empty);
  g_test_add_data_func (PREFIX "nothing is read in a window", GUINT_TO_POINTER (TEST_LINEAR_WINDOW),
                        test_empty);
  g_test_add_func (PREFIX "a damaged code is refused rather than misread", test_damage);
  for (guint i = 0; i < G_N_ELEMENTS (classes); i++) {
    g_autofree char *path = g_strconcat (PREFIX, classes[i].name, NULL);
    g_test_add_data_func (path, &classes[i], test_class);
  }
  return g_test_run ();
}
