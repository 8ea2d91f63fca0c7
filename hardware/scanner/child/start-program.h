/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <sys/types.h>

#include <glib.h>

G_BEGIN_DECLS

/* The number of the first descriptor that a program is given. */
#define CUBBY_SPAWN_FIRST 3
#define CUBBY_SPAWN_FDS_MAX 4

/**
 * cubby_spawn:
 * @program: an absolute path
 * @name: what it is called by
 * @fds: (array length=n_fds): it has them as CUBBY_SPAWN_FIRST and on, and besides them 0, 1 and 2 alone
 *
 * Starts a program that is to trust nobody and is not trusted: no environment, the root as its folder, every
 * signal as at first, and blocked but for those of its own faults.
 *
 * Returns: 0, or an errno.
 */
int cubby_spawn (const char *program, const char *name, const int *fds, guint n_fds, pid_t *ret_pid);

G_END_DECLS
