/* SPDX-License-Identifier: Apache-2.0 */
#include "protocols/payqr/payqr.h"

#include <string.h>

/* A text and what it asks for. */
typedef struct {
  const char *name;
  const char *text;
  CubbyPayQr pay;
} Vector;

#define T(text) ((char *)(text))

static const Vector vectors[] = {
    {"vietqr to an account, the NAPAS example",
     "00020101021238570010A00000072701270006970403011300110123456780208QRIBFTTA530370454061800005802VN6234010"
     "7NP"
     "S68690819thanh toan don hang63042E2E",
     {.scheme = T ("vietqr-account"),
      .bank = T ("970403"),
      .account = T ("0011012345678"),
      .amount = 180000,
      .bill_number = T ("NPS6869"),
      .purpose = T ("thanh toan don hang")}},
    {"vietqr to a card, the NAPAS example",
     "00020101021238600010A00000072701300006970403011697040311012345670208QRIBFTTC530370454061800005802VN6234"
     "010"
     "7NPS68690819thanh toan don hang6304A203",
     {.scheme = T ("vietqr-card"),
      .bank = T ("970403"),
      .account = T ("9704031101234567"),
      .amount = 180000,
      .bill_number = T ("NPS6869"),
      .purpose = T ("thanh toan don hang")}},
    {"vietqr of VietinBank",
     "00020101021238570010A00000072701270006970415011300110019324180208QRIBFTTA530370454061200005802VN6217081"
     "3un"
     "g ho lu lut6304C15C",
     {.scheme = T ("vietqr-account"),
      .bank = T ("970415"),
      .account = T ("0011001932418"),
      .amount = 120000,
      .purpose = T ("ung ho lu lut")}},
    {"vietqr of Vietcombank",
     "00020101021238540010A00000072701240006970436011010234567890208QRIBFTTA5303704540719430005802VN62120808T"
     "T00"
     "00696304A8E5",
     {.scheme = T ("vietqr-account"),
      .bank = T ("970436"),
      .account = T ("1023456789"),
      .amount = 1943000,
      .purpose = T ("TT000069")}},
    {"vietqr without an amount",
     "00020101021138570010A00000072701270006970403011300110123456780208QRIBFTTA53037045802VN63049E6F",
     {.scheme = T ("vietqr-account"), .bank = T ("970403"), .account = T ("0011012345678")}},
    {"promptpay to a mobile number",
     "00020101021129370016A000000677010111011300668012345675802TH530376463046197",
     {.scheme = T ("promptpay-mobile"), .account = T ("0801234567")}},
    {"promptpay of 150 baht to a mobile number",
     "00020101021229370016A000000677010111011300668999999995802TH53037645406150.006304BC45",
     {.scheme = T ("promptpay-mobile"), .account = T ("0899999999"), .amount = 15000}},
    {"promptpay to a tax id",
     "00020101021129370016A000000677010111021311111111111115802TH530376463047B5A",
     {.scheme = T ("promptpay-tax-id"), .account = T ("1111111111111")}},
    {"promptpay to a wallet",
     "00020101021129390016A00000067701011103150123456789012345802TH530376463049781",
     {.scheme = T ("promptpay-wallet"), .account = T ("012345678901234")}},
    {"promptpay bill payment",
     "00020101021230710016A00000067701011201150112345678912330212REF1234567890312REF98765432153037645406200."
     "0058"
     "02TH5906THAIQR6304F528",
     {.scheme = T ("promptpay-bill"),
      .account = T ("011234567891233"),
      .amount = 20000,
      .reference1 = T ("REF123456789"),
      .reference2 = T ("REF987654321"),
      .merchant = T ("THAIQR")}},
};

static void
assert_same (const CubbyPayQr *a, const CubbyPayQr *b)
{
  g_assert_cmpstr (a->scheme, ==, b->scheme);
  g_assert_cmpstr (a->bank, ==, b->bank);
  g_assert_cmpstr (a->account, ==, b->account);
  g_assert_cmpint (a->amount, ==, b->amount);
  g_assert_cmpstr (a->bill_number, ==, b->bill_number);
  g_assert_cmpstr (a->purpose, ==, b->purpose);
  g_assert_cmpstr (a->reference1, ==, b->reference1);
  g_assert_cmpstr (a->reference2, ==, b->reference2);
  g_assert_cmpstr (a->merchant, ==, b->merchant);
  g_assert_cmpstr (a->city, ==, b->city);
}

