/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/qr-fit.h"

#include "hardware/scanner/decode/budget.h"
#include "hardware/scanner/decode/qr-layout.h"

#include <math.h>
#include <string.h>

#define DATA_MAX 500 /* modules of the data that are looked at */
#define KNOWN_WEIGHT 2.0f
#define VALUE_MAX 60.0f /* gray levels off the mean: a brighter one says no more */
#define GRAY_SHARE 0.25f
#define STEPS 4
#define ROUNDS 3

typedef struct {
  float x;
  float y;
  float weight; /* of the known modules, positive where light */
  gboolean is_finder;
} Sample;

struct _CubbyQrFit {
  guint dimension;
  gint8 *weights; /* of each module: of the known ones, positive where light */
  GArray *known;
  GArray *data;
};

static gboolean
is_in_finder (guint dimension, guint x, guint y)
{
  return (x < 8 && y < 8) || (x >= dimension - 8 && y < 8) || (x < 8 && y >= dimension - 8);
}

CubbyQrFit *
cubby_qr_fit_new (guint dimension)
{
  CubbyQrFit *self = g_new0 (CubbyQrFit, 1);
  self->dimension = dimension;
  self->weights = g_new (gint8, dimension * dimension);
  self->known = g_array_new (FALSE, FALSE, sizeof (Sample));
  self->data = g_array_new (FALSE, FALSE, sizeof (Sample));
  g_autofree guint8 *kinds = g_new (guint8, dimension * dimension);
  cubby_qr_layout_get_kinds (cubby_qr_version_of_dimension (dimension), kinds);
  guint every = dimension * dimension / DATA_MAX + 1, n = 0;
  every += every % 2 == 0 && every > 1; /* or whole columns are never looked at */
  for (guint y = 0; y < dimension; y++)
    for (guint x = 0; x < dimension; x++) {
      guint8 kind = kinds[y * dimension + x];
      gint8 *weight_at = &self->weights[y * dimension + x];
      *weight_at = kind == CUBBY_QR_MODULE_DARK ? -1 : kind == CUBBY_QR_MODULE_LIGHT ? 1 : 0;
      Sample sample = {(float)x + 0.5f, (float)y + 0.5f, *weight_at, is_in_finder (dimension, x, y)};
      if (kind == CUBBY_QR_MODULE_DARK || kind == CUBBY_QR_MODULE_LIGHT)
        g_array_append_val (self->known, sample);
      else if (n++ % every == 0)
        g_array_append_val (self->data, sample);
    }
  return self;
}

void
cubby_qr_fit_free (CubbyQrFit *self)
{
  if (self == NULL)
    return;
  g_free (self->weights);
  g_array_unref (self->known);
  g_array_unref (self->data);
  g_free (self);
}

struct _CubbyQrFits {
  CubbyQrFit *of_version[CUBBY_QR_VERSION_MAX + 1];
};

CubbyQrFits *
cubby_qr_fits_new (void)
{
  return g_new0 (CubbyQrFits, 1);
}

void
cubby_qr_fits_free (CubbyQrFits *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (self->of_version); i++)
    cubby_qr_fit_free (self->of_version[i]);
  g_free (self);
}

const CubbyQrFit *
cubby_qr_fits_get (CubbyQrFits *self, guint dimension)
{
  CubbyQrFit **fit = &self->of_version[cubby_qr_version_of_dimension (dimension)];
  if (*fit == NULL)
    *fit = cubby_qr_fit_new (dimension);
  return *fit;
}

/* The homography to the pixels of the field. */
static void
scale_matrix (const CubbyQrGrid *grid, const CubbyQrField *field, float m[9])
{
  for (guint i = 0; i < 9; i++)
    m[i] = (float)(i < 6 ? grid->h[i] / field->scale : grid->h[i]);
}

static inline float
sample_at (const CubbyQrField *field, const float m[9], const Sample *sample)
{
  float w = 1.0f / (m[6] * sample->x + m[7] * sample->y + m[8]);
  float value = cubby_qr_field_sample (field, (m[0] * sample->x + m[1] * sample->y + m[2]) * w,
                                       (m[3] * sample->x + m[4] * sample->y + m[5]) * w);
  return CLAMP (value, -VALUE_MAX, VALUE_MAX);
}

/* Where columns and rows of modules are between the knots of a bent grid: worked out once for all of them. */
typedef struct {
  const CubbyQrGrid *grid;
  const CubbyQrField *field;
  float m[9];
  float scale;
  guint8 knots[CUBBY_QR_DIMENSION_MAX];
  float parts[CUBBY_QR_DIMENSION_MAX];
} Mesh;

static void
mesh_prepare (Mesh *self, int from, int to)
{
  guint knot = 0;
  const float *at = self->grid->bend_at;
  for (int i = from; i <= to; i++) {
    float place = (float)i + 0.5f;
    while (knot + 2 < self->grid->n_bends && place > at[knot + 1])
      knot++;
    self->knots[i] = (guint8)knot;
    self->parts[i] = CLAMP ((place - at[knot]) / MAX (at[knot + 1] - at[knot], 1e-6f), 0.0f, 1.0f);
  }
}

