/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

/* One row of vectors/pass.json. */
typedef struct {
  char *text;  /* Base45, or the whole pass */
  char *bytes; /* Base45: what it stands for, as hex; a pass: its COSE_Sign1 */
  char *seed;
  char *public_key;
  char *kid;
  char *store;
  gint64 exp;
  char *cti;
} TestVector;

/* The rows below a member of "base45" ("ok", "max", "reject"), or of "cc1"; they live as long as the process.
 */
GPtrArray *test_vectors_base45 (const char *member);
GPtrArray *test_vectors_passes (void);
/* The rows of "must_be_refused". */
GPtrArray *test_vectors_must_be_refused (void);
