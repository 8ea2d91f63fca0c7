/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Cuts Thai, which is written without spaces, into words by libthai's dictionary. For one thread at a time.
 */
typedef struct _CubbyThaiCutter CubbyThaiCutter;

/* Returns: (transfer full): without a dictionary (libthai-data) runs stay whole, and a warning says so. */
CubbyThaiCutter *cubby_thai_cutter_new (void);
void cubby_thai_cutter_free (CubbyThaiCutter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyThaiCutter, cubby_thai_cutter_free)

/* Returns: (transfer full): the words of a run of Thai letters, in order. */
GStrv cubby_thai_cutter_cut (CubbyThaiCutter *self, const char *run);

G_END_DECLS
