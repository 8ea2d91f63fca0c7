/* SPDX-License-Identifier: Apache-2.0 */
/* The end of a server: what was to be called is called, what comes with time no more. */
#include "protocols/http/server.h"

static void
count (gpointer data)
{
  guint *n = data;
  (*n)++;
}

static void
quit (gpointer data)
{
  cubby_http_server_quit (data);
}

static void
test_flush (void)
{
  guint ticks = 0, calls = 0;
  g_autoptr (CubbyHttpServer) server = cubby_http_server_new (NULL, 0, NULL, NULL, NULL);
  cubby_http_server_add_timer (server, 1, count, &ticks);
  cubby_http_server_add_timer (server, 20, quit, server);
  cubby_http_server_run (server);
  g_assert_cmpuint (ticks, >, 0);
  cubby_http_server_invoke (server, count, &calls);
  ticks = 0;
  g_usleep (30000);
  cubby_http_server_flush (server);
  g_assert_cmpuint (calls, ==, 1);
  g_assert_cmpuint (ticks, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/protocols/http/flush/a server that has ended calls nobody by its timers", test_flush);
  return g_test_run ();
}
