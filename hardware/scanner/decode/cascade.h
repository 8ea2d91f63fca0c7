/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/decode/decoder.h"
#include "hardware/scanner/decode/view.h"

G_BEGIN_DECLS

/* One look takes about this long: further strategies are begun only while it has not passed. */
#define CUBBY_CASCADE_BUDGET_US 20000

/**
 * CubbyCascade:
 *
 * Reads the codes of a camera's pictures, one after the other: several ways to
 * prepare a picture for the decoder (strategies), taken in turn over the whole picture,
 * and all of them where a code was read lately. For one thread.
 */
typedef struct _CubbyCascade CubbyCascade;

CubbyCascade *cubby_cascade_new (void);
void cubby_cascade_free (CubbyCascade *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyCascade, cubby_cascade_free)

/**
 * cubby_cascade_look:
 * @frame: the next picture of the camera
 * @symbologies: a set of CubbySymbology
 * @budget_us: at least one strategy runs; the next one begins only within this time
 *
 * Returns: (transfer full) (element-type CubbyCode): what was read, each code once
 */
GPtrArray *cubby_cascade_look (CubbyCascade *self, const CubbyFrame *frame, guint symbologies,
                               gint64 budget_us);

/**
 * cubby_cascade_get_view:
 *
 * Returns: (transfer none): what the picture of the last cubby_cascade_look() showed, for the advice to
 * whoever holds something up; all zero before the first
 */
const CubbyView *cubby_cascade_get_view (CubbyCascade *self);

/**
 * cubby_cascade_look_long:
 *
 * The same for one picture alone, such as a file of any size: every strategy at several
 * scales until one reads something. Remembers nothing.
 */
GPtrArray *cubby_cascade_look_long (CubbyCascade *self, const CubbyFrame *frame, guint symbologies);

guint cubby_cascade_get_n_strategies (void);

G_END_DECLS
