/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/code-queue.h"

G_BEGIN_DECLS

/* The longest code that is kept, with all that stands round it; a longer one is dropped whole. */
#define CUBBY_LINE_BYTES_MAX 2048

/**
 * CubbyLineReader:
 *
 * Cuts the bytes of a serial reader into codes by the framing of the configuration. It knows no time: whoever
 * reads the line says when there was silence. How the bytes are cut into pieces does not matter.
 */
typedef struct _CubbyLineReader CubbyLineReader;

/* @settings must outlive the reader. */
CubbyLineReader *cubby_line_reader_new (const CubbyReaderSettings *settings);
void cubby_line_reader_free (CubbyLineReader *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyLineReader, cubby_line_reader_free)

void cubby_line_reader_push (CubbyLineReader *self, const guint8 *bytes, gsize n_bytes);

/* Some bytes of a flood were thrown away: the line that is begun is no code. */
void cubby_line_reader_lose (CubbyLineReader *self);

/* For how many ms nothing may come before cubby_line_reader_end() is to be called; 0: nothing is begun. */
guint cubby_line_reader_get_silence_ms (CubbyLineReader *self);
/* There was silence: what was begun is a code (framing=gap) or was left unfinished. */
void cubby_line_reader_end (CubbyLineReader *self);

/* As cubby_code_queue_pop(). */
gboolean cubby_line_reader_pop (CubbyLineReader *self, char **ret_text, const char **ret_symbology,
                                CubbyRefusal *ret_refusal);

G_END_DECLS
