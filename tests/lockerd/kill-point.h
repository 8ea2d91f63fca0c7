/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "tests/lockerd/kill-story.h"

/**
 * Series:
 * @calls: system calls, as strace names them; NULL: bytes on the bus
 * @fault: what strace does to the n-th of them; NULL: @wire
 * @where: only calls on these: the journal, the bus, or anything
 * @must_end: the journal failed: lockerd has to end by itself
 *
 * Faults of one kind, numbered. A kill *after* a call is a kill before the next one: between two calls
 * nothing leaves a process.
 */
typedef enum { ANYWHERE, AT_JOURNAL, AT_BUS } Where;

typedef struct {
  const char *name;
  const char *says; /* the test's sentence */
  const char *calls;
  const char *fault;
  WireFault wire;
  Where where;
  enum { BOTH, TCP_ONLY, SERIAL_ONLY } transport;
  gboolean must_end;
  gboolean of_journal; /* it has to do with tidying the journal */
} Series;

/* A series of a story over a transport. */
typedef struct {
  const Series *series;
  const Story *story;
  gboolean serial;
  guint n; /* points there are */
} Row;

typedef struct {
  const Row *row;
  guint n;
  guint round; /* above 0: the same again, with other timing */
} Point;

/* Returns: (element-type Row): all of them, with n 0. */
GArray *rows_list (void);
char *row_get_name (const Row *row);       /* stow/tcp/kill-before-fdatasync */
char *point_get_name (const Point *point); /* …/12 or …/12/3 */
gboolean point_parse (const char *name, GArray *rows, Point *ret_point);

/* Strace's arguments for it; NULL-terminated. */
GStrv point_get_wrapper (const Point *point, Bench *bench);

/* Counts, in the trace of a story that nothing happened to, how many points there are. */
void rows_survey (GArray *rows, const Story *story, Bench *bench);
GStrv survey_get_wrapper (Bench *bench);
