/* SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "cubby-sql"
#include "protocols/sql/postgresql-connection.h"
#include "protocols/sql/postgresql-error.h"

#include <string.h>

#define OLDEST_SERVER 150000

/* What the URI may say otherwise: a server that went away without a word is missed after half a minute. */
static const struct {
  const char *name;
  const char *value;
} defaults[] = {
    {"connect_timeout", "10"},    {"keepalives", "1"},       {"keepalives_idle", "10"},
    {"keepalives_interval", "5"}, {"keepalives_count", "3"}, {"tcp_user_timeout", "25000"},
};

/*
 * What it may not: an answer is given when the commit is on the disk, whatever the role's settings are;
 * nobody waits for ever, and a service that hangs in a transaction lets go of its rows.
 */
#define SESSION                                                                                              \
  "SET synchronous_commit = on; " CUBBY_POSTGRESQL_PATIENCE "; "                                             \
  "SET idle_in_transaction_session_timeout = '60s'; SET standard_conforming_strings = on; "                  \
  "SET default_transaction_isolation = 'read committed'"

static const char *const set_up[] = {
    /* its statements are planned once, perhaps while a table is empty, where reading all of it looks best */
    [CUBBY_SQL_SERVER] =
        SESSION "; SET enable_seqscan = off; SELECT pg_advisory_lock_shared(" CUBBY_POSTGRESQL_SERVICE ")",
    [CUBBY_SQL_GUEST] = SESSION,
    [CUBBY_SQL_READER] = SESSION "; SET default_transaction_read_only = on",
};

static void
drop_notice (void *data, const char *message)
{
}

static gboolean
refuse (PGconn *connection, const char *name, const char *why, GError **error)
{
  g_set_error (error, CUBBY_SQL_ERROR, CUBBY_SQL_ERROR_OPEN, "%s: %s", name, why);
  return FALSE;
}

static gboolean
check_server (PGconn *connection, const char *name, GError **error)
{
  if (PQserverVersion (connection) < OLDEST_SERVER)
    return refuse (connection, name, "the server is older than PostgreSQL 15; install a newer one", error);
  if (g_strcmp0 (PQparameterStatus (connection, "server_encoding"), "UTF8") != 0)
    return refuse (connection, name,
                   "the database is not in UTF-8; make one: createdb --template template0 --encoding UTF8 "
                   "--locale C NAME",
                   error);
  return TRUE;
}

static void
warn_of (PGconn *connection, const char *name, const char *setting)
{
  g_autofree char *text = g_strconcat ("SHOW ", setting, NULL);
  g_autoptr (PGresult) result = PQexec (connection, text);
  if (PQntuples (result) == 1 && g_str_equal (PQgetvalue (result, 0, 0), "off"))
    g_warning ("%s: the server runs with %s = off: a power cut can lose orders that were confirmed", name,
               setting);
}

gboolean
cubby_postgresql_set_up (PGconn *connection, const char *name, CubbySqlMode mode, CubbySqlError away,
                         GError **error)
{
  PQsetNoticeProcessor (connection, drop_notice, NULL);
  if (PQstatus (connection) != CONNECTION_OK) {
    cubby_postgresql_set_error (connection, NULL, name, NULL, error);
    if (error != NULL && *error != NULL)
      (*error)->code = (int)away;
    return FALSE;
  }
  if (!check_server (connection, name, error))
    return FALSE;
  g_autoptr (PGresult) result = PQexec (connection, set_up[mode]);
  if (PQresultStatus (result) != PGRES_COMMAND_OK && PQresultStatus (result) != PGRES_TUPLES_OK) {
    cubby_postgresql_set_error (connection, result, name, NULL, error);
    return FALSE;
  }
  if (mode == CUBBY_SQL_SERVER) {
    warn_of (connection, name, "fsync");
    warn_of (connection, name, "full_page_writes");
  }
  return TRUE;
}

/* libpq would repeat it in its message, password and all. */
static gboolean
check_uri (const char *uri, const char *name, GError **error)
{
  char *message = NULL;
  PQconninfoOption *options = PQconninfoParse (uri, &message);
  if (options == NULL)
    g_set_error (error, CUBBY_SQL_ERROR, CUBBY_SQL_ERROR_URI,
                 "database %s: cannot be read; write postgresql://USER@HOST/DATABASE or "
                 "postgresql:///DATABASE?host=/run/postgresql",
                 name);
  PQconninfoFree (options);
  PQfreemem (message);
  return message == NULL;
}

PGconn *
cubby_postgresql_connect (const char *uri, const char *name, CubbySqlMode mode, GError **error)
{
  if (!check_uri (uri, name, error))
    return NULL;
  const char *keys[G_N_ELEMENTS (defaults) + 5] = {0};
  const char *values[G_N_ELEMENTS (defaults) + 5] = {0};
  guint n = 0;
  for (; n < G_N_ELEMENTS (defaults); n++) {
    keys[n] = defaults[n].name;
    values[n] = defaults[n].value;
  }
  keys[n] = "target_session_attrs";
  values[n++] = mode == CUBBY_SQL_READER ? "any" : "read-write";
  keys[n] = "fallback_application_name";
  values[n++] = g_get_prgname () != NULL ? g_get_prgname () : "cubby";
  keys[n] = "dbname"; /* the URI; what follows it is not for the URI to say */
  values[n++] = uri;
  keys[n] = "client_encoding";
  values[n++] = "UTF8";
  g_autoptr (PGconn) connection = PQconnectdbParams (keys, values, 1);
  if (!cubby_postgresql_set_up (connection, name, mode, CUBBY_SQL_ERROR_OPEN, error))
    return NULL;
  return g_steal_pointer (&connection);
}
