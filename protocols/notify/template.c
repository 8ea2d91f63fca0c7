/* SPDX-License-Identifier: Apache-2.0 */
#include "protocols/notify/template.h"
#include "notify-resources.h"
#include "protocols/notify/json-ld.h"

#include <string.h>

#define FOLDER "/org/cubby/notify/"

static const struct {
  const char *name;
  gsize offset;
} fields[] = {
    {"number", G_STRUCT_OFFSET (CubbyNotice, order_number)},
    {"url", G_STRUCT_OFFSET (CubbyNotice, order_url)},
    {"total", G_STRUCT_OFFSET (CubbyNotice, total)},
    {"items", G_STRUCT_OFFSET (CubbyNotice, items)},
    {"merchant", G_STRUCT_OFFSET (CubbyNotice, merchant)},
    {"name", G_STRUCT_OFFSET (CubbyNotice, customer_name)},
    {"store", G_STRUCT_OFFSET (CubbyNotice, store_name)},
    {"address", G_STRUCT_OFFSET (CubbyNotice, store_address)},
    {"until", G_STRUCT_OFFSET (CubbyNotice, hold_until)},
    {"basket", G_STRUCT_OFFSET (CubbyNotice, basket_url)},
    {"unsubscribe", G_STRUCT_OFFSET (CubbyNotice, unsubscribe_url)},
    {"code", G_STRUCT_OFFSET (CubbyNotice, pass_code)},
};

void
cubby_notice_words_free (CubbyNoticeWords *self)
{
  if (self == NULL)
    return;
  g_free (self->subject);
  g_free (self->text);
  g_free (self->html);
  g_free (self);
}

static const char *
find_field (const CubbyNotice *notice, const char *name, gsize length)
{
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (strlen (fields[i].name) == length && strncmp (fields[i].name, name, length) == 0)
      return G_STRUCT_MEMBER (char *, notice, fields[i].offset);
  return NULL;
}

