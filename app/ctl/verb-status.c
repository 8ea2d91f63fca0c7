/* SPDX-License-Identifier: Apache-2.0 */
#include "app/ctl/locker-call.h"
#include "app/ctl/usage.h"

static void
print_boards (GVariantDict *status)
{
  g_autoptr (GVariant) boards = g_variant_dict_lookup_value (status, "boards", G_VARIANT_TYPE ("a(sbs)"));
  const char *name, *what;
  gboolean answers;
  GVariantIter iter;
  if (boards == NULL)
    return;
  g_variant_iter_init (&iter, boards);
  while (g_variant_iter_next (&iter, "(&sb&s)", &name, &answers, &what))
    g_print ("board %s\t%s\t%s\n", name, answers ? "answers" : "silent", what);
}

static void
print_status (GVariant *answer)
{
  g_autoptr (GVariant) dictionary = g_variant_get_child_value (answer, 0);
  GVariantDict status;
  const char *version = "", *head = "";
  guint64 rows = 0;
  guint outbox = 0, doors = 0;
  g_variant_dict_init (&status, dictionary);
  g_variant_dict_lookup (&status, "version", "&s", &version);
  g_variant_dict_lookup (&status, "journal_rows", "t", &rows);
  g_variant_dict_lookup (&status, "journal_head", "&s", &head);
  g_variant_dict_lookup (&status, "outbox", "u", &outbox);
  g_variant_dict_lookup (&status, "doors", "u", &doors);
  g_print ("version %s\ndoors %u\njournal %" G_GUINT64_FORMAT " rows, head %s\noutbox %u\n", version, doors,
           rows, head, outbox);
  print_boards (&status);
  g_variant_dict_clear (&status);
}

/* What the link knows; that it does not run is no failure of the locker's. */
static void
print_link (gboolean session)
{
  g_autoptr (GVariant) state = cubby_ctl_link_property (session, "State");
  g_autoptr (GVariant) skew = cubby_ctl_link_property (session, "ClockSkew");
  if (state != NULL && g_variant_is_of_type (state, G_VARIANT_TYPE_STRING))
    g_print ("link %s\n", g_variant_get_string (state, NULL));
  if (skew != NULL && g_variant_is_of_type (skew, G_VARIANT_TYPE_INT64))
    g_print ("clock %" G_GINT64_FORMAT " ms ahead of the central service\n", g_variant_get_int64 (skew));
}

static gboolean
print_alarms (gboolean session, GError **error)
{
  g_autoptr (GVariant) answer = NULL;
  g_autoptr (GVariant) alarms = NULL;
  const char *kind, *door, *sentence;
  gint64 since_ms;
  GVariantIter iter;
  answer = cubby_ctl_locker_property (session, "Bank", "Alarms", error);
  if (answer == NULL)
    return FALSE;
  g_variant_get (answer, "(v)", &alarms);
  if (!g_variant_is_of_type (alarms, G_VARIANT_TYPE ("a(sssx)")))
    return TRUE;
  g_variant_iter_init (&iter, alarms);
  while (g_variant_iter_next (&iter, "(&s&s&sx)", &kind, &door, &sentence, &since_ms))
    g_print ("alarm %s\t%s\t%s\n", kind, door[0] != '\0' ? door : "-", sentence);
  return TRUE;
}

int
cubby_ctl_status (int argc, char **argv)
{
  gboolean session = FALSE;
  const GOptionEntry entries[] = {
      {"session", 0, 0, G_OPTION_ARG_NONE, &session, "Ask on the session bus: for a desk", NULL},
      {NULL},
  };
  if (!cubby_ctl_parse (entries, argc, argv))
    return CUBBY_CTL_USAGE;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = cubby_ctl_locker_call (session, "Service", "GetStatus", NULL, &error);
  if (answer == NULL)
    return cubby_ctl_failed ("%s", error->message);
  print_status (answer);
  print_link (session);
  return print_alarms (session, &error) ? CUBBY_CTL_GOOD : cubby_ctl_failed ("%s", error->message);
}
