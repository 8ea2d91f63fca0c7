/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Sorts them, the smallest first. */
void cubby_floats_sort (float *values, gsize n);

G_END_DECLS