static void
test_is_parsed (gconstpointer data)
{
  const Vector *vector = data;
  g_auto (CubbyPayQr) pay = {0};
  g_autoptr (GError) error = NULL;
  cubby_payqr_parse (vector->text, &pay, &error);
  g_assert_no_error (error);
  assert_same (&pay, &vector->pay);
}

static void
test_is_encoded (gconstpointer data)
{
  const Vector *vector = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = cubby_payqr_encode (&vector->pay, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, vector->text);
}

/* Any one character replaced: the checksum or the frame gives it away. */
static void
test_is_refused_when_damaged (gconstpointer data)
{
  const Vector *vector = data;
  g_autofree char *text = g_strdup (vector->text);
  for (char *place = text; *place != '\0'; place++) {
    char right = *place;
    g_auto (CubbyPayQr) pay = {0};
    g_autoptr (GError) error = NULL;
    *place = right == '7' ? '8' : '7';
    g_assert_false (cubby_payqr_parse (text, &pay, &error));
    g_assert_error (error, CUBBY_PAYQR_ERROR, CUBBY_PAYQR_ERROR_FORMAT);
    g_assert_null (pay.scheme);
    *place = right;
  }
}

/* As that for every shorter text. */
static void
test_is_refused_when_cut (gconstpointer data)
{
  const Vector *vector = data;
  for (gsize length = 0; vector->text[length] != '\0'; length++) {
    g_autofree char *text = g_strndup (vector->text, length);
    g_auto (CubbyPayQr) pay = {0};
    g_assert_false (cubby_payqr_parse (text, &pay, NULL));
  }
}

/*
 * Any few characters replaced, under a right checksum: either it is refused, or what is read is what
 * writing it again would say.
 */
static void
test_random_edits (gconstpointer data)
{
  const Vector *vector = data;
  for (guint round = 0; round < 1000; round++) {
    g_autofree char *covered = g_strndup (vector->text, strlen (vector->text) - 4);
    for (int n_edits = g_test_rand_int_range (1, 4); n_edits > 0; n_edits--)
      covered[g_test_rand_int_range (0, (gint32)strlen (covered))] =
          "0123456789AZ"[g_test_rand_int_range (0, 12)];
    g_autofree char *text = g_strdup_printf ("%s%04X", covered, cubby_emv_crc (covered, strlen (covered)));
    g_auto (CubbyPayQr) pay = {0}, again = {0};
    g_autoptr (GError) error = NULL;
    if (!cubby_payqr_parse (text, &pay, NULL))
      continue;
    g_autofree char *written = cubby_payqr_encode (&pay, &error);
    g_assert_no_error (error);
    g_assert_true (cubby_payqr_parse (written, &again, &error));
    g_assert_no_error (error);
    assert_same (&pay, &again);
  }
}

