/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/domain/self-test.h"

G_BEGIN_DECLS

#define CUBBY_SELF_TESTS_KEPT 30

/* Keeps the report in @directory, which is made when it is not there, and removes the oldest ones. */
gboolean cubby_self_test_save (const CubbySelfTest *test, const char *directory, GError **error);
/* Returns: (nullable): the newest report that can be read; NULL when there is none. */
CubbySelfTest *cubby_self_test_load_newest (const char *directory);

G_END_DECLS
