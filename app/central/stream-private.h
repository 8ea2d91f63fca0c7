/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/central/stream.h"

G_BEGIN_DECLS

/* How long one piece of work may keep others waiting. */
#define CUBBY_STREAM_SLICE_US 4000

/* The readers that may see the same: those of one store, or all who see no parcels. */
typedef struct {
  char *store; /* (nullable) */
  guint n_readers;
  CubbyHttpFrame *frame; /* (nullable): of the wave under way */
} CubbyStreamGroup;

typedef struct {
  CubbyStream *stream;
  CubbyHttpStream *http;
  CubbyStreamGroup *group;
  char *key;     /* (nullable): whose it is */
  char *kiosk;   /* (nullable) */
  gint64 seq;    /* it was sent everything up to here */
  gint64 floor;  /* of its cursor, while it catches up */
  guint index;   /* in the list */
  guint8 slot;   /* of the wheel */
  guint8 live;   /* waves reach it; else it catches up */
  guint8 queued; /* for its next page */
  guint8 spoken; /* to, since the wheel came by last */
} CubbyStreamReader;

/**
 * CubbyStreamWave:
 *
 * What changed since the last wave, on its way to all live readers.
 */
typedef struct {
  gboolean under_way;
  gint64 from; /* who has more than this gets it another way */
  gint64 through;
  guint left; /* readers below this index are still to be told */
  gint64 took_us;
} CubbyStreamWave;

struct _CubbyStream {
  CubbySql *sql;
  guint32 feed;
  gint64 sent;        /* live readers have everything up to here, or will when the wave is over */
  GPtrArray *readers; /* of CubbyStreamReader */
  GHashTable *groups; /* store, "" for none -> CubbyStreamGroup */
  GQueue pages;       /* of CubbyStreamReader that wait for their next page */
  CubbyStreamWave wave;
  gboolean again; /* something changed while a wave was under way, or has to wait */
  gint64 next_us; /* no wave before this */
  CubbyHttpAlarm *work;
  gboolean working; /* it is set */
  CubbyHttpAlarm *poll;
  CubbyHttpAlarm *wheel;
  guint8 slot;
};

/* Reads what is new and makes the frames of a wave. FALSE: there is nothing new, or no database. */
gboolean cubby_stream_wave_begin (CubbyStream *self);
/* Goes on with it for a slice. */
void cubby_stream_wave_go_on (CubbyStream *self);

/* Sends @reader its next page; it is live when there was none. */
void cubby_stream_reader_turn_page (CubbyStreamReader *reader);
/* Puts @reader in line for its next page. */
void cubby_stream_reader_queue (CubbyStreamReader *reader);

/* Has the work that waits go on when the sockets were looked at. */
void cubby_stream_work_soon (CubbyStream *self);
/* Ends all streams: their readers come back, and are told why they cannot go on. */
void cubby_stream_end_all (CubbyStream *self);

/* Appends the event of a row to @text. */
void cubby_stream_add_event (GString *text, const CubbyFeedCursor *cursor, const CubbyFeedRow *row);

G_END_DECLS
