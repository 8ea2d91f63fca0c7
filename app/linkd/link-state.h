/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The link to the central service, as a pure table: what happens next is decided here, done elsewhere. */
typedef enum {
  CUBBY_LINK_OFFLINE,     /* waiting to try again */
  CUBBY_LINK_CATCHING_UP, /* reading /v1/changes by cursor */
  CUBBY_LINK_OPENING,     /* waiting for /v1/stream to answer */
  CUBBY_LINK_LIVE,        /* changes arrive as they happen */
  CUBBY_N_LINK_STATES,
} CubbyLinkState;

typedef enum {
  CUBBY_LINK_RETRY_DUE,     /* the wait is over, or the program started */
  CUBBY_LINK_BATCH_MORE,    /* a batch is in the replica and there is more */
  CUBBY_LINK_BATCH_LAST,    /* a batch is in the replica and it was the last */
  CUBBY_LINK_STREAM_OPENED, /* the stream answered */
  CUBBY_LINK_FAILED,        /* no answer, a wrong one, or the stream ended */
  CUBBY_LINK_TOO_OLD,       /* 410: the centre no longer knows our sequence number */
  CUBBY_N_LINK_EVENTS,
} CubbyLinkEvent;

typedef enum {
  CUBBY_LINK_DO_NOTHING,
  CUBBY_LINK_FETCH,      /* ask for the next batch */
  CUBBY_LINK_OPEN,       /* open the stream */
  CUBBY_LINK_WAIT,       /* close everything and wait before the next try */
  CUBBY_LINK_START_OVER, /* close everything, begin a new replica at 0, ask for its first batch */
} CubbyLinkAction;

typedef struct {
  CubbyLinkState next;
  CubbyLinkAction action;
} CubbyLinkStep;

CubbyLinkStep cubby_link_step (CubbyLinkState state, CubbyLinkEvent event);

/* "offline", "connecting" or "online", as Link1.State says it. */
const char *cubby_link_state_to_string (CubbyLinkState state);

G_END_DECLS
