/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define _(text) cubby_tr (text)
#define N_(text) text

/**
 * cubby_words_init:
 *
 * Finds the catalogues (CUBBY_LOCALE_DIR, the build tree beside the program, or where they are installed).
 * Call once, before GTK begins.
 */
void cubby_words_init (void);

/**
 * cubby_words_set_language:
 * @language: "vi", "th", or "en", the language of the source
 *
 * What is asked for from now on is in @language; whatever shows older words is to be drawn again.
 */
void cubby_words_set_language (const char *language);

const char *cubby_tr (const char *text) G_GNUC_FORMAT (1);
const char *cubby_trn (const char *one, const char *many, gulong n) G_GNUC_FORMAT (1) G_GNUC_FORMAT (2);

/* Returns: how the language calls itself, such as "Tiếng Việt". */
const char *cubby_language_get_name (const char *language);

G_END_DECLS
