/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CUBBY_QR_ERROR (cubby_qr_error_quark ())
GQuark cubby_qr_error_quark (void);
typedef enum { CUBBY_QR_ERROR_TEXT, CUBBY_QR_ERROR_PICTURE } CubbyQrError;

/* How much of the code may be spoilt: a seventh (M, for screens), a quarter (Q, for paper). */
typedef enum { CUBBY_QR_LEVEL_L, CUBBY_QR_LEVEL_M, CUBBY_QR_LEVEL_Q, CUBBY_QR_LEVEL_H } CubbyQrLevel;

#define CUBBY_QR_QUIET_ZONE 4 /* modules of white on each side, which every reader needs */
#define CUBBY_QR_MAX_SCALE 32

/**
 * CubbyQr:
 *
 * A QR code (ISO/IEC 18004) as a square of modules, in the smallest version that
 * holds the text; text of its alphanumeric set, such as a pass, is coded as that.
 */
typedef struct _CubbyQr CubbyQr;

CubbyQr *cubby_qr_new (const char *text, CubbyQrLevel level, GError **error);
void cubby_qr_free (CubbyQr *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyQr, cubby_qr_free)

guint cubby_qr_get_version (const CubbyQr *self);
/* Modules on a side, without the quiet zone. */
guint cubby_qr_get_size (const CubbyQr *self);
gboolean cubby_qr_is_dark (const CubbyQr *self, guint x, guint y);

/**
 * cubby_qr_to_png:
 * @scale: pixels on a side of a module, 1 to 32
 *
 * Returns: (transfer full) (nullable): a picture with its quiet zone.
 */
GBytes *cubby_qr_to_png (const CubbyQr *self, guint scale, GError **error);
/* Returns: (transfer full): an SVG document with its quiet zone, of no fixed size. */
char *cubby_qr_to_svg (const CubbyQr *self);

G_END_DECLS
