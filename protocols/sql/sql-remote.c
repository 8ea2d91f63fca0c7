/* SPDX-License-Identifier: Apache-2.0 */
/* What only concerns engines that are another process. */
#include "protocols/sql/sql-driver.h"

#include <string.h>

#define ALONE_TRIES 10
#define ALONE_PAUSE_US (100 * 1000)

/* "//USER:PASSWORD@" and "password=PASSWORD" of the options; whatever the rest of it is. */
char *
cubby_sql_redact_uri (const char *uri)
{
  g_autoptr (GRegex) user = g_regex_new ("(//[^:@/?]*):[^/]*@", 0, 0, NULL);
  g_autoptr (GRegex) option = g_regex_new ("(password=)[^&]*", G_REGEX_CASELESS, 0, NULL);
  g_autofree char *one = g_regex_replace (user, uri, -1, 0, "\\1@", 0, NULL);
  g_autofree char *two = one != NULL ? g_regex_replace (option, one, -1, 0, "\\1…", 0, NULL) : NULL;
  return two != NULL ? g_steal_pointer (&two) : g_strdup ("(not UTF-8)");
}

gboolean
cubby_sql_reset (CubbySql *self, GError **error)
{
  return self->driver->reset == NULL || self->driver->reset (self, error);
}

gboolean
cubby_sql_is_alone (CubbySql *self, gboolean *ret_alone, GError **error)
{
  gint64 alone = 1;
  if (self->driver->be_alone_sql != NULL &&
      !cubby_sql_read_int (self, &alone, 0, error, self->driver->be_alone_sql, ""))
    return FALSE;
  *ret_alone = alone == 1;
  return TRUE;
}

/* The server hears a little later that a service has ended. */
gboolean
cubby_sql_be_alone (CubbySql *self, GError **error)
{
  gboolean alone = FALSE;
  for (guint i = 0; i < ALONE_TRIES && !alone; i++) {
    if (i > 0)
      g_usleep (ALONE_PAUSE_US);
    if (!cubby_sql_is_alone (self, &alone, error))
      return FALSE;
  }
  if (!alone)
    g_set_error (error, CUBBY_SQL_ERROR, CUBBY_SQL_ERROR_BUSY,
                 "%s: another cubby-central is running on this database; stop it first", self->uri);
  return alone;
}

gboolean
cubby_sql_take_turn (CubbySql *self, const char *name, gboolean *ret_ours, GError **error)
{
  gint64 ours = 1;
  if (self->driver->turn_sql != NULL &&
      !cubby_sql_read_int (self, &ours, 0, error, self->driver->turn_sql, "t", name))
    return FALSE;
  *ret_ours = ours == 1;
  return TRUE;
}

gboolean
cubby_sql_get_change_stamp (CubbySql *self, gint64 *ret_stamp)
{
  const char *sql = self->driver->change_stamp_sql;
  return sql != NULL && cubby_sql_read_int (self, ret_stamp, 0, NULL, sql, "");
}

gboolean
cubby_sql_notify (CubbySql *self, const char *channel, GError **error)
{
  return self->driver->notify == NULL || self->driver->notify (self, channel, error);
}

gboolean
cubby_sql_listen (CubbySql *self, const char *channel, GError **error)
{
  if (self->driver->listen != NULL)
    return self->driver->listen (self, channel, error);
  g_set_error (error, CUBBY_SQL_ERROR, CUBBY_SQL_ERROR_UNSUPPORTED,
               "%s: one process writes to it, so there is nobody to hear from", self->uri);
  return FALSE;
}

int
cubby_sql_get_fd (CubbySql *self)
{
  return self->driver->get_fd != NULL ? self->driver->get_fd (self) : -1;
}

gboolean
cubby_sql_take_notices (CubbySql *self, guint *ret_n, GError **error)
{
  *ret_n = 0;
  return self->driver->take_notices == NULL || self->driver->take_notices (self, ret_n, error);
}
