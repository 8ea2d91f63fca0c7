/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/floats.h"

#include <stdlib.h>

static int
compare_floats (gconstpointer a, gconstpointer b)
{
  float one = *(const float *)a, other = *(const float *)b;
  return (one > other) - (one < other);
}

void
cubby_floats_sort (float *values, gsize n)
{
  qsort (values, n, sizeof *values, compare_floats);
}
