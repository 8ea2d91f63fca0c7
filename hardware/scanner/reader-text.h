/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/common/settings.h"
#include "app/domain/reader-watch.h"

G_BEGIN_DECLS

/* Why something that was sent is not told as a code. */
typedef enum {
  CUBBY_REFUSAL_NONE,
  CUBBY_REFUSAL_EMPTY,      /* nothing is left when prefix, suffix and identifier are off */
  CUBBY_REFUSAL_TOO_LONG,   /* longer than any code we read */
  CUBBY_REFUSAL_UNFINISHED, /* its end did not come */
  CUBBY_REFUSAL_CONTROL,    /* a control character, or no text: what would act as a key or a command */
  CUBBY_REFUSAL_KEY,        /* a key, or keys together, that no code of ours needs */
  CUBBY_REFUSAL_PREFIX,     /* without the prefix of the configuration */
  CUBBY_REFUSAL_SUFFIX,
  CUBBY_REFUSAL_IDENTIFIER, /* the maker's code id is missing or of no symbology that we read */
  CUBBY_REFUSAL_SETUP,      /* a barcode that sets up readers */
  CUBBY_REFUSAL_SYMBOLOGY,  /* not for who stands there: labels are for staff */
  CUBBY_REFUSAL_TOO_MANY,   /* more than wait to be told, or than a person shows */
  CUBBY_N_REFUSALS,
} CubbyRefusal;

/* Returns: a word for the log, such as "control". */
const char *cubby_refusal_to_string (CubbyRefusal refusal);
/* Returns: what it says of how the reader is set. */
CubbyReaderSent cubby_refusal_to_sent (CubbyRefusal refusal);

/**
 * cubby_reader_text_take:
 * @sent: (array length=length): one code as the reader sent it, without what ended it
 * @ret_text: (out) (transfer full): the code itself: 1..512 printable characters of UTF-8; NULL when it is
 * refused
 * @ret_symbology: (out): as CubbyScanner::scanned tells it, or "reader"
 *
 * Takes prefix, suffix and symbology identifier off, and refuses what is no code.
 */
CubbyRefusal cubby_reader_text_take (const CubbyReaderSettings *settings, const char *sent, gsize length,
                                     char **ret_text, const char **ret_symbology);

G_END_DECLS
