/* SPDX-License-Identifier: Apache-2.0 */
/* A body as the central service gets it: a JSON document, or a problem with words; what is taken from it is
 * what json-glib would say, and what we write of it json-glib reads back the same. */
#include "protocols/http/json-body.h"
#include "protocols/http/json-shape.h"
#include "protocols/http/json-text.h"
#include "protocols/http/problem.h"
#include "tests/fuzz/fuzz.h"

#include <string.h>

#define MAX_STRING 64

/* Text that came in goes out again in answers and into the feed. */
static void
check_written (const char *text)
{
  g_autoptr (CubbyJsonText) json = cubby_json_text_new ();
  cubby_json_text_open_object (json, NULL);
  cubby_json_text_string (json, "text", text);
  cubby_json_text_close_object (json);
  g_autofree char *written = cubby_json_text_steal (json);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_assert_true (json_parser_load_from_data (parser, written, -1, &error));
  JsonObject *object = json_node_get_object (json_parser_get_root (parser));
  g_assert_cmpstr (json_object_get_string_member (object, "text"), ==, text);
}

/* Asks every member for everything it might be, as handlers do for those they know. */
static void
ask_members (CubbyJsonBody *body)
{
  JsonObject *root = cubby_json_body_get_root (body);
  g_autoptr (GList) members = json_object_get_members (root);
  for (GList *one = members; one != NULL; one = one->next) {
    const char *name = one->data;
    const char *text = cubby_json_body_get_optional (body, root, "", name, MAX_STRING);
    if (text != NULL) {
      g_assert_cmpuint (strlen (text), <=, MAX_STRING);
      check_written (text);
    }
    gint64 number = cubby_json_body_get_int_or (body, root, "", name, 7, 1, 100);
    g_assert_cmpint (number, >=, 1);
    g_assert_cmpint (number, <=, 100);
    cubby_json_body_get_boolean_or (body, root, "", name, FALSE);
    cubby_json_body_get_optional_object (body, root, "", name);
    cubby_json_body_get_objects (body, root, "", name, 0, 3);
  }
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = fuzz_text (data, size);
  g_autoptr (CubbyJsonBody) body = cubby_json_body_new (text, (gssize)size, &error);
  if (body != NULL) {
    ask_members (body);
    cubby_json_body_finish (body, &error);
  }
  if (error != NULL) {
    guint status = cubby_problem_get_status (error);
    g_autofree char *json = cubby_problem_to_json (error);
    g_assert_true (status == 400 || status == 422);
    g_assert_true (cubby_json_find_fault (json, strlen (json)) == NULL);
    check_written (error->message);
  }
  return 0;
}
