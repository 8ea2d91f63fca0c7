/* SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "cubby-sql"
#include "protocols/sql/postgresql-connection.h"
#include "protocols/sql/postgresql-error.h"
#include "protocols/sql/postgresql-many.h"
#include "protocols/sql/postgresql-pipeline.h"
#include "protocols/sql/postgresql-rows.h"
#include "protocols/sql/postgresql-values.h"
#include "protocols/sql/sql-driver.h"
#include "protocols/sql/sql-text.h"

#include <string.h>

/* What is said of one of several statements that were sent together. */
#define POSTED "(one of several statements)"

/* Statements kept on the server; beyond that all are let go, for their texts are made up at run time. */
#define MAX_STATEMENTS 500

typedef struct {
  CubbySql base;
  CubbySqlMode mode;
  char *secret_uri; /* with the password */
  char *name;       /* without, for messages */
  PGconn *connection;
  GHashTable *statements;           /* kind, types and text -> its name on the server */
  GString *waiting;                 /* begins of transactions and of parts, sent with what follows */
  GPtrArray *channels;              /* that are listened to */
  CubbyPostgresqlPipeline pipeline; /* of what was posted */
  gboolean begun;                   /* a transaction, as far as the caller knows */
  gint64 reset_after_us;            /* a reader's next try */
} PostgresqlSql;

typedef struct {
  const char *sql;
  const char *types;
  gboolean many;
  CubbyPostgresqlValues values;
} Statement;

static void
postgresql_close (CubbySql *sql)
{
  PostgresqlSql *self = (PostgresqlSql *)sql;
  PQfinish (self->connection);
  g_hash_table_unref (self->statements);
  g_ptr_array_unref (self->channels);
  g_string_free (self->waiting, TRUE);
  g_free (self->secret_uri);
  g_free (self->name);
  g_free (self);
}

static CubbySql *
postgresql_open (const char *rest, CubbySqlMode mode, GError **error)
{
  PostgresqlSql *self = g_new0 (PostgresqlSql, 1);
  self->mode = mode;
  self->secret_uri = g_strconcat ("postgresql:", rest, NULL);
  self->name = cubby_sql_redact_uri (self->secret_uri);
  self->statements = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->channels = g_ptr_array_new_with_free_func (g_free);
  self->waiting = g_string_new (NULL);
  self->connection = cubby_postgresql_connect (self->secret_uri, self->name, mode, error);
  self->pipeline.connection = self->connection;
  if (self->connection != NULL)
    return &self->base;
  postgresql_close (&self->base);
  return NULL;
}

static gboolean
is_good (PostgresqlSql *self, const PGresult *result, const char *text, GError **error)
{
  ExecStatusType status = PQresultStatus (result);
  if (status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK)
    return TRUE;
  cubby_postgresql_set_error (self->connection, result, self->name, text, error);
  return FALSE;
}

/* Waits for the answers to what was posted. */
static gboolean
settle (PostgresqlSql *self, GError **error)
{
  if (self->pipeline.n_posted == 0)
    return TRUE;
  g_autoptr (PGresult) result = cubby_postgresql_pipeline_finish (&self->pipeline);
  return is_good (self, result, POSTED, error);
}

/* A commit goes along with what was posted before it, and is not done when that fails. */
static PGresult *
run_text (PostgresqlSql *self, const char *text, GError **error)
{
  if (self->pipeline.n_posted > 0 && g_str_equal (text, "COMMIT") &&
      cubby_postgresql_pipeline_post_text (&self->pipeline, text))
    return cubby_postgresql_pipeline_finish (&self->pipeline);
  return settle (self, error) ? PQexec (self->connection, text) : NULL;
}

static gboolean
send_text (PostgresqlSql *self, const char *text, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (PGresult) result = run_text (self, text, &local);
  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  if (!is_good (self, result, text, error))
    return FALSE;
  if (!g_str_has_suffix (text, "COMMIT") || g_str_equal (PQcmdStatus (result), "COMMIT"))
    return TRUE;
  g_set_error (error, CUBBY_SQL_ERROR, CUBBY_SQL_ERROR_FAILED,
               "%s: the transaction had failed before, nothing of it was stored", self->name);
  return FALSE;
}

static gboolean
send_waiting (PostgresqlSql *self, GError **error)
{
  if (self->waiting->len == 0)
    return TRUE;
  g_autofree char *text = g_strndup (self->waiting->str, self->waiting->len);
  g_string_truncate (self->waiting, 0);
  return send_text (self, text, error);
}

