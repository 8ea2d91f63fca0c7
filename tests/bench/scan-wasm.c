/* SPDX-License-Identifier: Apache-2.0 */
/* The newest zxing-cpp, as npm has it: a node that reads the same frames through a pipe. */
#include "tests/bench/report.h"
#include "tests/bench/scan-readers.h"

#include <gio/gio.h>
#include <stdlib.h>

typedef struct {
  GSubprocess *node;
  GOutputStream *to;
  GDataInputStream *from;
} Wasm;

gpointer
bench_wasm_open (GError **error)
{
  const char *folder = g_getenv (BENCH_SCAN_WASM);
  if (folder == NULL) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                 "tests/bench/run installs it with npm and says where it is in " BENCH_SCAN_WASM);
    return NULL;
  }
  g_autofree char *script = g_build_filename (folder, "read.mjs", NULL);
  g_autoptr (GSubprocess) node = g_subprocess_new (
      G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, error, "node", script, folder, NULL);
  if (node == NULL)
    return NULL;
  Wasm *self = g_new0 (Wasm, 1);
  self->to = g_subprocess_get_stdin_pipe (node);
  self->from = g_data_input_stream_new (g_subprocess_get_stdout_pipe (node));
  self->node = g_steal_pointer (&node);
  return self;
}

static char *
next_line (Wasm *self)
{
  g_autoptr (GError) error = NULL;
  char *line = g_data_input_stream_read_line (self->from, NULL, NULL, &error);
  if (line == NULL)
    bench_fail ("zxing-wasm: node ended: %s", error != NULL ? error->message : "no more lines");
  return line;
}

double
bench_wasm_read (gpointer reader, const CubbyFrame *frame, guint symbologies, GPtrArray *texts)
{
  Wasm *self = reader;
  g_autoptr (GError) error = NULL;
  const guint32 head[] = {GUINT32_TO_LE (frame->width), GUINT32_TO_LE (frame->height),
                          GUINT32_TO_LE (symbologies)};
  g_output_stream_write_all (self->to, head, sizeof head, NULL, NULL, &error);
  if (error == NULL)
    g_output_stream_write_all (self->to, frame->pixels, (gsize)frame->width * frame->height, NULL, NULL,
                               &error);
  bench_check (error, "zxing-wasm: a frame could not be sent");
  g_autofree char *line = next_line (self);
  char *rest = NULL;
  double took = g_ascii_strtod (line, &rest);
  for (guint64 left = g_ascii_strtoull (rest, NULL, 10); left > 0; left--) {
    g_autofree char *coded = next_line (self);
    gsize length = 0;
    g_autofree guchar *text = g_base64_decode (coded, &length);
    g_ptr_array_add (texts, g_strndup ((const char *)text, length));
  }
  return took;
}

void
bench_wasm_close (gpointer reader)
{
  Wasm *self = reader;
  g_output_stream_close (self->to, NULL, NULL);
  g_subprocess_wait (self->node, NULL, NULL);
  g_object_unref (self->from);
  g_object_unref (self->node);
  g_free (self);
}
