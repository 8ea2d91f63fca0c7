/* SPDX-License-Identifier: Apache-2.0 */
#include "protocols/sql/postgresql-pipeline.h"

static gboolean
begin (CubbyPostgresqlPipeline *self)
{
  return self->n_posted > 0 || PQenterPipelineMode (self->connection) == 1;
}

static gboolean
count (CubbyPostgresqlPipeline *self, int sent)
{
  if (sent == 1)
    self->n_posted++;
  else if (self->n_posted == 0)
    PQexitPipelineMode (self->connection);
  return sent == 1;
}

gboolean
cubby_postgresql_pipeline_post_text (CubbyPostgresqlPipeline *self, const char *text)
{
  return begin (self) &&
         count (self, PQsendQueryParams (self->connection, text, 0, NULL, NULL, NULL, NULL, 0));
}

gboolean
cubby_postgresql_pipeline_post (CubbyPostgresqlPipeline *self, const char *name,
                                const CubbyPostgresqlValues *values)
{
  return begin (self) && count (self, PQsendQueryPrepared (self->connection, name, values->n, values->data,
                                                           values->lengths, values->formats, 0));
}

static gboolean
is_good (const PGresult *result)
{
  ExecStatusType status = PQresultStatus (result);
  return status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK;
}

/* Returns: (nullable): the answer to the next; what follows it is taken too. */
static PGresult *
take_answer (CubbyPostgresqlPipeline *self)
{
  PGresult *answer = PQgetResult (self->connection);
  PGresult *more = answer != NULL ? PQgetResult (self->connection) : NULL;
  for (; more != NULL; more = PQgetResult (self->connection))
    PQclear (more);
  return answer;
}

PGresult *
cubby_postgresql_pipeline_finish (CubbyPostgresqlPipeline *self)
{
  if (self->n_posted == 0)
    return NULL;
  PGresult *kept = NULL;
  gboolean lost = PQpipelineSync (self->connection) != 1;
  for (; self->n_posted > 0; self->n_posted--) {
    PGresult *answer = lost ? NULL : take_answer (self);
    lost = answer == NULL;
    if (lost || (kept != NULL && !is_good (kept))) {
      PQclear (answer); /* nothing, or that it was not done */
      continue;
    }
    PQclear (kept);
    kept = answer;
  }
  if (!lost)
    PQclear (PQgetResult (self->connection)); /* the end of all that was posted */
  if (PQexitPipelineMode (self->connection) == 1 && !lost)
    return kept;
  if (kept != NULL && !is_good (kept))
    return kept;
  PQclear (kept);
  return NULL;
}
