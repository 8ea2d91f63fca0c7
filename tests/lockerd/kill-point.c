/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/lockerd/kill-point.h"

#include <string.h>

#define KILL "signal=KILL"
#define IO_ERROR "error=EIO"
#define DISK_FULL "error=ENOSPC"

static const Series series[] = {
    {.name = "kill-before-pwrite64",
     .says = "a kill before a write of the journal",
     .calls = "pwrite64",
     .fault = KILL,
     .of_journal = TRUE},
    {.name = "kill-before-fdatasync",
     .says = "a kill before an fdatasync",
     .calls = "fdatasync",
     .fault = KILL,
     .of_journal = TRUE},
    {.name = "kill-before-fsync", .says = "a kill before an fsync", .calls = "fsync", .fault = KILL},
    {.name = "kill-before-ftruncate",
     .says = "a kill before a file is cut",
     .calls = "ftruncate",
     .fault = KILL,
     .of_journal = TRUE},
    {.name = "kill-before-unlink", .says = "a kill before a file goes", .calls = "unlink", .fault = KILL},
    {.name = "kill-before-openat",
     .says = "a kill before the journal is opened",
     .calls = "openat",
     .fault = KILL,
     .where = AT_JOURNAL},
    {.name = "kill-before-pread64",
     .says = "a kill before a read of the journal",
     .calls = "pread64",
     .fault = KILL,
     .where = AT_JOURNAL,
     .of_journal = TRUE},
    {.name = "kill-before-sendmsg",
     .says = "a kill before anybody is told",
     .calls = "sendmsg",
     .fault = KILL},
    {.name = "kill-before-sendto",
     .says = "a kill before a request",
     .calls = "sendto",
     .fault = KILL,
     .transport = TCP_ONLY},
    {.name = "kill-before-recvfrom",
     .says = "a kill before an answer is read",
     .calls = "recvfrom",
     .fault = KILL,
     .transport = TCP_ONLY},
    {.name = "kill-before-write",
     .says = "a kill before a request, a wake-up or a line of the log",
     .calls = "write",
     .fault = KILL},
    {.name = "kill-before-read",
     .says = "a kill before an answer is read",
     .calls = "read",
     .fault = KILL,
     .where = AT_BUS,
     .transport = SERIAL_ONLY},
    {.name = "eio-pwrite64",
     .says = "a write of the journal that fails",
     .calls = "pwrite64",
     .fault = IO_ERROR,
     .where = AT_JOURNAL,
     .must_end = TRUE,
     .of_journal = TRUE},
    {.name = "eio-fdatasync",
     .says = "an fdatasync that fails",
     .calls = "fdatasync",
     .fault = IO_ERROR,
     .where = AT_JOURNAL,
     .must_end = TRUE,
     .of_journal = TRUE},
    {.name = "eio-ftruncate",
     .says = "a file that cannot be cut",
     .calls = "ftruncate",
     .fault = IO_ERROR,
     .of_journal = TRUE},
    {.name = "eio-openat",
     .says = "a journal that cannot be opened",
     .calls = "openat",
     .fault = IO_ERROR,
     .where = AT_JOURNAL},
    {.name = "eio-pread64",
     .says = "a read of the journal that fails",
     .calls = "pread64",
     .fault = IO_ERROR,
     .where = AT_JOURNAL,
     .of_journal = TRUE},
    {.name = "enospc-pwrite64",
     .says = "a full disk under a write",
     .calls = "pwrite64",
     .fault = DISK_FULL,
     .where = AT_JOURNAL,
     .must_end = TRUE,
     .of_journal = TRUE},
    {.name = "enospc-ftruncate",
     .says = "a full disk under a file that is cut",
     .calls = "ftruncate",
     .fault = DISK_FULL,
     .of_journal = TRUE},
    {.name = "enospc-openat",
     .says = "a full disk when the journal is opened",
     .calls = "openat",
     .fault = DISK_FULL,
     .where = AT_JOURNAL},
    {.name = "eio-sendto",
     .says = "a request that cannot be sent",
     .calls = "sendto",
     .fault = IO_ERROR,
     .transport = TCP_ONLY},
    {.name = "eio-recvfrom",
     .says = "an answer that cannot be read",
     .calls = "recvfrom",
     .fault = IO_ERROR,
     .transport = TCP_ONLY},
    {.name = "eio-write",
     .says = "a request that cannot be sent",
     .calls = "write",
     .fault = IO_ERROR,
     .where = AT_BUS,
     .transport = SERIAL_ONLY},
    {.name = "eio-read",
     .says = "an answer that cannot be read",
     .calls = "read",
     .fault = IO_ERROR,
     .where = AT_BUS,
     .transport = SERIAL_ONLY},
    {.name = "kill-after-byte", .says = "a kill after a byte of the bus", .wire = WIRE_KILL},
    {.name = "kill-and-lose-after-byte",
     .says = "a kill and a lost frame after a byte of the bus",
     .wire = WIRE_KILL_LOSE},
    {.name = "cut-after-byte", .says = "a cut cable after a byte of the bus", .wire = WIRE_CUT},
    {.name = "flip-byte",
     .says = "a wrong bit in a byte of the bus",
     .wire = WIRE_FLIP,
     .transport = SERIAL_ONLY},
};

#define JOURNAL "journal.db" /* that its directory cannot be synced, SQLite does not mind */

