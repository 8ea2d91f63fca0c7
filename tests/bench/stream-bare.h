/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>
#include <sys/types.h>

G_BEGIN_DECLS

/**
 * bench_bare_stream_start:
 *
 * Forks a process that is nothing but evhttp: a GET is a stream that stays open, the body of a POST is sent
 * to all of them as one chunk each, and then answered. It ends with this process.
 *
 * Returns: its id.
 */
pid_t bench_bare_stream_start (guint16 *ret_port);

G_END_DECLS
