/* SPDX-License-Identifier: Apache-2.0 */
/* Who somebody is, what she agreed to, and how long she is remembered. */
#include "app/domain/consent.h"
#include "app/domain/contact.h"
#include "app/domain/customer-match.h"
#include "app/domain/retention.h"

static const struct {
  const char *name;
  const char *text;
  const char *email; /* NULL: refused */
} emails[] = {
    {"capitals make no other person", "Minh.Tran@Example.COM", "minh.tran@example.com"},
    {"space round it is dropped", "  a@b.vn\t", "a@b.vn"},
    {"a plus is part of it", "a+shop@b.vn", "a+shop@b.vn"},
    {"without an at it is none", "example.com", NULL},
    {"with two it is none", "a@b@c.vn", NULL},
    {"nothing before the at is none", "@b.vn", NULL},
    {"nothing after the at is none", "a@", NULL},
    {"a line break is no way in", "a@b.vn\nBcc: c@d.vn", NULL},
    {"a second address is no way in", "a@b.vn,c@d.vn", NULL},
    {"angle brackets are refused", "<a@b.vn>", NULL},
    {"a control character is refused", "a\x01@b.vn", NULL},
    {"letters beyond ASCII are refused", "mình@b.vn", NULL},
    {"a domain does not end in a point", "a@b.", NULL},
    {"nothing is none", "", NULL},
};

static void
test_email (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autofree char *email = cubby_contact_normalise_email (emails[i].text);
  g_assert_cmpstr (email, ==, emails[i].email);
}

static const struct {
  const char *name;
  const char *text;
  const char *country;
  const char *phone; /* NULL: refused */
} phones[] = {
    {"a Vietnamese mobile at home", "0912345678", "VN", "+84912345678"},
    {"the same with points", "0912.345.678", "VN", "+84912345678"},
    {"the same from abroad", "+84 912 345 678", "TH", "+84912345678"},
    {"the same with a 0 too many", "+84 (0) 912-345-678", "VN", "+84912345678"},
    {"the same as dialled from abroad", "0084912345678", "TH", "+84912345678"},
    {"a fixed line of Hanoi", "024 3825 1234", "VN", "+842438251234"},
    {"a fixed line with seven digits", "0203 825 123", "VN", "+84203825123"},
    {"a Thai mobile at home", "081-234-5678", "TH", "+66812345678"},
    {"the same in Thai digits", "๐๘๑-๒๓๔-๕๖๗๘", "TH", "+66812345678"},
    {"the same from abroad", "+66812345678", "VN", "+66812345678"},
    {"a fixed line of Bangkok", "02 123 4567", "TH", "+6621234567"},
    {"a number of another country", "+49 30 901820", "VN", "+4930901820"},
    {"a Vietnamese number one digit short", "091234567", "VN", NULL},
    {"a Vietnamese number one digit long", "09123456789", "VN", NULL},
    {"no mobile begins with 4", "0412345678", "VN", NULL},
    {"a Thai number one digit short", "08123456", "TH", NULL},
    {"without 0 or + nobody knows where it is", "912345678", "VN", NULL},
    {"letters are no digits", "09123456ab", "VN", NULL},
    {"a + in the middle is refused", "09+12345678", "VN", NULL},
    {"sixteen digits are too many", "+4912345678901234", "VN", NULL},
    {"five are too few", "+49123", "VN", NULL},
    {"no country code begins with 0", "+0123456789", "VN", NULL},
    {"a broken encoding is refused", "09\xff", "VN", NULL},
    {"nothing is none", "", "VN", NULL},
    {"a bare + is none", "+", "VN", NULL},
};

static void
test_phone (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autofree char *phone = cubby_contact_normalise_phone (phones[i].text, phones[i].country);
  g_assert_cmpstr (phone, ==, phones[i].phone);
}

