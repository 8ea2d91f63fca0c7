/* SPDX-License-Identifier: Apache-2.0 */
/* Two finder patterns, where the third is covered or was not found. */
#include "hardware/scanner/decode/qr-sight.h"
#include "hardware/scanner/decode/qr-triple.h"

#include <math.h>

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

static void
add_triple (GArray *triples, const CubbyQrFinder *corner, const CubbyQrFinder *right,
            const CubbyQrFinder *below, const CubbyQrTriple *like)
{
  CubbyQrTriple triple = *like;
  triple.corner = *corner;
  triple.right = *right;
  triple.below = *below;
  cubby_qr_triple_orient (&triple);
  g_array_append_val (triples, triple);
}

/* @p and @q are on one side of the code: the third is to the one hand (@hand is 1) or the other (-1) of them,
 * beside @p or beside @q. */
static void
guess_beside (const CubbyQrFinder *p, const CubbyQrFinder *q, double distance, double hand, GArray *triples)
{
  double x = q->x - p->x, y = q->y - p->y;
  CubbyQrFinder one = *p, other = *q;
  cubby_qr_finder_orient (&one, x, y, -hand * y, hand * x);
  cubby_qr_finder_orient (&other, x, y, -hand * y, hand * x);
  CubbyQrFinder by_one = move_finder (&one, one.x + distance * one.b[0], one.y + distance * one.b[1]);
  CubbyQrFinder by_other =
      move_finder (&other, other.x + distance * other.b[0], other.y + distance * other.b[1]);
  CubbyQrTriple below_lacks = {
      .distance = distance, .score = (p->fit + q->fit) / 2, .missing = CUBBY_QR_MISSING_BELOW};
  CubbyQrTriple right_lacks = below_lacks;
  right_lacks.missing = CUBBY_QR_MISSING_RIGHT;
  const CubbyQrFinder *to_hand = hand > 0 ? &one : &other, *from_hand = hand > 0 ? &other : &one;
  const CubbyQrFinder *by_to = hand > 0 ? &by_one : &by_other, *by_from = hand > 0 ? &by_other : &by_one;
  add_triple (triples, to_hand, from_hand, by_to, &below_lacks);
  add_triple (triples, from_hand, by_from, to_hand, &right_lacks);
}

/* @p and @q are across: the corner is where their sides meet, on either hand. */
static void
guess_across (const CubbyQrFinder *p, const CubbyQrFinder *q, GArray *triples)
{
  double u[2], v[2];
  cubby_qr_finder_to_modules (p, q->x - p->x, q->y - p->y, u);
  cubby_qr_finder_to_modules (q, q->x - p->x, q->y - p->y, v);
  if (fabs (u[0]) < 0.6 * fabs (u[1]) || fabs (u[1]) < 0.6 * fabs (u[0]) ||
      hypot (u[0], u[1]) < 1.4 * CUBBY_QR_DISTANCE_MIN)
    return;
  for (guint axis = 0; axis < 2; axis++) {
    const double *side = axis == 0 ? p->a : p->b;
    double x = u[axis] * side[0], y = u[axis] * side[1]; /* from p along one of its axes */
    CubbyQrTriple corner_lacks = {.score = (p->fit + q->fit) / 2,
                                  .missing = CUBBY_QR_MISSING_CORNER,
                                  .distance = (fabs (u[0]) + fabs (u[1]) + fabs (v[0]) + fabs (v[1])) / 4};
    CubbyQrFinder corner = move_finder (p, p->x + x, p->y + y);
    double px = -x, py = -y, qx = q->x - corner.x, qy = q->y - corner.y;
    gboolean p_is_right = px * qy - py * qx > 0;
    add_triple (triples, &corner, p_is_right ? p : q, p_is_right ? q : p, &corner_lacks);
  }
}

GArray *
cubby_qr_triples_guess (const GArray *array)
{
  const CubbyQrFinder *finders = (const CubbyQrFinder *)(gconstpointer)array->data;
  GArray *triples = g_array_new (FALSE, FALSE, sizeof (CubbyQrTriple));
  for (guint i = 0; i < array->len; i++)
    for (guint j = i + 1; j < array->len; j++) {
      CubbyQrSight there = cubby_qr_finder_see (&finders[i], &finders[j]),
                   back = cubby_qr_finder_see (&finders[j], &finders[i]);
      if (there.is_beside && back.is_beside) {
        double distance = sqrt (there.distance * back.distance);
        guess_beside (&finders[i], &finders[j], distance, 1, triples);
        guess_beside (&finders[i], &finders[j], distance, -1, triples);
      } else if (finders[i].inverse == finders[j].inverse && there.distance < CUBBY_QR_DISTANCE_MAX)
        guess_across (&finders[i], &finders[j], triples);
    }
  g_array_sort (triples, cubby_qr_triple_compare);
  return triples;
}
