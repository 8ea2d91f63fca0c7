/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define BENCH_NAME_WORDS 3
#define BENCH_ABOUT_WORDS 6

/**
 * BenchProduct:
 * @words: of its name: indices into the Vietnamese words; the same product has the same words in any run
 *
 * A product out of word lists: not of a shop, but with words as common and as rare as there.
 */
typedef struct {
  guint words[BENCH_NAME_WORDS];
  char *vi, *th, *en;                   /* name */
  char *vi_plain;                       /* its Vietnamese name as it is typed without marks */
  char *about_vi, *about_th, *about_en; /* description */
} BenchProduct;

/* Returns: (transfer full): as many products, the same for the same @seed. */
GPtrArray *bench_products_new (guint n_products, guint seed);

G_END_DECLS
