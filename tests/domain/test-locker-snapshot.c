/* SPDX-License-Identifier: Apache-2.0 */
/* What the snapshot refuses, and what it carries; that it carries everything is checked at every step of
 * every story of test-locker and test-locker-walk. */
#include "app/domain/locker-record.h"
#include "app/domain/locker-snapshot.h"

#include <string.h>

static const char good[] =
    "cubby-locker 1\n"
    "locker started=1 last=99 grants=7 keypad=2 keypad-last=5 codes=0 codes-last=0 passes=0 passes-last=0\n"
    "door name=A1 openings=3 pulsed=8 out=0 out_by_staff=0 check=4 forced=0 left=0 emptied=1\n"
    "door name=Z%209 openings=18446744073709551615 pulsed=-1 out=6 out_by_staff=0 check=0 forced=0 left=0 "
    "emptied=0\n"
    "parcel label=P1 version=4 fulfilment=F1 size=M ctis=aa,bb code_hash= hold=0 heavy=1 reach=0 "
    "state=loaded "
    "review=none stowing=0 recalled=0 door=A1 used=0 changed=8 tries=1 last_grant=g6 reopens=0 at_counter=0\n"
    "parcel label=P2 version=5 fulfilment size=XS ctis= code_hash=c0 hold=9 heavy=0 reach=1 state=expected "
    "review=none stowing=0 recalled=1 door used=0 changed=0 tries=0 last_grant reopens=2 at_counter=1\n"
    "grant id=g7 sequence=s purpose=pickup door=A1 label=P1 session badge retry_of=g6 state=intent number=7 "
    "pulse=500 issued=9 intent=9 opened=0\n"
    "closed-pickup grant=g5 sequence=g label=P3 door=A1 until=77\n"
    "request id=r1 door=A1 why=b%C3%BCro made=3\n"
    "call kind=help since=2\n"
    "session id=s1 badge=B-1 role=supervise used=9\n"
    "badge badge=B-2 failures=3 last=7\n"
    "revoked cti=cc since=1\n"
    "pulse at=8\n"
    "pulse at=9\n"
    "end\n";

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

static void
comes_back (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CubbyBank) bank = make_bank ("A1");
  g_autoptr (CubbyLocker) locker = restore (bank, good, &error);
  g_assert_no_error (error);
  g_autofree char *text = cubby_locker_save (locker);
  g_assert_cmpstr (text, ==, good);
  const CubbyParcel *parcel = cubby_locker_find_parcel (locker, "P2");
  g_assert_null (parcel->fulfilment);
  g_assert_null (parcel->ctis[0]);
  g_assert_true (cubby_parcel_has_cti (cubby_locker_find_parcel (locker, "P1"), "bb"));
  g_assert_cmpint (cubby_locker_find_grant (locker, "g7")->state, ==, CUBBY_GRANT_INTENT);
  const CubbyOpenRequest *request = g_ptr_array_index (cubby_locker_get_requests (locker), 0);
  g_assert_cmpstr (request->why, ==, "büro");
  g_assert_cmpint (cubby_locker_get_last_ms (locker), ==, 99);
}

/* A door goes away for a repair, with its board, and comes back: it is still out of service. */
static void
door_comes_back (void)
{
  g_autoptr (CubbyBank) with = make_bank ("Z 9");
  g_autoptr (CubbyBank) without = make_bank ("B1");
  g_autoptr (CubbyLocker) away = restore (without, good, NULL);
  g_autofree char *text = cubby_locker_save (away);
  g_autoptr (CubbyLocker) back = restore (with, text, NULL);
  g_assert_cmpint (cubby_locker_get_content (back, 0), ==, CUBBY_CONTENT_OUT_OF_SERVICE);
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
    {"a newer version", "cubby-locker 1", "cubby-locker 2", OTHER, "cubby-locker 2"},
    {"version 0", "cubby-locker 1", "cubby-locker 0", OTHER, "cubby-locker 0"},
    {"an unknown record", "call kind=help", "yell kind=help", FIELD, "line 10"},
    {"an unknown field", " emptied=1", " emptied=1 haunted=1", FIELD, "haunted=1"},
    {"a missing field", " check=4", "", FIELD, "line 3"},
    {"two fields exchanged", "hold=0 heavy=1", "heavy=1 hold=0", FIELD, "heavy=1"},
    {"a word that there is not", "state=loaded", "state=eaten", FIELD, "state=eaten"},
    {"a number that is none", "tries=1", "tries=one", FIELD, "tries=one"},
    {"a number below zero", "tries=1", "tries=-1", FIELD, "tries=-1"},
    {"a number that is too great", "openings=18446744073709551615", "openings=18446744073709551616", FIELD,
     "line 4"},
    {"a flag of two", "emptied=1", "emptied=2", FIELD, "emptied=2"},
    {"no text where there has to be one", "code_hash=c0", "code_hash", FIELD, "code_hash"},
    {"an escape that is none", "b%C3%BCro", "b%zz", FIELD, "b%zz"},
    {"a parcel twice", "label=P2", "label=P1", FIELD, "line 6"},
    {"a door twice", "name=Z%209", "name=A1", FIELD, "not written"},
    {"a number with a zero before it", "grants=7", "grants=07", FIELD, "not written"},
    {"an escape that need not be", "label=P1", "label=%501", FIELD, "not written"},
    {"lines in another order", "pulse at=8\npulse at=9\nend", "pulse at=9\nend\npulse at=8", FIELD,
     "not written"},
    {"a door of which nothing is known",
     "openings=3 pulsed=8 out=0 out_by_staff=0 check=4 forced=0 left=0 emptied=1",
     "openings=0 pulsed=0 out=0 out_by_staff=0 check=0 forced=0 left=0 emptied=0", FIELD, "not written"},
    {"no end", "pulse at=9\nend\n", "pulse at=9\n", FIELD, "line 16"},
    {"something after the end", "\nend\n", "\nend\nend\n", FIELD, "not written"},
};

static char *
replace (const char *from, const char *to)
{
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
  GRand *rand = g_rand_new_with_seed (3);
  guint refused = 0;
  for (gsize at = 0; at < sizeof good - 1; at++) {
    g_autofree char *text = g_strdup (good);
    text[at] = (char)g_rand_int_range (rand, 0, 128);
    g_autoptr (CubbyLocker) locker = restore (bank, text, NULL);
    g_autofree char *again = locker != NULL ? cubby_locker_save (locker) : g_strdup (text);
    g_assert_cmpstr (again, ==, text);
    refused += locker == NULL;
    text[at] = '\0';
    g_assert_null (restore (bank, text, NULL));
  }
  g_assert_cmpuint (refused, >, 800);
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
