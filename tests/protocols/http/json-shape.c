/* SPDX-License-Identifier: Apache-2.0 */
#include "protocols/http/json-shape.h"

#include <string.h>

typedef struct {
  const char *name;
  const char *text;
  const char *fault; /* NULL: let in */
} Row;

static const Row rows[] = {
    {"an object", "{\"a\": [1, {\"b\": null}]}", NULL},
    {"an array", "[]", NULL},
    {"space round it", " \t\r\n{} \n", NULL},
    {"brackets in a string", "{\"a\": \"}]{[\"}", NULL},
    {"an escaped quote", "{\"a\": \"\\\"}{\"}", NULL},
    {"an escaped backslash before the end of a string", "{\"a\": \"\\\\\"}", NULL},
    {"every escape", "{\"a\": \"\\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u00e4 \\uD83D\\uDE00\"}", NULL},
    {"an unknown escape", "{\"a\": \"\\x41\"}", "has a broken escape in a string."},
    {"an escape of three digits", "{\"a\": \"\\u00e\"}", "has a broken escape in a string."},
    {"a high surrogate without a low one", "{\"a\": \"\\ud83d\"}", "has a broken escape in a string."},
    {"two high surrogates", "{\"a\": \"\\ud83d\\ud83d\"}", "has a broken escape in a string."},
    {"a high surrogate before another letter", "{\"a\": \"\\ud83d\\ud0e0\"}",
     "has a broken escape in a string."},
    {"a high surrogate before another escape", "{\"a\": \"\\ud83d\\n\"}", "has a broken escape in a string."},
    {"a low surrogate alone", "{\"a\": \"\\ude00\"}", "has a broken escape in a string."},
    {"two pairs of surrogates", "{\"a\": \"\\ud83d\\ude00\\ud83d\\ude00\"}", NULL},
    {"an escape that breaks off", "{\"a\": \"\\u0", "breaks off."},
    {"a comment's signs in a string", "{\"a\": \"/* # ' //\"}", NULL},
    {"two objects", "{}{}", "holds more than one document."},
    {"two objects with space between them", "{} {}", "holds more than one document."},
    {"an array after an object", "{}\n[]", "holds more than one document."},
    {"a number after an object", "{} 1", "goes on after its end."},
    {"a bracket too many", "{}}", "goes on after its end."},
    {"a comma after it", "{},", "goes on after its end."},
    {"a number", "1", "must be a JSON object."},
    {"a string", "\"a\"", "must be a JSON object."},
    {"a word", "null", "must be a JSON object."},
    {"a bracket that closes nothing", "]", "must be a JSON object."},
    {"nothing", "", "breaks off."},
    {"an open object", "{\"a\": 1", "breaks off."},
    {"an open string", "{\"a}", "breaks off."},
    {"a string open behind a backslash", "{\"a\\\"}", "breaks off."},
    {"a comment", "{} // x", "has comments or single quotes."},
    {"a comment of many lines", "{/* \" */}", "has comments or single quotes."},
    {"a shell's comment", "# x\n{}", "has comments or single quotes."},
    {"single quotes", "{'a': 1}", "has comments or single quotes."},
};

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_assert_cmpstr (cubby_json_find_fault (row->text, strlen (row->text)), ==, row->fault);
}

static const char *
find_fault_of_depth (guint depth)
{
  g_autoptr (GString) text = g_string_new (NULL);
  for (guint i = 0; i < depth; i++)
    g_string_append_c (text, '[');
  for (guint i = 0; i < depth; i++)
    g_string_append_c (text, ']');
  return cubby_json_find_fault (text->str, text->len);
}

static void
test_depth (void)
{
  g_assert_null (find_fault_of_depth (32));
  g_assert_cmpstr (find_fault_of_depth (33), ==, "is nested deeper than 32 levels.");
}

static void
test_zero (void)
{
  g_assert_cmpstr (cubby_json_find_fault ("{}\0{}", 5), ==, "goes on after its end.");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strdup_printf ("/http/json-shape/%s %s", rows[i].name,
                                             rows[i].fault != NULL ? "is refused" : "is let in");
    g_test_add_data_func (path, &rows[i], test_row);
  }
  g_test_add_func ("/http/json-shape/thirty-two levels are let in, one more is refused", test_depth);
  g_test_add_func ("/http/json-shape/what follows a zero counts", test_zero);
  return g_test_run ();
}
