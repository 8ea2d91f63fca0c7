/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * test_steady_add:
 * @run: (scope forever): gets @data
 *
 * As g_test_add_data_func(), for tests in which somebody has to answer within his time, as a board on its
 * wire. Each is run in a process of its own, and that process is watched: one that fails while the machine
 * held it up has shown nothing, and is run again; one that fails on a machine that ran fails.
 */
void test_steady_add (const char *path, gconstpointer data, GTestDataFunc run);

/**
 * test_steady_program:
 * @run: the whole test program
 *
 * As test_steady_add(), for a program whose tests are played at the same time. Returns: what main() returns.
 */
int test_steady_program (int (*run) (int argc, char **argv), int argc, char **argv);

G_END_DECLS