static void
mesh_init (Mesh *self, const CubbyQrField *field, const CubbyQrGrid *grid)
{
  self->grid = grid;
  self->field = field;
  self->scale = (float)(1 / field->scale);
  scale_matrix (grid, field, self->m);
}

/* In the middle of a module whose column and row were prepared. */
static inline float
mesh_sample (const Mesh *self, guint column, guint row)
{
  const float *m = self->m;
  float x = (float)column + 0.5f, y = (float)row + 0.5f, w = 1.0f / (m[6] * x + m[7] * y + m[8]);
  float u = self->parts[column], v = self->parts[row];
  const CubbyPoint *p = &self->grid->bend[self->knots[row]][self->knots[column]], *q = p + CUBBY_QR_BENDS_MAX;
  float bend_x = (1 - v) * ((1 - u) * p[0].x + u * p[1].x) + v * ((1 - u) * q[0].x + u * q[1].x);
  float bend_y = (1 - v) * ((1 - u) * p[0].y + u * p[1].y) + v * ((1 - u) * q[0].y + u * q[1].y);
  float value = cubby_qr_field_sample (self->field, (m[0] * x + m[1] * y + m[2]) * w + self->scale * bend_x,
                                       (m[3] * x + m[4] * y + m[5]) * w + self->scale * bend_y);
  return CLAMP (value, -VALUE_MAX, VALUE_MAX);
}

static void
mesh_init_whole (Mesh *self, const CubbyQrField *field, const CubbyQrGrid *grid)
{
  mesh_init (self, field, grid);
  if (grid->n_bends >= 2)
    mesh_prepare (self, 0, (int)grid->dimension - 1);
}

static inline float
sample_any (const Mesh *mesh, const Sample *sample)
{
  return mesh->grid->n_bends >= 2 ? mesh_sample (mesh, (guint)sample->x, (guint)sample->y)
                                  : sample_at (mesh->field, mesh->m, sample);
}

double
cubby_qr_fit_get_contrast (const CubbyQrFit *self, const CubbyQrField *field, const CubbyQrGrid *grid)
{
  float known = 0, data = 0;
  Mesh mesh;
  mesh_init_whole (&mesh, field, grid);
  for (guint i = 0; i < self->known->len; i++) {
    const Sample *sample = &g_array_index (self->known, Sample, i);
    known += sample->weight * sample_any (&mesh, sample);
  }
  for (guint i = 0; i < self->data->len; i++)
    data += fabsf (sample_any (&mesh, &g_array_index (self->data, Sample, i)));
  known = (grid->inverse ? -known : known) * KNOWN_WEIGHT;
  return (double)((known + data) / (KNOWN_WEIGHT * (float)self->known->len + (float)self->data->len));
}

/* The mean of how far the known modules are from gray. */
static float
get_depth (const CubbyQrFit *self, const Mesh *mesh)
{
  float sum = 0;
  for (guint i = 0; i < self->known->len; i++)
    sum += fabsf (sample_any (mesh, &g_array_index (self->known, Sample, i)));
  return sum / (float)self->known->len;
}

double
cubby_qr_fit_get_known (const CubbyQrFit *self, const CubbyQrField *field, const CubbyQrGrid *grid)
{
  Mesh mesh;
  mesh_init_whole (&mesh, field, grid);
  float gray = GRAY_SHARE * get_depth (self, &mesh);
  guint n[2] = {0}, right[2] = {0};
  for (guint i = 0; i < self->known->len; i++) {
    const Sample *sample = &g_array_index (self->known, Sample, i);
    float value = sample_any (&mesh, sample) * sample->weight;
    if (fabsf (value) < gray)
      continue; /* burnt out or covered: it says neither */
    n[sample->is_finder ? 1 : 0]++;
    right[sample->is_finder ? 1 : 0] += (grid->inverse ? -value : value) > 0;
  }
  return 0.75 * right[0] / MAX (n[0], 1) + 0.25 * right[1] / MAX (n[1], 1);
}

double
cubby_qr_fit_get_near (const CubbyQrFit *self, const CubbyQrField *field, const CubbyQrGrid *grid, double x,
                       double y, double radius)
{
  int last = (int)self->dimension - 1;
  int left = CLAMP ((int)(x - radius), 0, last), right = CLAMP ((int)(x + radius), 0, last);
  int top = CLAMP ((int)(y - radius), 0, last), bottom = CLAMP ((int)(y + radius), 0, last);
  float sum = 0, n = 0, sign = grid->inverse ? -KNOWN_WEIGHT : KNOWN_WEIGHT;
  Mesh mesh;
  mesh_init (&mesh, field, grid);
  mesh_prepare (&mesh, left, right);
  mesh_prepare (&mesh, top, bottom);
  for (int j = top; j <= bottom; j++)
    for (int i = left; i <= right; i++) {
      float weight = self->weights[j * (int)self->dimension + i];
      float value = mesh_sample (&mesh, (guint)i, (guint)j);
      gboolean is_known = fabsf (weight) > 0.5f;
      sum += is_known ? sign * weight * value : fabsf (value);
      n += is_known ? KNOWN_WEIGHT : 1;
    }
  return (double)(sum / n);
}

