/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/transaction.h"

static const struct {
  CubbySqlError code;
  CubbyRemedy remedy;
} remedies[] = {
    {CUBBY_SQL_ERROR_RETRY, CUBBY_REMEDY_AGAIN},
    {CUBBY_SQL_ERROR_BUSY, CUBBY_REMEDY_AGAIN}, /* a command beside us was faster */
    {CUBBY_SQL_ERROR_CONSTRAINT, CUBBY_REMEDY_SPLIT},
    {CUBBY_SQL_ERROR_LOST, CUBBY_REMEDY_WAIT},
};

CubbyRemedy
cubby_remedy_of (const GError *error, gboolean remote)
{
  for (guint i = 0; i < G_N_ELEMENTS (remedies); i++)
    if (g_error_matches (error, CUBBY_SQL_ERROR, (int)remedies[i].code))
      return remedies[i].remedy;
  return remote ? CUBBY_REMEDY_SPLIT : CUBBY_REMEDY_QUIT;
}

static CubbyStore
store_for (const CubbyStore *base, const CubbyWriterJob *job)
{
  CubbyStore store = *base;
  store.now_ms = g_get_real_time () / 1000;
  store.actor = job->actor;
  return store;
}

/* Without a savepoint an error of the database is the transaction's, not the job's. */
static gboolean
run_gathered (const CubbyStore *base, CubbyWriterJob *job, GError **error)
{
  CubbyStore store = store_for (base, job);
  CubbyUnitMark mark = cubby_unit_of_work_mark (base->unit);
  if (job->run (job, &store, &job->error))
    return TRUE;
  if (job->error->domain == CUBBY_SQL_ERROR) {
    g_propagate_error (error, g_steal_pointer (&job->error));
    return FALSE;
  }
  cubby_unit_of_work_undo (base->unit, &mark);
  return job->keep == NULL || job->keep (job, &store, job->error, error);
}

static gboolean
gather (const CubbyStore *base, CubbyWriterJob *const *jobs, guint n, GError **error)
{
  guint n_gathered = 0;
  for (guint i = 0; i < n; i++) {
    if (jobs[i]->want == NULL)
      continue;
    jobs[i]->want (jobs[i], base->unit);
    n_gathered++;
  }
  if (n_gathered == 0)
    return TRUE;
  if (!cubby_unit_of_work_gather (base->unit, error) || !cubby_unit_of_work_load (base->unit, error))
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (jobs[i]->want != NULL && !run_gathered (base, jobs[i], error))
      return FALSE;
  return cubby_unit_of_work_flush (base->unit, error);
}

/* What a savepoint cannot mend: the transaction has to be done again, or the connection is gone. */
static gboolean
is_fatal (const GError *error)
{
  return g_error_matches (error, CUBBY_SQL_ERROR, CUBBY_SQL_ERROR_RETRY) ||
         g_error_matches (error, CUBBY_SQL_ERROR, CUBBY_SQL_ERROR_BUSY) ||
         g_error_matches (error, CUBBY_SQL_ERROR, CUBBY_SQL_ERROR_LOST);
}

/* Runs the job in a savepoint; undone when it fails, with job->error. FALSE: the transaction cannot go on. */
static gboolean
run_aside (const CubbyStore *base, CubbyWriterJob *job, CubbyStore *store, GError **error)
{
  CubbyUnitMark mark = cubby_unit_of_work_mark (base->unit);
  if (!cubby_sql_savepoint (base->sql, error))
    return FALSE;
  if (job->run (job, store, &job->error))
    return cubby_sql_release (base->sql, error);
  if (is_fatal (job->error)) {
    g_propagate_error (error, g_steal_pointer (&job->error));
    return FALSE;
  }
  cubby_unit_of_work_undo (base->unit, &mark);
  return cubby_sql_rollback_to (base->sql, error);
}

/* Another process may have stored the same row first, such as the answer to the same Idempotency-Key: done
 * once more, the job sees it. */
static gboolean
run_alone (const CubbyStore *base, CubbyWriterJob *job, GError **error)
{
  CubbyStore store = store_for (base, job);
  if (!run_aside (base, job, &store, error))
    return FALSE;
  if (g_error_matches (job->error, CUBBY_SQL_ERROR, CUBBY_SQL_ERROR_CONSTRAINT)) {
    g_clear_error (&job->error);
    cubby_kept_answers_forget (cubby_unit_of_work_get_answers (base->unit));
    if (!run_aside (base, job, &store, error))
      return FALSE;
  }
  if (job->error == NULL)
    return TRUE;
  return job->keep == NULL || job->keep (job, &store, job->error, error);
}

static gboolean
run_all (const CubbyStore *base, CubbyWriterJob *const *jobs, guint n, GError **error)
{
  if (!gather (base, jobs, n, error))
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (jobs[i]->want == NULL && !run_alone (base, jobs[i], error))
      return FALSE;
  return cubby_unit_of_work_finish (base->unit, error) && cubby_sql_commit (base->sql, error);
}

gboolean
cubby_transaction_run (const CubbyStore *store, CubbyWriterJob *const *jobs, guint n, GError **error)
{
  g_autoptr (GError) local = NULL;
  for (guint i = 0; i < n; i++)
    g_clear_error (&jobs[i]->error);
  cubby_unit_of_work_begin (store->unit);
  if (!cubby_sql_begin (store->sql, error))
    return FALSE;
  if (run_all (store, jobs, n, &local))
    return TRUE;
  cubby_unit_of_work_roll_back (store->unit);
  if (!g_error_matches (local, CUBBY_SQL_ERROR, CUBBY_SQL_ERROR_LOST))
    cubby_sql_rollback (store->sql);
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}
