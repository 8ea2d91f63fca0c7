/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/command-pass-key.h"
#include "app/central/code-seal.h"
#include "app/central/database.h"
#include "app/central/pass-change.h"
#include "app/common/hash.h"

#include <stdio.h>

#define HOUR_S 3600
#define LEAD_HOURS                                                                                           \
  24 /* kiosks ask for keys every hour; one that was off for a day still knows it in time                    \
      */
#define MOST_HOURS (24 * 90)

static gint64
get_now_s (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

CubbyKeyRing *
cubby_command_load_keys (const CubbyCommandLine *line, GError **error)
{
  return line->settings->pass_key_file != NULL ? cubby_key_ring_load (line->settings->pass_key_file, error)
                                               : NULL;
}

gboolean
cubby_command_pass_key_generate (const CubbyCommandLine *line, GError **error)
{
  if (line->words[0] == NULL || line->words[1] != NULL)
    return cubby_command_usage (error, "pass-key generate: name one FILE");
  g_autoptr (CubbyKeyRing) keys = cubby_key_ring_generate ();
  if (!cubby_key_ring_save (keys, line->words[0], TRUE, error))
    return FALSE;
  printf ("%s\n", line->words[0]);
  return TRUE;
}

static char *
format_time (gint64 time_s)
{
  return time_s != 0 ? cubby_store_format_time (time_s * 1000) : g_strdup ("-");
}

gboolean
cubby_command_pass_key_list (const CubbyCommandLine *line, GError **error)
{
  if (line->words[0] == NULL || line->words[1] != NULL)
    return cubby_command_usage (error, "pass-key list: name one FILE");
  g_autoptr (CubbyKeyRing) keys = cubby_key_ring_load (line->words[0], error);
  if (keys == NULL)
    return FALSE;
  g_autoptr (GArray) rows = cubby_key_ring_list (keys, get_now_s ());
  for (guint i = 0; i < rows->len; i++) {
    const CubbyKeyRingRow *row = &g_array_index (rows, CubbyKeyRingRow, i);
    g_autofree char *kid = cubby_hex_encode (cubby_pass_signing_key_get_kid (row->key), CUBBY_KID_SIZE);
    g_autofree char *public_key =
        cubby_hex_encode (cubby_pass_signing_key_get_public_key (row->key), CUBBY_PUBLIC_KEY_SIZE);
    g_autofree char *from = format_time (row->life.from_s);
    g_autofree char *until = format_time (row->life.until_s);
    printf ("%s\t%s\t%s\t%s\t%s\n", kid, cubby_pass_key_state_to_string (row->state), from, until,
            public_key);
  }
  return TRUE;
}

gboolean
cubby_command_pass_key_rotate (const CubbyCommandLine *line, GError **error)
{
  guint64 hours = LEAD_HOURS;
  if (line->words[0] == NULL || line->words[1] != NULL)
    return cubby_command_usage (error, "pass-key rotate: name one FILE");
  if (line->in != NULL && !g_ascii_string_to_unsigned (line->in, 10, 0, MOST_HOURS, &hours, NULL))
    return cubby_command_usage (error, "pass-key rotate: --in takes 0 to 2160 hours");
  g_autoptr (CubbyKeyRing) keys = cubby_key_ring_load (line->words[0], error);
  if (keys == NULL)
    return FALSE;
  gint64 from = get_now_s () + (gint64)hours * HOUR_S;
  gint64 until = cubby_pass_key_get_end (from, line->settings->hold_hours);
  g_autofree char *kid = cubby_key_ring_rotate (keys, from, until, get_now_s ());
  g_autofree char *from_text = format_time (from);
  g_autofree char *until_text = format_time (until);
  if (!cubby_key_ring_save (keys, line->words[0], FALSE, error))
    return FALSE;
  printf ("%s signs from %s; what the others signed is believed until %s\n", kid, from_text, until_text);
  return TRUE;
}

static gboolean
work_reissue (const CubbyCommandLine *line, CubbyStore *store, GError **error)
{
  guint count = 0;
  g_autoptr (CubbyKeyRing) keys = cubby_key_ring_load (line->words[0], error);
  if (keys == NULL)
    return FALSE;
  store->keys = keys;
  gboolean done = cubby_pass_reissue_all (store, &count, error) &&
                  cubby_store_audit (store, "pass-key-revoke", line->words[1], NULL, error);
  store->keys = NULL;
  if (done)
    printf ("%s is not believed any more; the passes of %u orders were made anew\n", line->words[1], count);
  return done;
}

/* A key that is gone from the file, when an earlier call was stopped before the passes were made anew. */
static gboolean
check_gone (CubbySql *sql, const char *kid, GError **error)
{
  gint64 n = 0;
  if (!cubby_sql_read_int (sql, &n, 0, error, "SELECT COUNT(*) FROM pass WHERE kid = ? AND state = 'active'",
                           "t", kid))
    return FALSE;
  if (n == 0)
    g_set_error (error, CUBBY_PASS_ERROR, CUBBY_PASS_ERROR_KEY, "there is no key %s; see pass-key list", kid);
  return n > 0;
}

/* The key is gone from the file before anything is signed anew: stopped in between, it is run again. */
static gboolean
revoke_key (const CubbyCommandLine *line, CubbyKeyRing *keys, GError **error)
{
  gboolean known = cubby_key_ring_find (keys, line->words[1], 0) != NULL;
  if (line->database == NULL)
    return cubby_command_usage (error, "pass-key retire --now: give --database, whose passes are made anew");
  g_autoptr (CubbySql) sql = cubby_database_open_guest (line->database, error);
  if (sql == NULL || !cubby_code_seal_prepare (sql, keys, error) ||
      (!known && !check_gone (sql, line->words[1], error)))
    return FALSE;
  g_clear_pointer (&sql, cubby_sql_free);
  if (known && (!cubby_key_ring_retire (keys, line->words[1], 0, get_now_s (), error) ||
                !cubby_key_ring_save (keys, line->words[0], FALSE, error)))
    return FALSE;
  return cubby_command_run_as_guest (line, work_reissue, error);
}

gboolean
cubby_command_pass_key_retire (const CubbyCommandLine *line, GError **error)
{
  if (line->words[0] == NULL || line->words[1] == NULL || line->words[2] != NULL)
    return cubby_command_usage (error, "pass-key retire: name a FILE and the id of a key");
  g_autoptr (CubbyKeyRing) keys = cubby_key_ring_load (line->words[0], error);
  if (keys == NULL)
    return FALSE;
  if (line->now)
    return revoke_key (line, keys, error);
  gint64 until = cubby_pass_key_get_end (get_now_s (), line->settings->hold_hours);
  g_autofree char *until_text = format_time (until);
  if (!cubby_key_ring_retire (keys, line->words[1], until, get_now_s (), error) ||
      !cubby_key_ring_save (keys, line->words[0], FALSE, error))
    return FALSE;
  printf ("what %s signed is believed until %s\n", line->words[1], until_text);
  return TRUE;
}
