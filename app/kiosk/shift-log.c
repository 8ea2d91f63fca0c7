/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/shift-log.h"

#include "app/kiosk/recent.h"

static gint64
read_end (GVariant *detail)
{
  guint32 undo_s;
  if (!g_variant_lookup (detail, "undo_s", "u", &undo_s))
    return CUBBY_RECENT_OPEN_END;
  return g_get_monotonic_time () + (gint64)undo_s * G_USEC_PER_SEC;
}

static void
on_grant (CubbyLockerBank *bank, const char *grant, const char *purpose, const char *door, const char *state,
          GVariant *detail, gpointer data)
{
  const CubbyContext *context = data;
  GPtrArray *put_in = context->session->shift.put_in;
  const char *label = NULL;
  const char *result = "loaded";
  if (context->session->shift.id == NULL || !g_str_equal (state, "closed") ||
      !g_variant_lookup (detail, "label", "&s", &label))
    return;
  g_variant_lookup (detail, "result", "&s", &result);
  if (g_str_equal (purpose, "takeback"))
    cubby_recents_remove (put_in, label);
  else if (g_str_equal (purpose, "stow") && g_str_equal (result, "loaded"))
    cubby_recents_add (put_in, label, door, read_end (detail));
}

void
cubby_shift_log_attach (CubbyContext *context)
{
  g_return_if_fail (context != NULL);
  g_signal_connect (cubby_peers_get_bank (context->peers), "grant-changed", G_CALLBACK (on_grant), context);
}
