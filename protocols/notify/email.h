/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "protocols/notify/notice.h"

G_BEGIN_DECLS

/**
 * cubby_email_compose:
 * @from: "Name <address>"
 *
 * Returns: (transfer full) (nullable): the whole message: multipart/related of the
 * text and HTML alternatives and the pass as an inline picture. Its Message-ID is
 * made of the notice's id, so that a repeat is known as one.
 */
GBytes *cubby_email_compose (const CubbyNotice *notice, const char *from, GError **error);

G_END_DECLS
