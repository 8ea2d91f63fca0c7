/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/track.h"

#include <math.h>
#include <string.h>

#define LASTS_US ((gint64)1500 * 1000)
/* A hand that was moving stops: what is foretold from its way is not longer than this. */
#define AHEAD_MAX_US 200000
/* Added to a box on all sides together, in parts of its longer side: bars are read from any band across them.
 */
#define ROOM 0.6f
#define ROOM_LINEAR 0.3f

typedef struct {
  guint id;
  CubbySymbology symbology;
  char *text; /* NUL behind its length */
  gsize length;
  CubbyPoint centre;
  CubbyPoint speed; /* pixels a microsecond */
  CubbyPoint size;  /* of its box */
  guint strategy;
  guint misses;
  gint64 seen_us;
} Track;

struct _CubbyTracks {
  Track tracks[CUBBY_TRACKS_MAX];
  guint n;
  guint last_id;
};

CubbyTracks *
cubby_tracks_new (void)
{
  return g_new0 (CubbyTracks, 1);
}

void
cubby_tracks_free (CubbyTracks *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < self->n; i++)
    g_free (self->tracks[i].text);
  g_free (self);
}

static void
tracks_remove (CubbyTracks *self, guint index)
{
  g_free (self->tracks[index].text);
  self->n--;
  memmove (&self->tracks[index], &self->tracks[index + 1], (self->n - index) * sizeof (Track));
}

static CubbyPoint
track_foretell (const Track *track, gint64 now_us)
{
  float ahead = (float)MIN (now_us - track->seen_us, AHEAD_MAX_US);
  return (CubbyPoint){track->centre.x + track->speed.x * ahead, track->centre.y + track->speed.y * ahead};
}

guint
cubby_tracks_begin (CubbyTracks *self, const CubbyFrame *frame, gint64 now_us, guint ids[CUBBY_TRACKS_MAX])
{
  for (guint i = self->n; i-- > 0;) {
    const Track *track = &self->tracks[i];
    gboolean inside = track->centre.x < (float)frame->width && track->centre.y < (float)frame->height;
    if (!inside || now_us - track->seen_us >= LASTS_US)
      tracks_remove (self, i);
  }
  for (guint i = 0; i < self->n; i++)
    ids[i] = self->tracks[i].id;
  return self->n;
}

static Track *
tracks_find_id (const CubbyTracks *self, guint id)
{
  for (guint i = 0; i < self->n; i++)
    if (self->tracks[i].id == id)
      return (Track *)&self->tracks[i];
  return NULL;
}

static void
set_span (guint *start, guint *length, float centre, float side, guint limit)
{
  float first = CLAMP (centre - side / 2, 0, (float)limit - 1);
  float end = CLAMP (centre + side / 2, first + 1, (float)limit);
  *start = (guint)first;
  *length = MAX ((guint)end - *start, 1);
}

gboolean
cubby_tracks_get (const CubbyTracks *self, guint id, const CubbyFrame *frame, gint64 now_us,
                  guint *ret_strategy, CubbyRegion *region)
{
  const Track *track = tracks_find_id (self, id);
  if (track == NULL)
    return FALSE;
  CubbyPoint centre = track_foretell (track, now_us);
  float moved = MAX (fabsf (centre.x - track->centre.x), fabsf (centre.y - track->centre.y));
  float side = MAX (track->size.x, track->size.y);
  CubbyPoint size = track->symbology != CUBBY_SYMBOLOGY_QR ? track->size : (CubbyPoint){side, side};
  float room = side * (track->symbology != CUBBY_SYMBOLOGY_QR ? ROOM_LINEAR : ROOM) + 2 * moved;
  set_span (&region->x, &region->width, centre.x, size.x + room, frame->width);
  set_span (&region->y, &region->height, centre.y, size.y + room, frame->height);
  *ret_strategy = track->strategy;
  return TRUE;
}

static gboolean
track_says (const Track *track, const CubbyCode *code)
{
  return track->symbology == code->symbology && track->length == code->length &&
         memcmp (track->text, code->text, code->length) == 0;
}

gboolean
cubby_tracks_is (const CubbyTracks *self, guint id, const CubbyCode *code)
{
  const Track *track = tracks_find_id (self, id);
  return track != NULL && track_says (track, code);
}

const char *
cubby_tracks_get_bars (const CubbyTracks *self, guint id, CubbySymbology *ret_symbology)
{
  const Track *track = tracks_find_id (self, id);
  if (track == NULL || track->symbology == CUBBY_SYMBOLOGY_QR)
    return NULL;
  *ret_symbology = track->symbology;
  return track->text;
}

guint
cubby_tracks_count_new (const CubbyTracks *self)
{
  return self->last_id;
}

static Track *
tracks_find (CubbyTracks *self, const CubbyCode *code)
{
  for (guint i = 0; i < self->n; i++)
    if (track_says (&self->tracks[i], code))
      return &self->tracks[i];
  return NULL;
}

/* In place of the one that was seen the longest ago, when there are too many. */
static Track *
tracks_add (CubbyTracks *self, const CubbyCode *code)
{
  if (self->n == CUBBY_TRACKS_MAX) {
    guint oldest = 0;
    for (guint i = 1; i < self->n; i++)
      if (self->tracks[i].seen_us < self->tracks[oldest].seen_us)
        oldest = i;
    tracks_remove (self, oldest);
  }
  Track *track = &self->tracks[self->n++];
  *track = (Track){.id = ++self->last_id,
                   .symbology = code->symbology,
                   .text = g_malloc0 (code->length + 1),
                   .length = code->length};
  memcpy (track->text, code->text, code->length);
  return track;
}

void
cubby_tracks_note (CubbyTracks *self, const CubbyCode *code, guint strategy, gint64 now_us)
{
  const CubbyRegion *box = &code->region;
  CubbyPoint centre = {(float)box->x + (float)box->width / 2, (float)box->y + (float)box->height / 2};
  Track *track = tracks_find (self, code);
  if (track == NULL)
    track = tracks_add (self, code);
  else if (now_us > track->seen_us) {
    float past = (float)(now_us - track->seen_us);
    track->speed = (CubbyPoint){(centre.x - track->centre.x) / past, (centre.y - track->centre.y) / past};
  }
  track->centre = centre;
  track->size = (CubbyPoint){(float)box->width, (float)box->height};
  track->strategy = strategy;
  track->seen_us = now_us;
  track->misses = 0;
}

void
cubby_tracks_miss (CubbyTracks *self, guint id)
{
  Track *track = tracks_find_id (self, id);
  if (track != NULL)
    track->misses++;
}

guint
cubby_tracks_get_misses (const CubbyTracks *self, guint id)
{
  const Track *track = tracks_find_id (self, id);
  return track != NULL ? track->misses : 0;
}
