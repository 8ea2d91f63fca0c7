/* SPDX-License-Identifier: Apache-2.0 */
/* cubby-picture: decodes a picture file that another process has opened; see picture-apart.h. */
#include "hardware/scanner/child/fence.h"
#include "hardware/scanner/child/sandbox.h"
#include "hardware/scanner/picture-apart.h"

#include <iconv.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

/* An overlarge one in colours and with opacity, once again in gray, and what its loader has besides. */
#define MEMORY ((gsize)2560 * 1024 * 1024)
#define SECONDS 60

typedef enum { END_GOOD, END_BY_HAND = 2, END_FILE, END_FENCE } End;

static GLogWriterOutput
log_nowhere (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer data)
{
  return G_LOG_WRITER_HANDLED;
}

static void
tell (guint8 *memory, const CubbyFrame *frame, const GError *error)
{
  CubbyPictureResult *result = (CubbyPictureResult *)(gpointer)memory;
  if (frame == NULL) {
    result->code = (guint32)error->code;
    g_strlcpy (result->message, error->message, sizeof result->message);
    return;
  }
  for (guint y = 0; y < frame->height; y++)
    memcpy (memory + CUBBY_PICTURE_PIXELS_AT + (gsize)y * frame->width,
            frame->pixels + (gsize)y * frame->stride, frame->width);
  result->height = frame->height;
  result->width = frame->width;
}

static End
run (guint8 *memory)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GMappedFile) file = g_mapped_file_new_from_fd (CUBBY_PICTURE_FILE, FALSE, &error);
  if (file == NULL)
    return END_FILE;
  const guint8 *data = (const guint8 *)g_mapped_file_get_contents (file);
  gsize size = g_mapped_file_get_length (file);
  /* Texts beside the pixels are in this one; what converts it is a module that has to be loaded. */
  iconv_open ("UTF-8", "ISO-8859-1");
  g_log_set_writer_func (log_nowhere, NULL, NULL);
  cubby_picture_prepare (data, size);
  close_range (STDIN_FILENO, cubby_sandbox_is_strict () ? ~0U : STDOUT_FILENO, 0);
  if (!cubby_fence_enter (MEMORY, SECONDS))
    return END_FENCE;
  g_autoptr (CubbyFrame) frame = cubby_picture_decode (data, size, &error);
  tell (memory, frame, error);
  return END_GOOD;
}

int
main (int argc, char **argv)
{
  struct stat info;
  void *memory = MAP_FAILED;
  if (argc == 1 && fstat (CUBBY_PICTURE_RESULT, &info) == 0 &&
      info.st_size == (off_t)CUBBY_PICTURE_RESULT_BYTES && prctl (PR_SET_PDEATHSIG, SIGKILL) == 0)
    memory =
        mmap (NULL, CUBBY_PICTURE_RESULT_BYTES, PROT_READ | PROT_WRITE, MAP_SHARED, CUBBY_PICTURE_RESULT, 0);
  if (memory == MAP_FAILED) {
    fprintf (stderr, "cubby-picture: is started by cubbyctl scan, not by hand; see cubbyctl(1)\n");
    return END_BY_HAND;
  }
  _exit (run (memory));
}
