/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/hardware/scanner/decode/qr-encode.h"

#include "hardware/scanner/decode/qr-stacks.h"

#include <math.h>
#include <string.h>

#define FRAME_US 33000

typedef struct {
  const char *name;
  guint n;
  gboolean equal;
  gint64 pause_us;
  float likeness;
  gboolean continues;
} Row;

static const Row rows[] = {
    {"the first picture begins", 0, TRUE, 0, 1, FALSE},
    {"the same code a moment later", 1, TRUE, 33000, 0.9f, TRUE},
    {"the same code, much noise", 3, TRUE, 33000, 0.2f, TRUE},
    {"another code of the same size", 3, TRUE, 33000, 0.02f, FALSE},
    {"the opposite: an inverse code read as it is", 3, TRUE, 33000, -0.9f, FALSE},
    {"another size", 3, FALSE, 33000, 0, FALSE},
    {"after a pause somebody else", 3, TRUE, 800000, 0.9f, FALSE},
    {"just within the pause", 3, TRUE, 700000, 0.9f, TRUE},
    {"a clock that goes back", 3, TRUE, -1, 0.9f, FALSE},
};

static void
test_continues (gconstpointer data)
{
  const Row *row = data;
  g_assert_cmpint (cubby_qr_stack_continues (row->n, row->equal, row->pause_us, row->likeness), ==,
                   row->continues);
}

static double
gauss (GRand *rand)
{
  double u = g_rand_double_range (rand, 1e-9, 1), v = g_rand_double (rand);
  return sqrt (-2 * log (u)) * cos (2 * G_PI * v);
}

/* What a picture shows of @symbol: @noise in parts of the contrast, and nothing in a band across at @glare.
 */
static void
see (const TestSymbol *symbol, double noise, gint glare, GRand *rand, CubbyQrModules *modules)
{
  modules->dimension = symbol->dimension;
  for (guint i = 0; i < symbol->dimension * symbol->dimension; i++) {
    double value = (symbol->soft[i] > 0 ? 1 : -1) + noise * gauss (rand);
    gboolean burnt = glare >= 0 && ABS ((gint)(i / symbol->dimension) - glare) <= 6;
    modules->soft[i] = burnt ? 0 : (gint16)CLAMP (value * CUBBY_QR_SOFT_FULL, -2000.0, 2000.0);
  }
}

/* Returns: at which picture it is read; 0: never. Alone none may be. */
static guint
read_together (double noise, const gint *glares, guint n, gboolean *ret_alone)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  g_autoptr (CubbyQrStack) stack = cubby_qr_stack_new ();
  g_autofree TestSymbol *symbol = test_encode (6, CUBBY_QR_GRADE_M, "CC1:6BF+70$:QC-1/9T8BD%2 L0*4");
  g_autofree CubbyQrModules *modules = g_new (CubbyQrModules, 1), *sum = g_new (CubbyQrModules, 1);
  *ret_alone = FALSE;
  for (guint i = 0; i < n; i++) {
    g_autoptr (GPtrArray) codes = cubby_codes_new ();
    see (symbol, noise, glares != NULL ? glares[i] : -1, rand, modules);
    *ret_alone = *ret_alone || cubby_qr_modules_read (modules, codes);
    cubby_qr_stack_add (stack, modules, i * FRAME_US, sum);
    if (cubby_qr_modules_read (sum, codes))
      return i + 1;
  }
  return 0;
}

static void
test_noise (void)
{
  gboolean alone;
  guint at = read_together (0.75, NULL, 4, &alone);
  g_assert_false (alone);
  g_assert_cmpuint (at, >=, 2);
  g_assert_cmpuint (at, <=, 4);
}

static void
test_glare (void)
{
  static const gint glares[] = {14, 26, 20};
  gboolean alone;
  guint at = read_together (0.1, glares, G_N_ELEMENTS (glares), &alone);
  g_assert_false (alone);
  g_assert_cmpuint (at, ==, 2);
}

static void
test_another (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  g_autoptr (CubbyQrStack) stack = cubby_qr_stack_new ();
  g_autofree TestSymbol *one = test_encode (6, CUBBY_QR_GRADE_M, "ONE"),
                        *other = test_encode (6, CUBBY_QR_GRADE_M, "OTHER");
  g_autofree CubbyQrModules *modules = g_new (CubbyQrModules, 1), *sum = g_new (CubbyQrModules, 1);
  see (one, 0.3, -1, rand, modules);
  g_assert_cmpuint (cubby_qr_stack_add (stack, modules, 0, sum), ==, 1);
  see (one, 0.3, -1, rand, modules);
  g_assert_cmpuint (cubby_qr_stack_add (stack, modules, FRAME_US, sum), ==, 2);
  g_assert_cmpuint (cubby_qr_stack_add (stack, modules, FRAME_US, sum), ==, 2); /* the same picture */
  see (other, 0.3, -1, rand, modules);
  guint n = cubby_qr_stack_add (stack, modules, 2 * FRAME_US, sum);
  g_assert_cmpuint (n, ==, 1);
  see (other, 0.3, -1, rand, modules);
  cubby_qr_stack_clear (stack);
  g_assert_cmpuint (cubby_qr_stack_add (stack, modules, 3 * FRAME_US, sum), ==, 1);
}

/* Two people side by side, seen in turn. */
static void
test_places (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  g_autoptr (CubbyQrStacks) stacks = cubby_qr_stacks_new ();
  g_autofree TestSymbol *one = test_encode (6, CUBBY_QR_GRADE_M, "ONE"),
                        *other = test_encode (6, CUBBY_QR_GRADE_M, "OTHER");
  const TestSymbol *symbols[] = {one, other};
  CubbyQrGrid grids[] = {{.dimension = 41, .h = {3, 0, 100, 0, 3, 100, 0, 0, 1}},
                         {.dimension = 41, .h = {3, 0, 400, 0, 3, 120, 0, 0, 1}}};
  g_autofree CubbyQrModules *modules = g_new (CubbyQrModules, 1), *sum = g_new (CubbyQrModules, 1);
  for (guint i = 0; i < 8; i++) {
    see (symbols[i % 2], 0.3, -1, rand, modules);
    grids[i % 2].h[2] += 5; /* the hands move */
    g_assert_cmpuint (cubby_qr_stacks_add (stacks, &grids[i % 2], modules, i * FRAME_US, sum), ==, i / 2 + 1);
  }
  cubby_qr_stacks_forget (stacks, &grids[0]);
  g_assert_cmpuint (cubby_qr_stacks_add (stacks, &grids[0], modules, 8 * FRAME_US, sum), ==, 1);
  g_assert_cmpuint (cubby_qr_stacks_add (stacks, &grids[1], modules, 8 * FRAME_US, sum), ==, 5);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strdup_printf ("/hardware/scanner/decode/qr-stack/continues/%s", rows[i].name);
    g_test_add_data_func (path, &rows[i], test_continues);
  }
  g_test_add_func ("/hardware/scanner/decode/qr-stack/noise that hides a code in each picture goes away",
                   test_noise);
  g_test_add_func ("/hardware/scanner/decode/qr-stack/a reflection that wanders lets all of the code be seen",
                   test_glare);
  g_test_add_func ("/hardware/scanner/decode/qr-stack/another code of the same size is not mixed in",
                   test_another);
  g_test_add_func ("/hardware/scanner/decode/qr-stack/two codes are kept apart by their places", test_places);
  return g_test_run ();
}
