/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Sums over squares of the modules of a code, at once whatever their size. */
typedef struct _CubbyQrSums CubbyQrSums;

CubbyQrSums *cubby_qr_sums_new (guint dimension);
void cubby_qr_sums_free (CubbyQrSums *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyQrSums, cubby_qr_sums_free)

/* @values: rows of the dimension */
void cubby_qr_sums_set (CubbyQrSums *self, const float *values);
/* Returns: the sum over the modules up to @radius away, as far as they are in the code. */
float cubby_qr_sums_get (const CubbyQrSums *self, guint x, guint y, guint radius);

G_END_DECLS