static gboolean
postgresql_execute (CubbySql *sql, const char *text, GError **error)
{
  PostgresqlSql *self = (PostgresqlSql *)sql;
  return send_waiting (self, error) && send_text (self, text, error);
}

/* What is rolled back before it was sent has never been; neither has what was begun on a lost connection. */
static gboolean
postgresql_rollback (PostgresqlSql *self, GError **error)
{
  gboolean unsent = g_str_has_prefix (self->waiting->str, "BEGIN");
  g_string_truncate (self->waiting, 0);
  settle (self, NULL);
  if (unsent || PQstatus (self->connection) == CONNECTION_BAD ||
      PQtransactionStatus (self->connection) == PQTRANS_IDLE)
    return TRUE;
  return send_text (self, "ROLLBACK", error);
}

static gboolean
postgresql_control (CubbySql *sql, const char *text, gboolean may_wait, GError **error)
{
  PostgresqlSql *self = (PostgresqlSql *)sql;
  self->begun = !g_str_equal (text, "COMMIT") && !g_str_equal (text, "ROLLBACK");
  if (g_str_equal (text, "ROLLBACK"))
    return postgresql_rollback (self, error);
  /* what was posted before a part is not the part's to answer for */
  if (may_wait && !settle (self, error))
    return FALSE;
  if (g_str_has_prefix (text, "ROLLBACK TO"))
    settle (self, NULL); /* what was posted in it is undone, whatever became of it */
  if (self->waiting->len > 0)
    g_string_append (self->waiting, "; ");
  g_string_append (self->waiting, text);
  return may_wait || send_waiting (self, error);
}

static void
forget_statements (PostgresqlSql *self)
{
  g_autoptr (PGresult) result = PQexec (self->connection, "DEALLOCATE ALL");
  g_hash_table_remove_all (self->statements);
}

/* Returns: (nullable): the name that it has on the server. */
static const char *
prepare (PostgresqlSql *self, const Statement *statement, GError **error)
{
  const char *types = statement->types;
  gboolean many = statement->many;
  g_autofree char *key = g_strdup_printf ("%c%s %s", many ? 'm' : '1', types, statement->sql);
  const char *known = g_hash_table_lookup (self->statements, key);
  if (known != NULL)
    return known;
  if (!settle (self, error))
    return NULL;
  if (g_hash_table_size (self->statements) >= MAX_STATEMENTS)
    forget_statements (self);
  g_autofree char *text = many ? cubby_postgresql_many_text (statement->sql, types, error)
                               : cubby_sql_text_number_marks (statement->sql, "$");
  if (text == NULL)
    return NULL;
  g_autofree char *name = g_strdup_printf ("s%u", g_hash_table_size (self->statements));
  g_autofree Oid *oids = g_new0 (Oid, strlen (types) + 1);
  cubby_postgresql_list_types (types, many, oids);
  g_autoptr (PGresult) result = PQprepare (self->connection, name, text, (int)strlen (types), oids);
  if (!is_good (self, result, text, error))
    return NULL;
  char *kept = g_steal_pointer (&name);
  g_hash_table_insert (self->statements, g_steal_pointer (&key), kept);
  return kept;
}

static gboolean
listen_to (PostgresqlSql *self, const char *channel, GError **error)
{
  g_autofree char *text = g_strconcat ("LISTEN ", channel, NULL);
  return send_text (self, text, error);
}

static gboolean
postgresql_reset (CubbySql *sql, GError **error)
{
  PostgresqlSql *self = (PostgresqlSql *)sql;
  g_string_truncate (self->waiting, 0);
  g_hash_table_remove_all (self->statements);
  self->pipeline.n_posted = 0;
  PQreset (self->connection);
  if (!cubby_postgresql_set_up (self->connection, self->name, self->mode, CUBBY_SQL_ERROR_LOST, error))
    return FALSE;
  for (guint i = 0; i < self->channels->len; i++)
    if (!listen_to (self, g_ptr_array_index (self->channels, i), error))
      return FALSE;
  return TRUE;
}

