/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define BENCH_SHOP_SKUS 2000            /* SKU-0 …, of which there are plenty */
#define BENCH_SHOP_LAST BENCH_SHOP_SKUS /* the number of one of which there are few */
#define BENCH_SHOP_LAST_PIECES 300

/* A cubby-central of the bench's own, with its database and its shop. */
typedef struct {
  const char *program;
  guint sync_us; /* what every fsync takes longer; set before the start */
  char *folder;
  char *database; /* the file */
  char *uri;
  char *token;
  GSubprocess *process;
  guint16 port;
  double fsync_ms;
} BenchService;

/* Makes everything and measures the fsync on the way. @program: cubby-central; @uri: (nullable): an empty
 * database; NULL makes one of SQLite */
void bench_service_start (BenchService *self, const char *program, const char *uri);
/* A further empty shop in the database @uri. */
void bench_service_fill (BenchService *self, const char *uri);
char *bench_service_get_path (BenchService *self, const char *name);
pid_t bench_service_get_pid (BenchService *self);
/* Ends it, and lets it prove its books. */
void bench_service_stop (BenchService *self);
void bench_service_clear (BenchService *self);

G_END_DECLS
