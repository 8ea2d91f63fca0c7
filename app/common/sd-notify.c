/* SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "cubby-sd-notify"
#include "app/common/sd-notify.h"

#include "app/common/log.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

void
cubby_sd_notify (const char *state)
{
  const char *path = g_getenv ("NOTIFY_SOCKET");
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  if (g_str_equal (state, "READY=1"))
    cubby_log_event ("ready", NULL); /* start-up is measured by it */
  if (path == NULL || strlen (path) >= sizeof address.sun_path)
    return;
  memcpy (address.sun_path, path, strlen (path));
  if (address.sun_path[0] == '@') /* an abstract socket */
    address.sun_path[0] = '\0';

  int fd = socket (AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (fd < 0)
    return;
  socklen_t length = (socklen_t)(G_STRUCT_OFFSET (struct sockaddr_un, sun_path) + strlen (path));
  if (sendto (fd, state, strlen (state), MSG_NOSIGNAL, (struct sockaddr *)&address, length) < 0)
    g_warning ("%s: the service manager was not told “%s”: %s", path, state, g_strerror (errno));
  close (fd);
}

typedef struct {
  gboolean (*is_well) (gpointer data);
  gpointer data;
} Watchdog;

static gboolean
on_watchdog_due (gpointer user_data)
{
  Watchdog *watchdog = user_data;
  if (watchdog->is_well (watchdog->data))
    cubby_sd_notify ("WATCHDOG=1");
  return G_SOURCE_CONTINUE;
}

guint
cubby_sd_watchdog_get_period_ms (void)
{
  const char *usec = g_getenv ("WATCHDOG_USEC");
  guint64 limit = 0;
  if (usec == NULL || !g_ascii_string_to_unsigned (usec, 10, 2000, G_MAXUINT32, &limit, NULL))
    return 0;
  return (guint)(limit / 2000);
}

void
cubby_sd_watchdog_start (gboolean (*is_well) (gpointer data), gpointer data)
{
  guint period_ms = cubby_sd_watchdog_get_period_ms ();
  if (period_ms == 0)
    return;
  Watchdog *watchdog = g_new0 (Watchdog, 1);
  watchdog->is_well = is_well;
  watchdog->data = data;
  g_timeout_add_full (G_PRIORITY_DEFAULT, period_ms, on_watchdog_due, watchdog, g_free);
}