/* While the server is away, most of the time is not spent on waiting for it. */
static gboolean
reset_when_due (PostgresqlSql *self)
{
  gint64 start_us = g_get_monotonic_time ();
  if (start_us < self->reset_after_us)
    return FALSE;
  g_autoptr (GError) error = NULL;
  if (postgresql_reset (&self->base, &error))
    return TRUE;
  gint64 end_us = g_get_monotonic_time ();
  self->reset_after_us = end_us + MAX (G_USEC_PER_SEC, 2 * (end_us - start_us));
  return FALSE;
}

static CubbySqlRows *
run_once (PostgresqlSql *self, const Statement *statement, GError **error)
{
  const char *name = send_waiting (self, error) ? prepare (self, statement, error) : NULL;
  const CubbyPostgresqlValues *values = &statement->values;
  if (name == NULL)
    return NULL;
  gboolean together =
      self->pipeline.n_posted > 0 && cubby_postgresql_pipeline_post (&self->pipeline, name, values);
  g_autoptr (PGresult) result = together ? cubby_postgresql_pipeline_finish (&self->pipeline)
                                         : PQexecPrepared (self->connection, name, values->n, values->data,
                                                           values->lengths, values->formats, 0);
  if (!is_good (self, result, statement->sql, error))
    return NULL;
  return cubby_postgresql_rows_new (g_steal_pointer (&result));
}

/* A reader outside a transaction has nothing to lose: it connects anew by itself, and asks again. */
static CubbySqlRows *
run_statement (PostgresqlSql *self, Statement *statement, GError **error)
{
  GError *local = NULL;
  CubbySqlRows *rows = run_once (self, statement, &local);
  if (g_error_matches (local, CUBBY_SQL_ERROR, CUBBY_SQL_ERROR_LOST) && self->mode == CUBBY_SQL_READER &&
      !self->begun && reset_when_due (self)) {
    g_clear_error (&local);
    rows = run_once (self, statement, &local);
  }
  if (local != NULL)
    g_propagate_error (error, local);
  cubby_postgresql_values_clear (&statement->values);
  return rows;
}

static CubbySqlRows *
postgresql_query (CubbySql *sql, GError **error, const char *text, const char *types, va_list *args)
{
  Statement statement = {.sql = text, .types = types};
  cubby_postgresql_values_init (&statement.values, types, args);
  return run_statement ((PostgresqlSql *)sql, &statement, error);
}

static CubbySqlRows *
postgresql_query_many (CubbySql *sql, GError **error, const char *text, const char *types, guint n_rows,
                       const CubbySqlColumn *columns)
{
  Statement statement = {.sql = text, .types = types, .many = TRUE};
  cubby_postgresql_values_init_many (&statement.values, types, n_rows, columns);
  return run_statement ((PostgresqlSql *)sql, &statement, error);
}

static gboolean
post_statement (PostgresqlSql *self, Statement *statement, GError **error)
{
  const char *name = send_waiting (self, error) ? prepare (self, statement, error) : NULL;
  gboolean posted =
      name != NULL && cubby_postgresql_pipeline_post (&self->pipeline, name, &statement->values);
  if (name != NULL && !posted)
    cubby_postgresql_set_error (self->connection, NULL, self->name, statement->sql, error);
  cubby_postgresql_values_clear (&statement->values);
  return posted;
}

static gboolean
postgresql_post_many (CubbySql *sql, GError **error, const char *text, const char *types, guint n_rows,
                      const CubbySqlColumn *columns)
{
  Statement statement = {.sql = text, .types = types, .many = TRUE};
  cubby_postgresql_values_init_many (&statement.values, types, n_rows, columns);
  return post_statement ((PostgresqlSql *)sql, &statement, error);
}

static CubbySqlRows *
postgresql_query_streamed (CubbySql *sql, const char *text, GError **error)
{
  PostgresqlSql *self = (PostgresqlSql *)sql;
  g_autofree char *cursor = g_strconcat (CUBBY_POSTGRESQL_CURSOR, text, NULL);
  if (!send_waiting (self, error) || !send_text (self, cursor, error))
    return NULL;
  return cubby_postgresql_rows_new_streamed (self->connection, self->name);
}

static gboolean
postgresql_notify (CubbySql *sql, const char *channel, GError **error)
{
  const CubbySqlColumn column = {.texts = &channel};
  return postgresql_post_many (sql, error, "SELECT pg_notify(?, '')", "t", 1, &column);
}

static gboolean
postgresql_listen (CubbySql *sql, const char *channel, GError **error)
{
  PostgresqlSql *self = (PostgresqlSql *)sql;
  if (!listen_to (self, channel, error))
    return FALSE;
  g_ptr_array_add (self->channels, g_strdup (channel));
  return TRUE;
}

