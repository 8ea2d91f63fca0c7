/* SPDX-License-Identifier: Apache-2.0 */
#include "app/ctl/journal-words.h"

typedef struct {
  const char *type;
  const char *text;
  const char *words;
} Row;

static const Row rows[] = {
    {"grant.issued", "grant=g1 sequence=g1 purpose=pickup door=A1 label=P1",
     "granted for pickup of parcel P1"},
    {"grant.issued", "grant=g1 sequence=g1 purpose=stow door=A1 label=P1 badge=B-7",
     "granted for stow of parcel P1 by B-7"},
    {"grant.intent", "grant=g1 pulse_ms=500", "pulsed for 500 ms"},
    {"grant.closed", "grant=g1 result=review why=brief", "shut: somebody has to look inside (brief)"},
    {"grant.closed", "grant=g1 result=lapsed", "the grant lapsed: nothing was pulsed"},
    {"grant.not_opened", "grant=g1 result=stuck",
     "did not open and is stuck: out of service, staff are called"},
    {"request.made", "door=A1 request=r1 why=b%C3%BCro%20key",
     "somebody far away asks for it to be opened: büro key"},
    {"door.service", "door=A1 badge=B-7 why=hinge yes=0", "taken out of service by B-7: hinge"},
    {"door.service", "door=A1 badge=B-7 why=hinge yes=1", "put back into service by B-7: hinge"},
    {"door.seen", "grant=g1 labels= badge=B-7", "B-7 looked inside and found nothing"},
    {"door.seen", "grant=g1 labels=P1,P2 badge=B-7", "B-7 looked inside and found P1,P2"},
    {"journal.trimmed", "through=500 hash=00", "the journal removed its rows up to 500"},
    {"journal.of-the-future", "a=b", "journal.of-the-future a=b"},
};

static void
tell (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CubbyLockerEvent) event = NULL;
  if (!g_str_has_prefix (row->type, "journal.")) {
    event = cubby_locker_event_parse (row->type, 0, row->text, &error);
    g_assert_no_error (error);
  }
  g_autofree char *words = cubby_journal_words (row->type, event, row->text);
  g_assert_cmpstr (words, ==, row->words);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strdup_printf ("/ctl/journal-words/%s %s", rows[i].type, rows[i].text);
    g_test_add_data_func (path, &rows[i], tell);
  }
  return g_test_run ();
}
