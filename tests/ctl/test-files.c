/* SPDX-License-Identifier: Apache-2.0 */
#include "app/common/conf-file.h"
#include "app/common/hash.h"
#include "app/domain/pin-rule.h"
#include "tests/rig/answer.h"
#include "tests/rig/scratch.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

static const char *program;

static TestAnswer
staff_add (TestScratch *fixture, const char *badge, const char *role, const char *input)
{
  const char *const argv[] = {program,  "staff", "add",         badge,          "--name",      "Nguyễn Lan",
                              "--role", role,    "--pin-stdin", "--staff-file", fixture->path, NULL};
  return test_run (argv, input);
}

static TestAnswer
staff_remove (TestScratch *fixture, const char *badge)
{
  const char *const argv[] = {program, "staff", "remove", badge, "--staff-file", fixture->path, NULL};
  return test_run (argv, "");
}

static void
assert_listed (TestScratch *fixture, const char *list)
{
  const char *const argv[] = {program, "staff", "list", "--staff-file", fixture->path, NULL};
  g_auto (TestAnswer) answer = test_run (argv, "");
  g_assert_cmpint (answer.status, ==, 0);
  g_assert_cmpstr (answer.out, ==, list);
}

static void
assert_added (TestScratch *fixture, const char *badge, const char *role)
{
  g_auto (TestAnswer) answer = staff_add (fixture, badge, role, "482913\n");
  g_assert_cmpstr (answer.err, ==, "");
  g_assert_cmpint (answer.status, ==, 0);
}

