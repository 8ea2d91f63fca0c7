/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/rig/postgresql.h"
#include "protocols/sql/sql.h"

#include <stddef.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define TRIES 600
#define WAIT_US 100000

/* As postgresql.py makes it. */
static socklen_t
make_address (struct sockaddr_un *address)
{
  g_autofree char *real = realpath (TEST_POSTGRESQL_SERVER, NULL);
  g_autofree char *name = g_strdup_printf ("cubby-postgresql:%u%s", getuid (), real);
  gsize length = strlen (name);
  gsize kept = MIN (length, 100);
  *address = (struct sockaddr_un){.sun_family = AF_UNIX};
  memcpy (address->sun_path + 1, name + length - kept, kept);
  return (socklen_t)(offsetof (struct sockaddr_un, sun_path) + 1 + kept);
}

static void
start_server (void)
{
  const char *argv[] = {"/usr/bin/setsid", "/usr/bin/python3", TEST_POSTGRESQL_SERVER, NULL};
  g_autoptr (GError) error = NULL;
  g_spawn_async (NULL, (char **)argv, NULL, G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL, NULL,
                 NULL, NULL, &error);
  g_assert_no_error (error);
}

/* Returns: (nullable): NULL when the server went away meanwhile. */
static char *
read_line (int fd)
{
  GString *line = g_string_new (NULL);
  char c = '\0';
  while (read (fd, &c, 1) == 1 && c != '\n')
    g_string_append_c (line, c);
  return g_string_free (line, c != '\n');
}

char *
test_postgresql_lease (void)
{
  struct sockaddr_un address;
  socklen_t length = make_address (&address);
  for (guint i = 0; i < TRIES; i++) {
    int fd = socket (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    g_assert_cmpint (fd, >=, 0);
    if (connect (fd, (struct sockaddr *)&address, length) == 0) {
      char *line = read_line (fd);
      if (line != NULL && !g_str_has_prefix (line, "postgresql:"))
        g_error ("PostgreSQL for tests: %s", line);
      if (line != NULL)
        return line; /* the connection ends with the process, and the database with it */
    } else {
      start_server ();
    }
    close (fd);
    g_usleep (WAIT_US);
  }
  g_error ("no PostgreSQL for tests within a minute");
}

const char *
test_engine_get_name (TestEngine engine)
{
  static const char *const names[] = {[TEST_SQLITE] = "sqlite", [TEST_POSTGRESQL] = "postgresql"};
  return names[engine];
}

char *
test_engine_make_database (TestEngine engine, const char *folder)
{
  static char *uri = NULL;
  if (engine == TEST_SQLITE)
    return g_strdup_printf ("sqlite:%s/a.db", folder);
  if (uri == NULL)
    uri = test_postgresql_lease ();
  g_autoptr (GError) error = NULL;
  g_autoptr (CubbySql) sql = cubby_sql_open (uri, CUBBY_SQL_GUEST, &error);
  g_assert_no_error (error);
  cubby_sql_execute (sql, "DROP SCHEMA public CASCADE; CREATE SCHEMA public", &error);
  g_assert_no_error (error);
  return g_strdup (uri);
}
