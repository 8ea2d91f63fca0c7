/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "protocols/notify/notice.h"

G_BEGIN_DECLS

/* Returns: (transfer full): the schema.org Order of the notice, safe inside a script element: mail programs
 * show it as a card. */
char *cubby_json_ld_describe (const CubbyNotice *notice);

G_END_DECLS
