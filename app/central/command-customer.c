/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/command-customer.h"
#include "app/central/command-pass-key.h"
#include "app/central/customer-erase.h"
#include "app/central/customer-export.h"
#include "app/central/customer.h"
#include "app/central/database.h"

#include <stdio.h>

static gboolean
work_customer_erase (const CubbyCommandLine *line, CubbyStore *store, GError **error)
{
  g_autofree char *id = cubby_customer_find (store, line->words[0], error);
  if (id == NULL || !cubby_customer_erase (store, id, error))
    return FALSE;
  printf ("erased %s\n", id);
  return TRUE;
}

gboolean
cubby_command_customer_erase (const CubbyCommandLine *line, GError **error)
{
  if (line->words[0] == NULL || line->words[1] != NULL)
    return cubby_command_usage (error, "customer erase: name one CUSTOMER by id, e-mail address or number");
  return cubby_command_run_as_guest (line, work_customer_erase, error);
}

gboolean
cubby_command_customer_export (const CubbyCommandLine *line, GError **error)
{
  if (line->words[0] == NULL || line->words[1] != NULL)
    return cubby_command_usage (error, "customer export: name one CUSTOMER by id, e-mail address or number");
  g_autoptr (CubbySql) sql = cubby_database_open_reader (line->database, error);
  if (sql == NULL)
    return FALSE;
  CubbyStore store = cubby_command_make_store (line, sql);
  g_autofree char *id = cubby_customer_find (&store, line->words[0], error);
  g_autofree char *json = id != NULL ? cubby_customer_export (&store, id, error) : NULL;
  if (json == NULL)
    return FALSE;
  printf ("%s\n", json);
  return TRUE;
}

gboolean
cubby_command_compact (const CubbyCommandLine *line, GError **error)
{
  g_autoptr (CubbySql) sql = cubby_database_open_server (line->database, error);
  if (sql == NULL || !cubby_sql_compact (sql, error))
    return FALSE;
  printf ("%s is written anew\n", line->database);
  return TRUE;
}
