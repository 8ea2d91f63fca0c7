/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CUBBY_PIN_MIN_DIGITS 6
#define CUBBY_PIN_MAX_DIGITS 12

/* Returns: (nullable): why @pin is no good PIN for staff, to come after "this PIN"; NULL: it is good. */
const char *cubby_pin_judge (const char *pin);

G_END_DECLS
