/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/child/wire.h"

#include "app/domain/scan-filter.h"

#include <math.h>
#include <string.h>

#define VERSION 2

typedef struct {
  guint32 version;
  guint32 serial;
  guint32 slot;
  guint32 width;
  guint32 height;
  guint32 stride;
  guint32 symbologies;
  guint32 effort;
  gint64 budget_us;
  gint64 captured_us;
} Request;

typedef struct {
  guint32 version;
  guint32 serial;
  guint32 n_codes;
  guint32 n_dropped;
  CubbyView view;
} Head;

/* Its text follows at once, without a zero. */
typedef struct {
  guint32 symbology;
  guint32 length;
  CubbyPoint corners[4];
  CubbyRegion region;
  guint32 part;
  guint32 n_parts;
} Code;

G_STATIC_ASSERT (sizeof (Request) == CUBBY_WIRE_REQUEST_BYTES);
G_STATIC_ASSERT (sizeof (Head) + CUBBY_WIRE_FRAME_CODES_MAX * (sizeof (Code) + CUBBY_WIRE_TEXT_MAX) <=
                 CUBBY_WIRE_ANSWER_BYTES_MAX);
/* That is in characters, of four bytes at most (RFC 3629). */
G_STATIC_ASSERT (CUBBY_WIRE_TEXT_MAX >= 4 * CUBBY_SCAN_LENGTH_MAX);

void
cubby_wire_request_write (const CubbyWireRequest *request, guint8 bytes[CUBBY_WIRE_REQUEST_BYTES])
{
  Request wire = {
      .version = VERSION,
      .serial = request->serial,
      .slot = request->slot,
      .width = request->width,
      .height = request->height,
      .stride = request->stride,
      .symbologies = request->symbologies,
      .effort = request->effort,
      .budget_us = request->budget_us,
      .captured_us = request->captured_us,
  };
  memcpy (bytes, &wire, sizeof wire);
}

static gboolean
is_of_size (const Request *wire, gsize slot_bytes)
{
  if (wire->width < 1 || wire->width > CUBBY_FRAME_SIDE_MAX)
    return FALSE;
  if (wire->height < 1 || wire->height > CUBBY_FRAME_SIDE_MAX)
    return FALSE;
  if (wire->stride < wire->width || wire->stride > CUBBY_FRAME_SIDE_MAX)
    return FALSE;
  return (guint64)wire->stride * wire->height <= slot_bytes;
}

gboolean
cubby_wire_request_read (const guint8 *bytes, gsize n_bytes, guint n_slots, gsize slot_bytes,
                         CubbyWireRequest *request)
{
  Request wire;
  if (n_bytes != sizeof wire)
    return FALSE;
  memcpy (&wire, bytes, sizeof wire);
  if (wire.version != VERSION || wire.serial == CUBBY_WIRE_HELLO || wire.captured_us < 0)
    return FALSE;
  if (wire.slot >= n_slots || !is_of_size (&wire, slot_bytes))
    return FALSE;
  if ((wire.symbologies & ~(guint32)CUBBY_SYMBOLOGIES_ALL) != 0 || wire.effort > CUBBY_DECODE_EFFORT_STILL)
    return FALSE;
  if (wire.budget_us < 0 || wire.budget_us > CUBBY_WIRE_BUDGET_MAX_US)
    return FALSE;
  *request = (CubbyWireRequest){
      .serial = wire.serial,
      .slot = wire.slot,
      .width = wire.width,
      .height = wire.height,
      .stride = wire.stride,
      .symbologies = wire.symbologies,
      .effort = (CubbyDecodeEffort)wire.effort,
      .budget_us = wire.budget_us,
      .captured_us = wire.captured_us,
  };
  return TRUE;
}

void
cubby_wire_answer_clear (CubbyWireAnswer *answer)
{
  g_clear_pointer (&answer->codes, g_ptr_array_unref);
}

static gsize
write_code (const CubbyCode *code, guint8 *bytes)
{
  Code wire = {
      .symbology = code->symbology,
      .length = (guint32)code->length,
      .region = code->region,
      .part = code->part,
      .n_parts = code->n_parts,
  };
  memcpy (wire.corners, code->corners, sizeof wire.corners);
  memcpy (bytes, &wire, sizeof wire);
  memcpy (bytes + sizeof wire, code->text, code->length);
  return sizeof wire + code->length;
}

gboolean
cubby_wire_text_may_be_told (CubbyDecodeEffort effort, const char *text, gsize length)
{
  if (length < 1 || length > CUBBY_WIRE_TEXT_MAX)
    return FALSE;
  return effort == CUBBY_DECODE_EFFORT_STILL || cubby_scan_text_is_sound (text, length);
}

static gboolean
is_number (CubbyDecodeEffort effort, guint n_codes)
{
  return effort == CUBBY_DECODE_EFFORT_STILL || n_codes <= CUBBY_WIRE_FRAME_CODES_MAX;
}

