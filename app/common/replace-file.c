/* SPDX-License-Identifier: Apache-2.0 */
#include "app/common/replace-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static gboolean
write_all (int fd, const char *text)
{
  for (gsize left = strlen (text); left > 0;) {
    gssize written = write (fd, text, left);
    if (written < 0 && errno == EINTR)
      continue;
    if (written < 0)
      return FALSE;
    text += written;
    left -= (gsize)written;
  }
  return TRUE;
}

static gboolean
give_to_reader (int fd, const char *path, const char *folder)
{
  struct stat old, parent;
  if (stat (path, &old) == 0)
    return (old.st_uid == geteuid () && old.st_gid == getegid ()) || fchown (fd, old.st_uid, old.st_gid) == 0;
  /* Only root, or a member of the group, can; for anybody else the file stays their own. */
  if (stat (folder, &parent) == 0 && fchown (fd, (uid_t)-1, parent.st_gid) != 0 && errno != EPERM)
    return FALSE;
  return TRUE;
}

static gboolean
sync_folder (const char *folder)
{
  int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0)
    return FALSE;
  gboolean done = fsync (fd) == 0;
  close (fd);
  return done;
}

gboolean
cubby_replace_file (const char *path, const char *text, guint mode, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *temporary = g_strdup_printf ("%s.XXXXXX", path);
  int fd = g_mkstemp_full (temporary, O_WRONLY | O_CLOEXEC, 0600);
  gboolean done = fd >= 0 && write_all (fd, text) && give_to_reader (fd, path, folder) &&
                  fchmod (fd, mode) == 0 && fsync (fd) == 0 && rename (temporary, path) == 0 &&
                  sync_folder (folder);
  int saved = errno;
  if (fd >= 0)
    close (fd);
  if (done)
    return TRUE;
  if (fd >= 0)
    g_unlink (temporary);
  g_set_error (error, G_FILE_ERROR, (int)g_file_error_from_errno (saved), "%s: cannot be written: %s", path,
               g_strerror (saved));
  return FALSE;
}
