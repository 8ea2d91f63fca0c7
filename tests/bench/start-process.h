/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>
#include <sys/types.h>

G_BEGIN_DECLS

/**
 * BenchProcess:
 * @ready_ms: from the fork to READY=1
 * @ready_cpu_ms: what its threads computed meanwhile
 *
 * A program that is started as systemd starts it, and ends with the bench at the latest.
 */
typedef struct {
  pid_t pid;
  double ready_ms;
  double ready_cpu_ms;
} BenchProcess;

typedef struct {
  double rss_kb; /* pages of it in memory */
  double pss_kb; /* the same, with shared pages divided by those who share them */
} BenchMemory;

/**
 * bench_process_start:
 * @notify: a datagram socket bound to @folder/notify
 * @environment: what is added, NAME=VALUE
 */
BenchProcess bench_process_start (const char *const *argv, const char *const *environment, int notify);
void bench_process_stop (BenchProcess *process);
BenchMemory bench_process_read_memory (const BenchProcess *process);

/* Returns: (transfer full): the shared libraries it has loaded, with blanks between: for LD_PRELOAD. */
char *bench_process_list_libraries (const BenchProcess *process);

/* Binds the socket, and makes NOTIFY_SOCKET known to every child. */
int bench_notify_listen (const char *folder);

/* Starts something that does not say when it is ready, such as Xvfb; ends with the bench at the latest. */
pid_t bench_spawn (const char *const *argv, const char *const *environment, int pass_fd);

G_END_DECLS
