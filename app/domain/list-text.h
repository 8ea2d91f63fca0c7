/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * A list that the centre seals for the kiosks of one store: pass keys, staff. Its text is what is signed, and
 * what is read: three lines that say what it is, for whom, and how new, then rows.
 */
#define CUBBY_LIST_PASS_KEYS "cubby-pass-keys-1"
#define CUBBY_LIST_STAFF "cubby-staff-1"

/* A count of changes, or hundredths of a second since 1970; whoever took a higher one would hear of no change
 * any more. */
#define CUBBY_LIST_MOST_VERSION (G_GUINT64_CONSTANT (1) << 40)

/* Returns: (transfer full): the text of a list; @rows end in a line break, or are "". */
char *cubby_list_text_format (const char *kind, const char *store, guint64 version, const char *rows);

/**
 * cubby_list_text_read:
 * @newest: the version that is in force
 * @ret_version: (out): of @text
 * @ret_rows: (out): where its rows begin, in @text
 *
 * Returns: (nullable): why @text is not to be believed, to come after "the list"; NULL: it is of that @kind
 * and @store, no older than @newest and no newer than there can be. Its seal is another matter.
 */
const char *cubby_list_text_read (const char *text, const char *kind, const char *store, guint64 newest,
                                  guint64 *ret_version, const char **ret_rows);

G_END_DECLS
