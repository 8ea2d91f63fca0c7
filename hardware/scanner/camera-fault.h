/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/source.h"

G_BEGIN_DECLS

/* Why a camera does not work, in words for staff and the log that name the way out. */

/* Returns: (transfer full) (nullable): why the device cannot be opened at all: it is gone, not ours, or held;
 *   NULL when it can, and for a pipeline of the configuration. */
char *cubby_camera_fault_find (const CubbyScannerSettings *settings, CubbySourceError *ret_code);

/* Returns: (transfer full): what @element of the pipeline says went wrong. */
char *cubby_camera_fault_explain (const CubbyScannerSettings *settings, const char *element,
                                  const GError *reason, CubbySourceError *ret_code);

/* Returns: (transfer full): that it gives @rate pictures a second where more are asked for. */
char *cubby_camera_fault_say_slow (const CubbyScannerSettings *settings, guint rate);

G_END_DECLS
