/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One line of JSON on standard output: {"bench","case","value","unit","ratio","against"}. */

/**
 * bench_begin:
 *
 * To be called first: keeps standard output for the lines, whatever else this program and its libraries write
 * there goes to standard error.
 */
void bench_begin (const char *bench);

/* A figure by itself: ratio and against are null. */
void bench_report (const char *bench, const char *name, double value, const char *unit);

/**
 * bench_report_against:
 * @peer: what the peer, or the limit, reached in this very run, in the same unit; 0: it could not be measured
 * @against: what that was
 *
 * The ratio is @value / @peer.
 */
void bench_report_against (const char *bench, const char *name, double value, const char *unit, double peer,
                           const char *against);

/* How far it is, for the person who waits: on standard error. */
void bench_progress (const char *format, ...) G_GNUC_PRINTF (1, 2);

/* Says on standard error why the bench cannot go on, and ends it with status 1. */
void bench_fail (const char *format, ...) G_GNUC_PRINTF (1, 2) G_GNUC_NORETURN;
/* The same when @error is set. */
void bench_check (const GError *error, const char *what);

G_END_DECLS
