/* SPDX-License-Identifier: Apache-2.0 */
/* A decode process in the hands of whoever drew a picture: whatever it says or does costs a picture, and
 * holds nobody up. The false program does what the first byte of a picture says. */
#include "hardware/scanner/child/sandbox.h"
#include "tests/hardware/scanner/child/fake-decode.h"
#include "tests/hardware/scanner/child/looking.h"
#include "tests/hardware/scanner/scene.h"

#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

typedef struct {
  const char *name;
  TestFake how;
  CubbyDecodeError error;
  const char *words;
} FakeRow;

static const FakeRow fake_rows[] = {
    {"garbage", TEST_FAKE_GARBAGE, CUBBY_DECODE_ERROR_REFUSED, "version"},
    {"an answer that is too long", TEST_FAKE_TOO_LONG, CUBBY_DECODE_ERROR_REFUSED, "longer than any"},
    {"an answer to another question", TEST_FAKE_OTHER_SERIAL, CUBBY_DECODE_ERROR_REFUSED, "another question"},
    {"a text that moves the cursor", TEST_FAKE_BAD_TEXT, CUBBY_DECODE_ERROR_REFUSED, "text"},
    {"its end", TEST_FAKE_END, CUBBY_DECODE_ERROR_CRASHED, "exit status 9"},
};

static void
set_up_fake (TestLooking *f, gconstpointer data)
{
  f->client = cubby_decode_client_new (g_getenv ("CUBBY_FAKE_DECODE"));
  f->code = cubby_frame_new (8, 8);
  memset (f->code->pixels, TEST_FAKE_GOOD, 64);
}

static void
assert_good_fake (TestLooking *f)
{
  g_autoptr (GError) error = NULL;
  f->code->pixels[0] = TEST_FAKE_GOOD;
  g_autoptr (GPtrArray) codes = test_looking_look (f, TEST_LONG_BUDGET_US, &error);
  g_assert_no_error (error);
  test_assert_one (codes, "QR-Code", "4711");
}

static void
test_fake (TestLooking *f, gconstpointer data)
{
  const FakeRow *row = data;
  assert_good_fake (f);
  pid_t pid = cubby_decode_client_get_pid (f->client);
  f->code->pixels[0] = (guint8)row->how;
  test_looking_assert_lost (f, TEST_LONG_BUDGET_US, row->error, row->words);
  g_assert_cmpint (kill (pid, 0), ==, -1);
  CubbyDecodeCounts counts = cubby_decode_client_get_counts (f->client);
  g_assert_cmpuint (counts.n_refused, ==, row->error == CUBBY_DECODE_ERROR_REFUSED ? 1 : 0);
  g_assert_cmpuint (counts.n_crashed, ==, row->error == CUBBY_DECODE_ERROR_CRASHED ? 1 : 0);
  assert_good_fake (f);
}

/* The second answer is no answer to the next picture. */
static void
test_fake_twice (TestLooking *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  f->code->pixels[0] = TEST_FAKE_TWICE;
  g_autoptr (GPtrArray) codes = test_looking_look (f, TEST_LONG_BUDGET_US, &error);
  g_assert_no_error (error);
  f->code->pixels[0] = TEST_FAKE_GOOD;
  test_looking_assert_lost (f, TEST_LONG_BUDGET_US, CUBBY_DECODE_ERROR_REFUSED,
                            "question"); /* to another one, or without one when it was quick */
  assert_good_fake (f);
}

/* Not even when it foretells the next question. */
static void
test_fake_ahead (TestLooking *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  assert_good_fake (f);
  f->code->pixels[0] = TEST_FAKE_AHEAD;
  g_autoptr (GPtrArray) codes = test_looking_look (f, TEST_LONG_BUDGET_US, &error);
  g_assert_no_error (error);
  test_looking_await_answer ();
  f->code->pixels[0] = TEST_FAKE_GOOD;
  test_looking_assert_lost (f, TEST_LONG_BUDGET_US, CUBBY_DECODE_ERROR_REFUSED,
                            "an answer without a question");
  assert_good_fake (f);
}

/* It answers all that it is asked and takes none of it, until no more questions fit. */
static void
test_fake_deaf (TestLooking *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  guint n_answers = 0;
  f->code->pixels[0] = TEST_FAKE_DEAF;
  while (error == NULL && n_answers < 100000) {
    g_autoptr (GPtrArray) codes = test_looking_look (f, TEST_LONG_BUDGET_US, &error);
    n_answers += codes != NULL ? 1 : 0;
  }
  g_test_message ("%u answers", n_answers);
  g_assert_cmpuint (n_answers, >, 1);
  g_assert_error (error, CUBBY_DECODE_ERROR, CUBBY_DECODE_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, "does not take its questions"));
  g_assert_cmpint (cubby_decode_client_get_pid (f->client), ==, 0);
  assert_good_fake (f);
}

/* It lost a question and waits for the next: nothing will come of it. */
static void
test_fake_silent (TestLooking *f, gconstpointer data)
{
  assert_good_fake (f);
  f->code->pixels[0] = TEST_FAKE_SILENT;
  gint64 from_us = g_get_monotonic_time ();
  test_looking_assert_lost (f, TEST_BUDGET_US, CUBBY_DECODE_ERROR_HUNG, "hung");
  gint64 waited_us = g_get_monotonic_time () - from_us;
  g_test_message ("given up after %" G_GINT64_FORMAT " ms", waited_us / 1000);
  /* Sanitizers' builds have ten times the patience. */
  g_assert_cmpint (waited_us, <, (gint64)3 * G_USEC_PER_SEC * (cubby_sandbox_is_strict () ? 1 : 10));
  assert_good_fake (f);
}