static const struct {
  const char *name;
  const char *named;
  CubbyCustomerCandidate by_email, by_phone;
  const char *owner;
} matches[] = {
    {"an order belongs to whom it names", "n", {"e", TRUE}, {NULL, FALSE}, "n"},
    {"it joins her by her e-mail address", NULL, {"e", TRUE}, {NULL, FALSE}, "e"},
    {"it joins her by her number", NULL, {NULL, FALSE}, {"p", TRUE}, "p"},
    {"both saying the same is as good", NULL, {"a", TRUE}, {"a", TRUE}, "a"},
    {"without her consent it does not", NULL, {"e", FALSE}, {NULL, FALSE}, NULL},
    {"two people at once are nobody", NULL, {"e", TRUE}, {"p", TRUE}, NULL},
    {"nor does one of the two agreeing make it hers", NULL, {"e", FALSE}, {"p", TRUE}, NULL},
    {"nobody known is nobody", NULL, {NULL, FALSE}, {NULL, FALSE}, NULL},
};

static void
test_match (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_assert_cmpstr (cubby_customer_match (matches[i].named, &matches[i].by_email, &matches[i].by_phone), ==,
                   matches[i].owner);
}

static const struct {
  const char *name;
  gboolean by_default;
} consents[CUBBY_N_CONSENTS] = {
    {"notices", TRUE}, {"marketing", FALSE}, {"basket_reminder", FALSE}, {"loyalty", FALSE}};

static void
test_consents (void)
{
  CubbyConsentKind kind = CUBBY_N_CONSENTS;
  for (guint i = 0; i < CUBBY_N_CONSENTS; i++) {
    g_assert_true (cubby_consent_from_string (consents[i].name, &kind));
    g_assert_cmpstr (cubby_consent_to_string (kind), ==, consents[i].name);
    g_assert_cmpint (cubby_consent_by_default (kind), ==, consents[i].by_default);
  }
  g_assert_false (cubby_consent_from_string ("everything", &kind));
  g_assert_cmpuint (cubby_consent_for_notice ("ready"), ==, CUBBY_CONSENT_NOTICES);
  g_assert_cmpuint (cubby_consent_for_notice ("basket_reminder"), ==, CUBBY_CONSENT_BASKET_REMINDER);
}

#define DAY (86400 * G_GINT64_CONSTANT (1000))
#define NOW G_GINT64_CONSTANT (1806537600000) /* 2027-04-01 */

static void
test_cutoffs (void)
{
  g_assert_cmpint (cubby_retention_days_ago (NOW, 30), ==, NOW - 30 * DAY);
  g_assert_cmpint (cubby_retention_months_ago (NOW, 1), ==, NOW - 31 * DAY);
  g_assert_cmpint (cubby_retention_months_ago (NOW, 2), ==, NOW - (31 + 28) * DAY);
  g_assert_cmpint (cubby_retention_days_ago (NOW, 0), ==, G_MININT64);
  g_assert_cmpint (cubby_retention_months_ago (NOW, 0), ==, G_MININT64);
}

static const struct {
  const char *name;
  const char *status;
  gint64 received, refunded;
  gboolean open;
} opens[] = {
    {"an order that waits for its money is open", "pending", 0, 0, TRUE},
    {"one under way is open", "confirmed", 5, 0, TRUE},
    {"one completed is not", "completed", 5, 0, FALSE},
    {"one cancelled without money is not", "cancelled", 0, 0, FALSE},
    {"one cancelled whose money has to go back is", "cancelled", 5, 4, TRUE},
    {"one whose money went back is not", "cancelled", 5, 5, FALSE},
};

static void
test_open (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_assert_cmpint (cubby_retention_order_is_open (opens[i].status, opens[i].received, opens[i].refunded), ==,
                   opens[i].open);
}

