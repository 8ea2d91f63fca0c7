/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/codes.h"

#include <math.h>
#include <string.h>

static gboolean
is_inside (const CubbyRegion *inner, const CubbyRegion *outer)
{
  guint x = inner->x + inner->width / 2;
  guint y = inner->y + inner->height / 2;
  return x >= outer->x && x < outer->x + outer->width && y >= outer->y && y < outer->y + outer->height;
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
  if (known->length == code->length && memcmp (known->text, code->text, code->length) == 0)
    return TRUE;
  if (!is_linear (known))
    return is_linear (code) ? is_inside (&code->region, &known->region) : is_same_place (code, known);
  if (!is_linear (code))
    return FALSE;
  return is_inside (&code->region, &known->region) || is_inside (&known->region, &code->region);
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
