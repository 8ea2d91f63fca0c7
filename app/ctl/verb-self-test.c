/* SPDX-License-Identifier: Apache-2.0 */
#include "app/ctl/locker-call.h"
#include "app/ctl/parse.h"
#include "app/ctl/usage.h"

/* Returns: how many lines are bad. */
static guint
print_lines (GVariant *report)
{
  g_autoptr (GVariant) lines = g_variant_lookup_value (report, "lines", G_VARIANT_TYPE ("a(sbs)"));
  const char *what, *sentence;
  gboolean good;
  guint n_bad = 0;
  GVariantIter iter;
  if (lines == NULL)
    return 1;
  g_variant_iter_init (&iter, lines);
  while (g_variant_iter_next (&iter, "(&sb&s)", &what, &good, &sentence)) {
    g_print ("%s\t%s\t%s\n", good ? "good" : "bad", what, sentence);
    n_bad += !good;
  }
  return n_bad;
}

int
cubby_ctl_self_test (int argc, char **argv)
{
  gboolean session = FALSE;
  const GOptionEntry entries[] = {
      {"session", 0, 0, G_OPTION_ARG_NONE, &session, "Ask on the session bus: for a desk", NULL},
      {NULL},
  };
  if (!cubby_ctl_parse (entries, argc, argv))
    return CUBBY_CTL_USAGE;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = cubby_ctl_locker_call_slow (session, "Service", "RunSelfTest", &error);
  if (answer == NULL)
    return cubby_ctl_failed ("%s", error->message);
  g_autoptr (GVariant) report = g_variant_get_child_value (answer, 0);
  guint n_bad = print_lines (report);
  return n_bad == 0 ? CUBBY_CTL_GOOD : cubby_ctl_failed ("%u of these are bad", n_bad);
}
