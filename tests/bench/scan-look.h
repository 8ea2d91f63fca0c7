/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "tests/bench/scan-readers.h"
#include "tests/scanner/frames/visit.h"

G_BEGIN_DECLS

/* What one reader made of one frame. */
typedef struct {
  guint n_right;
  gboolean wrong; /* it read what nobody showed */
  double ms;      /* of CPU */
} BenchLook;

BenchLook bench_look (const BenchReader *reader, gpointer state, const CubbyVisit *visit,
                      const CubbyFrame *frame);

G_END_DECLS
