/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/qr-fit.h"

#include "hardware/scanner/decode/qr-layout.h"

#include <math.h>

#define DATA_MAX 500 /* modules of the data that are looked at */
#define KNOWN_WEIGHT 2.0f
#define VALUE_MAX 60.0f /* gray levels off the mean: a brighter one says no more */
#define GRAY_SHARE 0.25f

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

/* Whether the module's middle is beyond the picture, where nothing is to be seen. */
static gboolean
is_outside (const CubbyQrField *field, const CubbyQrGrid *grid, const Sample *sample)
{
  CubbyPoint at = cubby_qr_grid_project (grid, (double)sample->x, (double)sample->y);
  double x = (double)at.x / field->scale, y = (double)at.y / field->scale;
  return !(x >= 0 && y >= 0 && x < field->width && y < field->height);
}

static gboolean
sticks_out (const CubbyQrField *field, const CubbyQrGrid *grid)
{
  CubbyPoint corners[4];
  cubby_qr_grid_get_corners (grid, corners);
  float right = (float)(field->width * field->scale), bottom = (float)(field->height * field->scale);
  for (guint i = 0; i < 4; i++)
    if (!(corners[i].x >= 0 && corners[i].y >= 0 && corners[i].x < right && corners[i].y < bottom))
      return TRUE;
  return FALSE;
}

double
cubby_qr_fit_get_known (const CubbyQrFit *self, const CubbyQrField *field, const CubbyQrGrid *grid)
{
  Mesh mesh;
  mesh_init_whole (&mesh, field, grid);
  float gray = GRAY_SHARE * get_depth (self, &mesh);
  guint n[2] = {0}, right[2] = {0};
  gboolean partly = sticks_out (field, grid);
  for (guint i = 0; i < self->known->len; i++) {
    const Sample *sample = &g_array_index (self->known, Sample, i);
    float value = sample_any (&mesh, sample) * sample->weight;
    if (fabsf (value) < gray && !(partly && is_outside (field, grid, sample)))
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
