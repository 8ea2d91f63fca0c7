/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * cubby_log_init:
 * @program: what the lines are marked with
 *
 * Sends g_log messages to standard error, one line each with a level prefix the
 * journal understands (sd-daemon(3)); below systemd that is the journal. Makes
 * the process speak UTF-8. Call it first.
 */
void cubby_log_init (const char *program);

/**
 * cubby_log_event:
 * @event: a short fixed word, such as "pulse"
 * @...: pairs of a key and a printable string, ended by NULL
 *
 * Writes one line `event=EVENT monotonic_us=… key=value …`, for machines to
 * read: measurements and tests follow a pickup through the programs by it.
 * Nothing personal and no secret goes in.
 */
void cubby_log_event (const char *event, ...) G_GNUC_NULL_TERMINATED;

G_END_DECLS