/* Each is given without its checksum, which the test adds: so that it is refused for its own fault. */
static const struct {
  const char *name;
  const char *text;
  CubbyPayQrError code;
} malformed[] = {
    {"the circulating sample whose purpose swallows the checksum",
     "00020101021238570010A00000072701270006970403011300110123456780208QRIBFTTA530370454061800005802VN6238010"
     "7NP"
     "S68690823thanh toan don hang",
     CUBBY_PAYQR_ERROR_FORMAT},
    {"a purpose longer than its template",
     "00020101021238570010A00000072701270006970403011300110123456780208QRIBFTTA530370454061800005802VN6234010"
     "7NP"
     "S68690823thanh toan don hang",
     CUBBY_PAYQR_ERROR_FORMAT},
    {"an amount twice",
     "00020101021238570010A00000072701270006970403011300110123456780208QRIBFTTA530370454061800005406180000"
     "5802VN",
     CUBBY_PAYQR_ERROR_FORMAT},
    {"decimals of a dong",
     "00020101021238570010A00000072701270006970403011300110123456780208QRIBFTTA53037045408180000.55802VN",
     CUBBY_PAYQR_ERROR_FORMAT},
    {"a negative amount", "00020101021229370016A000000677010111011300668999999995802TH53037645406-50.00",
     CUBBY_PAYQR_ERROR_FORMAT},
    {"three decimals of a baht",
     "00020101021229370016A000000677010111011300668999999995802TH5303764540650.001",
     CUBBY_PAYQR_ERROR_FORMAT},
    {"an empty amount", "00020101021229370016A000000677010111011300668999999995802TH53037645400",
     CUBBY_PAYQR_ERROR_FORMAT},
    {"VietQR in baht",
     "00020101021138570010A00000072701270006970403011300110123456780208QRIBFTTA53037645802VN",
     CUBBY_PAYQR_ERROR_FORMAT},
    {"a bank of five digits",
     "00020101021138560010A0000007270126000597040011300110123456780208QRIBFTTA53037045802VN",
     CUBBY_PAYQR_ERROR_VALUE},
    {"letters beyond ASCII", "00020101021229370016A000000677010111011300668999999995802TH53037645902\xc3\xa9",
     CUBBY_PAYQR_ERROR_FORMAT},
    {"another format", "00020201021129370016A000000677010111011300668012345675802TH5303764",
     CUBBY_PAYQR_ERROR_FORMAT},
    {"a scheme that nobody here knows", "00020101021126180014br.gov.bcb.pix53039865802BR",
     CUBBY_PAYQR_ERROR_SCHEME},
    {"a city of sixteen letters",
     "00020101021129370016A000000677010111011300668012345675802TH53037646016ABCDEFGHIJKLMNOP",
     CUBBY_PAYQR_ERROR_VALUE},
    {"another point of initiation", "00020101021329370016A000000677010111011300668012345675802TH5303764",
     CUBBY_PAYQR_ERROR_FORMAT},
    {"a wallet of fourteen digits", "00020101021129380016A0000006770101110314012345678901235802TH5303764",
     CUBBY_PAYQR_ERROR_VALUE},
};

static void
test_is_refused (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autofree char *covered = g_strconcat (malformed[i].text, "6304", NULL);
  g_autofree char *text = g_strdup_printf ("%s%04X", covered, cubby_emv_crc (covered, strlen (covered)));
  g_auto (CubbyPayQr) pay = {0};
  g_autoptr (GError) error = NULL;
  g_assert_false (cubby_payqr_parse (text, &pay, &error));
  g_assert_error (error, CUBBY_PAYQR_ERROR, (int)malformed[i].code);
}

static void
test_lower_case_checksum_is_refused (void)
{
  g_auto (CubbyPayQr) pay = {0};
  g_assert_false (cubby_payqr_parse (
      "00020101021129370016A000000677010111021311111111111115802TH530376463047b5a", &pay, NULL));
}

static const struct {
  const char *name;
  CubbyPayQr pay;
} unpayable[] = {
    {"of no scheme", {.account = T ("0801234567")}},
    {"of an unknown scheme", {.scheme = T ("pix"), .account = T ("0801234567")}},
    {"without an account", {.scheme = T ("promptpay-mobile")}},
    {"to a mobile number that is none", {.scheme = T ("promptpay-mobile"), .account = T ("8801234567")}},
    {"to a bank by its name",
     {.scheme = T ("vietqr-account"), .bank = T ("VCB"), .account = T ("1023456789")}},
    {"of a negative amount", {.scheme = T ("promptpay-mobile"), .account = T ("0801234567"), .amount = -1}},
    {"of more than thirteen characters",
     {.scheme = T ("promptpay-mobile"),
      .account = T ("0801234567"),
      .amount = G_GINT64_CONSTANT (1000000000000)}},
    {"with a purpose of 26 characters",
     {.scheme = T ("vietqr-account"),
      .bank = T ("970436"),
      .account = T ("1023456789"),
      .purpose = T ("abcdefghijklmnopqrstuvwxyz")}},
    {"with a purpose that is not folded",
     {.scheme = T ("vietqr-account"),
      .bank = T ("970436"),
      .account = T ("1023456789"),
      .purpose = T ("đơn")}},
    {"to a biller without a reference", {.scheme = T ("promptpay-bill"), .account = T ("011234567891233")}},
    {"with a reference in lower case",
     {.scheme = T ("promptpay-bill"), .account = T ("011234567891233"), .reference1 = T ("ref1")}},
};

