/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* For staff alone: what lies in a compartment is nobody else's business. */

/* Returns: in the language that is spoken, a state of Bank.GetDoors; of the door, and of what is behind it.
 */
const char *cubby_door_state_say (const char *door);
const char *cubby_content_say (const char *content);

G_END_DECLS
