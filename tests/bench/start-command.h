/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * BenchCommand:
 * @rss_kb: at its greatest
 *
 * A program that runs to its end by itself, from the fork to its last breath.
 */
typedef struct {
  double wall_ms;
  double cpu_ms;
  double rss_kb;
} BenchCommand;

BenchCommand bench_command_run (const char *const *argv, const char *const *environment);
/* Returns: (transfer full): the shared libraries that @program is linked with, with blanks between. */
char *bench_command_list_libraries (const char *program);

G_END_DECLS
