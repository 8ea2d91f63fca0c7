/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/shift-log.h"

#include "app/kiosk/recent.h"

/* What lockerd tells no delay for cannot be taken back. */
static void
keep_put_in (GPtrArray *put_in, const char *label, const char *door, GVariant *detail)
{
  guint32 undo_s = 0;
  g_variant_lookup (detail, "undo_s", "u", &undo_s);
  if (undo_s > 0)
    cubby_recents_add (put_in, label, door, g_get_monotonic_time () + (gint64)undo_s * G_USEC_PER_SEC);
}

static void
keep_differences (GPtrArray *differences, const char *door, GVariant *detail)
{
  g_autofree const char **found = NULL;
  g_variant_lookup (detail, "differences", "^a&s", &found);
  for (guint i = 0; found != NULL && found[i] != NULL; i++)
    g_ptr_array_add (differences, g_strdup_printf ("%s %s", door, found[i]));
}

static void
on_grant (CubbyLockerBank *bank, const char *grant, const char *purpose, const char *door, const char *state,
          GVariant *detail, gpointer data)
{
  const CubbyContext *context = data;
  GPtrArray *put_in = context->session->shift.put_in;
  const char *label = "";
  const char *result = "loaded";
  if (context->session->shift.id == NULL || !g_str_equal (state, "closed"))
    return;
  g_variant_lookup (detail, "label", "&s", &label);
  g_variant_lookup (detail, "result", "&s", &result);
  if (g_str_equal (purpose, "takeback"))
    cubby_recents_remove (put_in, label);
  else if (g_str_equal (purpose, "stow") && g_str_equal (result, "loaded"))
    keep_put_in (put_in, label, door, detail);
  else if (g_str_equal (purpose, "reconcile"))
    keep_differences (context->session->errand.differences, door, detail);
}

void
cubby_shift_log_attach (CubbyContext *context)
{
  g_return_if_fail (context != NULL);
  g_signal_connect (cubby_peers_get_bank (context->peers), "grant-changed", G_CALLBACK (on_grant), context);
}
