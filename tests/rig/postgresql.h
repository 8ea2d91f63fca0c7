/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

/**
 * test_postgresql_lease:
 *
 * Asks postgresql.py, which this starts when it does not run, for a fresh database; it is there until the
 * test ends, however it ends.
 *
 * Returns: (transfer full): its URI.
 */
char *test_postgresql_lease (void);

/* Engines that a store must work on, for tests that run on each. */
typedef enum {
  TEST_SQLITE,
  TEST_POSTGRESQL,
  TEST_N_ENGINES,
} TestEngine;

/* "sqlite", "postgresql" */
const char *test_engine_get_name (TestEngine engine);

/**
 * test_engine_make_database:
 * @folder: of the test's own, for an engine of files
 *
 * Returns: (transfer full): the URI of an empty database. With PostgreSQL it is the same one each time,
 * emptied.
 */
char *test_engine_make_database (TestEngine engine, const char *folder);
