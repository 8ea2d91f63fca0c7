/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/domain/decision.h"

G_BEGIN_DECLS

/* Returns: (transfer floating): used_at, wait_s, place and doors of a decision, as a{sv}. */
GVariant *cubby_lockerd_make_detail (const CubbyDecision *decision);

G_END_DECLS
