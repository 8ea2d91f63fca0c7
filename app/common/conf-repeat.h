/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

/**
 * cubby_conf_find_repeat:
 * @text: of a key file that was parsed without an error
 *
 * #GKeyFile joins groups of one name and keeps the last value of a key. Where somebody copied a group and
 * forgot to give it another name, the first of the two would be gone without a word.
 *
 * Returns: (transfer full) (nullable): “[group] key: …”, the first key that is set a second time, with both
 * lines and the way out, or NULL.
 */
char *cubby_conf_find_repeat (const char *text);
