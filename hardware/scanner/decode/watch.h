/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/decode/frame.h"
#include "hardware/scanner/decode/view.h"

G_BEGIN_DECLS

/**
 * CubbyWatch:
 *
 * Makes the view of each picture of a camera: it remembers the picture before (how much it shakes) and what
 * the place looks like with nobody there (what is held up, where no code was found). Works on an eighth of
 * the size. For one thread.
 */
typedef struct _CubbyWatch CubbyWatch;

CubbyWatch *cubby_watch_new (void);
void cubby_watch_free (CubbyWatch *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyWatch, cubby_watch_free)

/**
 * cubby_watch_look:
 * @frame: the next picture; its captured_us tells how long ago the last one was
 * @candidate: (nullable) (array fixed-size=4): where a code is or seems to be, in pixels of @frame
 * @symbology: of the candidate, a CubbySymbology; 0 where it is not known
 * @module_px: of the candidate; 0 where it is not known
 * @view: (out): all of it is set
 */
void cubby_watch_look (CubbyWatch *self, const CubbyFrame *frame, const CubbyPoint *candidate,
                       guint symbology, float module_px, CubbyView *view);

G_END_DECLS
