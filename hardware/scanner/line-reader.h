/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The longest line that is kept; a longer one is dropped whole. */
#define CUBBY_LINE_BYTES_MAX 2048

/**
 * CubbyLineReader:
 *
 * Cuts the bytes of a serial reader into lines. A line ends with CR or LF; empty ones
 * are skipped, so that CR LF, a prefix of either and doubled suffixes all work. Other
 * control characters (STX, ETX, and whatever a hostile code carries) are dropped.
 */
typedef struct _CubbyLineReader CubbyLineReader;

CubbyLineReader *cubby_line_reader_new (void);
void cubby_line_reader_free (CubbyLineReader *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyLineReader, cubby_line_reader_free)

void cubby_line_reader_push (CubbyLineReader *self, const guint8 *bytes, gsize n_bytes);
/* Returns: (transfer full) (nullable): the next whole line. */
char *cubby_line_reader_pop (CubbyLineReader *self);

/**
 * cubby_line_strip_aim:
 * @line: changed: loses its AIM identifier (ISO/IEC 15424), such as "]Q1", if it has one
 *
 * Returns: the symbology it names as CubbyScanner::scanned tells it, or "reader".
 */
const char *cubby_line_strip_aim (char *line);

G_END_DECLS
