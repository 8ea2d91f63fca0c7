/* SPDX-License-Identifier: Apache-2.0 */
/* What the snapshot refuses, and what it carries; that it carries everything is checked at every step of
 * every story of test-locker and test-locker-walk. */
#include "app/domain/locker-record.h"
#include "app/domain/locker-snapshot.h"

#include <string.h>

/* What has happened, and so one record of every kind. Fields that are added need no change here. */
static const struct {
  const char *name;
  gint64 time_ms;
  const char *text;
} story[] = {
    {"started", 1, "why=test"},
    {"parcel.expected", 2,
     "label=P1 fulfilment=F1 size=M ctis=aa,cc code_hash=c1 version=3 hold_until=0 heavy=1 reach=0"},
    {"parcel.expected", 3,
     "label=P1 fulfilment=F1 size=M ctis=aa,bb code_hash= version=4 hold_until=0 heavy=1 reach=0"},
    {"parcel.recalled", 4, "label=P2 version=5"},
    {"session.opened", 5, "session=s1 badge=B-1 role=supervise"},
    {"sign-in.tried", 6, "badge=B-2"},
    {"grant.issued", 7, "grant=g1 sequence=g1 purpose=stow door=A1 label=P1 session=s1 badge=B-1"},
    {"grant.intent", 7, "grant=g1 pulse_ms=500"},
    {"grant.opened", 8, "grant=g1"},
    {"grant.closed", 9, "grant=g1 result=loaded"},
    {"grant.issued", 10, "grant=g2 sequence=g2 purpose=pickup door=A1 label=P1"},
    {"grant.intent", 10, "grant=g2 pulse_ms=500"},
    {"request.made", 11, "door=A1 request=r1 why=b%C3%BCro"},
    {"staff.called", 12, "why=help"},
    {"door.forced", 13, "door=Z%209"},
};

static const CubbyLockerRules rules = {.pulse_ms = 500};
static const guint power_groups[] = {0};

static CubbyLocker *
restore (const CubbyBank *bank, const char *text, GError **error)
{
  return cubby_locker_restore (bank, power_groups, &rules, text, error);
}

static CubbyBank *
make_bank (const char *door)
{
  CubbyBank *bank = cubby_bank_new ();
  cubby_bank_add_column (bank, "A", 450, FALSE);
  cubby_bank_add_compartment (bank, door, CUBBY_SIZE_M, 210, 120, 0, 0);
  return bank;
}

static char *
live (const CubbyBank *bank)
{
  g_autoptr (CubbyLocker) locker = cubby_locker_new (bank, power_groups, &rules);
  for (guint i = 0; i < G_N_ELEMENTS (story); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (CubbyLockerEvent) event =
        cubby_locker_event_parse (story[i].name, story[i].time_ms, story[i].text, &error);
    g_assert_no_error (error);
    g_assert_true (cubby_locker_step (locker, event, NULL, NULL));
  }
  return cubby_locker_save (locker);
}

static char *
make_good (void)
{
  g_autoptr (CubbyBank) bank = make_bank ("A1");
  return live (bank);
}

static void
comes_back (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CubbyBank) bank = make_bank ("A1");
  g_autofree char *good = live (bank);
  g_autoptr (CubbyLocker) locker = restore (bank, good, &error);
  g_assert_no_error (error);
  g_autofree char *text = cubby_locker_save (locker);
  g_assert_cmpstr (text, ==, good);
  const CubbyParcel *parcel = cubby_locker_find_parcel (locker, "P2");
  g_assert_null (parcel->fulfilment);
  g_assert_null (parcel->ctis[0]);
  g_assert_true (cubby_parcel_has_cti (cubby_locker_find_parcel (locker, "P1"), "bb"));
  g_assert_cmpint (cubby_locker_find_grant (locker, "g2")->state, ==, CUBBY_GRANT_INTENT);
  const CubbyOpenRequest *request = g_ptr_array_index (cubby_locker_get_requests (locker), 0);
  g_assert_cmpstr (request->why, ==, "büro");
  g_assert_cmpint (cubby_locker_get_last_ms (locker), ==, 13);
}

