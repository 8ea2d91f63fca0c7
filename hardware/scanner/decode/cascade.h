/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/decode/decoder.h"

G_BEGIN_DECLS

/* What one picture of a camera may take of the processor: what would pass it is not begun, and our own
 * readers end soon after it. */
#define CUBBY_CASCADE_BUDGET_US 26000

/**
 * CubbyCascade:
 *
 * Reads the codes of a camera's pictures, one after the other: our own readers look at the whole picture,
 * all strategies where a code was read lately or seems to be. A scene that stands still is
 * left in peace after its round. For one thread.
 */
typedef struct _CubbyCascade CubbyCascade;

CubbyCascade *cubby_cascade_new (void);
void cubby_cascade_free (CubbyCascade *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyCascade, cubby_cascade_free)

/**
 * cubby_cascade_look:
 * @frame: the next picture of the camera
 * @symbologies: a set of CubbySymbology
 * @budget_us: of the processor's time, for all of it: what it foretells not to end in time is not begun.
 *   0: exactly one strategy wherever one is due
 *
 * Returns: (transfer full) (element-type CubbyCode): all codes that were read, each text once
 */
GPtrArray *cubby_cascade_look (CubbyCascade *self, const CubbyFrame *frame, guint symbologies,
                               gint64 budget_us);

/**
 * cubby_cascade_get_view:
 *
 * Returns: what the last picture of cubby_cascade_look() showed
 */
const CubbyView *cubby_cascade_get_view (const CubbyCascade *self);

/**
 * cubby_cascade_look_long:
 * @budget_us: as cubby_still_look() takes it
 *
 * The same for one picture alone, such as a file of any size: every strategy at several
 * sizes until one reads something. Remembers no place.
 */
GPtrArray *cubby_cascade_look_long (CubbyCascade *self, const CubbyFrame *frame, guint symbologies,
                                    gint64 budget_us);

G_END_DECLS
