/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/command.h"
#include "app/central/code-seal.h"
#include "app/central/command-backup.h"
#include "app/central/command-customer.h"
#include "app/central/command-pass-key.h"
#include "app/central/database.h"
#include "app/central/enrol.h"
#include "app/central/import.h"
#include "app/central/ledger.h"
#include "app/central/media.h"
#include "app/central/order-check.h"
#include "app/central/parcel.h"
#include "app/central/points.h"
#include "app/central/price-check.h"
#include "app/central/reference-check.h"
#include "app/central/staff.h"

#include <stdio.h>

GQuark
cubby_command_error_quark (void)
{
  return g_quark_from_static_string ("cubby-command-error-quark");
}

CubbyStore
cubby_command_make_store (const CubbyCommandLine *line, CubbySql *sql)
{
  return (CubbyStore){
      .sql = sql,
      .settings = line->settings,
      .now_ms = g_get_real_time () / 1000,
      .actor = "command",
  };
}

/* One transaction of a command, beside a running service or without one. */
gboolean
cubby_command_run_as_guest (const CubbyCommandLine *line, CubbyCommandWork work, GError **error)
{
  g_autoptr (CubbySql) sql = cubby_database_open_guest (line->database, error);
  if (sql == NULL || !cubby_sql_begin (sql, error))
    return FALSE;
  CubbyStore store = cubby_command_make_store (line, sql);
  if (work (line, &store, error))
    return cubby_sql_commit (sql, error);
  cubby_sql_rollback (sql);
  return FALSE;
}

gboolean
cubby_command_usage (GError **error, const char *message)
{
  g_set_error_literal (error, CUBBY_COMMAND_ERROR, CUBBY_COMMAND_ERROR_USAGE, message);
  return FALSE;
}

static gboolean
work_import (const CubbyCommandLine *line, CubbyStore *store, GError **error)
{
  gboolean folder = g_file_test (line->words[0], G_FILE_TEST_IS_DIR);
  g_autofree char *path =
      folder ? g_build_filename (line->words[0], "range.json", NULL) : g_strdup (line->words[0]);
  g_autofree char *text = NULL;
  gsize length = 0;
  if (!g_file_get_contents (path, &text, &length, error))
    return FALSE;
  g_autoptr (CubbyJsonBody) body = cubby_json_body_new (text, (gssize)length, error);
  CubbyImportCount count;
  if (body == NULL || !cubby_import_range (store, body, &count, error)) {
    g_prefix_error (error, "%s: ", path);
    return FALSE;
  }
  g_autofree char *parent = g_path_get_dirname (path);
  g_autofree char *pictures = g_build_filename (parent, "pictures", NULL);
  g_autofree char *media = cubby_media_get_folder (line->settings, line->database);
  guint n_pictures = 0;
  if (!cubby_media_copy (pictures, media, &n_pictures, error))
    return FALSE;
  printf ("imported %u categories, %u locations, %u options, %u products, %u SKUs, %u stock levels, "
          "%u price lists, %u promotions, %u pictures\n",
          count.categories, count.locations, count.options, count.products, count.variants, count.levels,
          count.price_lists, count.promotions, n_pictures);
  return TRUE;
}

static gboolean
run_import (const CubbyCommandLine *line, GError **error)
{
  if (line->words[0] == NULL || line->words[1] != NULL)
    return cubby_command_usage (error, "import: name one FILE, or a DIR with range.json and pictures/");
  return cubby_command_run_as_guest (line, work_import, error);
}

static gboolean
work_key_add (const CubbyCommandLine *line, CubbyStore *store, GError **error)
{
  CubbyScope scope = CUBBY_SCOPE_CHANNEL;
  if (line->name == NULL || !cubby_scope_from_string (line->scope, &scope))
    return cubby_command_usage (error, "key add: give --scope channel, kiosk, staff or admin, and --name");
  if ((scope == CUBBY_SCOPE_KIOSK) != (line->store != NULL))
    return cubby_command_usage (error, "key add: a kiosk's key needs --store, the others have none");
  g_autofree char *token = cubby_api_key_add (
      store, scope, line->name, scope == CUBBY_SCOPE_KIOSK ? line->name : NULL, line->store, error);
  if (token == NULL)
    return FALSE;
  printf ("%s\n", token);
  return TRUE;
}

static gboolean
run_key_add (const CubbyCommandLine *line, GError **error)
{
  return cubby_command_run_as_guest (line, work_key_add, error);
}

static gboolean
work_enrol_code (const CubbyCommandLine *line, CubbyStore *store, GError **error)
{
  if (line->store == NULL)
    return cubby_command_usage (error, "enrol-code: give --store, the id of a location");
  g_autofree char *code = cubby_enrol_make_code (store, line->store, error);
  if (code == NULL)
    return FALSE;
  printf ("%s\n", code);
  return TRUE;
}

static gboolean
run_enrol_code (const CubbyCommandLine *line, GError **error)
{
  return cubby_command_run_as_guest (line, work_enrol_code, error);
}

