/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/codes.h"

#include <math.h>
#include <string.h>

/* Bars of which a few lines were read are taken to be this part as high as they are wide, at least. */
#define LEAST_HEIGHT_PART 8

static float
get_side (const CubbyCode *code, guint i)
{
  const CubbyPoint *p = &code->corners[i], *q = &code->corners[(i + 1) % G_N_ELEMENTS (code->corners)];
  return hypotf (q->x - p->x, q->y - p->y);
}

/* How far outside of the outline of @code is still on it, in pixels. */
static float
get_margin (const CubbyCode *code)
{
  float longest = 0, shortest = INFINITY;
  for (guint i = 0; i < G_N_ELEMENTS (code->corners); i++) {
    longest = MAX (longest, get_side (code, i));
    shortest = MIN (shortest, get_side (code, i));
  }
  return MAX ((longest / LEAST_HEIGHT_PART - shortest) / 2, 1);
}

static gboolean
is_in_box (CubbyPoint at, const CubbyRegion *box, float margin)
{
  return at.x >= (float)box->x - margin && at.x <= (float)(box->x + box->width) + margin &&
         at.y >= (float)box->y - margin && at.y <= (float)(box->y + box->height) + margin;
}

/* The box is the end of an outline that is as thin as a line. */
gboolean
cubby_code_holds (const CubbyCode *code, CubbyPoint at, float margin)
{
  float least = INFINITY, most = -INFINITY;
  for (guint i = 0; i < G_N_ELEMENTS (code->corners); i++) {
    const CubbyPoint *p = &code->corners[i], *q = &code->corners[(i + 1) % G_N_ELEMENTS (code->corners)];
    float side = get_side (code, i);
    if (side <= 0)
      continue;
    float off = ((q->x - p->x) * (at.y - p->y) - (q->y - p->y) * (at.x - p->x)) / side;
    least = MIN (least, off);
    most = MAX (most, off);
  }
  return is_in_box (at, &code->region, margin) && (least >= -margin || most <= margin);
}

static gboolean
is_on (CubbyPoint at, const CubbyCode *code)
{
  return cubby_code_holds (code, at, get_margin (code));
}

static CubbyPoint
middle_of (const CubbyCode *code)
{
  CubbyPoint sum = {0, 0};
  for (guint i = 0; i < G_N_ELEMENTS (code->corners); i++)
    sum = (CubbyPoint){sum.x + code->corners[i].x, sum.y + code->corners[i].y};
  return (CubbyPoint){sum.x / G_N_ELEMENTS (code->corners), sum.y / G_N_ELEMENTS (code->corners)};
}

static float
side_of (const CubbyCode *code)
{
  return (float)MAX (code->region.width, code->region.height);
}

static CubbyPoint
centre_of (const CubbyCode *code)
{
  const CubbyRegion *box = &code->region;
  return (CubbyPoint){(float)box->x + (float)box->width / 2, (float)box->y + (float)box->height / 2};
}

static gboolean
is_linear (const CubbyCode *code)
{
  return (code->symbology & CUBBY_SYMBOLOGIES_LINEAR) != 0;
}

/* Two readers may put the bytes of one QR code into words differently. One code inside of another is smaller.
 */
static gboolean
is_same_place (const CubbyCode *one, const CubbyCode *other)
{
  float side = side_of (one), other_side = side_of (other), near = MIN (side, other_side) / 4;
  CubbyPoint a = centre_of (one), b = centre_of (other);
  return MAX (side, other_side) < 1.5f * MIN (side, other_side) && fabsf (a.x - b.x) < near &&
         fabsf (a.y - b.y) < near;
}

static gboolean
is_covered (const CubbyCode *code, const CubbyCode *known)
{
  if (known->symbology == code->symbology && known->length == code->length &&
      memcmp (known->text, code->text, code->length) == 0)
    return TRUE;
  if (!is_linear (known))
    return is_linear (code) ? is_on (middle_of (code), known) : is_same_place (code, known);
  if (!is_linear (code))
    return FALSE;
  return is_on (middle_of (code), known) || is_on (middle_of (known), code);
}

const CubbyCode *
cubby_codes_find (GPtrArray *codes, CubbySymbology symbology, const char *text)
{
  for (guint i = 0; i < codes->len; i++) {
    const CubbyCode *code = g_ptr_array_index (codes, i);
    if (code->symbology == symbology && strcmp (code->text, text) == 0)
      return code;
  }
  return NULL;
}

gboolean
cubby_codes_take (GPtrArray *codes, CubbyCode *code)
{
  for (guint i = 0; i < codes->len; i++)
    if (is_covered (code, g_ptr_array_index (codes, i))) {
      cubby_code_free (code);
      return FALSE;
    }
  g_ptr_array_add (codes, code);
  return TRUE;
}

void
cubby_code_set_region (CubbyCode *code, const CubbyFrame *frame)
{
  float right = (float)frame->width - 1, bottom = (float)frame->height - 1;
  CubbyPoint least = {right, bottom}, most = {0, 0};
  for (guint i = 0; i < G_N_ELEMENTS (code->corners); i++) {
    CubbyPoint at = {CLAMP (code->corners[i].x, 0, right), CLAMP (code->corners[i].y, 0, bottom)};
    least = (CubbyPoint){MIN (least.x, at.x), MIN (least.y, at.y)};
    most = (CubbyPoint){MAX (most.x, at.x), MAX (most.y, at.y)};
  }
  guint x = (guint)least.x, y = (guint)least.y;
  code->region = (CubbyRegion){x, y, (guint)most.x - x + 1, (guint)most.y - y + 1};
}
