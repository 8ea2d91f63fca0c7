/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "tests/bench/samples.h"

G_BEGIN_DECLS

/**
 * BenchReaders:
 *
 * Thousands of connections that each read one event stream, in one thread that does nothing else.
 */
typedef struct _BenchReaders BenchReaders;

/**
 * bench_readers_open:
 * @request: what each sends, up to and with the blank line
 *
 * Waits until each has been answered 200.
 */
BenchReaders *bench_readers_open (guint16 port, guint n, const char *request);
void bench_readers_close (BenchReaders *self);

/**
 * bench_readers_await:
 * @mark: a short text that each waits for
 * @begun_ms: when what brings it about was begun, by bench_wall_ms()
 * @samples: (nullable): gets a time in milliseconds for each reader
 */
void bench_readers_await (BenchReaders *self, const char *mark, double begun_ms, BenchSamples *samples);
/* Bytes that all of them read so far. */
guint64 bench_readers_get_bytes (const BenchReaders *self);

/* A connection of its own, blocking. */
int bench_connect (guint16 port);
void bench_send_text (int fd, const char *text);
/* Reads one answer with a Content-Length; fails the bench when its status is not 2xx. */
void bench_read_answer (int fd);

G_END_DECLS
