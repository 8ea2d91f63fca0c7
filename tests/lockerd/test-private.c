/* SPDX-License-Identifier: Apache-2.0 */
/* Whatever is said to the daemon by people and by the link: nothing of it that is about a person gets into
 * the journal, its WAL or the outbox. */
#include "app/journal/journal.h"
#include "tests/lockerd/rig.h"
#include "tests/rig/steady.h"

#include <string.h>

#define PHONE "0912345678"
#define MARK "MARKER" /* in everything that is planted */

/* What a row may have. A field that is new here has been thought about: it tells of a parcel, a door, a badge
 * or a time, and of nobody. */
static const char *const permitted[] = {
    "grant",      "sequence",   "purpose",      "door",      "label",    "session", "badge",
    "role",       "request",    "retry_of",     "size",      "ctis",     "result",  "why",
    "version",    "hold_until", "heavy",        "reach",     "pulse_ms", "yes",     "second",
    "fulfilment", "code_hash",  "reopen_s",     "undo_s",    "from",     "to",      "hash",
    "through",    "labels",     "second_badge", "returning", NULL};

static void
plant_name (Rig *rig)
{
  g_autofree char *path = g_build_filename (rig->directory, "staff.conf", NULL);
  g_autofree char *text = NULL;
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_auto (GStrv) parts = g_strsplit (text, "name=Binh", -1);
  g_assert_cmpuint (g_strv_length (parts), ==, 2);
  g_autofree char *marked = g_strjoinv ("name=" MARK "NAME", parts);
  g_assert_true (g_file_set_contents_full (path, marked, -1, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
}

/* Whether it was answered, and not by an error. */
static gboolean
say (Rig *rig, const char *interface, const char *method, GVariant *arguments)
{
  g_autoptr (GVariant) answer = rig_call (rig, interface, method, arguments);
  return answer != NULL;
}

static void
plant_notice (Rig *rig)
{
  GVariantDict parcel;
  g_variant_dict_init (&parcel, NULL);
  g_variant_dict_insert (&parcel, "label", "s", "P1");
  g_variant_dict_insert (&parcel, "buyer", "s", MARK "BUYER");
  GVariantBuilder parcels;
  g_variant_builder_init (&parcels, G_VARIANT_TYPE ("aa{sv}"));
  g_variant_builder_add_value (&parcels, g_variant_dict_end (&parcel));
  g_assert_false (say (rig, "Link", "Expect", g_variant_new ("(aa{sv})", &parcels)));
}

static void
plant_all (Rig *rig)
{
  static const char *const sentences[] = {MARK " asks, call " PHONE, MARK "@example.com waits", "\033" MARK};
  plant_notice (rig);
  for (guint i = 0; i < G_N_ELEMENTS (sentences); i++)
    g_assert_false (say (rig, "Service", "RequestOpen", g_variant_new ("(ss)", "A2", sentences[i])));
  for (guint i = 0; i < G_N_ELEMENTS (sentences); i++)
    g_assert_false (say (rig, "Counter", "SetService",
                         g_variant_new ("(ssbs)", rig->session, "A3", FALSE, sentences[i])));
  g_free (rig_sign_in (rig, MARK "BADGE", "123456"));
  g_free (rig_sign_in (rig, "B-1", MARK "PIN"));
  g_free (rig_present (rig, MARK "PASS " PHONE, NULL));
  say (rig, "Counter", "PresentCode", g_variant_new ("(s)", MARK PHONE));
  say (rig, "Counter", "CallStaff", g_variant_new ("(s)", MARK "KIND"));
}

/* What everybody does all day. */
static void
live (Rig *rig)
{
  g_autofree char *door = NULL;
  g_assert_true (rig_expect (rig));
  g_assert_true (say (rig, "Service", "RequestOpen", g_variant_new ("(ss)", "A4", "the key is lost")));
  g_autofree char *signed_in = rig_sign_in (rig, "B-2", "123456");
  g_assert_cmpstr (signed_in, ==, "granted");
  say (rig, "Counter", "BeginStow", g_variant_new ("(ss)", rig->session, MARK "LABEL"));
  g_autofree char *reason = rig_stow (rig, &door);
  g_assert_cmpstr (reason, ==, "granted");
  g_assert_true (rig_wait (rig, door, "door", "open"));
  g_free (rig_sim (rig, "hand %s put %s", door, RIG_LABEL));
  g_free (rig_sim (rig, "hand %s shut", door));
  g_assert_true (rig_wait (rig, door, "content", "loaded"));
}

static void
check_bytes (Rig *rig)
{
  static const char *const ends[] = {"", "-wal"};
  static const char *const words[] = {MARK, PHONE, RIG_CODE, "ABCDEFGHJK", "CC1:"};
  gsize all = 0;
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++) {
    g_autofree char *path = g_strconcat (rig->journal, ends[i], NULL);
    g_autofree char *bytes = NULL;
    gsize size = 0;
    if (!g_file_get_contents (path, &bytes, &size, NULL))
      continue;
    all += size;
    for (guint j = 0; j < G_N_ELEMENTS (words); j++)
      g_assert_null (memmem (bytes, size, words[j], strlen (words[j])));
  }
  g_assert_cmpuint (all, >, 8192);
}

static gboolean
check_row (const CubbyJournalRow *row, gpointer user_data, GError **error)
{
  g_auto (GStrv) pairs = g_strsplit (row->text, " ", -1);
  for (char **pair = pairs; *pair != NULL && **pair != '\0'; pair++) {
    g_autofree char *name = g_strndup (*pair, strcspn (*pair, "="));
    if (!g_strv_contains (permitted, name))
      g_test_message ("%s has the field %s", row->type, name);
    g_assert_true (g_strv_contains (permitted, name));
  }
  *(guint *)user_data += 1;
  return TRUE;
}

static void
nothing_personal (gconstpointer data)
{
  g_autoptr (Rig) rig = rig_new ();
  g_autoptr (GError) error = NULL;
  guint rows = 0;
  plant_name (rig);
  g_assert_true (rig_start (rig, NULL));
  live (rig);
  plant_all (rig);
  check_bytes (rig); /* as it is while the program runs */
  rig_stop (rig);
  check_bytes (rig);
  g_autoptr (CubbyJournal) journal = cubby_journal_open (rig->journal, CUBBY_JOURNAL_READ, &error);
  g_assert_no_error (error);
  cubby_journal_read (journal, check_row, &rows, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rows, >, 8);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 3);
  rig_set_programs (argv[1], argv[2]);
  test_steady_add ("/lockerd/private/nothing about a person is journaled", NULL, nothing_personal);
  return g_test_run ();
}
