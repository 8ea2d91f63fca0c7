/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/child/decode-client.h"

#define TEST_BUDGET_US 20000
#define TEST_LONG_BUDGET_US ((gint64)5 * G_USEC_PER_SEC) /* read at once, however slow the machine is */

/* A client of the decode program and what it is shown. */
typedef struct {
  CubbyDecodeClient *client;
  CubbyFrame *code;
} TestLooking;

/* With the real program, and TEST_PASS as a code. */
void test_looking_set_up (TestLooking *f, gconstpointer data);
void test_looking_tear_down (TestLooking *f, gconstpointer data);
/* Returns: (transfer full) (nullable): what is read in the code, as of a camera's picture. */
GPtrArray *test_looking_look (TestLooking *f, gint64 budget_us, GError **error);
/* Asserts that it is TEST_PASS. */
void test_looking_assert_reads (TestLooking *f);
/* Asserts that the picture is lost, in this way and with these words among others. */
void test_looking_assert_lost (TestLooking *f, gint64 budget_us, CubbyDecodeError how, const char *words);

/* Until @pid has stopped: one that was only told to may still take a question. */
void test_looking_stop (pid_t pid);
/* Until an answer lies in the client's socket that nobody has asked for: however busy the machine is, the
 * next question is not asked before. */
void test_looking_await_answer (void);
/* Until a question lies with the decode process, which was stopped before. */
void test_looking_await_question (void);