static void
test_due (void)
{
  g_assert_true (cubby_retention_customer_is_due (NOW - 1, 0, NOW));
  g_assert_false (cubby_retention_customer_is_due (NOW, 0, NOW));
  g_assert_false (cubby_retention_customer_is_due (NOW - 1, 1, NOW));
  g_assert_false (cubby_retention_customer_is_due (0, 0, G_MININT64));
  g_assert_true (cubby_retention_order_is_due (NOW - 1, FALSE, NOW));
  g_assert_false (cubby_retention_order_is_due (NOW - 1, TRUE, NOW));
  g_assert_false (cubby_retention_order_is_due (NOW, FALSE, NOW));
  g_assert_true (cubby_retention_basket_is_due (NOW - DAY - 1, 0, NOW, NOW - DAY));
  g_assert_false (cubby_retention_basket_is_due (NOW - DAY, 0, NOW, NOW - DAY));
  g_assert_false (cubby_retention_basket_is_due (NOW - DAY - 1, NOW + 1, NOW, NOW - DAY));
}

#define LEFT_BEHIND .updated_ms = NOW - DAY, .n_lines = 1, .consented = TRUE, .has_address = TRUE

static const struct {
  const char *name;
  CubbyBasketFacts basket;
  guint hours;
  gboolean due;
} reminders[] = {
    {"a basket left behind is told of", {LEFT_BEHIND}, 24, TRUE},
    {"not before its time", {LEFT_BEHIND}, 25, FALSE},
    {"not when nobody is to be reminded", {LEFT_BEHIND}, 0, FALSE},
    {"not without consent", {.updated_ms = 0, .n_lines = 1, .has_address = TRUE}, 24, FALSE},
    {"not without an address", {.updated_ms = 0, .n_lines = 1, .consented = TRUE}, 24, FALSE},
    {"not when it was ordered", {LEFT_BEHIND, .ordered = TRUE}, 24, FALSE},
    {"not twice", {LEFT_BEHIND, .reminded = TRUE}, 24, FALSE},
    {"not when it is empty", {.updated_ms = 0, .consented = TRUE, .has_address = TRUE}, 24, FALSE},
};

static void
test_reminder (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_assert_cmpint (cubby_retention_reminder_is_due (&reminders[i].basket, NOW, reminders[i].hours), ==,
                   reminders[i].due);
}

static const struct {
  const char *name;
  const char *customer;
  const char *told[2];
  guint n_told;
  gboolean is_for;
} tellings[] = {
    {"the first basket of a customer is told of", "mai", {NULL}, 0, TRUE},
    {"the next of the same customer is not", "mai", {"mai"}, 1, FALSE},
    {"nor when another's lies between", "mai", {"mai", "chai"}, 2, FALSE},
    {"another's is", "chai", {"mai"}, 1, TRUE},
    {"nobody's is not", NULL, {"mai"}, 1, FALSE},
};

static void
test_telling (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_assert_cmpint (
      cubby_retention_reminder_is_for (tellings[i].customer, tellings[i].told, tellings[i].n_told), ==,
      tellings[i].is_for);
}

#define ADD_ROWS(table, folder, test)                                                                        \
  for (guint i = 0; i < G_N_ELEMENTS (table); i++) {                                                         \
    g_autofree char *path = g_strdup_printf ("/domain/" folder "/%u %s", i + 1, table[i].name);              \
    g_test_add_data_func (path, GUINT_TO_POINTER (i), test);                                                 \
  }

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD_ROWS (emails, "e-mail", test_email)
  ADD_ROWS (phones, "telephone", test_phone)
  ADD_ROWS (matches, "whose order it is", test_match)
  ADD_ROWS (opens, "open order", test_open)
  ADD_ROWS (reminders, "basket reminder", test_reminder)
  ADD_ROWS (tellings, "one reminder a customer", test_telling)
  g_test_add_func ("/domain/consent/silence is consent to notices of an order alone", test_consents);
  g_test_add_func ("/domain/retention/a period of 0 keeps for ever", test_cutoffs);
  g_test_add_func ("/domain/retention/each thing has its time", test_due);
  return g_test_run ();
}