GArray *
rows_list (void)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (Row));
  for (guint i = 0; i < N_STORIES; i++)
    for (guint serial = 0; serial < 2; serial++)
      for (guint j = 0; j < G_N_ELEMENTS (series); j++) {
        Row row = {.series = &series[j], .story = &stories[i], .serial = serial != 0};
        gboolean tells = stories[i].begins != BEGINS_AGED || (series[j].of_journal && serial == 0);
        if (tells && series[j].transport != (serial ? TCP_ONLY : SERIAL_ONLY))
          g_array_append_val (rows, row);
      }
  return rows;
}

char *
row_get_name (const Row *row)
{
  return g_strdup_printf ("%s/%s/%s", row->story->name, row->serial ? "rtu" : "tcp", row->series->name);
}

char *
point_get_name (const Point *point)
{
  g_autofree char *row = row_get_name (point->row);
  return point->round == 0 ? g_strdup_printf ("%s/%u", row, point->n)
                           : g_strdup_printf ("%s/%u/%u", row, point->n, point->round);
}

gboolean
point_parse (const char *name, GArray *rows, Point *ret_point)
{
  for (guint i = 0; i < rows->len; i++) {
    const Row *row = &g_array_index (rows, Row, i);
    g_autofree char *prefix = row_get_name (row);
    gsize length = strlen (prefix);
    if (!g_str_has_prefix (name, prefix) || name[length] != '/')
      continue;
    char *end;
    *ret_point = (Point){.row = row, .n = (guint)g_ascii_strtoull (name + length + 1, &end, 10)};
    if (*end == '/')
      ret_point->round = (guint)g_ascii_strtoull (end + 1, &end, 10);
    return ret_point->n > 0 && *end == '\0';
  }
  return FALSE;
}

static void
add (GPtrArray *arguments, const char *one, char *two)
{
  g_ptr_array_add (arguments, g_strdup (one));
  if (two != NULL)
    g_ptr_array_add (arguments, two);
}

/* @fast: other calls run at their own speed; strace 6.1 then forgets to send signals. */
static GPtrArray *
start_strace (Bench *bench, gboolean fast)
{
  GPtrArray *arguments = g_ptr_array_new ();
  add (arguments, "strace", NULL);
  add (arguments, "-f", NULL);
  if (fast)
    add (arguments, "--seccomp-bpf", NULL);
  add (arguments, "-qq", NULL);
  add (arguments, "-o", g_strdup (bench->trace));
  return arguments;
}

static void
add_paths (GPtrArray *arguments, Where where, Bench *bench)
{
  static const char *const files[] = {JOURNAL, JOURNAL "-wal", JOURNAL "-journal"};
  for (guint i = 0; where == AT_JOURNAL && i < G_N_ELEMENTS (files); i++)
    add (arguments, "-P", g_build_filename (bench->state, files[i], NULL));
  if (where == AT_BUS)
    add (arguments, "-P", g_strdup (wire_get_place (bench->wire)));
}

static GStrv
finish (GPtrArray *arguments)
{
  g_ptr_array_add (arguments, NULL);
  return (GStrv)g_ptr_array_free (arguments, FALSE);
}

GStrv
point_get_wrapper (const Point *point, Bench *bench)
{
  const Series *one = point->row->series;
  if (one->calls == NULL)
    return NULL;
  GPtrArray *arguments = start_strace (bench, !g_str_has_prefix (one->fault, "signal="));
  add_paths (arguments, one->where, bench);
  add (arguments, "-e", g_strconcat ("trace=", one->calls, NULL));
  add (arguments, "-e", g_strdup_printf ("inject=%s:%s:when=%u", one->calls, one->fault, point->n));
  return finish (arguments);
}

GStrv
survey_get_wrapper (Bench *bench)
{
  g_autoptr (GString) calls = g_string_new ("trace=");
  for (guint i = 0; i < G_N_ELEMENTS (series); i++)
    if (series[i].calls != NULL)
      g_string_append_printf (calls, "%s%s", i > 0 ? "," : "", series[i].calls);
  GPtrArray *arguments = start_strace (bench, TRUE);
  add (arguments, "-y", NULL); /* the paths, too */
  add (arguments, "-e", g_strdup (calls->str));
  return finish (arguments);
}

static gboolean
is_at (const char *line, Where where, Bench *bench)
{
  if (where == AT_JOURNAL)
    return strstr (line, "/" JOURNAL) != NULL;
  return where == ANYWHERE || strstr (line, wire_get_place (bench->wire)) != NULL;
}

/* strace numbers the calls of each thread for itself. */
static guint
count_calls (char **lines, const Series *one, Bench *bench)
{
  g_autoptr (GHashTable) threads = g_hash_table_new (NULL, NULL);
  g_autofree char *call = g_strconcat (one->calls, "(", NULL);
  guint most = 0;
  for (char **line = lines; *line != NULL; line++) {
    char *rest;
    gpointer thread = GUINT_TO_POINTER ((guint)g_ascii_strtoull (*line, &rest, 10));
    if (!g_str_has_prefix (g_strchug (rest), call) || !is_at (rest, one->where, bench))
      continue;
    guint n = GPOINTER_TO_UINT (g_hash_table_lookup (threads, thread)) + 1;
    g_hash_table_insert (threads, thread, GUINT_TO_POINTER (n));
    most = MAX (most, n);
  }
  return most;
}

void
rows_survey (GArray *rows, const Story *story, Bench *bench)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  g_file_get_contents (bench->trace, &text, NULL, &error);
  g_assert_no_error (error);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; i < rows->len; i++) {
    Row *row = &g_array_index (rows, Row, i);
    if (row->story != story || row->serial != bench->serial)
      continue;
    row->n = row->series->calls != NULL ? count_calls (lines, row->series, bench) : wire_count (bench->wire);
  }
}
