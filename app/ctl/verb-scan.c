/* SPDX-License-Identifier: Apache-2.0 */
#include "app/ctl/scan-report.h"
#include "app/ctl/usage.h"
#include "hardware/scanner/child/decode-client.h"
#include "hardware/scanner/picture-apart.h"

#include <unistd.h>

/* Of the processor, for a picture: one with a code takes half of it at most (cubby_still_look()). */
#define BUDGET_US ((gint64)3 * G_USEC_PER_SEC)
/* Each has a picture in memory, and a process that decodes. */
#define THREADS_MAX 4
/* Fewer pictures are done before anybody asks. */
#define PROGRESS_MIN 10

/* The pictures of one call; they are read by several threads and told in their order. */
typedef struct {
  CubbyScanReport *reports;
  gboolean *done;
  guint n;
  int next;    /* atomic: the next that nobody reads yet */
  GMutex lock; /* of @done */
  GCond changed;
} Scan;

static void
scan_picture (CubbyDecodeClient *client, CubbyScanReport *report)
{
  g_autoptr (CubbyFrame) frame = cubby_picture_load_apart (report->path, &report->error);
  if (frame == NULL)
    return;
  report->width = frame->width;
  report->height = frame->height;
  guint64 n_dropped = cubby_decode_client_get_counts (client).n_dropped;
  report->codes = cubby_decode_client_look (client, frame, CUBBY_SYMBOLOGIES_ALL, CUBBY_DECODE_EFFORT_STILL,
                                            BUDGET_US, NULL, &report->error);
  report->n_dropped = (guint)(cubby_decode_client_get_counts (client).n_dropped - n_dropped);
}

static gpointer
scan_run (gpointer data)
{
  Scan *self = data;
  g_autoptr (CubbyDecodeClient) client = cubby_decode_client_new (NULL);
  for (guint i = (guint)g_atomic_int_add (&self->next, 1); i < self->n;
       i = (guint)g_atomic_int_add (&self->next, 1)) {
    scan_picture (client, &self->reports[i]);
    g_mutex_lock (&self->lock);
    self->done[i] = TRUE;
    g_cond_signal (&self->changed);
    g_mutex_unlock (&self->lock);
  }
  return NULL;
}

/* For whoever waits at a terminal while the lines go to a file. */
static void
show_progress (guint n_done, guint n)
{
  if (n < PROGRESS_MIN || !isatty (STDERR_FILENO) || isatty (STDOUT_FILENO))
    return;
  g_printerr (n_done < n ? "\r%u of %u" : "\r%u of %u\n", n_done, n);
}

/* Returns: whether all could be read. */
static gboolean
scan_tell (Scan *self, gboolean as_json)
{
  gboolean good = TRUE;
  for (guint i = 0; i < self->n; i++) {
    g_mutex_lock (&self->lock);
    while (!self->done[i])
      g_cond_wait (&self->changed, &self->lock);
    g_mutex_unlock (&self->lock);
    (as_json ? cubby_scan_report_print_json : cubby_scan_report_print) (&self->reports[i]);
    good = good && self->reports[i].codes != NULL;
    cubby_scan_report_clear (&self->reports[i]);
    show_progress (i + 1, self->n);
  }
  return good;
}

static gboolean
scan_files (char **files, gboolean as_json)
{
  Scan scan = {.n = g_strv_length (files)};
  scan.reports = g_new0 (CubbyScanReport, scan.n);
  scan.done = g_new0 (gboolean, scan.n);
  g_mutex_init (&scan.lock);
  g_cond_init (&scan.changed);
  for (guint i = 0; i < scan.n; i++)
    scan.reports[i].path = files[i];

  GThread *threads[THREADS_MAX];
  guint n_threads = MIN (MIN (scan.n, g_get_num_processors ()), THREADS_MAX);
  for (guint i = 0; i < n_threads; i++)
    threads[i] = g_thread_new ("scan", scan_run, &scan);
  gboolean good = scan_tell (&scan, as_json);
  for (guint i = 0; i < n_threads; i++)
    g_thread_join (threads[i]);

  g_mutex_clear (&scan.lock);
  g_cond_clear (&scan.changed);
  g_free (scan.done);
  g_free (scan.reports);
  return good;
}

/* cubbyctl scan FILE…: decodes pictures as the kiosk does. An unreadable one does not keep the others from
 * being read. */
int
cubby_ctl_scan (int argc, char **argv)
{
  g_auto (GStrv) files = NULL;
  gboolean as_json = FALSE;
  const GOptionEntry entries[] = {
      {"json", 0, 0, G_OPTION_ARG_NONE, &as_json, "One JSON object a picture, with the places of the codes",
       NULL},
      {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &files, NULL, NULL},
      {NULL},
  };
  if (!cubby_ctl_parse (entries, argc, argv))
    return CUBBY_CTL_USAGE;
  if (files == NULL)
    return cubby_ctl_usage_error ("say which pictures");
  return scan_files (files, as_json) ? CUBBY_CTL_GOOD : CUBBY_CTL_FAILED;
}
