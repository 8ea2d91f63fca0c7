/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/pass-book.h"
#include "app/central/table.h"
#include "app/common/hash.h"
#include "app/domain/crockford.h"
#include "app/domain/fulfilment-state.h"
#include "protocols/pass/pass.h"

#define DAY_MS (24 * 3600 * G_GINT64_CONSTANT (1000))

void
cubby_pass_row_free (CubbyPassRow *self)
{
  if (self == NULL)
    return;
  char *strings[] = {self->cti,  self->order, self->fulfilment, self->store, self->kind,
                     self->name, self->token, self->kid,        self->code};
  for (guint i = 0; i < G_N_ELEMENTS (strings); i++)
    g_free (strings[i]);
  g_free (self);
}

/* What a kiosk compares a typed code with. */
static char *
hash_code (CubbyStore *store, const char *of_store, const char *code)
{
  guint8 key[CUBBY_HASH_KEY_SIZE], hash[CUBBY_HASH_SIZE];
  cubby_key_ring_get_code_key (store->keys, of_store, key);
  cubby_code_hash (key, code, hash);
  cubby_secret_clear (key, sizeof key);
  return cubby_hex_encode (hash, sizeof hash);
}

/* Without keys there is no pass yet, and no code: nothing could be done with it, and it could not be kept. */
typedef struct {
  char *sealed, *hash, *kid;
} Secrets;

static void
secrets_clear (Secrets *self)
{
  g_free (self->sealed);
  g_free (self->hash);
  g_free (self->kid);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Secrets, secrets_clear)

static void
make_secrets (CubbyStore *store, const char *cti, const char *of_store, Secrets *ret_secrets)
{
  guint8 random[CUBBY_CODE_RANDOM_SIZE];
  char code[CUBBY_CODE_LENGTH + 1];
  const CubbyPassSigningKey *key =
      store->keys != NULL ? cubby_key_ring_get_signer (store->keys, store->now_ms / 1000) : NULL;
  if (key == NULL)
    return;
  cubby_random_fill (random, sizeof random);
  cubby_code_from_random (random, code);
  ret_secrets->sealed = cubby_vault_seal (cubby_key_ring_get_code_secret (store->keys), cti, code);
  ret_secrets->hash = hash_code (store, of_store, code);
  ret_secrets->kid = cubby_hex_encode (cubby_pass_signing_key_get_kid (key), CUBBY_KID_SIZE);
  cubby_secret_clear (code, sizeof code);
}

char *
cubby_pass_book_add (CubbyStore *store, const CubbyPassDraft *draft, char **ret_code_hash, GError **error)
{
  g_autofree char *cti = cubby_store_new_token ();
  g_autofree char *token = draft->helper != NULL ? cubby_store_new_token () : NULL;
  g_auto (Secrets) secrets = {0};
  make_secrets (store, cti, draft->store, &secrets);
  const char *name = draft->helper != NULL && draft->helper[0] != '\0' ? draft->helper : NULL;
  const char *code_hash = secrets.hash != NULL ? secrets.hash : "";
  if (!cubby_table_insert (store, CUBBY_TABLE_PASS, error, cti, draft->order, draft->fulfilment, draft->store,
                           secrets.sealed != NULL ? secrets.sealed : "", draft->exp, "active", store->now_ms,
                           draft->helper != NULL ? "helper" : "owner", name, token,
                           secrets.kid != NULL ? secrets.kid : "", code_hash, (gint64)draft->remade))
    return NULL;
  if (ret_code_hash != NULL)
    *ret_code_hash = g_strdup (code_hash);
  return g_steal_pointer (&cti);
}

static char *
open_code (CubbyStore *store, const char *cti, const char *sealed)
{
  g_autofree char *code = store->keys != NULL && sealed != NULL
                              ? cubby_vault_open (cubby_key_ring_get_code_secret (store->keys), cti, sealed)
                              : NULL;
  return code != NULL ? cubby_code_format (code) : NULL;
}

#define COLUMNS                                                                                              \
  "SELECT cti, order_id, fulfilment, store, kind, name, token, kid, code, exp, state, created_ms, "          \
  "revoked_ms FROM pass "

static CubbyPassRow *
read_row (CubbyStore *store, CubbySqlRows *rows)
{
  CubbyPassRow *self = g_new0 (CubbyPassRow, 1);
  CubbyPassLife stored = CUBBY_PASS_LIFE_REVOKED;
  char **texts[] = {&self->cti,  &self->order, &self->fulfilment, &self->store,
                    &self->kind, &self->name,  &self->token,      &self->kid};
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    *texts[i] = g_strdup (cubby_sql_rows_get_text (rows, (int)i));
  self->code = open_code (store, self->cti, cubby_sql_rows_get_text (rows, 8));
  self->exp = cubby_sql_rows_get_int (rows, 9);
  cubby_pass_life_from_string (cubby_sql_rows_get_text (rows, 10), &stored);
  self->life = cubby_pass_life_now (stored, self->exp, store->now_ms / 1000);
  self->created_ms = cubby_sql_rows_get_int (rows, 11);
  self->revoked_ms = cubby_sql_rows_get_int (rows, 12);
  return self;
}