/* Returns: (transfer full) (nullable): @paragraph with its fields, or NULL when one is absent. */
static char *
fill (const CubbyNotice *notice, const char *paragraph)
{
  g_autoptr (GString) text = g_string_new (NULL);
  for (const char *c = paragraph; *c != '\0'; c++) {
    const char *end = *c == '{' ? strchr (c, '}') : NULL;
    if (end == NULL) {
      g_string_append_c (text, *c);
      continue;
    }
    const char *value = find_field (notice, c + 1, end - c - 1);
    if (value == NULL || *value == '\0')
      return NULL;
    g_string_append (text, value);
    c = end;
  }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static GBytes *
load (const char *kind, const char *language, GError **error)
{
  g_autofree char *path = g_strdup_printf (FOLDER "%s.%s", kind, language);
  GBytes *template =
      g_resource_lookup_data (cubby_notify_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_autofree char *fallback = g_strdup_printf (FOLDER "%s.en", kind);
  if (template == NULL)
    template =
        g_resource_lookup_data (cubby_notify_get_resource (), fallback, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  if (template == NULL)
    g_set_error (error, CUBBY_NOTIFY_ERROR, CUBBY_NOTIFY_ERROR_TEMPLATE, "there is no notice %s", kind);
  return template;
}

/* A paragraph of an e-mail: "# " is a headline, "> " stands in a quiet box, "* " is the code, the rest is
 * text. */
static const struct {
  const char *mark;
  const char *open;
  const char *close;
} styles[] = {
    {"# ", "<h1 style=\"font-size:26px;line-height:1.35;margin:0 0 16px;color:#1d1b16\">", "</h1>"},
    {"> ", "<p style=\"background:#efebe2;border-radius:16px;padding:16px 20px;margin:0 0 16px\">", "</p>"},
    {"* ",
     "<p style=\"font-size:30px;letter-spacing:2px;font-weight:700;text-align:center;margin:0 0 16px;"
     "font-variant-numeric:tabular-nums\">",
     "</p>"},
    {"", "<p style=\"margin:0 0 16px\">", "</p>"},
};

/* An address can be pressed, and breaks where the screen ends. @escaped: (transfer full) */
static char *
make_links (char *escaped)
{
  g_autofree char *plain = escaped;
  g_autoptr (GRegex) address = g_regex_new ("https?://[^\\s<]+", G_REGEX_OPTIMIZE, 0, NULL);
  return g_regex_replace (address, plain, -1, 0,
                          "<a href=\"\\0\" style=\"color:#115c41;overflow-wrap:anywhere\">\\0</a>", 0, NULL);
}

static void
append_html (GString *html, const char *paragraph)
{
  for (guint i = 0; i < G_N_ELEMENTS (styles); i++) {
    if (!g_str_has_prefix (paragraph, styles[i].mark))
      continue;
    g_autofree char *escaped = make_links (g_markup_escape_text (paragraph + strlen (styles[i].mark), -1));
    g_auto (GStrv) lines = g_strsplit (escaped, "\n", -1);
    g_autofree char *joined = g_strjoinv ("<br>", lines);
    g_string_append_printf (html, "%s%s%s\n", styles[i].open, joined, styles[i].close);
    return;
  }
}

static void
append_text (GString *text, const char *paragraph)
{
  for (guint i = 0; i < G_N_ELEMENTS (styles); i++) {
    if (!g_str_has_prefix (paragraph, styles[i].mark))
      continue;
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n\n" : "", paragraph + strlen (styles[i].mark));
    return;
  }
}

static void
append_picture (GString *html, const CubbyNotice *notice)
{
  if (notice->pass_png != NULL)
    g_string_append (
        html,
        "<p style=\"text-align:center;margin:0 0 16px\"><img src=\"cid:pass@cubby\" alt=\"QR\" width=\"318\""
        " height=\"318\" style=\"background:#fff;border-radius:16px\"></p>\n");
}

/* Returns: (transfer full): what a mail program reads of the order, "" when it is about none. */
static char *
describe_order (const CubbyNotice *notice)
{
  if (notice->order_number == NULL)
    return g_strdup ("");
  g_autofree char *json_ld = cubby_json_ld_describe (notice);
  return g_strdup_printf ("<script type=\"application/ld+json\">%s</script>\n", json_ld);
}

static char *
make_html (const CubbyNotice *notice, const char *body)
{
  g_autofree char *order = describe_order (notice);
  return g_strdup_printf (
      "<!doctype html>\n<html lang=\"%s\"><head><meta charset=\"utf-8\">\n"
      "%s</head>\n"
      "<body style=\"margin:0;padding:24px;background:#f7f4ee;color:#1d1b16;font-family:Inter,'Noto Sans "
      "Thai',sans-serif;"
      "font-size:17px;line-height:1.5\">\n<div style=\"max-width:520px;margin:0 "
      "auto\">\n%s</div>\n</body></html>\n",
      notice->language, order, body);
}

CubbyNoticeWords *
cubby_template_render (const CubbyNotice *notice, GError **error)
{
  g_autoptr (GBytes) template = load (notice->kind, notice->language, error);
  if (template == NULL)
    return NULL;
  g_autofree char *source = g_strndup (g_bytes_get_data (template, NULL), g_bytes_get_size (template));
  g_auto (GStrv) paragraphs = g_strsplit (g_strstrip (source), "\n\n", -1);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GString) html = g_string_new (NULL);
  CubbyNoticeWords *self = g_new0 (CubbyNoticeWords, 1);
  self->subject = fill (notice, paragraphs[0]);
  for (guint i = 1; paragraphs[i] != NULL; i++) {
    g_autofree char *filled = fill (notice, paragraphs[i]);
    if (filled == NULL)
      continue;
    append_text (text, filled);
    append_html (html, filled);
    if (g_str_has_prefix (paragraphs[i], "* "))
      append_picture (html, notice);
  }
  self->text = g_strconcat (text->str, "\n", NULL);
  self->html = make_html (notice, html->str);
  if (self->subject == NULL)
    self->subject = g_strdup (notice->order_number);
  return self;
}
