/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One server-sent event. @type: "message" when none was named. Valid during the call only. */
typedef struct {
  const char *id; /* the last event id as of this event, "" when there was none */
  const char *type;
  const char *data;
} CubbyServerEvent;

typedef void (*CubbyServerEventFunc) (const CubbyServerEvent *event, gpointer data);

/**
 * CubbyEventParser:
 *
 * The event stream format of the WHATWG HTML standard, section 9.2: lines end with LF, CR or CRLF, wherever
 * the stream was cut into pieces; a BOM is skipped; comments are passed over; several data lines are one
 * text.
 */
typedef struct _CubbyEventParser CubbyEventParser;

/* @max_event: the largest line and the largest event in bytes. */
CubbyEventParser *cubby_event_parser_new (gsize max_event, CubbyServerEventFunc func, gpointer data);
void cubby_event_parser_free (CubbyEventParser *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyEventParser, cubby_event_parser_free)

/* Returns: FALSE when the stream breaks the limit or is no UTF-8; nothing more can be read from it then. */
gboolean cubby_event_parser_feed (CubbyEventParser *self, const char *bytes, gsize length);

const char *cubby_event_parser_get_last_id (CubbyEventParser *self);
/* The server's wish how long to wait before connecting again, in ms; -1: it has none. */
gint64 cubby_event_parser_get_retry_ms (CubbyEventParser *self);

G_END_DECLS