/* In a process of its own: holds up the kiosk, too, when it waits, and lets the decoder go on last. */
static void
hold_up (pid_t kiosk, pid_t decoder)
{
  test_looking_await_question ();
  kill (kiosk, SIGSTOP);
  g_usleep (1800 * 1000);
  kill (kiosk, SIGCONT);
  g_usleep (20 * 1000);
  kill (decoder, SIGCONT);
}

/* For longer than a decoder may take: it had no turn, as nobody had. */
static void
test_fake_held_up (TestLooking *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  assert_good_fake (f);
  pid_t kiosk = getpid (), decoder = cubby_decode_client_get_pid (f->client);
  test_looking_stop (decoder);
  pid_t holder = fork ();
  if (holder == 0) {
    hold_up (kiosk, decoder);
    _exit (0);
  }
  g_autoptr (GPtrArray) codes = test_looking_look (f, G_USEC_PER_SEC, &error);
  g_assert_cmpint (waitpid (holder, NULL, 0), ==, holder);
  g_assert_no_error (error);
  test_assert_one (codes, "QR-Code", "4711");
}

static void
assert_remembers (TestLooking *f, const char *what)
{
  g_autoptr (GError) error = NULL;
  f->code->pixels[0] = TEST_FAKE_MEMORY;
  g_autoptr (GPtrArray) codes = test_looking_look (f, TEST_LONG_BUDGET_US, &error);
  g_assert_no_error (error);
  test_assert_one (codes, "QR-Code", what);
}

/* Neither what it was told nor what lies in its memory outlives it. */
static void
test_fake_renewed (TestLooking *f, gconstpointer data)
{
  assert_remembers (f, "new");
  assert_remembers (f, "old");
  pid_t pid = cubby_decode_client_get_pid (f->client);
  cubby_decode_client_renew (f->client);
  g_assert_cmpint (kill (pid, 0), ==, -1);
  assert_remembers (f, "new");
  f->code->pixels[0] = TEST_FAKE_BAD_TEXT;
  test_looking_assert_lost (f, TEST_LONG_BUDGET_US, CUBBY_DECODE_ERROR_REFUSED, "text");
  assert_remembers (f, "new");
  CubbyDecodeCounts counts = cubby_decode_client_get_counts (f->client);
  g_assert_cmpuint (counts.n_starts, ==, 3);
  g_assert_cmpuint (counts.n_crashed + counts.n_hung, ==, 0);
  g_assert_cmpuint (counts.n_refused, ==, 1);
}

/* The first death costs its picture; from the second on it rests; a good picture ends it all. */
static void
test_fake_dies_again_and_again (TestLooking *f, gconstpointer data)
{
  guint n_rests = 0;
  f->code->pixels[0] = TEST_FAKE_END;
  for (guint i = 0; i < 2; i++)
    test_looking_assert_lost (f, TEST_LONG_BUDGET_US, CUBBY_DECODE_ERROR_CRASHED, "exit status 9");
  for (guint i = 0; i < 2;) {
    g_autoptr (GError) error = NULL;
    g_autoptr (GPtrArray) codes = test_looking_look (f, TEST_LONG_BUDGET_US, &error);
    g_assert_null (codes);
    gboolean rests = g_error_matches (error, CUBBY_DECODE_ERROR, CUBBY_DECODE_ERROR_PAUSED);
    g_assert_true (rests || g_error_matches (error, CUBBY_DECODE_ERROR, CUBBY_DECODE_ERROR_CRASHED));
    n_rests += rests ? 1 : 0;
    i += rests ? 0 : 1;
    g_usleep (1000);
  }
  g_test_message ("%u pictures were not looked at", n_rests);
  g_assert_cmpuint (cubby_decode_client_get_n_deaths (f->client), ==, 4);
  g_assert_cmpuint (cubby_decode_client_get_counts (f->client).n_crashed, ==, 4);
  /* A single picture does not wait for that. */
  g_autoptr (GError) error = NULL;
  f->code->pixels[0] = TEST_FAKE_GOOD;
  g_autoptr (GPtrArray) codes = cubby_decode_client_look (
      f->client, f->code, CUBBY_SYMBOLOGIES_ALL, CUBBY_DECODE_EFFORT_STILL, G_USEC_PER_SEC, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (cubby_decode_client_get_n_deaths (f->client), ==, 0);
}

static const struct {
  const char *name;
  void (*run) (TestLooking *f, gconstpointer data);
} wrong_hands[] = {
    {"in wrong hands it answers twice", test_fake_twice},
    {"in wrong hands it answers ahead of the question", test_fake_ahead},
    {"in wrong hands it never takes a question", test_fake_deaf},
    {"in wrong hands it waits and says nothing", test_fake_silent},
    {"on a machine that stood still it has not hung", test_fake_held_up},
    {"renewed it knows of no other picture", test_fake_renewed},
    {"one that dies again and again rests", test_fake_dies_again_and_again},
};

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (fake_rows); i++) {
    g_autofree char *path =
        g_strconcat ("/hardware/scanner/child/wrong-hands/in wrong hands it gives ", fake_rows[i].name, NULL);
    g_test_add (path, TestLooking, &fake_rows[i], set_up_fake, test_fake, test_looking_tear_down);
  }
  for (guint i = 0; i < G_N_ELEMENTS (wrong_hands); i++) {
    g_autofree char *path = g_strconcat ("/hardware/scanner/child/wrong-hands/", wrong_hands[i].name, NULL);
    g_test_add (path, TestLooking, NULL, set_up_fake, wrong_hands[i].run, test_looking_tear_down);
  }
  return g_test_run ();
}
