/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * cubby_fence_enter:
 * @more_bytes: of memory that may still be taken
 * @seconds: of processor time that may still be taken
 *
 * For a program that decodes files with libraries which nobody can list the system calls of. From here on the
 * process can take memory, run threads, tell the time and end; any other system call fails (EPERM): no file
 * is opened, read or written, no socket, no process, no code that was not there before. What it needs has to
 * be in its memory already. No core is written of it.
 *
 * A build with sanitizers has the limits of time alone.
 *
 * Returns: FALSE when it could not be done; then the process is to end.
 */
gboolean cubby_fence_enter (gsize more_bytes, guint seconds);

G_END_DECLS
