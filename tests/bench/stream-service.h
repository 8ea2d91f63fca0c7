/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define BENCH_STREAM_STORE "4711"
#define BENCH_STREAM_SKU "SKU-1"

/* A cubby-central of the bench's own, with a small shop. */
typedef struct {
  const char *program;
  char *folder;
  char *uri;
  char *admin;
  char *kiosk;
  GSubprocess *process;
  pid_t pid;
  guint16 port;
} BenchStreamService;

void bench_stream_service_start (BenchStreamService *self, const char *program);
void bench_stream_service_stop (BenchStreamService *self);

/* Bytes of memory of a process that are its own: RssAnon. */
gint64 bench_get_own_memory (pid_t pid);

G_END_DECLS
