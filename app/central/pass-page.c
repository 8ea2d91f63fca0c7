/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/pass-page.h"
#include "app/central/pass-change.h"
#include "app/central/pass-json.h"
#include "protocols/pass/qr-image.h"

void
cubby_pass_page_add_code (CubbyPage *page, CubbyStore *store, const CubbyPassRow *row)
{
  if (row->life != CUBBY_PASS_LIFE_ACTIVE)
    return;
  g_autofree char *text = cubby_pass_book_mint (store, row, NULL);
  g_autoptr (CubbyQr) qr = text != NULL ? cubby_qr_new (text, CUBBY_QR_LEVEL_M, NULL) : NULL;
  if (qr == NULL)
    return;
  g_autofree char *svg = cubby_qr_to_svg (qr);
  cubby_page_set_qr (page, svg);
  cubby_page_set (page, "code", row->code);
  g_autofree char *html = cubby_page_fill (page, "pass-code.html");
  cubby_page_set (page, "pass", html);
}

static void
append_row (GString *html, CubbyPage *page, CubbyStore *store, const CubbyPassRow *row)
{
  g_autofree char *url = cubby_pass_get_url (store, row, NULL);
  cubby_page_set (page, "helper",
                  row->name != NULL ? row->name : cubby_page_get_text (page, "helper_nameless"));
  cubby_page_set (page, "helper_url", url);
  cubby_page_set (page, "helper_cti", row->cti);
  g_autofree char *one = cubby_page_fill (page, "pass-helper-row.html");
  g_string_append (html, one);
}

static void
set_said (CubbyPage *page, const char *said)
{
  static const char *const known[] = {"limit", "often", "over", NULL};
  if (said == NULL || !g_strv_contains (known, said))
    return;
  g_autofree char *key = g_strconcat ("said_", said, NULL);
  g_autofree char *words = g_markup_escape_text (cubby_page_get_text (page, key), -1);
  g_autofree char *html = g_strdup_printf ("<p class=\"state warning\" role=\"alert\">%s</p>\n", words);
  cubby_page_set (page, "said", html);
}

/* Whether the buyer has anything to give away: a pass that is live, of an order that is paid. */
static gboolean
may_help (CubbyStore *store, const GPtrArray *passes)
{
  const CubbyPassRow *own = passes->len > 0 ? g_ptr_array_index (passes, 0) : NULL;
  CubbyPassFacts facts;
  return own != NULL && store->keys != NULL &&
         cubby_pass_book_get_facts (store, own->fulfilment, &facts, NULL) && facts.open &&
         cubby_pass_judge_reissue (&facts) != CUBBY_PASS_OVER;
}

void
cubby_pass_page_add_helpers (CubbyPage *page, CubbyStore *store, const char *order, const char *token,
                             const char *said)
{
  g_autoptr (GPtrArray) passes = cubby_pass_book_list (store, order, NULL);
  g_autoptr (GString) rows = g_string_new (NULL);
  if (passes == NULL || !may_help (store, passes))
    return;
  cubby_page_set (page, "token", token);
  for (guint i = 0; i < passes->len; i++) {
    const CubbyPassRow *row = g_ptr_array_index (passes, i);
    if (g_strcmp0 (row->kind, "helper") == 0 && row->life == CUBBY_PASS_LIFE_ACTIVE)
      append_row (rows, page, store, row);
  }
  cubby_page_set (page, "helper_rows", rows->str);
  set_said (page, said);
  /* A page that waits goes on doing so, more rarely: somebody may be typing a name. */
  if (cubby_page_get (page, "refresh") != NULL)
    cubby_page_set (page, "refresh", "<meta http-equiv=\"refresh\" content=\"60\">\n");
  g_autofree char *html = cubby_page_fill (page, "pass-helpers.html");
  cubby_page_set (page, "helpers", html);
}
