/* SPDX-License-Identifier: Apache-2.0 */
/* A program that does nothing but say that it is ready, or end: what loading its libraries costs. They come
 * by LD_PRELOAD, so that they are those of the program that it is compared with. */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

int
main (int argc, char **argv)
{
  if (argc > 1) /* --end: a command, not a service */
    return 0;
  static const char ready[] = "READY=1";
  const char *path = getenv ("NOTIFY_SOCKET");
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  if (path == NULL || strlen (path) >= sizeof address.sun_path)
    return 2;
  memcpy (address.sun_path, path, strlen (path));
  int fd = socket (AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  socklen_t size = (socklen_t)(offsetof (struct sockaddr_un, sun_path) + strlen (path));
  if (fd < 0 || sendto (fd, ready, sizeof ready - 1, 0, (struct sockaddr *)&address, size) < 0)
    return 1;
  pause ();
  return 0;
}
