/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/qr-triple.h"
#include "hardware/scanner/decode/qr-sight.h"

#include <math.h>

#define SLANT_MAX 0.5 /* cosine between the sides, as seen from a finder pattern that is round */
#define SIDES_MAX 1.6 /* of one side in modules to the other, as measured */
#define KEPT_MAX 256  /* of the likeliest */
/* More finder patterns are those of many codes, or of none: the likeliest triples are then kept of each, as
 * far ones are as square as near ones. */
#define CROWD 15
#define KEPT_OF_EACH 8
#define CROWD_FAR 0.1 /* of the score, for a distance e times as far */

void
cubby_qr_triple_orient (CubbyQrTriple *self)
{
  double x = self->right.x - self->corner.x, y = self->right.y - self->corner.y;
  double down_x = self->below.x - self->corner.x, down_y = self->below.y - self->corner.y;
  cubby_qr_finder_orient (&self->corner, x, y, down_x, down_y);
  cubby_qr_finder_orient (&self->right, x, y, down_x, down_y);
  cubby_qr_finder_orient (&self->below, x, y, down_x, down_y);
}

/* Whether the two are seen about at a right angle. */
static gboolean
is_square (const CubbyQrSight *one, const CubbyQrSight *other)
{
  double product = one->u[0] * other->u[0] + one->u[1] * other->u[1];
  return fabs (product) < SLANT_MAX * one->distance * other->distance;
}

/* What is known of the triple before any of its modules is looked at. Its axes are not turned yet. */
static gboolean
make_triple (const CubbyQrFinder *finders, const CubbyQrSight *sights, guint n, const guint index[3],
             CubbyQrTriple *triple)
{
  const CubbyQrFinder *a = &finders[index[0]], *b = &finders[index[1]], *c = &finders[index[2]];
  double bx = b->x - a->x, by = b->y - a->y, cx = c->x - a->x, cy = c->y - a->y;
  if (bx * cy - by * cx <= 0)
    return FALSE;
  const CubbyQrSight *ab = &sights[index[0] * n + index[1]], *ba = &sights[index[1] * n + index[0]];
  const CubbyQrSight *ac = &sights[index[0] * n + index[2]], *ca = &sights[index[2] * n + index[0]];
  if (a->is_round ? !is_square (ab, ac) : ab->axis == ac->axis)
    return FALSE;
  double top = sqrt (ab->distance * ba->distance), left = sqrt (ac->distance * ca->distance);
  if (top > SIDES_MAX * left || left > SIDES_MAX * top)
    return FALSE;
  *triple = (CubbyQrTriple){.corner = *a, .right = *b, .below = *c, .distance = (top + left) / 2};
  double off = ab->off + ba->off + ac->off + ca->off;
  triple->score = (a->fit + b->fit + c->fit) / 3 - fabs (log (top / left)) - 0.3 * off -
                  0.1 * fabs (log (ab->distance / ba->distance)) -
                  0.1 * fabs (log (ac->distance / ca->distance));
  return TRUE;
}

gint
cubby_qr_triple_compare (gconstpointer a, gconstpointer b)
{
  const CubbyQrTriple *one = a, *other = b;
  return (one->score < other->score) - (one->score > other->score);
}

/* The likeliest so far from @first on, at most @max, in their order. */
static void
keep (GArray *triples, guint first, guint max, const CubbyQrTriple *triple)
{
  const CubbyQrTriple *old = (const CubbyQrTriple *)(gconstpointer)triples->data;
  guint low = first, high = triples->len;
  while (low < high) {
    guint middle = (low + high) / 2;
    if (old[middle].score >= triple->score)
      low = middle + 1;
    else
      high = middle;
  }
  if (low >= first + max)
    return;
  if (triples->len == first + max)
    g_array_set_size (triples, first + max - 1);
  g_array_insert_val (triples, low, *triple);
}

/* Those with the @i-th of @n as their corner. */
static void
find_at_corner (const CubbyQrFinder *finders, const CubbyQrSight *sights, guint n, guint i, GArray *triples)
{
  gboolean crowd = n > CROWD;
  guint first = crowd ? triples->len : 0;
  for (guint j = 0; j < n; j++) {
    if (!sights[i * n + j].is_beside || !sights[j * n + i].is_beside)
      continue;
    for (guint k = 0; k < n; k++) {
      CubbyQrTriple triple;
      if (k == j || !sights[i * n + k].is_beside || !sights[k * n + i].is_beside ||
          !make_triple (finders, sights, n, (const guint[]){i, j, k}, &triple))
        continue;
      triple.score -= crowd ? CROWD_FAR * log (triple.distance) : 0;
      keep (triples, first, crowd ? KEPT_OF_EACH : KEPT_MAX, &triple);
    }
  }
}

GArray *
cubby_qr_triples_find (const GArray *array)
{
  const CubbyQrFinder *finders = (const CubbyQrFinder *)(gconstpointer)array->data;
  GArray *triples = g_array_new (FALSE, FALSE, sizeof (CubbyQrTriple));
  guint n = array->len;
  g_autofree CubbyQrSight *sights = g_new0 (CubbyQrSight, n * n);
  for (guint i = 0; i < n; i++)
    for (guint j = 0; j < n; j++)
      if (i != j)
        sights[i * n + j] = cubby_qr_finder_see (&finders[i], &finders[j]);
  for (guint i = 0; i < n; i++)
    find_at_corner (finders, sights, n, i, triples);
  g_array_sort (triples, cubby_qr_triple_compare);
  for (guint i = 0; i < triples->len; i++)
    cubby_qr_triple_orient (&g_array_index (triples, CubbyQrTriple, i));
  return triples;
}

gboolean
cubby_qr_triple_guess_fourth (const CubbyQrTriple *self, double *ret_x, double *ret_y)
{
  const double *down = self->right.b, *right = self->below.a;
  double area = down[0] * right[1] - down[1] * right[0];
  double x = self->below.x - self->right.x, y = self->below.y - self->right.y;
  if (fabs (area) < 0.2 * hypot (down[0], down[1]) * hypot (right[0], right[1]))
    return FALSE;
  double t = (x * right[1] - y * right[0]) / area;
  double s = (x * down[1] - y * down[0]) / area;
  if (t < 0.4 * self->distance || s < 0.4 * self->distance || t > 2.5 * self->distance ||
      s > 2.5 * self->distance)
    return FALSE;
  *ret_x = self->right.x + t * down[0];
  *ret_y = self->right.y + t * down[1];
  return TRUE;
}
