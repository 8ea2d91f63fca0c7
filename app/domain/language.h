/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * cubby_language_choose:
 * @wanted: (nullable): what was asked for by name
 * @accepted: (nullable): a header Accept-Language (RFC 9110, 12.5.4)
 *
 * Returns: the language of ours that suits best; Vietnamese where none does.
 */
const char *cubby_language_choose (const char *wanted, const char *accepted);

G_END_DECLS
