/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/reader-text.h"

G_BEGIN_DECLS

/* More codes than a person scans before we look: a flood, whose rest is dropped. */
#define CUBBY_CODES_WAITING_MAX 16

/**
 * CubbyCodeQueue:
 *
 * What a reader sent, code by code and in order: the text of each, or why it was refused.
 */
typedef struct _CubbyCodeQueue CubbyCodeQueue;

/* @settings must outlive the queue. */
CubbyCodeQueue *cubby_code_queue_new (const CubbyReaderSettings *settings);
void cubby_code_queue_free (CubbyCodeQueue *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyCodeQueue, cubby_code_queue_free)

/* Adds one code as it was sent, judged by cubby_reader_text_take(). */
void cubby_code_queue_push (CubbyCodeQueue *self, const char *sent, gsize length);
void cubby_code_queue_refuse (CubbyCodeQueue *self, CubbyRefusal refusal);

/**
 * cubby_code_queue_pop:
 * @ret_text: (out) (transfer full): as cubby_reader_text_take() gives it
 * @ret_refusal: (out): why @ret_text is NULL
 *
 * Returns: FALSE when nothing waits.
 */
gboolean cubby_code_queue_pop (CubbyCodeQueue *self, char **ret_text, const char **ret_symbology,
                               CubbyRefusal *ret_refusal);

G_END_DECLS
