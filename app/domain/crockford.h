/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A typed code: ten characters of Crockford's base 32, 50 bits. */
#define CUBBY_CODE_LENGTH 10
#define CUBBY_CODE_RANDOM_SIZE 7

/**
 * cubby_code_normalise:
 * @text: what was typed; either case, I and L for 1, O for 0, dashes and spaces anywhere
 * @ret_code: (out): the ten characters in upper case, set on success only
 *
 * Returns: FALSE when @text is no code.
 */
gboolean cubby_code_normalise (const char *text, char ret_code[CUBBY_CODE_LENGTH + 1]);

/* Returns: (transfer full): a normalised code as people are shown it, ABCDE-FGHJK. */
char *cubby_code_format (const char *code);

/**
 * cubby_code_from_random:
 * @random: (array fixed-size=7): uniformly random bytes; 50 of their 56 bits are used
 */
void cubby_code_from_random (const guint8 random[CUBBY_CODE_RANDOM_SIZE],
                             char ret_code[CUBBY_CODE_LENGTH + 1]);

G_END_DECLS