/* A door goes away for a repair, with its board, and comes back: what was known of it is still known. */
static void
door_comes_back (void)
{
  g_autoptr (CubbyBank) with = make_bank ("Z 9");
  g_autoptr (CubbyBank) without = make_bank ("A1");
  g_autofree char *good = live (with);
  g_autoptr (CubbyLocker) away = restore (without, good, NULL);
  g_autofree char *text = cubby_locker_save (away);
  g_assert_cmpstr (text, ==, good);
  g_autoptr (CubbyLocker) back = restore (with, text, NULL);
  g_autoptr (GArray) alarms = cubby_locker_list_alarms (back);
  const CubbyAlarm *alarm = &g_array_index (alarms, CubbyAlarm, 0);
  g_assert_cmpstr (alarm->kind, ==, "forced");
  g_assert_cmpstr (alarm->door, ==, "Z 9");
}

typedef struct {
  const char *name;
  const char *from; /* NULL: the whole text */
  const char *to;
  CubbyLockerSnapshotError code;
  const char *message;
} BadRow;

#define FIELD CUBBY_LOCKER_SNAPSHOT_ERROR_FIELD
#define OTHER CUBBY_LOCKER_SNAPSHOT_ERROR_VERSION

static const BadRow bad_rows[] = {
    {"nothing", NULL, "", OTHER, "line 1"},
    {"a letter to my aunt", NULL, "dear aunt,\nit rains\nend\n", OTHER, "dear aunt"},
    {"a newer version", "cubby-locker 1", "cubby-locker 99", OTHER, "cubby-locker 99"},
    {"version 0", "cubby-locker 1", "cubby-locker 0", OTHER, "cubby-locker 0"},
    {"an unknown record", "call kind=help", "yell kind=help", FIELD, "yell kind=help"},
    {"an unknown field", "call kind=help", "call loud=1 kind=help", FIELD, "loud=1"},
    {"an unknown field at the end", "kind=help since=12", "kind=help since=12 loud=1", FIELD, "loud=1"},
    {"a missing field", " check=0", "", FIELD, "line 3"},
    {"two fields exchanged", "hold=0 heavy=1", "heavy=1 hold=0", FIELD, "heavy=1"},
    {"a word that there is not", "state=collecting", "state=eaten", FIELD, "state=eaten"},
    {"a number that is none", "tries=0", "tries=none", FIELD, "tries=none"},
    {"a number below zero", "tries=0", "tries=-1", FIELD, "tries=-1"},
    {"a number that is too great", "openings=2", "openings=18446744073709551616", FIELD, "line 3"},
    {"a flag of two", "heavy=1", "heavy=2", FIELD, "heavy=2"},
    {"no text where there has to be one", "code_hash=", "code_hash", FIELD, "code_hash"},
    {"an escape that is none", "b%C3%BCro", "b%zz", FIELD, "b%zz"},
    {"a parcel twice", "parcel label=P2", "parcel label=P1", FIELD, "label=P1"},
    {"a door twice", "name=Z%209", "name=A1", FIELD, "not written"},
    {"a number with a zero before it", "grants=2", "grants=02", FIELD, "not written"},
    {"an escape that need not be", "label=P1", "label=%501", FIELD, "not written"},
    {"lines in another order", "pulse at=7\npulse at=10\nend", "pulse at=10\nend\npulse at=7", FIELD,
     "not written"},
    {"no end", "pulse at=10\nend\n", "pulse at=10\n", FIELD, "of the snapshot"},
    {"something after the end", "\nend\n", "\nend\nend\n", FIELD, "not written"},
};

