/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/domain/scan-advice.h"
#include "app/kiosk/scanner-states.h"
#include "hardware/scanner/scanner.h"

#include <gdk/gdk.h>

G_BEGIN_DECLS

/**
 * CubbyScanSource:
 *
 * The scanners as the screen sees them: codes that were read by any of them, the pictures of one camera for
 * the preview, and whether a camera works at all. Of several cameras the first of the configuration that
 * works is shown; pictures, views and advice are of that one alone.
 *
 * CubbyScanSource::scanned (const char *text, gint64 at_us)
 * CubbyScanSource::ambiguous ()
 *   Several codes are in view, and the page does not advise: whoever holds them up is to be asked for one.
 * Where it does, that is an advice. CubbyScanSource::preview (GdkTexture *picture) CubbyScanSource::view
 * (const CubbyView *view, guint n_codes) What the last picture showed, whether or not it is shown itself.
 * CubbyScanSource::advice ()
 *   What whoever holds something up is told has changed; see cubby_scan_source_set_advises().
 * CubbyScanSource::state ()
 */
#define CUBBY_TYPE_SCAN_SOURCE (cubby_scan_source_get_type ())
G_DECLARE_FINAL_TYPE (CubbyScanSource, cubby_scan_source, CUBBY, SCAN_SOURCE, GObject)

CubbyScanSource *cubby_scan_source_new (const CubbySettings *settings);
void cubby_scan_source_start (CubbyScanSource *self);
void cubby_scan_source_stop (CubbyScanSource *self);
void cubby_scan_source_set_staff (CubbyScanSource *self, gboolean staff);
/* Whether the page of now says how something is to be held up; not so as it begins. Without, there is no
 * advice.
 */
void cubby_scan_source_set_advises (CubbyScanSource *self, gboolean advises);
/* The session is over: see cubby_scanner_forget(). */
void cubby_scan_source_forget (CubbyScanSource *self);
/* Whether there is a camera and it gives pictures. */
gboolean cubby_scan_source_has_camera (CubbyScanSource *self);
/* Whether anything at all reads codes. */
gboolean cubby_scan_source_works (CubbyScanSource *self);

/* Which scanners work, and since when. */
const CubbyScannerStates *cubby_scan_source_get_states (CubbyScanSource *self);

CubbyAdvice cubby_scan_source_get_advice (CubbyScanSource *self);

G_END_DECLS
