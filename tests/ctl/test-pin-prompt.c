/* SPDX-License-Identifier: Apache-2.0 */
#include <glib.h>
#include <glib/gstdio.h>

#include <pty.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *program;

typedef struct {
  char *folder;
  char *path;
  pid_t child;
  int terminal;
  GString *shown; /* all that the terminal showed */
} Fixture;

/* cubbyctl on a terminal of its own. */
static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("cubby-pin-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "staff.conf", NULL);
  fixture->shown = g_string_new (NULL);
  fixture->child = forkpty (&fixture->terminal, NULL, NULL, NULL);
  g_assert_cmpint (fixture->child, >=, 0);
  if (fixture->child > 0)
    return;
  alarm (20); /* never stays behind, whatever becomes of the test */
  execl (program, program, "staff", "add", "B-1001", "--name", "Lan", "--role", "restock", "--staff-file",
         fixture->path, NULL);
  _exit (127);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  close (fixture->terminal);
  g_unlink (fixture->path);
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->path);
  g_free (fixture->folder);
  g_string_free (fixture->shown, TRUE);
}

/* Reads on until @text is shown; NULL: until the program has closed the terminal. */
static void
read_until (Fixture *fixture, const char *text)
{
  char buffer[256];
  while (text == NULL || strstr (fixture->shown->str, text) == NULL) {
    ssize_t length = read (fixture->terminal, buffer, sizeof buffer);
    if (length <= 0) {
      g_assert_null (text);
      return;
    }
    g_string_append_len (fixture->shown, buffer, length);
  }
}

static void
type (Fixture *fixture, const char *text)
{
  g_assert_cmpint (write (fixture->terminal, text, strlen (text)), ==, (gssize)strlen (text));
}

static int
wait_for_end (Fixture *fixture)
{
  int status = 0;
  read_until (fixture, NULL);
  g_assert_cmpint (waitpid (fixture->child, &status, 0), ==, fixture->child);
  g_assert_true (WIFEXITED (status));
  return WEXITSTATUS (status);
}

static void
test_is_asked_twice_unseen (Fixture *fixture, gconstpointer data)
{
  read_until (fixture, "PIN: ");
  type (fixture, "482913\n");
  read_until (fixture, "Again: ");
  type (fixture, "482913\n");
  g_assert_cmpint (wait_for_end (fixture), ==, 0);
  g_assert_null (strstr (fixture->shown->str, "482913"));
  g_assert_true (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
}

static void
test_two_different_are_refused (Fixture *fixture, gconstpointer data)
{
  read_until (fixture, "PIN: ");
  type (fixture, "482913\n");
  read_until (fixture, "Again: ");
  type (fixture, "482931\n");
  g_assert_cmpint (wait_for_end (fixture), !=, 0);
  g_assert_nonnull (strstr (fixture->shown->str, "not the same"));
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  program = argv[1];
  g_test_add ("/ctl/pin-prompt/the PIN is asked for twice and never shown", Fixture, NULL, set_up,
              test_is_asked_twice_unseen, tear_down);
  g_test_add ("/ctl/pin-prompt/two different PINs are refused", Fixture, NULL, set_up,
              test_two_different_are_refused, tear_down);
  return g_test_run ();
}
