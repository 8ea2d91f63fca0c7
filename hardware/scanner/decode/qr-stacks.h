/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/decode/qr-stack.h"

G_BEGIN_DECLS

/**
 * CubbyQrStacks:
 *
 * What the pictures so far showed of the codes at several places: two people hold up their telephones side
 * by side.
 */
typedef struct _CubbyQrStacks CubbyQrStacks;

CubbyQrStacks *cubby_qr_stacks_new (void);
void cubby_qr_stacks_free (CubbyQrStacks *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyQrStacks, cubby_qr_stacks_free)

/* As cubby_qr_stack_add(), with those that lie where @grid does. */
guint cubby_qr_stacks_add (CubbyQrStacks *self, const CubbyQrGrid *grid, const CubbyQrModules *modules,
                           gint64 time_us, CubbyQrModules *ret_sum);
/* Forgets what was seen where @grid lies: it is read. */
void cubby_qr_stacks_forget (CubbyQrStacks *self, const CubbyQrGrid *grid);

G_END_DECLS
