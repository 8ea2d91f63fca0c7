/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/qr-triple.h"

#include <math.h>

#define OFF_MAX 0.4   /* how far off the axis another finder pattern may be; perspective turns the axes */
#define SLANT_MAX 0.5 /* cosine between the sides, as seen from a finder pattern that is round */
#define DISTANCE_MIN 11.0
#define DISTANCE_MAX 190.0
#define SIZES_MAX 3.0 /* of one finder pattern to another's of the same code */
#define SIDES_MAX 1.6 /* of one side in modules to the other, as measured */
#define KEPT_MAX 256  /* of the likeliest */
/* More finder patterns are those of many codes, or of none: the likeliest triples are then kept of each, as
 * far ones are as square as near ones. */
#define CROWD 15
#define KEPT_OF_EACH 8
#define CROWD_FAR 0.1 /* of the score, for a distance e times as far */

/* @x, @y in the modules of a finder pattern. */
static void
to_modules (const CubbyQrFinder *finder, double x, double y, double u[2])
{
  double area = finder->a[0] * finder->b[1] - finder->a[1] * finder->b[0];
  area = fabs (area) < 1e-9 ? 1e-9 : area;
  u[0] = (x * finder->b[1] - y * finder->b[0]) / area;
  u[1] = (y * finder->a[0] - x * finder->a[1]) / area;
}

/* One finder pattern seen from another. */
typedef struct {
  gboolean is_beside; /* on an axis of it; one that is round has axes everywhere */
  guint axis;         /* 0: along a, 1: along b */
  int sign;
  double u[2];     /* modules of the one it is seen from */
  double distance; /* the same along the axis */
  double off;
} Sight;

static Sight
see (const CubbyQrFinder *from, const CubbyQrFinder *to)
{
  double u[2];
  to_modules (from, to->x - from->x, to->y - from->y, u);
  Sight sight = {.axis = fabs (u[0]) >= fabs (u[1]) ? 0 : 1};
  sight.sign = u[sight.axis] > 0 ? 1 : -1;
  sight.distance = fabs (u[sight.axis]);
  sight.off = fabs (u[1 - sight.axis]) / MAX (sight.distance, 1e-9);
  sight.u[0] = u[0];
  sight.u[1] = u[1];
  if (from->is_round) {
    sight.distance = hypot (u[0], u[1]);
    sight.off = 0;
  }
  double ratio = cubby_qr_finder_get_module_size (to) / cubby_qr_finder_get_module_size (from);
  sight.is_beside = from->inverse == to->inverse && sight.off < OFF_MAX && sight.distance > DISTANCE_MIN &&
                    sight.distance < DISTANCE_MAX && ratio < SIZES_MAX && ratio > 1 / SIZES_MAX;
  return sight;
}

/* The axes of one whose rings are circles are where they are wanted, as long as it is stretched that way. */
static void
turn_round (CubbyQrFinder *finder, double x, double y, double down_x, double down_y)
{
  double u[2], v[2];
  to_modules (finder, x, y, u);
  to_modules (finder, down_x, down_y, v);
  double along = MAX (hypot (u[0], u[1]), 1e-9), across = MAX (hypot (v[0], v[1]), 1e-9);
  finder->a[0] = x / along;
  finder->a[1] = y / along;
  finder->b[0] = down_x / across;
  finder->b[1] = down_y / across;
}

/* Turns the axes of @finder so that a points along @x, @y and b as near as it can along @down. */
static void
orient (CubbyQrFinder *finder, double x, double y, double down_x, double down_y)
{
  double u[2];
  to_modules (finder, x, y, u);
  double a[2] = {finder->a[0], finder->a[1]}, b[2] = {finder->b[0], finder->b[1]};
  if (finder->is_round) {
    turn_round (finder, x, y, down_x, down_y);
    return;
  }
  guint axis = fabs (u[0]) >= fabs (u[1]) ? 0 : 1;
  const double *along = axis == 0 ? a : b, *across = axis == 0 ? b : a;
  double s = u[axis] > 0 ? 1 : -1, t = across[0] * down_x + across[1] * down_y > 0 ? 1 : -1;
  for (guint k = 0; k < 2; k++) {
    finder->a[k] = s * along[k];
    finder->b[k] = t * across[k];
  }
}

static void
orient_all (CubbyQrTriple *self)
{
  double x = self->right.x - self->corner.x, y = self->right.y - self->corner.y;
  double down_x = self->below.x - self->corner.x, down_y = self->below.y - self->corner.y;
  orient (&self->corner, x, y, down_x, down_y);
  orient (&self->right, x, y, down_x, down_y);
  orient (&self->below, x, y, down_x, down_y);
}

/* Whether the two are seen about at a right angle. */
static gboolean
is_square (const Sight *one, const Sight *other)
{
  double product = one->u[0] * other->u[0] + one->u[1] * other->u[1];
  return fabs (product) < SLANT_MAX * one->distance * other->distance;
}

