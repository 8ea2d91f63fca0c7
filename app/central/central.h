/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/central/change-request.h"
#include "app/central/gate.h"
#include "app/central/key-cache.h"
#include "app/central/key-watch.h"
#include "app/central/metrics.h"
#include "app/central/outbox-worker.h"
#include "app/central/read-cache.h"
#include "app/central/snapshot.h"
#include "app/central/stream.h"
#include "app/central/writer.h"
#include "protocols/http/server.h"

G_BEGIN_DECLS

/* The running service; everything in it belongs to the server's thread. */
typedef struct {
  const CubbyCentralSettings *settings;
  CubbyKeyRing *keys; /* (nullable) */
  CubbySql *reader;
  CubbyHttpServer *server;
  CubbyWriter *writer;
  CubbyStream *stream;
  CubbyKeyCache *key_cache;
  CubbyKeyWatch *watch;
  CubbySnapshots *snapshots;
  CubbyMetrics *metrics;
  CubbyGate *gate;
  CubbyReadCache *cache;
  CubbyHttpTls *tls;     /* (nullable) */
  GHashTable *in_flight; /* "ACTOR KEY" -> hash of the request, while it is at work */
  CubbyOutboxWorker *outbox;
  gboolean failed;
  gboolean keys_warned;
  gboolean draining;
  gint64 drain_until_us;
} CubbyCentral;

/* For a handler that reads: now, with the reader's connection. */
CubbyStore cubby_central_get_reader (CubbyCentral *central, CubbyHttpRequest *request);

/**
 * cubby_central_answer:
 * @json: (transfer full) (nullable)
 *
 * Answers a request whose handler made @json or @error. A GET gets the ETag of its text, and 304 when it
 * has that already.
 */
void cubby_central_answer (CubbyHttpRequest *request, guint status, char *json, const GError *error);
/* The same without an entity tag: of what is asked for by POST, or is never the same twice. */
void cubby_central_answer_fresh (CubbyHttpRequest *request, char *json, const GError *error);
/* The same for an answer that everybody gets who asks for the same address; @until_ms: when it changes by the
 * time alone, G_MAXINT64 is never. */
void cubby_central_answer_all (CubbyCentral *central, CubbyHttpRequest *request, char *json, gint64 until_ms,
                               const GError *error);
/* Returns: whether @request has its answer, one that cubby_central_answer_all() gave before. */
gboolean cubby_central_answer_again (CubbyCentral *central, CubbyHttpRequest *request);
/* The same of a thing that counts its @version: ETag: "VERSION". */
void cubby_central_answer_version (CubbyHttpRequest *request, char *json, gint64 version,
                                   const GError *error);

/* What a route that reads does with the {id} of its pattern. Returns: (transfer full) (nullable): JSON. */
typedef char *(*CubbyCentralRead) (CubbyStore *store, const char *parameter, GError **error);
/* Answers @request with what @read makes, or with its error. */
void cubby_central_read (CubbyCentral *central, CubbyHttpRequest *request, CubbyCentralRead read);
/* The same for a thing that counts its versions; PATCH, PUT and DELETE of it ask for cubby_etag_require(). */
typedef char *(*CubbyCentralReadVersion) (CubbyStore *store, const char *parameter, gint64 *ret_version,
                                          GError **error);
void cubby_central_read_version (CubbyCentral *central, CubbyHttpRequest *request,
                                 CubbyCentralReadVersion read);

/**
 * CubbyCentralChange:
 * @ret_status: (out): 200 unless set
 *
 * What a route that changes something does, in the writer's thread.
 *
 * Returns: (transfer full) (nullable): the JSON of the answer, or NULL with @error set.
 */
typedef char *(*CubbyCentralChange) (CubbyStore *store, const CubbyChangeRequest *request, guint *ret_status,
                                     GError **error);

/* Answers with @error. A database that is away for the moment is 503, with when to come back. */
void cubby_central_reply_error (CubbyHttpRequest *request, const GError *error);
/* The same for an error that somebody else answers with. */
void cubby_central_explain (CubbyHttpRequest *request, GError **error);

/**
 * cubby_central_change:
 *
 * Runs @change for @request, once per Idempotency-Key: a repeat gets the stored
 * answer. @idempotent: the key is compulsory; otherwise the change is harmless to repeat.
 */
void cubby_central_change (CubbyCentral *central, CubbyHttpRequest *request, CubbyCentralChange change,
                           gboolean idempotent);

/**
 * CubbyGatheredChange:
 * @read: in the server's thread: reads the request, without the database; NULL with @error set
 * @is_plain: whether what was read can be gathered with others; else it is run like any other change
 * @want: in the writer's thread: names what @run is going to read
 * @run: like CubbyCentralChange, for what @read made; writes as a gathered job does (see CubbyWriterJob)
 *
 * A change that comes so often that many of them share their statements.
 */
typedef struct {
  gpointer (*read) (const CubbyCentralSettings *settings, const CubbyChangeRequest *request, GError **error);
  gboolean (*is_plain) (gconstpointer read);
  void (*want) (gconstpointer read, CubbyUnitOfWork *unit);
  char *(*run) (CubbyStore *store, const CubbyChangeRequest *request, gconstpointer read, guint *ret_status,
                GError **error);
  GDestroyNotify free;
} CubbyGatheredChange;

/* Runs @change for @request, once per Idempotency-Key, which is compulsory. */
void cubby_central_change_gathered (CubbyCentral *central, CubbyHttpRequest *request,
                                    const CubbyGatheredChange *change);

/* The table of everything the service answers to. */
extern const CubbyHttpRoute cubby_central_routes[];
extern const guint cubby_central_n_routes;
/* Of those, what [service] metrics-listen answers to, without a key. */
extern const CubbyHttpRoute cubby_central_metrics_routes[];
extern const guint cubby_central_n_metrics_routes;

G_END_DECLS
