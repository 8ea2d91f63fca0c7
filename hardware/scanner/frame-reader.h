/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/inbox.h"

G_BEGIN_DECLS

/**
 * CubbyFrameReader:
 *
 * Has the pictures of one camera decoded, in a thread and a process of its own, and tells what they show and
 * say to an inbox. While one is decoded the next may come; of several that come only the newest is read. So
 * neither the camera nor the preview waits for a slow picture, and nothing lags.
 */
typedef struct _CubbyFrameReader CubbyFrameReader;

/* @name: of the scanner. @inbox must outlive it. */
CubbyFrameReader *cubby_frame_reader_new (const char *name, CubbyInbox *inbox);
/* Returns when its thread and its process have ended; it does not wait for a picture. */
void cubby_frame_reader_free (CubbyFrameReader *self);

/* @frame: it is referenced, and not to be written to any more. @symbologies: a set of CubbySymbology */
void cubby_frame_reader_put (CubbyFrameReader *self, const CubbyFrame *frame, guint symbologies);

/**
 * cubby_frame_reader_forget:
 *
 * Somebody else stands there: the next picture is decoded by a new process, which knows of no other. That
 * happens by itself, too: see cubby_decode_is_spent().
 */
void cubby_frame_reader_forget (CubbyFrameReader *self);

/**
 * cubby_frame_reader_get_failure:
 *
 * Returns: (transfer full) (nullable): why pictures are not read, a CubbyDecodeError that names the scanner;
 *   NULL while they are, and while single ones are lost.
 */
GError *cubby_frame_reader_get_failure (CubbyFrameReader *self);

G_END_DECLS
