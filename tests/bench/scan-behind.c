/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/bench/scan-behind.h"

#include "tests/bench/report.h"

#include <errno.h>
#include <stdio.h>

static FILE *
open_file (const char *path, const char *mode)
{
  FILE *file = fopen (path, mode);
  if (file == NULL)
    bench_fail ("%s: %s", path, g_strerror (errno));
  return file;
}

static void
add_truth (FILE *list, const char *file, const char *peer, const CubbyTruth *truth, double module_px)
{
  fprintf (list, "%s\t%s\t%.2f", file, peer, module_px);
  for (guint k = 0; k < 4; k++)
    fprintf (list, "\t%.1f,%.1f", truth->corners[k][0], truth->corners[k][1]);
  fprintf (list, "\t%s\n", truth->art->text);
}

void
bench_scan_write_behind (const char *folder, const char *name, const CubbyVisit *visit, guint index,
                         const char *peer)
{
  CubbyTruth truths[CUBBY_VISIT_CODES_MAX];
  g_autoptr (CubbyFrame) frame = cubby_visit_render (visit, index, truths);
  g_autofree char *file = g_strdup_printf ("%s-%u.pgm", name, index);
  g_autofree char *path = g_build_filename (folder, file, NULL);
  g_autofree char *list_path = g_build_filename (folder, "truth.tsv", NULL);
  FILE *picture = open_file (path, "wb");
  fprintf (picture, "P5\n%u %u\n255\n", frame->width, frame->height);
  fwrite (frame->pixels, 1, (gsize)frame->width * frame->height, picture);
  fclose (picture);
  FILE *list = open_file (list_path, "a");
  for (guint i = 0; i < cubby_visit_get_n_codes (visit); i++)
    add_truth (list, file, peer, &truths[i], cubby_visit_get_shot (visit)->values[CUBBY_SHOT_MODULE_PX]);
  fclose (list);
}
