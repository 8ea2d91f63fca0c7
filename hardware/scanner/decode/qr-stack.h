/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/decode/qr-modules.h"

G_BEGIN_DECLS

/**
 * CubbyQrStack:
 *
 * What several pictures of the same code, one after the other, showed of its modules: noise, moiré
 * and reflections that wander go away. The modules of all pictures lie over each other by themselves, however
 * the code was held.
 */
typedef struct _CubbyQrStack CubbyQrStack;

CubbyQrStack *cubby_qr_stack_new (void);
void cubby_qr_stack_free (CubbyQrStack *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyQrStack, cubby_qr_stack_free)

/**
 * cubby_qr_stack_add:
 * @modules: of the next picture
 * @time_us: when it was taken, monotonic; the same picture is not added again
 * @ret_sum: (out): all of them together; of a new code @modules alone
 *
 * Returns: how many pictures @ret_sum is made of; below 2 it says nothing new
 */
guint cubby_qr_stack_add (CubbyQrStack *self, const CubbyQrModules *modules, gint64 time_us,
                          CubbyQrModules *ret_sum);

/* Forgets: what was shown is read. */
void cubby_qr_stack_clear (CubbyQrStack *self);

/**
 * cubby_qr_stack_continues:
 * @n: pictures so far
 * @dimensions_equal: whether the next one has as many modules
 * @pause_us: since the last one
 * @likeness: of the modules of data of the next one to those so far, -1..1
 *
 * Returns: whether the next picture shows the same code as those before
 */
gboolean cubby_qr_stack_continues (guint n, gboolean dimensions_equal, gint64 pause_us, float likeness);

G_END_DECLS
