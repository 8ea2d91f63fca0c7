/* SPDX-License-Identifier: Apache-2.0 */
#include "protocols/notify/email.h"
#include "protocols/notify/mime.h"
#include "protocols/notify/template.h"

#include <string.h>

typedef struct {
  const char *name;
  const char *text;
  const char *encoded;
} TextRow;

static const TextRow headers[] = {
    {"ASCII stays", "Your order", "Your order"},
    {"Vietnamese", "Đơn hàng", "=?UTF-8?B?xJDGoW4gaMOgbmc=?="},
    {"what looks encoded is encoded", "=?x?=", "=?UTF-8?B?PT94Pz0=?="},
    {"a line break cannot end the header", "a\r\nBcc: x", "=?UTF-8?B?YQ0KQmNjOiB4?="},
};

static void
test_header (gconstpointer data)
{
  const TextRow *row = data;
  g_autofree char *encoded = cubby_mime_encode_header (row->text);
  g_assert_cmpstr (encoded, ==, row->encoded);
}

static void
test_long_header (void)
{
  g_autoptr (GString) thai = g_string_new (NULL);
  for (guint i = 0; i < 40; i++)
    g_string_append (thai, "พร้อม");
  g_autofree char *encoded = cubby_mime_encode_header (thai->str);
  g_auto (GStrv) words = g_strsplit (encoded, "\r\n ", -1);
  g_autoptr (GString) decoded = g_string_new (NULL);
  g_assert_cmpuint (g_strv_length (words), >, 5);
  for (char **word = words; *word != NULL; word++) {
    g_assert_cmpuint (strlen (*word), <=, 75);
    g_assert_true (g_str_has_prefix (*word, "=?UTF-8?B?") && g_str_has_suffix (*word, "?="));
    g_autofree char *base64 = g_strndup (*word + 10, strlen (*word) - 12);
    gsize length = 0;
    g_autofree guchar *bytes = g_base64_decode (base64, &length);
    g_assert_true (g_utf8_validate_len ((const char *)bytes, length, NULL));
    g_string_append_len (decoded, (const char *)bytes, (gssize)length);
  }
  g_assert_cmpstr (decoded->str, ==, thai->str);
}

static const TextRow printables[] = {
    {"ASCII stays", "Hello, world!", "Hello, world!"},
    {"an equals sign", "a=b", "a=3Db"},
    {"Vietnamese", "Áo", "=C3=81o"},
    {"a space at the end of a line", "a \nb", "a=20\r\nb"},
    {"a tab at the end", "a\t", "a=09"},
    {"a dot at the start of a line", "a\n.\nb", "a\r\n=2E\r\nb"},
    {"line ends", "a\n\nb\n", "a\r\n\r\nb\r\n"},
};

static void
test_printable (gconstpointer data)
{
  const TextRow *row = data;
  g_autofree char *encoded = cubby_mime_quoted_printable (row->text);
  g_assert_cmpstr (encoded, ==, row->encoded);
}

static void
test_printable_lines (void)
{
  g_autofree char *text = g_strnfill (1000, '=');
  g_autofree char *encoded = cubby_mime_quoted_printable (text);
  g_auto (GStrv) lines = g_strsplit (encoded, "\r\n", -1);
  for (char **line = lines; *line != NULL; line++)
    g_assert_cmpuint (strlen (*line), <=, 76);
}

static const TextRow mailboxes[] = {
    {"a bare address", "shop@example.vn", "shop@example.vn"},
    {"a name", "Cubby <shop@example.vn>", "Cubby <shop@example.vn>"},
    {"a Vietnamese name", "Lê <shop@example.vn>", "=?UTF-8?B?TMOq?= <shop@example.vn>"},
};

static void
test_mailbox (gconstpointer data)
{
  const TextRow *row = data;
  g_autofree char *encoded = cubby_mime_encode_mailbox (row->text);
  g_autofree char *address = cubby_mime_get_address (row->text);
  g_assert_cmpstr (encoded, ==, row->encoded);
  g_assert_cmpstr (address, ==, "shop@example.vn");
}

static void
test_date (void)
{
  g_autofree char *date = cubby_mime_format_date (1798761600);
  g_assert_cmpstr (date, ==, "Fri, 1 Jan 2027 00:00:00 +0000");
}

static CubbyNotice *
make_notice (const char *kind, const char *language)
{
  CubbyNotice *notice = cubby_notice_new ();
  notice->id = g_strdup ("0198f3c2-a6b1-7e4c-9d20-53aa81f4e6b7");
  notice->kind = g_strdup (kind);
  notice->language = g_strdup (language);
  notice->time = 1798761600;
  notice->order_number = g_strdup ("C-7K4M2QP");
  notice->order_url = g_strdup ("https://shop.example/p/abc");
  notice->total = g_strdup ("199.000 ₫");
  notice->total_plain = g_strdup ("199000");
  notice->currency = g_strdup ("VND");
  notice->items = g_strdup ("1 × Áo </script>");
  notice->merchant = g_strdup ("Cubby </script>");
  notice->store_name = g_strdup ("Cubby Lê Lợi");
  notice->store_address = g_strdup ("65 Lê Lợi");
  notice->hold_until = g_strdup ("05:29, 25/11/2026");
  notice->hold_until_iso = g_strdup ("2026-11-24T22:29:00.000Z");
  notice->order_time_iso = g_strdup ("2026-11-21T22:29:00.000Z");
  notice->method = g_strdup ("locker_pickup");
  notice->pass_code = g_strdup ("ABCDE-FGHJK");
  notice->email = g_strdup ("minh@example.com");
  return notice;
}