static void
test_is_not_encoded (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (GError) error = NULL;
  g_assert_null (cubby_payqr_encode (&unpayable[i].pay, &error));
  g_assert_true (error->domain == CUBBY_PAYQR_ERROR);
}

static const struct {
  const char *number, *text, *purpose;
} purposes[] = {
    {"C-100023", NULL, "C-100023"},
    {"C-100023", "Áo thun", "C-100023 Ao thun"},
    {"C-100023", "Đơn hàng ở quầy lưu trữ", "C-100023 Don hang o quay"},
    {"C-100023", "เสื้อยืด", "C-100023"},
    {"C-100023", "2 × café & trà", "C-100023 2 x cafe tra"},
    {"C-1000231234567890123456789", "Áo dài", "C-10002312345678901234567"},
};

static void
test_purpose_is_folded (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autofree char *purpose = cubby_payqr_purpose (purposes[i].number, purposes[i].text);
  g_assert_cmpstr (purpose, ==, purposes[i].purpose);
}

static void
test_reference (void)
{
  g_autofree char *reference = cubby_payqr_reference ("c-100023");
  g_autofree char *cut = cubby_payqr_reference ("C-1234567890123456789012");
  g_assert_cmpstr (reference, ==, "C100023");
  g_assert_cmpstr (cut, ==, "C1234567890123456789");
}

static void
test_crc_check_value (void)
{
  g_assert_cmphex (cubby_emv_crc ("123456789", 9), ==, 0x29b1);
}

static void
test_currencies (void)
{
  g_assert_cmpstr (cubby_payqr_get_currency ("vietqr-account"), ==, "VND");
  g_assert_cmpstr (cubby_payqr_get_currency ("promptpay-bill"), ==, "THB");
  g_assert_null (cubby_payqr_get_currency ("pix"));
}

static void
add (const char *name, const char *what, gconstpointer data, GTestDataFunc test)
{
  g_autofree char *path = g_strdup_printf ("/protocols/payqr/%s %s", name, what);
  g_test_add_data_func (path, data, test);
}

static void
add_rows (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (vectors); i++) {
    add (vectors[i].name, "is parsed", &vectors[i], test_is_parsed);
    add (vectors[i].name, "is encoded", &vectors[i], test_is_encoded);
    add (vectors[i].name, "is refused with any character damaged", &vectors[i], test_is_refused_when_damaged);
    add (vectors[i].name, "is refused when cut short", &vectors[i], test_is_refused_when_cut);
    add (vectors[i].name, "is read for what it says after random edits", &vectors[i], test_random_edits);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (malformed); i++)
    add (malformed[i].name, "is refused", GSIZE_TO_POINTER (i), test_is_refused);
  for (gsize i = 0; i < G_N_ELEMENTS (unpayable); i++)
    add ("no QR is made", unpayable[i].name, GSIZE_TO_POINTER (i), test_is_not_encoded);
  for (gsize i = 0; i < G_N_ELEMENTS (purposes); i++)
    add ("the purpose is folded:", purposes[i].text != NULL ? purposes[i].text : "nothing",
         GSIZE_TO_POINTER (i), test_purpose_is_folded);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_rows ();
  g_test_add_func ("/protocols/payqr/a checksum in lower case is refused",
                   test_lower_case_checksum_is_refused);
  g_test_add_func ("/protocols/payqr/an order number becomes a reference", test_reference);
  g_test_add_func ("/protocols/payqr/the CRC has its check value", test_crc_check_value);
  g_test_add_func ("/protocols/payqr/a scheme has a currency", test_currencies);
  return g_test_run ();
}
