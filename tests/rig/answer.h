/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

/* What a command said and how it ended. */
typedef struct {
  int status;
  char *out, *err;
} TestAnswer;

void test_answer_clear (TestAnswer *answer);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TestAnswer, test_answer_clear)

/* Runs it to its end, in a locale with UTF-8; it must exit by itself. */
TestAnswer test_run (const char *const *argv, const char *input);
