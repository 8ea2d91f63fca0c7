/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How a member of a struct is written. */
typedef enum {
  CUBBY_FIELD_TEXT,         /* char *, never NULL */
  CUBBY_FIELD_TEXT_OR_NONE, /* char *; NULL is the name without "=" */
  CUBBY_FIELD_LIST,         /* GStrv, never NULL; its texts have no commas */
  CUBBY_FIELD_INT64,
  CUBBY_FIELD_UINT64,
  CUBBY_FIELD_UINT,
  CUBBY_FIELD_FLAG, /* gboolean */
  CUBBY_FIELD_WORD, /* an enum, by its words */
  CUBBY_N_FIELD_KINDS,
} CubbyFieldKind;

/**
 * CubbyRecordField:
 * @word: of a CUBBY_FIELD_WORD: its words; @n_words of them
 * @since: the version of the text that has it first; in an older text it is zero, or NULL
 *
 * One row of the table of a struct that is written as text and read back. The table ends with a row without
 * a name.
 */
typedef struct {
  const char *name;
  CubbyFieldKind kind;
  gsize offset;
  const char *(*word) (guint value);
  guint n_words;
  guint since;
} CubbyRecordField;

/* Appends ` name=value` for each field. */
void cubby_record_write (GString *text, const CubbyRecordField *fields, gconstpointer record);

/**
 * cubby_record_read:
 * @record: of zeros
 * @text: what cubby_record_write() wrote, from its first space on
 * @version: of the text
 *
 * Returns: NULL when it was read to its end, else the place where it is not what this version would have
 * written; @record is to be cleared in both cases.
 */
const char *cubby_record_read (gpointer record, const CubbyRecordField *fields, const char *text,
                               guint version);

/* Frees what the fields point to, and zeroes them. */
void cubby_record_clear (gpointer record, const CubbyRecordField *fields);
/* Whether every number is 0, every text NULL. */
gboolean cubby_record_is_blank (gconstpointer record, const CubbyRecordField *fields);

G_END_DECLS