typedef struct {
  const char *kind;
  const char *language;
} TemplateRow;

static const TemplateRow templates[] = {
    {"confirmed", "vi"},  {"confirmed", "th"},  {"confirmed", "en"},  {"ready", "vi"},     {"ready", "th"},
    {"ready", "en"},      {"picked_up", "vi"},  {"picked_up", "th"},  {"picked_up", "en"}, {"expired", "vi"},
    {"expired", "th"},    {"expired", "en"},    {"reminder", "vi"},   {"reminder", "th"},  {"reminder", "en"},
    {"at_counter", "vi"}, {"at_counter", "th"}, {"at_counter", "en"}, {"rejected", "vi"},  {"rejected", "th"},
    {"rejected", "en"},   {"found", "vi"},      {"found", "th"},      {"found", "en"},
};

/* Those after which a door opens for it. */
static const char *const with_code[] = {"ready", "reminder", "found", NULL};

static void
test_template (gconstpointer data)
{
  const TemplateRow *row = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CubbyNotice) notice = make_notice (row->kind, row->language);
  g_autoptr (CubbyNoticeWords) words = cubby_template_render (notice, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (words->subject, "C-7K4M2QP"));
  g_assert_nonnull (strstr (words->text, "Cubby Lê Lợi"));
  g_assert_null (strstr (words->text, "{"));
  g_assert_null (strstr (words->text, "# "));
  g_assert_nonnull (strstr (words->html, "schema.org"));
  const char *script_end = strstr (words->html, "</script>");
  g_assert_nonnull (script_end);
  g_assert_null (strstr (script_end + 1, "</script>"));
  gboolean has_code = strstr (words->text, "ABCDE-FGHJK") != NULL;
  g_assert_cmpint (has_code, ==, g_strv_contains (with_code, row->kind));
}

static void
test_absent_field (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CubbyNotice) notice = make_notice ("ready", "en");
  g_clear_pointer (&notice->pass_code, g_free);
  g_autoptr (CubbyNoticeWords) words = cubby_template_render (notice, &error);
  g_assert_no_error (error);
  g_assert_null (strstr (words->text, "{code}"));
  g_assert_nonnull (strstr (words->text, "Kept until: 05:29, 25/11/2026"));
}

static void
test_unknown (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CubbyNotice) german = make_notice ("ready", "de");
  g_autoptr (CubbyNoticeWords) words = cubby_template_render (german, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (words->subject, "is ready"));
  g_autoptr (CubbyNotice) unknown = make_notice ("birthday", "en");
  g_assert_null (cubby_template_render (unknown, &error));
  g_assert_error (error, CUBBY_NOTIFY_ERROR, CUBBY_NOTIFY_ERROR_TEMPLATE);
}

static void
test_same_message_id (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CubbyNotice) notice = make_notice ("ready", "vi");
  g_autoptr (GBytes) one = cubby_email_compose (notice, "Cubby <shop@example.vn>", &error);
  g_autoptr (GBytes) two = cubby_email_compose (notice, "Cubby <shop@example.vn>", &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (one, two));
  g_autofree char *text = g_strndup (g_bytes_get_data (one, NULL), g_bytes_get_size (one));
  g_assert_nonnull (strstr (text, "Message-ID: <0198f3c2-a6b1-7e4c-9d20-53aa81f4e6b7@example.vn>\r\n"));
  for (const char *end = strchr (text, '\n'); end != NULL; end = strchr (end + 1, '\n'))
    g_assert_cmpint (end[-1], ==, '\r');
}

static void
add_rows (const char *group, const TextRow *rows, guint n_rows, GTestDataFunc test)
{
  for (guint i = 0; i < n_rows; i++) {
    g_autofree char *path = g_strdup_printf ("/protocols/notify/%s/%s", group, rows[i].name);
    g_test_add_data_func (path, &rows[i], test);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_rows ("header", headers, G_N_ELEMENTS (headers), test_header);
  add_rows ("quoted-printable", printables, G_N_ELEMENTS (printables), test_printable);
  add_rows ("mailbox", mailboxes, G_N_ELEMENTS (mailboxes), test_mailbox);
  for (guint i = 0; i < G_N_ELEMENTS (templates); i++) {
    g_autofree char *path =
        g_strdup_printf ("/protocols/notify/template/%s in %s", templates[i].kind, templates[i].language);
    g_test_add_data_func (path, &templates[i], test_template);
  }
  g_test_add_func ("/protocols/notify/header/a long one is words of at most 75", test_long_header);
  g_test_add_func ("/protocols/notify/quoted-printable/lines of at most 76", test_printable_lines);
  g_test_add_func ("/protocols/notify/date/in English whatever the locale", test_date);
  g_test_add_func ("/protocols/notify/template/a paragraph without its field is left out", test_absent_field);
  g_test_add_func ("/protocols/notify/template/other languages and notices", test_unknown);
  g_test_add_func ("/protocols/notify/email/a repeat is the same message", test_same_message_id);
  return g_test_run ();
}
