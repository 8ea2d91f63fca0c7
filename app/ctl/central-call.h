/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/common/settings.h"

G_BEGIN_DECLS

/**
 * cubby_ctl_central_call:
 * @path: such as "/v1/kiosk/keys"
 * @body: (nullable): JSON
 *
 * Asks the central service of @settings with the kiosk's own key. Returns: (transfer full) (nullable): the
 * JSON of its answer, or NULL with @error set, which says what the service said.
 */
char *cubby_ctl_central_call (const CubbySettings *settings, const char *method, const char *path,
                              const char *body, GError **error);

G_END_DECLS
