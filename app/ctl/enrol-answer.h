/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What POST /v1/enrol answers, checked: the texts of the two files, and for whom they are. */
typedef struct {
  char *kiosk;
  char *store;
  char *token_file; /* one line */
  char *pass_keys_file;
  guint n_pass_keys;
} CubbyEnrolAnswer;

CubbyEnrolAnswer *cubby_enrol_answer_read (const char *json, GError **error);
void cubby_enrol_answer_free (CubbyEnrolAnswer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyEnrolAnswer, cubby_enrol_answer_free)

/* Returns: (transfer full): the "detail" of a problem+json, or the status. */
char *cubby_enrol_describe_problem (guint status, const char *text);
/* Returns: (transfer full) (nullable): the file of the token that an answer holds. */
char *cubby_enrol_read_token (const char *json, GError **error);

G_END_DECLS
