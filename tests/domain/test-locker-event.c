/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/locker-event.h"

typedef struct {
  const char *name;
  const char *type;
  const char *text;
} Row;

/* One event has one text: another that means the same would let a row be changed and mean what it meant. */
static const Row refused[] = {
    {"a byte that had to be encoded", "started", "why=\243.1.0"},
    {"a letter that had not to be encoded", "started", "why=%41"},
    {"hex digits in lower case", "started", "why=%c3%bc"},
    {"fields in another order", "grant.intent", "pulse_ms=500 grant=g1"},
    {"a number with a sign", "grant.intent", "grant=g1 pulse_ms=+500"},
    {"a number with a zero in front", "grant.intent", "grant=g1 pulse_ms=0500"},
    {"a space at the end", "grant.opened", "grant=g1 "},
    {"two spaces", "grant.intent", "grant=g1  pulse_ms=500"},
    {"a field twice", "grant.opened", "grant=g1 grant=g1"},
    {"a field of another event", "grant.opened", "grant=g1 door=A1"},
    {"a missing field", "grant.intent", "grant=g1"},
    {"an event that is not known", "grant.stolen", "grant=g1"},
    {"a text that is not there", "clock", "clock"},
};

static void
check_refused (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CubbyLockerEvent) event = cubby_locker_event_parse (row->type, 1, row->text, &error);
  g_assert_null (event);
  g_assert_nonnull (error);
}

static const Row good[] = {
    {"without fields", "clock", ""},
    {"with all that may be", "grant.issued",
     "grant=g1 sequence=g1 purpose=stow door=A1 label=P1 session=s1 badge=B-1"},
    {"without what may be missing", "sign-in.tried", ""},
    {"with a text from abroad", "request.made", "door=A1 request=r1 why=b%C3%BCro%20%25"},
    {"with a negative number", "grant.intent", "grant=g1 pulse_ms=-1"},
};

static void
check_good (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CubbyLockerEvent) event = cubby_locker_event_parse (row->type, 1, row->text, &error);
  g_assert_no_error (error);
  g_autofree char *text = cubby_locker_event_format (event);
  g_assert_cmpstr (text, ==, row->text);
}

static void
add (const char *group, const Row *row, GTestDataFunc check)
{
  g_autofree char *path = g_strdup_printf ("/domain/locker-event/%s: %s", group, row->name);
  g_test_add_data_func (path, row, check);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    add ("refused", &refused[i], check_refused);
  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    add ("read and written", &good[i], check_good);
  return g_test_run ();
}
