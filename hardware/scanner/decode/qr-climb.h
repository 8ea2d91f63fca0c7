/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/decode/qr-fit.h"

G_BEGIN_DECLS

/**
 * cubby_qr_climb:
 * @corners: bit i: corner i (top left, top right, bottom right, bottom left) may be moved
 * @step: modules; the first one, halved down to about a twelfth
 * @until_us: cubby_budget_now() after which the grid stays as it is then
 *
 * Moves the corners of a flat grid until its contrast grows no more.
 *
 * Returns: the contrast that was reached.
 */
double cubby_qr_climb (const CubbyQrFit *fit, const CubbyQrField *field, CubbyQrGrid *grid, guint corners,
                       double step, gint64 until_us);

G_END_DECLS