/* lockerd reads the file with the same functions. */
static void
test_badge_is_added (TestScratch *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  assert_added (fixture, "B-1001", "restock");
  g_autoptr (CubbyConfFile) conf = cubby_conf_file_new (fixture->path, &error);
  g_assert_no_error (error);
  g_autofree char *name = cubby_conf_file_get_string (conf, "badge B-1001", "name", NULL);
  g_autofree char *role = cubby_conf_file_get_string (conf, "badge B-1001", "role", NULL);
  g_autofree char *pin = cubby_conf_file_get_string (conf, "badge B-1001", "pin", NULL);
  cubby_conf_file_finish (conf, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (name, ==, "Nguyễn Lan");
  g_assert_cmpstr (role, ==, "restock");
  g_assert_true (cubby_pin_verify ("482913", pin));

  GStatBuf status;
  g_assert_cmpint (g_stat (fixture->path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 07777, ==, 0640);
}

static void
test_badges_come_and_go (TestScratch *fixture, gconstpointer data)
{
  assert_listed (fixture, "");
  assert_added (fixture, "B-1001", "restock");
  assert_added (fixture, "B-1002", "supervise");
  assert_listed (fixture, "B-1001\trestock\tNguyễn Lan\nB-1002\tsupervise\tNguyễn Lan\n");
  g_auto (TestAnswer) gone = staff_remove (fixture, "B-1001");
  g_assert_cmpint (gone.status, ==, 0);
  assert_listed (fixture, "B-1002\tsupervise\tNguyễn Lan\n");
  g_auto (TestAnswer) again = staff_remove (fixture, "B-1001");
  g_assert_cmpint (again.status, ==, 1);
  g_assert_nonnull (strstr (again.err, "there is no badge B-1001"));
}

static void
test_badge_twice_fails (TestScratch *fixture, gconstpointer data)
{
  assert_added (fixture, "B-1001", "restock");
  g_auto (TestAnswer) answer = staff_add (fixture, "B-1001", "service", "793146\n");
  g_assert_cmpint (answer.status, ==, 1);
  g_assert_nonnull (strstr (answer.err, "is there already"));
  assert_listed (fixture, "B-1001\trestock\tNguyễn Lan\n");
}

static void
test_broken_file_is_left_alone (TestScratch *fixture, gconstpointer data)
{
  const char *broken = "[badge B-1001]\nname=Lan\nrole=restock\npin=482913\n";
  g_autofree char *text = NULL;
  g_file_set_contents (fixture->path, broken, -1, NULL);
  g_auto (TestAnswer) answer = staff_add (fixture, "B-1002", "restock", "482913\n");
  g_assert_cmpint (answer.status, ==, 1);
  g_assert_nonnull (strstr (answer.err, "[badge B-1001] pin: is no Argon2id hash"));
  g_file_get_contents (fixture->path, &text, NULL, NULL);
  g_assert_cmpstr (text, ==, broken);
}

static void
test_comment_stays (TestScratch *fixture, gconstpointer data)
{
  g_autofree char *text = NULL;
  g_file_set_contents (fixture->path, "# who has a badge\n", -1, NULL);
  assert_added (fixture, "B-1001", "restock");
  g_file_get_contents (fixture->path, &text, NULL, NULL);
  g_assert_true (g_str_has_prefix (text, "# who has a badge\n"));
}

static const struct {
  const char *name;
  const char *input;
  const char *message;
} pins[] = {
    {"nothing is no PIN", "", "no line on standard input"},
    {"an empty line is no PIN", "\n", "does not have 6 to 12 digits"},
    {"five digits are no PIN", "48291\n", "does not have 6 to 12 digits"},
    {"thirteen digits are no PIN", "4829134829134\n", "does not have 6 to 12 digits"},
    {"letters are no PIN", "48291x\n", "has something else than digits"},
    {"one digit again and again is no PIN", "777777\n", "is one digit again and again"},
    {"a rising run is no PIN", "234567\n", "a run such as 123456"},
    {"a falling run is no PIN", "987654\n", "a run such as 123456"},
};

static void
test_bad_pin (TestScratch *fixture, gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_auto (TestAnswer) answer = staff_add (fixture, "B-1001", "restock", pins[i].input);
  g_assert_cmpint (answer.status, ==, 2);
  g_assert_nonnull (strstr (answer.err, pins[i].message));
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
}

static void
test_good_pins (void)
{
  static const char *const good[] = {"482913", "112233", "121212", "135790", "012346", "482913482913"};
  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    g_assert_null (cubby_pin_judge (good[i]));
}

/* keygen, mint and verify as an operator strings them together. */
static void
test_key_signs_what_it_verifies (TestScratch *fixture, gconstpointer data)
{
  const char *const keygen[] = {program, "pass", "keygen", fixture->path, NULL};
  g_auto (TestAnswer) key = test_run (keygen, "");
  g_assert_cmpint (key.status, ==, 0);
  g_auto (GStrv) row = g_strsplit (g_strchomp (key.out), "=", 2);

  const char *const mint[] = {program,
                              "pass",
                              "mint",
                              "--key-file",
                              fixture->path,
                              "--store",
                              "4711",
                              "--exp",
                              "4000000000",
                              "--cti",
                              "000102030405060708090a0b0c0d0e0f",
                              NULL};
  g_auto (TestAnswer) pass = test_run (mint, "");
  g_assert_cmpint (pass.status, ==, 0);

  const char *const verify[] = {program,
                                "pass",
                                "verify",
                                "--kid",
                                row[0],
                                "--public-key",
                                row[1],
                                "--store",
                                "4711",
                                "--",
                                g_strchomp (pass.out),
                                NULL};
  g_auto (TestAnswer) verdict = test_run (verify, "");
  g_assert_cmpint (verdict.status, ==, 0);
  g_assert_nonnull (strstr (verdict.out, "cti 000102030405060708090a0b0c0d0e0f"));

  g_auto (TestAnswer) again = test_run (keygen, "");
  g_assert_cmpint (again.status, ==, 1);
  g_assert_nonnull (strstr (again.err, "File exists"));
}

static void
test_svg_is_written (TestScratch *fixture, gconstpointer data)
{
  g_free (fixture->path);
  fixture->path = g_build_filename (fixture->folder, "pass.svg", NULL);
  const char *const argv[] = {program, "pass", "qr", "CB1:B-1001", "--output", fixture->path, NULL};
  g_auto (TestAnswer) answer = test_run (argv, "");
  g_assert_cmpint (answer.status, ==, 0);
  g_autofree char *text = NULL;
  g_file_get_contents (fixture->path, &text, NULL, NULL);
  g_assert_true (g_str_has_prefix (text, "<svg xmlns=\"http://www.w3.org/2000/svg\""));
}

static void
add (const char *name, gsize i, void (*test) (TestScratch *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/ctl/files/", name, NULL);
  g_test_add (path, TestScratch, GSIZE_TO_POINTER (i), test_scratch_set_up, test, test_scratch_tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  program = argv[1];
  add ("a badge is added as lockerd reads it", 0, test_badge_is_added);
  add ("badges come and go", 0, test_badges_come_and_go);
  add ("a badge is not added twice", 0, test_badge_twice_fails);
  add ("a broken file is left alone", 0, test_broken_file_is_left_alone);
  add ("a comment stays", 0, test_comment_stays);
  for (gsize i = 0; i < G_N_ELEMENTS (pins); i++)
    add (pins[i].name, i, test_bad_pin);
  g_test_add_func ("/ctl/files/other digits are a PIN", test_good_pins);
  add ("a key signs what it verifies", 0, test_key_signs_what_it_verifies);
  add ("an SVG is written", 0, test_svg_is_written);
  return g_test_run ();
}
