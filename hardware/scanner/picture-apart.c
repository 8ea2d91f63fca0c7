/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/picture-apart.h"

#include "hardware/scanner/child/find-program.h"
#include "hardware/scanner/child/start-program.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/pidfd.h>
#include <sys/wait.h>
#include <unistd.h>

/* By the clock: a busy machine. Its processor time has a limit of its own. */
#define WAIT_US ((gint64)3 * 60 * G_USEC_PER_SEC)
#define ASK_EACH_MS 10

static int
make_result (void)
{
  int fd = memfd_create ("cubby-picture", MFD_CLOEXEC | MFD_ALLOW_SEALING);
  /* Whoever has it cannot take back what is mapped here. */
  if (fd >= 0 && ftruncate (fd, (off_t)CUBBY_PICTURE_RESULT_BYTES) == 0 &&
      fcntl (fd, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) == 0)
    return fd;
  if (fd >= 0)
    close (fd);
  return -1;
}

/* Returns: FALSE when it has not ended at @until_us. Without a descriptor of it (there are too many) it is
 * asked for. */
static gboolean
await_end (pid_t pid, int ended, gint64 until_us)
{
  struct pollfd fds = {.fd = ended, .events = POLLIN};
  siginfo_t info = {0};
  for (gint64 left_us = until_us - g_get_monotonic_time (); left_us > 0;
       left_us = until_us - g_get_monotonic_time ()) {
    poll (&fds, 1, ended >= 0 ? (int)(left_us / 1000) + 1 : ASK_EACH_MS);
    if (waitid (P_PID, (id_t)pid, &info, WEXITED | WNOHANG | WNOWAIT) == 0 && info.si_pid == pid)
      return TRUE;
  }
  return FALSE;
}

/* Returns: the status that it ended with. */
static int
wait_for (pid_t pid)
{
  int status = 0;
  int ended = pidfd_open (pid, 0);
  if (!await_end (pid, ended, g_get_monotonic_time () + WAIT_US))
    kill (pid, SIGKILL);
  while (waitpid (pid, &status, 0) < 0 && errno == EINTR)
    ;
  if (ended >= 0)
    close (ended);
  return status;
}

static gboolean
fail (GError **error, const char *why)
{
  g_set_error (error, CUBBY_PICTURE_ERROR, CUBBY_PICTURE_ERROR_DATA, "%s", why);
  return FALSE;
}

static gboolean
check_end (int status, const char *program, GError **error)
{
  if (WIFEXITED (status) && WEXITSTATUS (status) == 0)
    return TRUE;
  if (WIFEXITED (status)) {
    g_set_error (error, CUBBY_PICTURE_ERROR, CUBBY_PICTURE_ERROR_KIND,
                 "%s does not go to work: exit status %d", program, WEXITSTATUS (status));
    return FALSE;
  }
  if (WTERMSIG (status) == SIGKILL)
    return fail (error,
                 "broken picture: to decode it takes longer than a minute; convert it, or make it smaller");
  g_set_error (
      error, CUBBY_PICTURE_ERROR, CUBBY_PICTURE_ERROR_DATA,
      "broken picture: it takes more memory than it may, or harms what decodes it (signal %d); convert it",
      WTERMSIG (status));
  return FALSE;
}

/* Runs `cubby-picture` from its start to its end. */
static gboolean
run_program (int file, int result, GError **error)
{
  const int fds[] = {[CUBBY_PICTURE_FILE - CUBBY_SPAWN_FIRST] = file,
                     [CUBBY_PICTURE_RESULT - CUBBY_SPAWN_FIRST] = result};
  g_autofree char *program = cubby_find_program ("CUBBY_PICTURE", "hardware/scanner/cubby-picture");
  pid_t pid = 0;
  int fault = cubby_spawn (program, "cubby-picture", fds, G_N_ELEMENTS (fds), &pid);
  if (fault == 0)
    return check_end (wait_for (pid), program, error);
  g_set_error (error, G_FILE_ERROR, (int)g_file_error_from_errno (fault),
               "%s does not start: %s; install cubby anew", program, g_strerror (fault));
  return FALSE;
}

/* What is written there is not believed. */
static CubbyFrame *
take_result (const guint8 *memory, GError **error)
{
  CubbyPictureResult result;
  memcpy (&result, memory, sizeof result);
  if (result.width == 0) {
    result.message[sizeof result.message - 1] = '\0';
    g_autofree char *valid = g_utf8_make_valid (result.message, -1);
    for (char *at = valid; *at != '\0'; at++)
      if (g_ascii_iscntrl (*at))
        *at = ' ';
    g_set_error_literal (error, CUBBY_PICTURE_ERROR,
                         result.code == CUBBY_PICTURE_ERROR_KIND ? CUBBY_PICTURE_ERROR_KIND
                                                                 : CUBBY_PICTURE_ERROR_DATA,
                         *valid != '\0' ? valid : "its decoder said nothing; install cubby anew");
    return NULL;
  }
  if (!cubby_picture_check_size (result.width, result.height, error))
    return NULL;
  CubbyFrame *frame = cubby_frame_new (result.width, result.height);
  memcpy (frame->pixels, memory + CUBBY_PICTURE_PIXELS_AT, (gsize)frame->stride * frame->height);
  return frame;
}

static CubbyFrame *
decode (int file, GError **error)
{
  CubbyFrame *frame = NULL;
  int result = make_result ();
  if (result < 0) {
    g_set_error (error, G_FILE_ERROR, (int)g_file_error_from_errno (errno), "no memory for the picture: %s",
                 g_strerror (errno));
    return NULL;
  }
  if (run_program (file, result, error)) {
    void *memory = mmap (NULL, CUBBY_PICTURE_RESULT_BYTES, PROT_READ, MAP_SHARED, result, 0);
    if (memory != MAP_FAILED) {
      frame = take_result (memory, error);
      munmap (memory, CUBBY_PICTURE_RESULT_BYTES);
    } else {
      fail (error, "no memory for the picture");
    }
  }
  close (result);
  return frame;
}

CubbyFrame *
cubby_picture_load_apart (const char *path, GError **error)
{
  int file = cubby_picture_open (path, error);
  if (file < 0)
    return NULL;
  CubbyFrame *frame = decode (file, error);
  close (file);
  return frame;
}
