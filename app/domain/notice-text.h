/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/domain/locker.h"

G_BEGIN_DECLS

/**
 * cubby_notice_format:
 * @store: the store whose kiosks the notice is for
 *
 * What the centre signs of a notice, and lockerd checks: every field that may open a door, a line each, in a
 * fixed order. Values are words without spaces, so that no two notices have the same text.
 *
 * Returns: (transfer full): the text.
 */
char *cubby_notice_format (const CubbyNotice *notice, const char *store);

G_END_DECLS
