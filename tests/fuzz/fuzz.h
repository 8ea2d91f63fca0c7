/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

/* What a target is: libFuzzer's one function, and its one for the start. */
int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);
int LLVMFuzzerInitialize (int *argc, char ***argv);

/* Returns: (transfer full): the input as text, with a NUL behind it. */
char *fuzz_text (const guint8 *data, gsize size);

/* Returns: (transfer full): the path of a file that holds the input; see fuzz_file_free(). */
char *fuzz_file (const guint8 *data, gsize size);
void fuzz_file_free (char *path);
