/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/decode/frame.h"
#include "hardware/scanner/decode/view.h"

G_BEGIN_DECLS

/**
 * CubbyMessage:
 *
 * What a scanner's thread tells the scanner. One of: a state, codes (@texts is set), a picture for the
 * preview (@frame is set), what a picture showed (@view is set), a picture that was lost (@lost is set).
 * @name is always set: whose it is.
 */
typedef struct {
  char *name;
  gboolean works;
  char *why;

  GPtrArray *texts;       /* of char *: all codes of one picture */
  GPtrArray *symbologies; /* of const char *, not owned: of each of them */
  gint64 at_us;
  gint64 captured_us;
  gint64 blind_us;   /* since codes were told before, as the machine was slow: see cubby_decode_blind_us() */
  gboolean complete; /* no other one is in view: see CubbyScanSight */

  CubbyFrame *frame;

  CubbyView *view;
  guint n_codes; /* that were read in it, of different texts: those that count (cubby_scan_choose()) */

  const char *lost; /* how: a word */
  guint n_lost;     /* since the scanner was started, this one too */
} CubbyMessage;

void cubby_message_free (CubbyMessage *message);

/**
 * CubbyInbox:
 *
 * Carries messages from threads into a main context. Of several pictures of one scanner that wait, and of
 * several of its views, the first is kept: a slow screen does not fill the memory.
 */
typedef struct _CubbyInbox CubbyInbox;

typedef void (*CubbyInboxFunc) (CubbyMessage *message, gpointer data);

CubbyInbox *cubby_inbox_new (GMainContext *context, CubbyInboxFunc take, gpointer data);
/* From any thread. Takes @message. */
void cubby_inbox_post (CubbyInbox *self, CubbyMessage *message);
/* In the thread of the context, when nobody posts any more: what waits is dropped. Allowed inside of @take.
 */
void cubby_inbox_close (CubbyInbox *self);

G_END_DECLS