gsize
cubby_wire_answer_write (const CubbyWireAnswer *answer, CubbyDecodeEffort effort, guint8 *bytes)
{
  Head head = {
      .version = VERSION,
      .serial = answer->serial,
      .n_dropped = answer->n_dropped,
      .view = answer->view,
  };
  gsize n_bytes = sizeof head;
  for (guint i = 0; answer->codes != NULL && i < answer->codes->len; i++) {
    const CubbyCode *code = g_ptr_array_index (answer->codes, i);
    if (!is_number (effort, head.n_codes + 1) ||
        sizeof (Code) + code->length > CUBBY_WIRE_ANSWER_BYTES_MAX - n_bytes ||
        !cubby_wire_text_may_be_told (effort, code->text, code->length)) {
      head.n_dropped++;
      continue;
    }
    n_bytes += write_code (code, bytes + n_bytes);
    head.n_codes++;
  }
  memcpy (bytes, &head, sizeof head);
  return n_bytes;
}

static gboolean
clamp_corners (CubbyPoint corners[4], const CubbyWireRequest *request)
{
  for (guint i = 0; i < 4; i++) {
    if (!isfinite (corners[i].x) || !isfinite (corners[i].y))
      return FALSE;
    corners[i].x = CLAMP (corners[i].x, 0, (float)request->width);
    corners[i].y = CLAMP (corners[i].y, 0, (float)request->height);
  }
  return TRUE;
}

static gboolean
is_inside (const CubbyRegion *region, const CubbyWireRequest *request)
{
  return region->width <= request->width && region->x <= request->width - region->width &&
         region->height <= request->height && region->y <= request->height - region->height;
}

/* The kiosk takes no parts: there are none in a camera's picture. */
static gboolean
is_part_sound (const Code *wire, CubbyDecodeEffort effort)
{
  if (wire->n_parts == 0)
    return wire->part == 0;
  return effort == CUBBY_DECODE_EFFORT_STILL && wire->symbology == CUBBY_SYMBOLOGY_QR &&
         wire->n_parts <= CUBBY_WIRE_PARTS_MAX && wire->part >= 1 && wire->part <= wire->n_parts;
}

/* Returns: what is wrong with the code, or NULL. */
static const char *
check_code (Code *wire, const char *text, const CubbyWireRequest *request)
{
  guint32 symbology = wire->symbology;
  if (symbology == 0 || (symbology & (symbology - 1)) != 0 || (symbology & request->symbologies) == 0)
    return "a symbology that was not asked for";
  if (!clamp_corners (wire->corners, request))
    return "a corner that is nowhere";
  if (!is_inside (&wire->region, request))
    return "a code outside of the picture";
  if (!cubby_wire_text_may_be_told (request->effort, text, wire->length))
    return "a text that is none";
  if (!is_part_sound (wire, request->effort))
    return "a part of nothing";
  return NULL;
}

static CubbyCode *
make_code (const Code *wire, const char *text)
{
  CubbyCode *code = g_new0 (CubbyCode, 1);
  code->symbology = (CubbySymbology)wire->symbology;
  code->length = wire->length;
  code->text = g_malloc (wire->length + 1); /* not g_strndup(): there may be zeros in it */
  memcpy (code->text, text, wire->length);
  code->text[wire->length] = '\0';
  code->region = wire->region;
  code->part = wire->part;
  code->n_parts = wire->n_parts;
  memcpy (code->corners, wire->corners, sizeof code->corners);
  return code;
}

static const char *
read_codes (const guint8 *bytes, gsize n_bytes, guint n_codes, const CubbyWireRequest *request,
            GPtrArray *codes)
{
  for (guint i = 0; i < n_codes; i++) {
    Code wire;
    if (n_bytes < sizeof wire)
      return "fewer codes than it says";
    memcpy (&wire, bytes, sizeof wire);
    if (wire.length > CUBBY_WIRE_TEXT_MAX || wire.length > n_bytes - sizeof wire)
      return "a text longer than it may be";
    const char *text = (const char *)bytes + sizeof wire;
    const char *fault = check_code (&wire, text, request);
    if (fault != NULL)
      return fault;
    g_ptr_array_add (codes, make_code (&wire, text));
    bytes += sizeof wire + wire.length;
    n_bytes -= sizeof wire + wire.length;
  }
  return n_bytes == 0 ? NULL : "more bytes than it says";
}

static const char *
check_head (const Head *head, const CubbyWireRequest *request)
{
  if (head->version != VERSION)
    return "another version: the program is of another build";
  if (head->serial != request->serial)
    return "an answer to another question";
  if (!is_number (request->effort, head->n_codes))
    return "too many codes";
  if (!cubby_view_is_sound (&head->view))
    return "a view that cannot be";
  return NULL;
}

gboolean
cubby_wire_answer_read (const guint8 *bytes, gsize n_bytes, const CubbyWireRequest *request,
                        CubbyWireAnswer *answer, const char **ret_fault)
{
  Head head;
  *ret_fault = "shorter than an answer";
  if (n_bytes < sizeof head)
    return FALSE;
  *ret_fault = "longer than an answer";
  if (n_bytes > CUBBY_WIRE_ANSWER_BYTES_MAX)
    return FALSE;
  memcpy (&head, bytes, sizeof head);
  g_autoptr (GPtrArray) codes = cubby_codes_new ();
  *ret_fault = check_head (&head, request);
  if (*ret_fault == NULL)
    *ret_fault = read_codes (bytes + sizeof head, n_bytes - sizeof head, head.n_codes, request, codes);
  if (*ret_fault != NULL)
    return FALSE;
  *answer = (CubbyWireAnswer){
      .serial = head.serial,
      .n_dropped = head.n_dropped,
      .view = head.view,
      .codes = g_steal_pointer (&codes),
  };
  return TRUE;
}
