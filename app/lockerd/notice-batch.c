/* SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "cubby-notice"
#include "app/lockerd/notice-batch.h"

#include "app/domain/notice-text.h"
#include "app/lockerd/notice.h"
#include "app/lockerd/pass-file.h"
#include "protocols/pass/seal.h"

typedef struct {
  CubbyLockerd *self;
  GDBusMethodInvocation *call;
  CubbyPassFile *file; /* whose seals are believed */
  char *problem;       /* the first notice that was refused, as a sentence */
  CubbyDecision *pending;
  GHashTable *touched; /* set of the labels, ctis and code hashes of @pending */
  guint n_new;         /* parcels of @pending that are not known yet, at most */
  guint64 epoch;       /* of @pending */
} Batch;

static gboolean
is_sealed (const Batch *batch, const CubbyNotice *notice, const char *seal)
{
  g_autofree char *text = cubby_notice_format (notice, batch->self->settings->store_id);
  return cubby_seal_verify (seal, text, batch->file->keys);
}

/* A withdrawal needs no seal: all it does is to keep a door shut. What changes nothing needs none either: its
 * key may have been retired since. */
static char *
judge_notice (const Batch *batch, const CubbyNotice *notice, const char *seal, const CubbyDecision *decision)
{
  if (g_str_equal (decision->reason, "not_allowed"))
    return g_strdup_printf ("parcel %s: ctis, code_hash: belong to another fulfilment", notice->label);
  if (g_str_equal (decision->reason, "too_many"))
    return g_strdup_printf ("parcel %s: label: is one too many; withdraw parcels that do not come",
                            notice->label);
  if (decision->events->len == 0 || notice->withdrawn || is_sealed (batch, notice, seal))
    return NULL;
  return g_strdup_printf ("parcel %s: seal: is not that of the central service whose keys are in %s; if the "
                          "keys were rotated, enrol the kiosk again",
                          notice->label, batch->self->settings->pass_keys_file);
}

static gboolean
flush (Batch *batch)
{
  gboolean good = cubby_lockerd_commit (batch->self, batch->pending, batch->call);
  cubby_decision_free (batch->pending);
  batch->pending = cubby_decision_new ();
  g_hash_table_remove_all (batch->touched);
  batch->n_new = 0;
  return good;
}

static gboolean
touches_code (const Batch *batch, const char *code_hash)
{
  g_auto (GStrv) codes = g_strsplit (code_hash != NULL ? code_hash : "", ",", -1);
  for (char **code = codes; *code != NULL; code++)
    if (g_hash_table_contains (batch->touched, *code))
      return TRUE;
  return FALSE;
}

/* What is decided about it may depend on what is pending. */
static gboolean
depends (const Batch *batch, const CubbyNotice *notice)
{
  if (batch->pending->events->len == 0)
    return FALSE;
  for (const char *const *cti = notice->ctis; cti != NULL && *cti != NULL; cti++)
    if (g_hash_table_contains (batch->touched, *cti))
      return TRUE;
  return notice->epoch != batch->epoch || g_hash_table_contains (batch->touched, notice->label) ||
         touches_code (batch, notice->code_hash) ||
         batch->n_new >= cubby_locker_count_room_for_parcels (cubby_core_get_locker (batch->self->core));
}

static void
touch (Batch *batch, const char *text)
{
  if (text != NULL && text[0] != '\0')
    g_hash_table_add (batch->touched, g_strdup (text));
}

static void
add (Batch *batch, const CubbyNotice *notice, CubbyDecision *decision)
{
  if (decision->events->len == 0)
    return;
  touch (batch, notice->label);
  g_auto (GStrv) codes = g_strsplit (notice->code_hash != NULL ? notice->code_hash : "", ",", -1);
  for (char **code = codes; *code != NULL; code++)
    touch (batch, *code);
  for (const char *const *cti = notice->ctis; cti != NULL && *cti != NULL; cti++)
    touch (batch, *cti);
  batch->n_new++;
  batch->epoch = notice->epoch;
  g_ptr_array_extend_and_steal (batch->pending->events, g_steal_pointer (&decision->events));
  decision->events = g_ptr_array_new ();
}

static gboolean
take_notice (Batch *batch, GVariant *dictionary)
{
  CubbyNotice notice;
  const char *seal;
  g_autofree const char **ctis = NULL;
  g_autofree char *what = cubby_notice_read (dictionary, &notice, &seal, &ctis);
  if (what == NULL && depends (batch, &notice) && !flush (batch))
    return FALSE;
  if (what == NULL) {
    g_autoptr (CubbyDecision) decision = cubby_locker_decide_notice (
        cubby_core_get_locker (batch->self->core), cubby_core_now_ms (batch->self->core), &notice);
    what = judge_notice (batch, &notice, seal, decision);
    if (what == NULL)
      add (batch, &notice, decision);
  }
  if (what == NULL)
    return TRUE;
  g_warning ("a notice was refused: %s", what);
  if (batch->problem == NULL)
    batch->problem = g_steal_pointer (&what);
  return TRUE;
}

static gboolean
take_all (Batch *batch, GVariant *parcels)
{
  for (gsize i = 0; i < g_variant_n_children (parcels); i++) {
    g_autoptr (GVariant) dictionary = g_variant_get_child_value (parcels, i);
    if (!take_notice (batch, dictionary))
      return FALSE;
  }
  return flush (batch);
}

gboolean
cubby_lockerd_take_notices (CubbyLockerd *self, GDBusMethodInvocation *call, GVariant *parcels,
                            char **ret_problem)
{
  g_autoptr (CubbyPassFile) file = cubby_pass_file_load_or_none (self->settings->pass_keys_file);
  Batch batch = {
      .self = self,
      .call = call,
      .file = file,
      .pending = cubby_decision_new (),
      .touched = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
  };
  gboolean open = take_all (&batch, parcels);
  cubby_decision_free (batch.pending);
  g_hash_table_unref (batch.touched);
  *ret_problem = batch.problem;
  return open;
}
