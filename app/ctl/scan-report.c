/* SPDX-License-Identifier: Apache-2.0 */
#include "app/ctl/scan-report.h"

#include "app/ctl/scan-text.h"
#include "app/ctl/usage.h"
#include "app/domain/scan-filter.h"

#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>

void
cubby_scan_report_clear (CubbyScanReport *self)
{
  g_clear_pointer (&self->codes, g_ptr_array_unref);
  g_clear_error (&self->error);
}

static gboolean
is_sound (const CubbyCode *code)
{
  return cubby_scan_text_is_sound (code->text, code->length);
}

/* Whether the kiosk acts on it. */
static gboolean
is_taken (const CubbyCode *code)
{
  return is_sound (code) && !cubby_scan_text_is_setup (code->text) && code->n_parts == 0;
}

static char *
text_of (const CubbyCode *code)
{
  return is_sound (code) ? g_strndup (code->text, code->length)
                         : cubby_scan_text_escape (code->text, code->length);
}

static gboolean
is_among (GPtrArray *codes, const CubbyCode *code)
{
  for (guint i = 0; i < codes->len; i++) {
    const CubbyCode *other = g_ptr_array_index (codes, i);
    if (other->symbology == code->symbology && other->length == code->length &&
        memcmp (other->text, code->text, code->length) == 0)
      return TRUE;
  }
  return FALSE;
}

/* Each text of a symbology once, what the kiosk takes first. */
static GPtrArray *
list_codes (GPtrArray *codes)
{
  GPtrArray *list = g_ptr_array_new ();
  for (guint round = 0; round < 2; round++)
    for (guint i = 0; i < codes->len; i++) {
      CubbyCode *code = g_ptr_array_index (codes, i);
      if (is_taken (code) == (round == 0) && !is_among (list, code))
        g_ptr_array_add (list, code);
    }
  return list;
}

/* Says why the kiosk does not take @code, if it does not. */
static void
complain (const char *name, const CubbyCode *code)
{
  if (is_taken (code))
    return;
  if (code->n_parts > 0) {
    cubby_ctl_failed ("%s: the kiosk ignores this code: it is part %u of %u of a longer text", name,
                      code->part, code->n_parts);
    return;
  }
  if (is_sound (code)) {
    cubby_ctl_failed ("%s: the kiosk ignores this code: it begins as those that set up readers", name);
    return;
  }
  gboolean is_long = code->length > CUBBY_SCAN_LENGTH_MAX &&
                     g_utf8_strlen (code->text, (gssize)code->length) > CUBBY_SCAN_LENGTH_MAX;
  if (is_long)
    cubby_ctl_failed ("%s: the kiosk ignores this code: it is longer than %d characters", name,
                      CUBBY_SCAN_LENGTH_MAX);
  else
    cubby_ctl_failed ("%s: the kiosk ignores this code: it has control characters", name);
}

/* What does not come out with the codes. */
static void
complain_of_all (const char *name, const CubbyScanReport *self)
{
  if (self->codes == NULL)
    cubby_ctl_failed ("%s: %s", name, self->error->message);
  if (self->n_dropped > 0)
    cubby_ctl_failed ("%s: codes that are not told: %u (they are empty, or too much text for one picture: "
                      "cut it into several)",
                      name, self->n_dropped);
}

void
cubby_scan_report_print (const CubbyScanReport *self)
{
  g_autofree char *name = cubby_scan_text_escape_path (self->path);
  complain_of_all (name, self);
  if (self->codes == NULL || self->codes->len == 0) {
    g_print ("%s\t-\t\n", name);
    return;
  }
  g_autoptr (GPtrArray) list = list_codes (self->codes);
  for (guint i = 0; i < list->len; i++) {
    const CubbyCode *code = g_ptr_array_index (list, i);
    const char *symbology = cubby_symbology_get_name (code->symbology);
    g_autofree char *text = text_of (code);
    complain (name, code);
    if (i == 0)
      g_print ("%s\t%s\t%s\n", name, symbology, text);
    else
      cubby_ctl_failed ("%s: also holds %s “%s”; --json tells all", name, symbology, text);
  }
}

static void
build_corners (JsonBuilder *builder, const CubbyCode *code)
{
  json_builder_set_member_name (builder, "corners");
  json_builder_begin_array (builder);
  for (guint i = 0; i < G_N_ELEMENTS (code->corners); i++) {
    json_builder_begin_array (builder);
    json_builder_add_int_value (builder, lroundf (code->corners[i].x));
    json_builder_add_int_value (builder, lroundf (code->corners[i].y));
    json_builder_end_array (builder);
  }
  json_builder_end_array (builder);
}

static void
build_code (JsonBuilder *builder, const CubbyCode *code)
{
  gboolean whole = g_utf8_validate_len (code->text, code->length, NULL); /* no zeros: JSON-GLib ends there */
  g_autofree char *text =
      whole ? g_strndup (code->text, code->length) : cubby_scan_text_escape (code->text, code->length);
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "symbology");
  json_builder_add_string_value (builder, cubby_symbology_get_name (code->symbology));
  json_builder_set_member_name (builder, "text");
  json_builder_add_string_value (builder, text);
  json_builder_set_member_name (builder, "sound");
  json_builder_add_boolean_value (builder, is_taken (code));
  if (code->n_parts > 0) {
    json_builder_set_member_name (builder, "part");
    json_builder_add_int_value (builder, code->part);
    json_builder_set_member_name (builder, "parts");
    json_builder_add_int_value (builder, code->n_parts);
  }
  if (!whole) {
    json_builder_set_member_name (builder, "escaped");
    json_builder_add_boolean_value (builder, TRUE);
  }
  build_corners (builder, code);
  json_builder_end_object (builder);
}

static void
build_picture (JsonBuilder *builder, const CubbyScanReport *self)
{
  g_autofree char *file = g_filename_display_name (self->path);
  json_builder_set_member_name (builder, "file");
  json_builder_add_string_value (builder, file);
  if (self->error != NULL) {
    json_builder_set_member_name (builder, "error");
    json_builder_add_string_value (builder, self->error->message);
  }
  if (self->codes == NULL)
    return;
  json_builder_set_member_name (builder, "width");
  json_builder_add_int_value (builder, self->width);
  json_builder_set_member_name (builder, "height");
  json_builder_add_int_value (builder, self->height);
  json_builder_set_member_name (builder, "codes");
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->codes->len; i++)
    build_code (builder, g_ptr_array_index (self->codes, i));
  json_builder_end_array (builder);
}

void
cubby_scan_report_print_json (const CubbyScanReport *self)
{
  g_autofree char *name = cubby_scan_text_escape_path (self->path);
  complain_of_all (name, self);
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  json_builder_begin_object (builder);
  build_picture (builder, self);
  json_builder_end_object (builder);
  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  g_autofree char *json = json_to_string (root, FALSE);
  g_autofree char *line = cubby_scan_text_escape_json (json);
  g_print ("%s\n", line);
}