GPtrArray *
cubby_pass_book_list (CubbyStore *store, const char *order, GError **error)
{
  g_autoptr (CubbySqlRows) rows =
      cubby_sql_query (store->sql, error,
                       COLUMNS "WHERE order_id = ? ORDER BY kind DESC,"
                               " CASE state WHEN 'revoked' THEN 1 ELSE 0 END, created_ms DESC, cti",
                       "t", order);
  if (rows == NULL)
    return NULL;
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify)cubby_pass_row_free);
  g_autoptr (GError) local = NULL;
  while (cubby_sql_rows_next (rows, &local))
    g_ptr_array_add (found, read_row (store, rows));
  if (local == NULL)
    return g_steal_pointer (&found);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

CubbyPassRow *
cubby_pass_book_find (CubbyStore *store, const char *order, const char *cti, GError **error)
{
  g_autoptr (CubbySqlRows) rows =
      cubby_sql_query (store->sql, error, COLUMNS "WHERE order_id = ? AND cti = ?", "tt", order, cti);
  if (!cubby_store_take_row (rows, error, "The order %s has no pass %s.", order, cti))
    return NULL;
  return read_row (store, rows);
}

CubbyPassRow *
cubby_pass_book_find_token (CubbyStore *store, const char *token, GError **error)
{
  g_autoptr (CubbySqlRows) rows = cubby_sql_query (store->sql, error, COLUMNS "WHERE token = ?", "t", token);
  if (!cubby_store_take_row (rows, error, "There is no such pass."))
    return NULL;
  return read_row (store, rows);
}

char *
cubby_pass_book_mint (CubbyStore *store, const CubbyPassRow *row, GError **error)
{
  guint8 cti[CUBBY_CTI_SIZE];
  gint64 now_s = store->now_ms / 1000;
  const CubbyPassSigningKey *key =
      store->keys != NULL ? cubby_key_ring_find (store->keys, row->kid, now_s) : NULL;
  if (key == NULL && store->keys != NULL)
    key = cubby_key_ring_get_signer (store->keys, now_s);
  if (key == NULL) {
    cubby_problem_set (
        error, CUBBY_PROBLEM_UNAVAILABLE, NULL,
        "No pass key is configured; set [pass] key-file (cubby-central pass-key generate FILE).");
    return NULL;
  }
  if (!cubby_hex_decode (row->cti, cti, sizeof cti)) {
    cubby_problem_set (error, CUBBY_PROBLEM_INTERNAL, NULL, "The pass is damaged.");
    return NULL;
  }
  return cubby_pass_mint (key, row->store, row->exp, cti, error);
}

/* What is not paid is not announced to a kiosk, and must not be by a further pass. */
static gboolean
may_be_collected (const char *order, const char *fulfilment)
{
  guint state = 0;
  return g_strcmp0 (order, "confirmed") == 0 &&
         cubby_state_from_string (&cubby_fulfilment_states, fulfilment, &state) &&
         cubby_fulfilment_state_may_be_collected (state);
}

gboolean
cubby_pass_book_get_facts (CubbyStore *store, const char *fulfilment, CubbyPassFacts *ret_facts,
                           GError **error)
{
  g_autoptr (CubbySqlRows) rows =
      cubby_sql_query (store->sql, error,
                       "SELECT f.state, p.kind, p.state, p.exp, p.created_ms, p.remade, o.status FROM pass p"
                       " JOIN fulfilment f ON f.id = p.fulfilment JOIN orders o ON o.id = p.order_id WHERE "
                       "p.fulfilment = ? ORDER BY p.created_ms",
                       "t", fulfilment);
  g_autoptr (GError) local = NULL;
  *ret_facts = (CubbyPassFacts){.own = CUBBY_PASS_LIFE_REVOKED};
  while (rows != NULL && cubby_sql_rows_next (rows, &local)) {
    CubbyPassLife life = CUBBY_PASS_LIFE_REVOKED;
    gboolean helper = g_strcmp0 (cubby_sql_rows_get_text (rows, 1), "helper") == 0;
    gboolean today = cubby_sql_rows_get_int (rows, 4) > store->now_ms - DAY_MS;
    cubby_pass_life_from_string (cubby_sql_rows_get_text (rows, 2), &life);
    life = cubby_pass_life_now (life, cubby_sql_rows_get_int (rows, 3), store->now_ms / 1000);
    ret_facts->open = may_be_collected (cubby_sql_rows_get_text (rows, 6), cubby_sql_rows_get_text (rows, 0));
    if (!helper && ret_facts->own == CUBBY_PASS_LIFE_REVOKED)
      ret_facts->own = life; /* at most one is not */
    ret_facts->helpers += helper && life == CUBBY_PASS_LIFE_ACTIVE;
    ret_facts->helpers_made += helper && today;
    ret_facts->reissues += !helper && today && cubby_sql_rows_get_int (rows, 5) != 0;
  }
  if (rows != NULL && local == NULL)
    return TRUE;
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}