/* What is known of the triple before any of its modules is looked at. Its axes are not turned yet. */
static gboolean
make_triple (const CubbyQrFinder *finders, const Sight *sights, guint n, const guint index[3],
             CubbyQrTriple *triple)
{
  const CubbyQrFinder *a = &finders[index[0]], *b = &finders[index[1]], *c = &finders[index[2]];
  double bx = b->x - a->x, by = b->y - a->y, cx = c->x - a->x, cy = c->y - a->y;
  if (bx * cy - by * cx <= 0)
    return FALSE;
  const Sight *ab = &sights[index[0] * n + index[1]], *ba = &sights[index[1] * n + index[0]];
  const Sight *ac = &sights[index[0] * n + index[2]], *ca = &sights[index[2] * n + index[0]];
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

static gint
compare (gconstpointer a, gconstpointer b)
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
find_at_corner (const CubbyQrFinder *finders, const Sight *sights, guint n, guint i, GArray *triples)
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
  g_autofree Sight *sights = g_new0 (Sight, n * n);
  for (guint i = 0; i < n; i++)
    for (guint j = 0; j < n; j++)
      if (i != j)
        sights[i * n + j] = see (&finders[i], &finders[j]);
  for (guint i = 0; i < n; i++)
    find_at_corner (finders, sights, n, i, triples);
  g_array_sort (triples, compare);
  for (guint i = 0; i < triples->len; i++)
    orient_all (&g_array_index (triples, CubbyQrTriple, i));
  return triples;
}

/* A finder pattern like @like at a place. */
static CubbyQrFinder
move_finder (const CubbyQrFinder *like, double x, double y)
{
  CubbyQrFinder finder = *like;
  finder.x = x;
  finder.y = y;
  finder.fit = 0;
  return finder;
}

/* @p and @q are on one side of the code: the third is to the one hand (@hand is 1) or the other (-1) of them,
 * beside @p or beside @q. */
static void
guess_beside (const CubbyQrFinder *p, const CubbyQrFinder *q, double distance, double hand, GArray *triples)
{
  double x = q->x - p->x, y = q->y - p->y;
  CubbyQrFinder one = *p, other = *q;
  orient (&one, x, y, -hand * y, hand * x);
  orient (&other, x, y, -hand * y, hand * x);
  CubbyQrFinder by_one = move_finder (&one, one.x + distance * one.b[0], one.y + distance * one.b[1]);
  CubbyQrFinder by_other =
      move_finder (&other, other.x + distance * other.b[0], other.y + distance * other.b[1]);
  CubbyQrTriple triple = {.distance = distance, .score = (p->fit + q->fit) / 2};
  const CubbyQrFinder *to_hand = hand > 0 ? &one : &other, *from_hand = hand > 0 ? &other : &one;
  const CubbyQrFinder *by_to = hand > 0 ? &by_one : &by_other, *by_from = hand > 0 ? &by_other : &by_one;

  triple.corner = *to_hand;
  triple.right = *from_hand;
  triple.below = *by_to;
  triple.missing = CUBBY_QR_MISSING_BELOW;
  orient_all (&triple);
  g_array_append_val (triples, triple);
  triple.corner = *from_hand;
  triple.right = *by_from;
  triple.below = *to_hand;
  triple.missing = CUBBY_QR_MISSING_RIGHT;
  orient_all (&triple);
  g_array_append_val (triples, triple);
}

/* @p and @q are across: the corner is where their sides meet, on either hand. */
static void
guess_across (const CubbyQrFinder *p, const CubbyQrFinder *q, GArray *triples)
{
  double u[2], v[2];
  to_modules (p, q->x - p->x, q->y - p->y, u);
  to_modules (q, q->x - p->x, q->y - p->y, v);
  if (fabs (u[0]) < 0.6 * fabs (u[1]) || fabs (u[1]) < 0.6 * fabs (u[0]) ||
      hypot (u[0], u[1]) < 1.4 * DISTANCE_MIN)
    return;
  for (guint axis = 0; axis < 2; axis++) {
    const double *side = axis == 0 ? p->a : p->b;
    double x = u[axis] * side[0], y = u[axis] * side[1]; /* from p along one of its axes */
    CubbyQrTriple triple = {.score = (p->fit + q->fit) / 2,
                            .missing = CUBBY_QR_MISSING_CORNER,
                            .distance = (fabs (u[0]) + fabs (u[1]) + fabs (v[0]) + fabs (v[1])) / 4};
    triple.corner = move_finder (p, p->x + x, p->y + y);
    double px = -x, py = -y, qx = q->x - triple.corner.x, qy = q->y - triple.corner.y;
    gboolean p_is_right = px * qy - py * qx > 0;
    triple.right = p_is_right ? *p : *q;
    triple.below = p_is_right ? *q : *p;
    orient_all (&triple);
    g_array_append_val (triples, triple);
  }
}

GArray *
cubby_qr_triples_guess (const GArray *array)
{
  const CubbyQrFinder *finders = (const CubbyQrFinder *)(gconstpointer)array->data;
  GArray *triples = g_array_new (FALSE, FALSE, sizeof (CubbyQrTriple));
  for (guint i = 0; i < array->len; i++)
    for (guint j = i + 1; j < array->len; j++) {
      Sight there = see (&finders[i], &finders[j]), back = see (&finders[j], &finders[i]);
      if (there.is_beside && back.is_beside) {
        double distance = sqrt (there.distance * back.distance);
        guess_beside (&finders[i], &finders[j], distance, 1, triples);
        guess_beside (&finders[i], &finders[j], distance, -1, triples);
      } else if (finders[i].inverse == finders[j].inverse && there.distance < DISTANCE_MAX)
        guess_across (&finders[i], &finders[j], triples);
    }
  g_array_sort (triples, compare);
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
