/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* So many codes in a row that are not as the configuration says are no accident: staff is told. */
#define CUBBY_READER_WRONG_MAX 5

typedef enum {
  CUBBY_READER_SENT_CODE,  /* one of ours, or none of ours in the right form */
  CUBBY_READER_SENT_WRONG, /* framing, prefix, suffix or identifier are not as the configuration says */
  CUBBY_READER_SENT_OTHER, /* what is refused whatever the configuration says */
} CubbyReaderSent;

/**
 * CubbyReaderWatch:
 *
 * Whether a reader is set as the configuration says: one that is not works, and each of its codes is refused.
 * Set to zero, it is ready.
 */
typedef struct {
  guint n_wrong; /* since a code came */
} CubbyReaderWatch;

/* Returns: whether it is to be told now: once, until a code comes. */
gboolean cubby_reader_watch_take (CubbyReaderWatch *self, CubbyReaderSent sent);

G_END_DECLS
