/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/domain/scan-advice.h"

G_BEGIN_DECLS

/* Returns: the line for whoever holds something up, in the language of the screen; "" for none. */
const char *cubby_advice_say (CubbyAdvice advice);

/* Returns: (nullable): the drawing beside it; NULL for none. */
const char *cubby_advice_get_drawing (CubbyAdvice advice);

G_END_DECLS
