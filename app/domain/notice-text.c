/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/notice-text.h"

/* The first line says what is signed: nothing else that is signed with the same key begins so. */
#define KIND "cubby-notice-1"

static void
add (GString *text, const char *name, const char *value)
{
  g_string_append_printf (text, "%s=%s\n", name, value);
}

char *
cubby_notice_format (const CubbyNotice *notice, const char *store)
{
  g_autofree char *ctis = g_strjoinv (",", (char **)notice->ctis);
  GString *text = g_string_new (KIND "\n");
  add (text, "store", store);
  add (text, "label", notice->label);
  g_string_append_printf (text, "version=%" G_GUINT64_FORMAT "\n", notice->version);
  add (text, "fulfilment", notice->fulfilment);
  add (text, "size", cubby_size_to_string (notice->size));
  add (text, "ctis", ctis);
  add (text, "code_hash", notice->code_hash);
  g_string_append_printf (text, "hold_until=%" G_GINT64_FORMAT "\n", notice->hold_until_s);
  add (text, "heavy", notice->heavy ? "1" : "0");
  add (text, "reach", notice->reach ? "1" : "0");
  add (text, "state", notice->withdrawn ? "withdrawn" : notice->returning ? "return" : "expected");
  if (notice->withdrawn && notice->why != CUBBY_WITHDRAWAL_UNSAID)
    add (text, "why", cubby_withdrawal_to_string (notice->why));
  if (notice->epoch != 0)
    g_string_append_printf (text, "epoch=%" G_GUINT64_FORMAT "\n", notice->epoch);
  return g_string_free (text, FALSE);
}