static char *
replace (const char *from, const char *to)
{
  g_autofree char *good = make_good ();
  const char *at = strstr (good, from);
  g_assert_nonnull (at);
  return g_strdup_printf ("%.*s%s%s", (int)(at - good), good, to, at + strlen (from));
}

static void
is_refused (gconstpointer data)
{
  const BadRow *row = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CubbyBank) bank = make_bank ("A1");
  g_autofree char *text = row->from != NULL ? replace (row->from, row->to) : g_strdup (row->to);
  g_autoptr (CubbyLocker) locker = restore (bank, text, &error);
  g_assert_null (locker);
  g_assert_error (error, CUBBY_LOCKER_SNAPSHOT_ERROR, (int)row->code);
  if (strstr (error->message, row->message) == NULL)
    g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, row->message));
}

/* Whatever one byte is changed to, and wherever it is cut: refused, or another good text. */
static void
any_byte (void)
{
  g_autoptr (CubbyBank) bank = make_bank ("A1");
  g_autofree char *good = live (bank);
  GRand *rand = g_rand_new_with_seed (3);
  gsize size = strlen (good);
  guint refused = 0;
  for (gsize at = 0; at < size; at++) {
    g_autofree char *text = g_strdup (good);
    text[at] = (char)g_rand_int_range (rand, 0, 128);
    g_autoptr (CubbyLocker) locker = restore (bank, text, NULL);
    g_autofree char *again = locker != NULL ? cubby_locker_save (locker) : g_strdup (text);
    g_assert_cmpstr (again, ==, text);
    refused += locker == NULL;
    text[at] = '\0';
    g_assert_null (restore (bank, text, NULL));
  }
  g_assert_cmpuint (refused, >, size / 2);
  g_rand_free (rand);
}

typedef struct {
  char *name;
  GStrv list;
  guint number;
} Sample;

static const CubbyRecordField sample_fields[] = {
    {"name", CUBBY_FIELD_TEXT, G_STRUCT_OFFSET (Sample, name)},
    {"list", CUBBY_FIELD_LIST, G_STRUCT_OFFSET (Sample, list), .since = 2},
    {"number", CUBBY_FIELD_UINT, G_STRUCT_OFFSET (Sample, number), .since = 2},
    {NULL},
};

static void
older_text (void)
{
  Sample sample = {0};
  g_assert_null (cubby_record_read (&sample, sample_fields, " name=x", 1));
  g_assert_cmpstr (sample.name, ==, "x");
  g_assert_nonnull (sample.list);
  g_assert_null (sample.list[0]);
  g_assert_cmpuint (sample.number, ==, 0);
  cubby_record_clear (&sample, sample_fields);
  g_assert_true (cubby_record_is_blank (&sample, sample_fields));
  g_assert_cmpstr (cubby_record_read (&sample, sample_fields, " name=x number=1", 1), ==, " number=1");
  cubby_record_clear (&sample, sample_fields);
  g_assert_cmpstr (cubby_record_read (&sample, sample_fields, " name=x", 2), ==, "");
  cubby_record_clear (&sample, sample_fields);
  g_assert_null (cubby_record_read (&sample, sample_fields, " name=x list=a,b number=1", 2));
  g_assert_cmpstr (sample.list[1], ==, "b");
  cubby_record_clear (&sample, sample_fields);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/domain/locker-snapshot/what was saved is restored", comes_back);
  g_test_add_func ("/domain/locker-snapshot/a door that comes back is as it was", door_comes_back);
  for (guint i = 0; i < G_N_ELEMENTS (bad_rows); i++) {
    g_autofree char *path = g_strconcat ("/domain/locker-snapshot/refused: ", bad_rows[i].name, NULL);
    g_test_add_data_func (path, &bad_rows[i], is_refused);
  }
  g_test_add_func ("/domain/locker-snapshot/any byte of it counts", any_byte);
  g_test_add_func ("/domain/locker-snapshot/an older text has no younger fields", older_text);
  return g_test_run ();
}
