/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/domain/state-table.h"
#include "protocols/http/problem.h"

G_BEGIN_DECLS

/**
 * cubby_refusal_set:
 * @state: what the thing is
 * @allowed: what it may become now
 * @detail: printf format: why not, and the way out
 *
 * Sets @error to an "illegal-transition" with the members "state" and "allowed".
 */
void cubby_refusal_set (GError **error, const char *state, const char *const *allowed, const char *detail,
                        ...) G_GNUC_PRINTF (4, 5);

/* Where the table alone refuses: "The order is completed and cannot become cancelled; it may become: …" */
void cubby_refusal_set_by_table (GError **error, const CubbyStateTable *table, const char *what, guint from,
                                 guint to);

G_END_DECLS