/* The places that are moved: in the middle of the finder patterns and where a fourth would be. */
static void
get_handles (const CubbyQrGrid *grid, double modules[8], double pixels[8])
{
  double near = 3.5, far = grid->dimension - 3.5;
  const double places[8] = {near, near, far, near, far, far, near, far};
  memcpy (modules, places, sizeof places);
  for (guint i = 0; i < 8; i += 2) {
    double x = places[i], y = places[i + 1], w = grid->h[6] * x + grid->h[7] * y + grid->h[8];
    pixels[i] = (grid->h[0] * x + grid->h[1] * y + grid->h[2]) / w;
    pixels[i + 1] = (grid->h[3] * x + grid->h[4] * y + grid->h[5]) / w;
  }
}

static double
climb_once (const CubbyQrFit *self, const CubbyQrField *field, CubbyQrGrid *grid, guint corners,
            double pixels_step, double best)
{
  double modules[8], pixels[8];
  get_handles (grid, modules, pixels);
  for (guint i = 0; i < 16; i++) {
    if ((corners & (1u << (i / 4))) == 0)
      continue;
    double *handle = &pixels[i / 2], old = *handle;
    CubbyQrGrid moved = *grid;
    *handle += i % 2 == 0 ? pixels_step : -pixels_step;
    double contrast =
        cubby_qr_grid_set (&moved, modules, pixels) ? cubby_qr_fit_get_contrast (self, field, &moved) : 0;
    if (contrast > best) {
      best = contrast;
      *grid = moved;
      i |= 1; /* the other way is worse */
    } else
      *handle = old;
  }
  return best;
}

double
cubby_qr_fit_climb (const CubbyQrFit *self, const CubbyQrField *field, CubbyQrGrid *grid, guint corners,
                    double step, gint64 until_us)
{
  double best = cubby_qr_fit_get_contrast (self, field, grid);
  double module = cubby_qr_grid_get_module_size (grid);
  for (guint i = 0; i < STEPS; i++, step /= 2)
    for (guint round = 0; round < ROUNDS; round++) {
      double before = best;
      best = climb_once (self, field, grid, corners, step * module, before);
      if (cubby_budget_now () >= until_us)
        return best;
      if (best <= before)
        break;
    }
  return best;
}

/* The correlation of 5 by 5 modules with the rings of an alignment pattern. */
static double
correlate (const CubbyQrField *field, const double p[6], double sign)
{
  double sum = 0, squares = 0, product = 0;
  for (int j = -2; j <= 2; j++)
    for (int i = -2; i <= 2; i++) {
      double value = sign * (double)cubby_qr_field_sample (field, (float)(p[0] + i * p[2] + j * p[4]),
                                                           (float)(p[1] + i * p[3] + j * p[5]));
      sum += value;
      squares += value * value;
      product += MAX (ABS (i), ABS (j)) == 1 ? value : -value;
    }
  const double n = 25, mean_rings = (8.0 - 17.0) / n;
  double mean = sum / n, variance = squares / n - mean * mean;
  if (variance < 4)
    return 0;
  return (product / n - mean * mean_rings) / sqrt (variance * (1 - mean_rings * mean_rings));
}

double
cubby_qr_fit_find_alignment (const CubbyQrField *field, const CubbyQrGrid *grid, double x, double y,
                             double radius, CubbyPoint *ret_pixels)
{
  CubbyPoint here = cubby_qr_grid_project (grid, x, y);
  CubbyPoint right = cubby_qr_grid_project (grid, x + 1, y), below = cubby_qr_grid_project (grid, x, y + 1);
  double k = 1 / field->scale, best = 0;
  double ax = k * (double)(right.x - here.x), ay = k * (double)(right.y - here.y);
  double bx = k * (double)(below.x - here.x), by = k * (double)(below.y - here.y);
  int n = (int)(radius * 3);
  for (int j = -n; j <= n; j++)
    for (int i = -n; i <= n; i++) {
      double u = i / 3.0, v = j / 3.0;
      const double p[6] = {
          k * (double)here.x + u * ax + v * bx, k * (double)here.y + u * ay + v * by, ax, ay, bx, by};
      /* Of two alike the nearer one. */
      double fit = correlate (field, p, grid->inverse ? -1 : 1) - 0.02 * hypot (u, v);
      if (fit > best) {
        best = fit;
        *ret_pixels = (CubbyPoint){(float)(p[0] / k), (float)(p[1] / k)};
      }
    }
  return best;
}