static int
postgresql_get_fd (CubbySql *sql)
{
  return PQsocket (((PostgresqlSql *)sql)->connection);
}

static gboolean
postgresql_take_notices (CubbySql *sql, guint *ret_n, GError **error)
{
  PostgresqlSql *self = (PostgresqlSql *)sql;
  if (PQconsumeInput (self->connection) == 0) {
    cubby_postgresql_set_error (self->connection, NULL, self->name, NULL, error);
    return FALSE;
  }
  for (PGnotify *notice = PQnotifies (self->connection); notice != NULL;
       notice = PQnotifies (self->connection)) {
    PQfreemem (notice);
    ++*ret_n;
  }
  return TRUE;
}

/* The engine checks its pages as it reads them; what it would not say by itself is an index left half made.
 */
static gboolean
postgresql_check (CubbySql *sql, GError **error)
{
  gint64 broken = 0;
  if (!cubby_sql_read_int (sql, &broken, 0, error,
                           "SELECT COUNT(*) FROM pg_catalog.pg_index WHERE NOT indisvalid", ""))
    return FALSE;
  if (broken == 0)
    return TRUE;
  g_set_error (error, CUBBY_SQL_ERROR, CUBBY_SQL_ERROR_FAILED,
               "%s: %" G_GINT64_FORMAT " indexes are not valid; run REINDEX DATABASE", sql->uri, broken);
  return FALSE;
}

const CubbySqlDriver cubby_sql_postgresql_driver = {
    .scheme = "postgresql",
    .open = postgresql_open,
    .close = postgresql_close,
    .execute = postgresql_execute,
    .query = postgresql_query,
    .post_many = postgresql_post_many,
    .query_many = postgresql_query_many,
    .control = postgresql_control,
    .rows_next = cubby_postgresql_rows_next,
    .rows_get_int = cubby_postgresql_rows_get_int,
    .rows_get_text = cubby_postgresql_rows_get_text,
    .rows_is_null = cubby_postgresql_rows_is_null,
    .query_streamed = postgresql_query_streamed,
    .rows_get_type = cubby_postgresql_rows_get_type,
    .rows_is_int = cubby_postgresql_rows_is_int,
    .rows_get_n_columns = cubby_postgresql_rows_get_n_columns,
    .rows_get_name = cubby_postgresql_rows_get_name,
    .rows_free = cubby_postgresql_rows_free,
    .check = postgresql_check,
    .reset = postgresql_reset,
    .notify = postgresql_notify,
    .listen = postgresql_listen,
    .get_fd = postgresql_get_fd,
    .take_notices = postgresql_take_notices,
    .compact_sql = "VACUUM FULL",
    /* all of it, and it waits for others that are in the same tables: the server's own are shared */
    .compact_begin_sql = "SET lock_timeout = '2min'; SET statement_timeout = 0",
    .compact_end_sql = CUBBY_POSTGRESQL_PATIENCE,
    .begin_snapshot_sql = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL statement_timeout = 0",
    .migration_lock_sql = "SET LOCAL lock_timeout = 0; SET LOCAL statement_timeout = 0; "
                          "SELECT pg_advisory_xact_lock(hashtext('cubby migration'))",
    .be_alone_sql = "SELECT CAST(pg_try_advisory_xact_lock(" CUBBY_POSTGRESQL_SERVICE ") AS integer)",
    .turn_sql = "SELECT CAST(pg_try_advisory_xact_lock(hashtext('cubby turn'), hashtext(?)) AS integer)",
    .row_lock = " FOR UPDATE",
    .tables_sql = "SELECT tablename FROM pg_catalog.pg_tables WHERE schemaname = current_schema() ORDER BY 1",
    .references_sql = "SELECT f.relname, t.relname FROM pg_catalog.pg_constraint c"
                      " JOIN pg_catalog.pg_class f ON f.oid = c.conrelid"
                      " JOIN pg_catalog.pg_class t ON t.oid = c.confrelid"
                      " JOIN pg_catalog.pg_namespace n ON n.oid = f.relnamespace"
                      " WHERE c.contype = 'f' AND n.nspname = current_schema()",
    .count_tables_sql = "SELECT COUNT(*) FROM pg_catalog.pg_tables"
                        " WHERE schemaname = current_schema() AND (? IS NULL OR tablename = ?)",
};
