/* SPDX-License-Identifier: Apache-2.0 */
#include "protocols/sql/postgresql-error.h"

#include <string.h>

/* https://www.postgresql.org/docs/15/errcodes-appendix.html; the first that the state begins with */
static const struct {
  const char *state;
  CubbySqlError code;
} states[] = {
    {"23", CUBBY_SQL_ERROR_CONSTRAINT}, /* integrity constraint violation */
    {"40001", CUBBY_SQL_ERROR_RETRY},   /* serialization failure */
    {"40P01", CUBBY_SQL_ERROR_RETRY},   /* deadlock detected */
    {"55P03", CUBBY_SQL_ERROR_BUSY},    /* lock not available within lock_timeout */
    {"08", CUBBY_SQL_ERROR_LOST},       /* connection exception */
    {"57P", CUBBY_SQL_ERROR_LOST},      /* the server shuts down, crashed, starts */
    {"25006", CUBBY_SQL_ERROR_LOST},    /* it became a standby: the writer is elsewhere now */
    {"25P03", CUBBY_SQL_ERROR_LOST},    /* the transaction lay idle for too long */
    {"26000", CUBBY_SQL_ERROR_LOST},    /* the statement is not there: another server answers */
};

static CubbySqlError
find_code (const PGresult *result)
{
  const char *state = result != NULL ? PQresultErrorField (result, PG_DIAG_SQLSTATE) : NULL;
  for (guint i = 0; state != NULL && i < G_N_ELEMENTS (states); i++)
    if (g_str_has_prefix (state, states[i].state))
      return states[i].code;
  /* libpq's own: it could not send or receive, and may not have called the connection bad yet */
  return state == NULL ? CUBBY_SQL_ERROR_LOST : CUBBY_SQL_ERROR_FAILED;
}

/* One line; the details of a broken constraint would name a shopper's data. */
static char *
make_sentence (PGconn *connection, const PGresult *result)
{
  const char *primary = result != NULL ? PQresultErrorField (result, PG_DIAG_MESSAGE_PRIMARY) : NULL;
  char *text = g_strdup (primary != NULL ? primary : PQerrorMessage (connection));
  g_strdelimit (g_strchomp (text), "\n\t", ' ');
  return text;
}

void
cubby_postgresql_set_error (PGconn *connection, const PGresult *result, const char *uri, const char *sql,
                            GError **error)
{
  g_autofree char *sentence = make_sentence (connection, result);
  g_set_error (error, CUBBY_SQL_ERROR, find_code (result), "%s: %s%s%s", uri, sentence,
               sql != NULL ? ": " : "", sql != NULL ? sql : "");
}
