/* SPDX-License-Identifier: Apache-2.0 */
#include "app/common/conf-file.h"

#include <string.h>

static CubbyConfFile *
conf_new (const char *text)
{
  g_autoptr (GError) error = NULL;
  CubbyConfFile *conf = cubby_conf_file_new_from_data ("x.conf", text, &error);
  g_assert_no_error (error);
  return conf;
}

static void
assert_fails (CubbyConfFile *conf, CubbyConfError code, const char *message)
{
  g_autoptr (GError) error = NULL;
  g_assert_false (cubby_conf_file_finish (conf, &error));
  g_assert_error (error, CUBBY_CONF_ERROR, (int)code);
  g_test_message ("%s", error->message);
  g_assert_true (g_str_has_prefix (error->message, message));
}

static void
test_reads (void)
{
  static const char *const choices[] = {"red", "green", NULL};
  g_autoptr (GError) error = NULL;
  g_autoptr (CubbyConfFile) conf = conf_new (
      "# a comment\n[a]\ns= some words \nn=-5\nb=true\nc=green\nl=x; y;;z\n[b 2]\nk=w\n[b 1]\nk=v\n");
  g_autofree char *s = cubby_conf_file_get_string (conf, "a", "s", NULL);
  g_autofree char *fallback = cubby_conf_file_get_string (conf, "a", "t", "other");
  g_autofree char *none = cubby_conf_file_get_optional (conf, "a", "u");
  g_autofree char *c = cubby_conf_file_get_choice (conf, "a", "c", NULL, choices);
  g_autofree char *k = cubby_conf_file_get_string (conf, "b 1", "k", NULL);
  g_autofree char *other = cubby_conf_file_get_string (conf, "b 2", "k", NULL);
  g_auto (GStrv) list = cubby_conf_file_get_list (conf, "a", "l", NULL);
  g_auto (GStrv) groups = cubby_conf_file_list_groups (conf, "b");
  g_assert_cmpstr (s, ==, "some words");
  g_assert_cmpstr (fallback, ==, "other");
  g_assert_null (none);
  g_assert_cmpstr (c, ==, "green");
  g_assert_cmpstr (k, ==, "v");
  g_assert_cmpstr (other, ==, "w");
  g_assert_cmpint (cubby_conf_file_get_int (conf, "a", "n", 1, -5, 5), ==, -5);
  g_assert_cmpint (cubby_conf_file_get_int (conf, "a", "m", 7, 0, 9), ==, 7);
  g_assert_true (cubby_conf_file_get_boolean (conf, "a", "b", FALSE));
  g_assert_cmpuint (g_strv_length (list), ==, 3);
  g_assert_cmpstr (list[2], ==, "z");
  g_assert_cmpuint (g_strv_length (groups), ==, 2);
  g_assert_cmpstr (groups[0], ==, "2");
  g_assert_cmpstr (groups[1], ==, "1");
  g_assert_true (cubby_conf_file_finish (conf, &error));
  g_assert_no_error (error);
}

static void
test_missing (void)
{
  g_autoptr (CubbyConfFile) conf = conf_new ("[a]\n");
  g_autofree char *value = cubby_conf_file_get_string (conf, "a", "k", NULL);
  g_assert_nonnull (value);
  assert_fails (conf, CUBBY_CONF_ERROR_MISSING, "x.conf: [a] k: ");
}

static void
test_first_error_sticks (void)
{
  g_autoptr (CubbyConfFile) conf = conf_new ("[a]\nn=ten\nb=maybe\n");
  g_assert_cmpint (cubby_conf_file_get_int (conf, "a", "n", 3, 0, 9), ==, 3);
  g_assert_false (cubby_conf_file_get_boolean (conf, "a", "b", TRUE));
  assert_fails (conf, CUBBY_CONF_ERROR_VALUE, "x.conf: [a] n: “ten” is not a whole number from 0 to 9");
}

static void
test_unknown_key (void)
{
  g_autoptr (CubbyConfFile) conf = conf_new ("[a]\nknown=1\nknwon=2\n");
  cubby_conf_file_get_int (conf, "a", "known", 0, 0, 9);
  assert_fails (conf, CUBBY_CONF_ERROR_UNKNOWN,
                "x.conf: [a] knwon: there is no key of this name; this group knows: known");
}

static void
test_unknown_group (void)
{
  g_autoptr (CubbyConfFile) conf = conf_new ("[b]\n");
  assert_fails (conf, CUBBY_CONF_ERROR_UNKNOWN, "x.conf: [b]: there is no group of this name");
}

static void
test_unreadable (void)
{
  g_autoptr (GError) error = NULL;
  g_assert_null (cubby_conf_file_new ("/nowhere/x.conf", &error));
  g_assert_error (error, CUBBY_CONF_ERROR, CUBBY_CONF_ERROR_READ);
  g_assert_nonnull (strstr (error->message, "/nowhere/x.conf"));
}

static void
test_no_key_file (void)
{
  g_autoptr (GError) error = NULL;
  g_assert_null (cubby_conf_file_new_from_data ("x.conf", "what is this\n", &error));
  g_assert_error (error, CUBBY_CONF_ERROR, CUBBY_CONF_ERROR_READ);
  g_assert_true (g_str_has_prefix (error->message, "x.conf"));
}

static void
test_own_complaint (void)
{
  g_autoptr (CubbyConfFile) conf = conf_new ("[a]\nk=7\n");
  g_autofree char *value = cubby_conf_file_get_string (conf, "a", "k", NULL);
  cubby_conf_file_fail (conf, "a", "k", "“%s” is no colour", value);
  assert_fails (conf, CUBBY_CONF_ERROR_VALUE, "x.conf: [a] k: “7” is no colour");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/common/conf-file/reads every kind of value", test_reads);
  g_test_add_func ("/common/conf-file/a key that must be there", test_missing);
  g_test_add_func ("/common/conf-file/the first error is the one reported", test_first_error_sticks);
  g_test_add_func ("/common/conf-file/an unknown key", test_unknown_key);
  g_test_add_func ("/common/conf-file/an unknown group", test_unknown_group);
  g_test_add_func ("/common/conf-file/a file that is not there", test_unreadable);
  g_test_add_func ("/common/conf-file/a file that is no key file", test_no_key_file);
  g_test_add_func ("/common/conf-file/a complaint of the reader's own", test_own_complaint);
  return g_test_run ();
}
