/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "protocols/http/client.h"
#include "protocols/http/event-parser.h"

G_BEGIN_DECLS

/**
 * CubbyEventStreamHandlers:
 * @opened: the server answered with an event stream
 * @heard: (nullable): something came, if only a comment that says that the line is up
 * @event: one event
 * @ended: the last call: the stream is over. @status: the HTTP status, 0 when there was no answer; @error
 * says why, also when the server just closed it
 *
 * All are called from the client's context, never from inside a call of this interface; each may free the
 * stream.
 */
typedef struct {
  void (*opened) (gpointer data);
  void (*heard) (gpointer data);
  void (*event) (const CubbyServerEvent *event, gpointer data);
  void (*ended) (guint status, const GError *error, gpointer data);
} CubbyEventStreamHandlers;

/**
 * CubbyEventStream:
 *
 * A GET of text/event-stream that stays open. It ends when nothing, not even a comment, came for the time
 * that was given: a dead line is not noticed otherwise. It does not connect again by itself.
 */
typedef struct _CubbyEventStream CubbyEventStream;

/**
 * cubby_event_stream_open:
 * @headers: (nullable) (array zero-terminated=1): lines "Name: value"; Accept is added
 * @last_id: (nullable): goes out as Last-Event-ID
 * @silence_ms: the longest silence
 * @max_event: the largest event in bytes
 *
 * Returns: (transfer full): the stream, or NULL with @error set when URL or headers are not of their form.
 */
CubbyEventStream *cubby_event_stream_open (CubbyHttpClient *client, const char *url,
                                           const char *const *headers, const char *last_id, guint silence_ms,
                                           gsize max_event, const CubbyEventStreamHandlers *handlers,
                                           gpointer data, GError **error);
void cubby_event_stream_free (CubbyEventStream *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyEventStream, cubby_event_stream_free)

G_END_DECLS