static gboolean
work_epoch (const CubbyCommandLine *line, CubbyStore *store, GError **error)
{
  gint64 epoch = 0;
  if (!cubby_parcel_begin_epoch (store, &epoch, error) || !cubby_staff_begin_epoch (store, error))
    return FALSE;
  printf ("epoch %" G_GINT64_FORMAT "\n", epoch);
  return TRUE;
}

static gboolean
run_epoch (const CubbyCommandLine *line, GError **error)
{
  return cubby_command_run_as_guest (line, work_epoch, error);
}

/* The file of --config is read before any command; here the file is what the command is about. */
static gboolean
run_config_check (const CubbyCommandLine *line, GError **error)
{
  if (line->words[0] == NULL || line->words[1] != NULL)
    return cubby_command_usage (error, "config check: name one FILE");
  g_autoptr (CubbyCentralSettings) settings = cubby_central_settings_load (line->words[0], error);
  if (settings == NULL)
    return FALSE;
  printf ("%s: %s at %s, %s, %s\n", line->words[0], settings->shop_name, settings->public_url,
          settings->pass_key_file != NULL ? "signs passes" : "signs no passes",
          settings->mail_url != NULL ? "sends mail" : "sends no mail");
  return TRUE;
}

static gboolean
run_migrate (const CubbyCommandLine *line, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (CubbyKeyRing) keys = cubby_command_load_keys (line, &local);
  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  if (!cubby_database_migrate (line->database, error))
    return FALSE;
  g_autoptr (CubbySql) sql = cubby_database_open_guest (line->database, error);
  if (sql == NULL || !cubby_code_seal_prepare (sql, keys, error))
    return FALSE;
  g_autofree char *shown = cubby_sql_redact_uri (line->database);
  printf ("%s is up to date\n", shown);
  return TRUE;
}

static gboolean
run_check (const CubbyCommandLine *line, GError **error)
{
  gint64 levels = 0;
  gint64 orders = 0;
  gint64 accounts = 0;
  g_autoptr (CubbySql) sql = cubby_database_open_reader (line->database, error);
  /* one moment for all of it: a service may be at work */
  if (sql == NULL || !cubby_sql_check (sql, error) || !cubby_sql_begin_snapshot (sql, error) ||
      !cubby_ledger_check (sql, &levels, error) || !cubby_order_check (sql, &orders, error) ||
      !cubby_price_check (sql, error) || !cubby_points_check (sql, &accounts, error) ||
      !cubby_reference_check (sql, error) || !cubby_sql_commit (sql, error))
    return FALSE;
  printf ("good: %" G_GINT64_FORMAT " stock levels are the sums of their movements, %" G_GINT64_FORMAT
          " orders have what they allocated; %" G_GINT64_FORMAT
          " ledgers of points: each sums up to its customer's balance\n",
          levels, orders, accounts);
  return TRUE;
}

const CubbyCommand cubby_commands[] = {
    {"import", "FILE|DIR", "read a range: products, pictures, stock", TRUE, run_import},
    {"key add", "--scope S --name N [--store ID]", "make an API key; its token is shown this once", TRUE,
     run_key_add},
    {"enrol-code", "--store ID", "a code that enrols one kiosk, for 15 minutes", TRUE, run_enrol_code},
    {"begin-epoch", "", "after a database came back from a copy: kiosks hear of its parcels anew", TRUE,
     run_epoch},
    {"pass-key generate", "FILE", "make the key that signs passes", FALSE, cubby_command_pass_key_generate},
    {"pass-key list", "FILE", "show the keys of a file, not their secrets", FALSE,
     cubby_command_pass_key_list},
    {"pass-key rotate", "FILE [--in HOURS]", "add a key that signs from then on", FALSE,
     cubby_command_pass_key_rotate},
    {"pass-key retire", "FILE KID [--now]",
     "let a key end; --now with --database: at once, passes are made anew", FALSE,
     cubby_command_pass_key_retire},
    {"config check", "FILE", "read a configuration and say what is wrong with it", FALSE, run_config_check},
    {"migrate", "", "bring the database to this version", TRUE, run_migrate},
    {"backup", "FILE|FOLDER [--keep N]", "copy a database that is in use", TRUE, cubby_command_backup},
    {"restore", "FILE", "put a backup into an empty database, of this engine or another", TRUE,
     cubby_command_restore},
    {"customer export", "CUSTOMER", "everything that is held of a customer, as JSON", TRUE,
     cubby_command_customer_export},
    {"customer erase", "CUSTOMER", "overwrite everything that says who a customer was; for good", TRUE,
     cubby_command_customer_erase},
    {"compact", "", "write the database anew, without what was deleted", TRUE, cubby_command_compact},
    {"check", "", "prove that stock, movements, orders and points agree", TRUE, run_check},
};

const guint cubby_n_commands = G_N_ELEMENTS (cubby_commands);
