/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/ctl/verbs.h"

G_BEGIN_DECLS

/**
 * cubby_ctl_parse:
 * @entries: (nullable) (array zero-terminated=1): the verb's options; take the arguments by a row of
 *   G_OPTION_REMAINING (G_OPTION_ARG_FILENAME_ARRAY: the bytes as they were typed)
 *
 * Parses the options of the verb that argv[0] names, and answers `--help`. What
 * neither an option nor G_OPTION_REMAINING took is an error.
 * Returns: FALSE when a message was written; the verb then returns CUBBY_CTL_USAGE.
 */
gboolean cubby_ctl_parse (const GOptionEntry *entries, int argc, char **argv);

/* Writes "cubbyctl VERB: MESSAGE" and where to read more. Returns: CUBBY_CTL_USAGE. */
int cubby_ctl_usage_error (const char *format, ...) G_GNUC_PRINTF (1, 2);

/* Writes "cubbyctl VERB: MESSAGE". Returns: CUBBY_CTL_FAILED. */
int cubby_ctl_failed (const char *format, ...) G_GNUC_PRINTF (1, 2);

G_END_DECLS
