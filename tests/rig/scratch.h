/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

/**
 * TestScratch:
 * @path: of a file in @folder that the test may write
 *
 * A fixture: a folder of the test's own.
 */
typedef struct {
  char *folder;
  char *path;
} TestScratch;

void test_scratch_set_up (TestScratch *self, gconstpointer data);
/* Fails when anything but the file is left in the folder. */
void test_scratch_tear_down (TestScratch *self, gconstpointer data);
