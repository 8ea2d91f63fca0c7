/* SPDX-License-Identifier: Apache-2.0 */
#include "app/common/hash.h"
#include "protocols/pass/pass.h"
#include "tests/protocols/pass/forge.h"
#include "tests/protocols/pass/vectors.h"

#include <string.h>

#define STORE "4711"
#define NOW (TEST_FORGE_EXP - 100)

/* RFC 8032, tests 1 and 2. */
#define SEED_1 "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"
#define SEED_2 "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"

#define AUD "036434373131"
#define EXP "041a6b36ec80"
#define CTI "07500198f3c2a6b17e4c9d2053aa81f4e6b7"
#define ZEROS_64                                                                                             \
  "0000000000000000000000000000000000000000000000000000000000000000"                                         \
  "0000000000000000000000000000000000000000000000000000000000000000"

/*
 * Every way in which a pass must not be made. @entry is the row of vectors/pass.json that it stands for
 * ("" for more of our own); each is rightly signed by a key that is believed, so that it is refused for its
 * own fault. "two codes in one frame" is no matter of a text: tests/hardware/scanner has it.
 */
static const struct {
  const char *entry;
  const char *name;
  TestForgery forgery;
  CubbyPassRefusal refusal;
  const char *detail;
} forgeries[] = {
    {"wrong kid", "the kid of another key", {.protected = "a2012704426b32"}, CUBBY_PASS_FORGED, "signature"},
    {"unknown kid", "a kid that nobody has", {.protected = "a2012704427a7a"}, CUBBY_PASS_UNKNOWN_KEY, "7a7a"},
    {"alg none/-7/-19", "alg null", {.protected = "a201f604426b31"}, CUBBY_PASS_NOT_A_PASS, "algorithm"},
    {"alg none/-7/-19", "no alg", {.protected = "a104426b31"}, CUBBY_PASS_NOT_A_PASS, "protected header"},
    {"alg none/-7/-19", "alg 0", {.protected = "a2010004426b31"}, CUBBY_PASS_NOT_A_PASS, "algorithm"},
    {"alg none/-7/-19", "alg -7", {.protected = "a2012604426b31"}, CUBBY_PASS_NOT_A_PASS, "algorithm"},
    {"alg none/-7/-19", "alg -19", {.protected = "a2013204426b31"}, CUBBY_PASS_NOT_A_PASS, "algorithm"},
    {"alg none/-7/-19",
     "alg \"none\"",
     {.protected = "a201646e6f6e6504426b31"},
     CUBBY_PASS_NOT_A_PASS,
     "algorithm"},
    {"kid in the unprotected map",
     "the kid not protected",
     {.protected = "a10127", .unprotected = "a104426b31"},
     CUBBY_PASS_NOT_A_PASS,
     "protected header"},
    {"kid in the unprotected map",
     "the kid in both maps",
     {.unprotected = "a104426b31"},
     CUBBY_PASS_NOT_A_PASS,
     "unprotected header"},
    {"extra protected label",
     "a content type",
     {.protected = "a30127030004426b31"},
     CUBBY_PASS_NOT_A_PASS,
     "protected header"},
    {"crit",
     "a critical header",
     {.protected = "a3012702810404426b31"},
     CUBBY_PASS_NOT_A_PASS,
     "protected header"},
    {"", "the kid before the algorithm", {.protected = "a204426b310127"}, CUBBY_PASS_NOT_A_PASS, "header 1"},
    {"", "a kid of one byte", {.protected = "a2012704416b"}, CUBBY_PASS_NOT_A_PASS, "key id"},
    {"", "a kid of three bytes", {.protected = "a2012704436b3131"}, CUBBY_PASS_NOT_A_PASS, "key id"},
    {"", "a kid that is text", {.protected = "a2012704626b31"}, CUBBY_PASS_NOT_A_PASS, "key id"},
    {"", "an empty protected header", {.protected = ""}, CUBBY_PASS_NOT_A_PASS, "protected header"},
    {"",
     "something after the protected map",
     {.protected = "a2012704426b3100"},
     CUBBY_PASS_NOT_A_PASS,
     "protected header"},
    {"duplicate claim 3",
     "claim 3 twice",
     {.payload = "a4" AUD AUD EXP CTI},
     CUBBY_PASS_NOT_A_PASS,
     "claims"},
    {"duplicate claim 3",
     "claim 3 twice in a map of three",
     {.payload = "a3" AUD AUD EXP},
     CUBBY_PASS_NOT_A_PASS,
     "claim 4"},
    {"claims out of order",
     "the expiry first",
     {.payload = "a3" EXP AUD CTI},
     CUBBY_PASS_NOT_A_PASS,
     "claim 3"},
    {"claims out of order",
     "the expiry last",
     {.payload = "a3" AUD CTI EXP},
     CUBBY_PASS_NOT_A_PASS,
     "claim 4"},
    {"", "no expiry", {.payload = "a2" AUD CTI}, CUBBY_PASS_NOT_A_PASS, "claims"},
    {"", "a further claim", {.payload = "a4" AUD EXP "061a6b36ec00" CTI}, CUBBY_PASS_NOT_A_PASS, "claims"},
    {"", "a store that is bytes", {.payload = "a3034434373131" EXP CTI}, CUBBY_PASS_NOT_A_PASS, "store"},
    {"", "an empty store", {.payload = "a30360" EXP CTI}, CUBBY_PASS_NOT_A_PASS, "store"},
    {"",
     "a store of 24 characters",
     {.payload = "a3037818343731313437313134373131343731313437313134373131" EXP CTI},
     CUBBY_PASS_NOT_A_PASS,
     "store"},
    {"", "a store with a NUL", {.payload = "a303653437313100" EXP CTI}, CUBBY_PASS_NOT_A_PASS, "store"},
    {"", "a negative expiry", {.payload = "a3" AUD "043a6b36ec80" CTI}, CUBBY_PASS_NOT_A_PASS, "expiry"},
    {"",
     "an expiry in floating point",
     {.payload = "a3" AUD "04fb41dacdbb20000000" CTI},
     CUBBY_PASS_NOT_A_PASS,
     "expiry"},
    {"non-shortest exp (1b...)",
     "an expiry of eight bytes",
     {.payload = "a3" AUD "041b000000006b36ec80" CTI},
     CUBBY_PASS_NOT_A_PASS,
     "expiry"},
    {"non-shortest exp (1b...)",
     "an expiry of 255 in two bytes",
     {.payload = "a3" AUD "041900ff" CTI},
     CUBBY_PASS_NOT_A_PASS,
     "shortest"},
    {"",
     "the store's length in a byte of its own",
     {.payload = "a303780434373131" EXP CTI},
     CUBBY_PASS_NOT_A_PASS,
     "shortest"},
    {"", "the payload's length in two bytes", {.payload_head = "59001f"}, CUBBY_PASS_NOT_A_PASS, "shortest"},
    {"",
     "the header's length in a byte of its own",
     {.protected_head = "5807"},
     CUBBY_PASS_NOT_A_PASS,
     "shortest"},
    {"", "the tag in a byte of its own", {.head = "d81284"}, CUBBY_PASS_NOT_A_PASS, NULL},
    {"", "the tag in two bytes", {.head = "d9001284"}, CUBBY_PASS_NOT_A_PASS, "shortest"},
    {"indefinite map",
     "claims of no stated length",
     {.payload = "bf" AUD EXP CTI "ff"},
     CUBBY_PASS_NOT_A_PASS,
     "claims"},
    {"indefinite map",
     "an unprotected map of no stated length",
     {.unprotected = "bfff"},
     CUBBY_PASS_NOT_A_PASS,
     "unprotected header"},
    {"indefinite map",
     "an array of no stated length",
     {.head = "d29f", .tail = "ff"},
     CUBBY_PASS_NOT_A_PASS,
     "array"},
    {"indefinite map",
     "a payload in pieces",
     {.payload_head = "5f581f", .signature_head = "ff5840"},
     CUBBY_PASS_NOT_A_PASS,
     "payload"},
    {"trailing byte", "a byte after the message", {.tail = "00"}, CUBBY_PASS_NOT_A_PASS, "follows"},
    {"trailing byte",
     "a byte after the claims",
     {.payload = TEST_FORGE_CLAIMS "00"},
     CUBBY_PASS_NOT_A_PASS,
     "follows"},
    {"missing tag 18", "no tag", {.head = "84"}, CUBBY_PASS_NOT_A_PASS, "tag 18"},
    {"missing tag 18", "the tag of a CWT round it", {.head = "d83dd284"}, CUBBY_PASS_NOT_A_PASS, "tag 18"},
    {"tag 98", "tag 98, COSE_Sign", {.head = "d86284"}, CUBBY_PASS_NOT_A_PASS, "tag 18"},
    {"", "tag 17, COSE_Mac0", {.head = "d184"}, CUBBY_PASS_NOT_A_PASS, "tag 18"},
    {"", "five parts", {.head = "d285", .tail = "40"}, CUBBY_PASS_NOT_A_PASS, "array"},
    {"nil payload", "a payload that is nil", {.payload_head = "f6"}, CUBBY_PASS_NOT_A_PASS, "payload"},
    {"", "an empty payload", {.payload = ""}, CUBBY_PASS_NOT_A_PASS, "payload"},
    {"cti of 15 or 17 bytes",
     "an id of 15 bytes",
     {.payload = "a3" AUD EXP "074f0198f3c2a6b17e4c9d2053aa81f4e6"},
     CUBBY_PASS_NOT_A_PASS,
     "cti"},
    {"cti of 15 or 17 bytes",
     "an id of 17 bytes",
     {.payload = "a3" AUD EXP "07510198f3c2a6b17e4c9d2053aa81f4e6b7b7"},
     CUBBY_PASS_NOT_A_PASS,
     "cti"},
    {"aud of another store",
     "for store 4712",
     {.payload = "a3036434373132" EXP CTI},
     CUBBY_PASS_OTHER_STORE,
     "4712"},
    {"aud of another store",
     "for store 471",
     {.payload = "a30363343731" EXP CTI},
     CUBBY_PASS_OTHER_STORE,
     "471"},
    {"aud of another store",
     "for store 47110",
     {.payload = "a303653437313130" EXP CTI},
     CUBBY_PASS_OTHER_STORE,
     "47110"},
    {"exp past, exactly now, now+-1, 2^32",
     "an expiry long past",
     {.payload = "a3" AUD "041a5e0be100" CTI},
     CUBBY_PASS_EXPIRED,
     "1577836800"},
    {"exp past, exactly now, now+-1, 2^32",
     "an expiry of 0",
     {.payload = "a3" AUD "0400" CTI},
     CUBBY_PASS_EXPIRED,
     "expired at 0"},
    {"exp past, exactly now, now+-1, 2^32",
     "expired a second ago",
     {.payload = "a3" AUD "041a6b36ec1b" CTI},
     CUBBY_PASS_EXPIRED,
     "expired at"},
    {"exp past, exactly now, now+-1, 2^32",
     "expired exactly now",
     {.payload = "a3" AUD "041a6b36ec1c" CTI},
     CUBBY_PASS_EXPIRED,
     "expired at"},
    {"exp past, exactly now, now+-1, 2^32",
     "an expiry of 2^32",
     {.payload = "a3" AUD "041b0000000100000000" CTI},
     CUBBY_PASS_NOT_A_PASS,
     "expiry"},
    {"exp past, exactly now, now+-1, 2^32",
     "another store's, and expired",
     {.payload = "a303643437313204"
                 "00" CTI},
     CUBBY_PASS_OTHER_STORE,
     "4712"},
    {"all-zero signature", "a signature of zeros", {.signature = ZEROS_64}, CUBBY_PASS_FORGED, "signature"},
    {"", "no signature", {.signature = ""}, CUBBY_PASS_NOT_A_PASS, "signature"},
    {"",
     "a signature of 63 bytes",
     {.signature_head = "583f", .signature = "00"},
     CUBBY_PASS_NOT_A_PASS,
     "signature"},
};

static void
get_seed (const char *hex, guint8 seed[CUBBY_SEED_SIZE])
{
  g_assert_true (cubby_hex_decode (hex, seed, CUBBY_SEED_SIZE));
}

/* Keys 6b31 and 6b32 are believed. */
static CubbyPassKeys *
make_keys (void)
{
  static const char *const seeds[] = {SEED_1, SEED_2};
  CubbyPassKeys *keys = cubby_pass_keys_new ();
  for (guint8 i = 0; i < G_N_ELEMENTS (seeds); i++) {
    const guint8 kid[CUBBY_KID_SIZE] = {0x6b, (guint8)(0x31 + i)};
    guint8 seed[CUBBY_SEED_SIZE], public_key[CUBBY_PUBLIC_KEY_SIZE];
    g_autoptr (GError) error = NULL;
    get_seed (seeds[i], seed);
    cubby_cose_public_key (seed, public_key);
    cubby_pass_keys_add (keys, kid, public_key, &error);
    g_assert_no_error (error);
  }
  return keys;
}

static void
assert_refused (const char *text, gssize length, CubbyPassRefusal refusal, const char *detail)
{
  g_autoptr (CubbyPassKeys) keys = make_keys ();
  g_auto (CubbyPass) pass = {0};
  g_autofree char *found = NULL;
  CubbyPassRefusal why = CUBBY_N_PASS_REFUSALS;
  g_assert_false (cubby_pass_verify (text, length, keys, STORE, NOW, &pass, &why, &found));
  g_assert_cmpstr (cubby_pass_refusal_to_string (why), ==, cubby_pass_refusal_to_string (refusal));
  g_assert_nonnull (found);
  g_assert_null (pass.store);
  if (detail != NULL && strstr (found, detail) == NULL)
    g_error ("“%s” does not say “%s”", found, detail);
}

static void
test_forgery_is_refused (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  guint8 seed[CUBBY_SEED_SIZE];
  get_seed (SEED_1, seed);
  g_autofree char *text = test_forge (&forgeries[i].forgery, seed);
  assert_refused (text, -1, forgeries[i].refusal, forgeries[i].detail);
}

/* The builder's own pass is good, and so is one that expires in a second: what is refused is the forgery. */
static void
test_nothing_forged_is_good (gconstpointer data)
{
  const TestForgery forgery = {.payload = data};
  guint8 seed[CUBBY_SEED_SIZE];
  get_seed (SEED_1, seed);
  g_autofree char *text = test_forge (&forgery, seed);
  g_autoptr (CubbyPassKeys) keys = make_keys ();
  g_assert_true (cubby_pass_verify (text, -1, keys, STORE, NOW, NULL, NULL, NULL));
}

static void
test_malleated_signature (void)
{
  guint8 seed[CUBBY_SEED_SIZE];
  get_seed (SEED_1, seed);
  g_autofree char *text = test_forge_malleated (seed);
  assert_refused (text, -1, CUBBY_PASS_FORGED, "signature");
}

/* All points of small order in the encodings that libraries have been caught with. */
static const char *const small_order_keys[] = {
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0100000000000000000000000000000000000000000000000000000000000000",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "0000000000000000000000000000000000000000000000000000000000000080",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
    "0100000000000000000000000000000000000000000000000000000000000080",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "0200000000000000000000000000000000000000000000000000000000000000", /* no point at all */
};

static void
test_small_order_key (gconstpointer data)
{
  const guint8 kid[CUBBY_KID_SIZE] = {0x6b, 0x31};
  guint8 public_key[CUBBY_PUBLIC_KEY_SIZE];
  g_autoptr (CubbyPassKeys) keys = cubby_pass_keys_new ();
  g_autoptr (GError) error = NULL;
  g_assert_true (cubby_hex_decode (data, public_key, sizeof public_key));
  g_assert_false (cubby_pass_keys_add (keys, kid, public_key, &error));
  g_assert_error (error, CUBBY_PASS_ERROR, CUBBY_PASS_ERROR_KEY);
  g_assert_cmpuint (cubby_pass_keys_get_n_keys (keys), ==, 0);

  /* R the neutral point and S zero is a signature of anything for such a key. */
  g_auto (CubbyCoseSign1) message = {.kid = {0x6b, 0x31}, .signature = {1}};
  message.payload = g_bytes_new_static ("anything", 8);
  g_assert_false (cubby_cose_sign1_verify (&message, public_key));
}

static char *
get_right_text (void)
{
  const TestForgery right = {0};
  guint8 seed[CUBBY_SEED_SIZE];
  get_seed (SEED_1, seed);
  return test_forge (&right, seed);
}

static void
test_too_long (gconstpointer data)
{
  gsize length = GPOINTER_TO_SIZE (data);
  g_autofree char *right = get_right_text ();
  g_autofree char *text = g_strnfill (length, '0');
  memcpy (text, right, strlen (right));
  assert_refused (text, -1, CUBBY_PASS_NOT_A_PASS, "at most 512");
}

static void
test_longest_is_looked_at (void)
{
  g_autofree char *right = get_right_text ();
  g_autofree char *text = g_strnfill (511, '0');
  memcpy (text, right, strlen (right));
  assert_refused (text, -1, CUBBY_PASS_NOT_A_PASS, "COSE_Sign1");
}

static void
test_nul (void)
{
  g_autofree char *text = get_right_text ();
  gsize length = strlen (text);
  assert_refused (text, (gssize)length + 1, CUBBY_PASS_NOT_A_PASS, "Base45");
  text[length / 2] = '\0';
  assert_refused (text, (gssize)length, CUBBY_PASS_NOT_A_PASS, "Base45");
  text[0] = '\0';
  assert_refused (text, (gssize)length, CUBBY_PASS_NOT_A_PASS, "CC1:");
}

static const struct {
  const char *name;
  const char *before;
  const char *after;
  gboolean without_pass;
} texts[] = {
    {"a leading space is refused", " ", "", FALSE},
    {"a trailing space is refused", "", " ", FALSE},
    {"two trailing spaces are refused", "", "  ", FALSE},
    {"three trailing spaces are refused", "", "   ", FALSE},
    {"a line end is refused", "", "\n", FALSE},
    {"GGW at the end is refused", "", "GGW", FALSE},
    {"GGW alone is refused", "CC1:GGW", "", TRUE},
    {"nothing is refused", "", "", TRUE},
    {"the prefix alone is refused", "CC1:", "", TRUE},
    {"half of the prefix is refused", "CC", "", TRUE},
    {"the pass twice is refused", "CC1:", "", FALSE},
    {"a web address is refused", "https://example.org/p/1", "", TRUE},
    /* The project's vector of a format to come: algorithm -19. */
    {"a pass of another version is refused", "CC2:RRQN29P60AO0 OD8CK::3DJ02R6", "", TRUE},
};

static void
test_text_is_refused (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autofree char *right = get_right_text ();
  g_autofree char *text =
      g_strconcat (texts[i].before, texts[i].without_pass ? "" : right, texts[i].after, NULL);
  assert_refused (text, -1, CUBBY_PASS_NOT_A_PASS, NULL);
}

static void
test_lower_case (void)
{
  g_autofree char *right = get_right_text ();
  g_autofree char *lower = g_ascii_strdown (right, -1);
  g_autofree char *body = g_strconcat (CUBBY_PASS_PREFIX, lower + strlen (CUBBY_PASS_PREFIX), NULL);
  g_autofree char *prefix = g_strconcat ("cc1:", right + strlen (CUBBY_PASS_PREFIX), NULL);
  assert_refused (lower, -1, CUBBY_PASS_NOT_A_PASS, "CC1:");
  assert_refused (body, -1, CUBBY_PASS_NOT_A_PASS, "Base45");
  assert_refused (prefix, -1, CUBBY_PASS_NOT_A_PASS, "CC1:");
}

/* Rows of vectors/pass.json that a function stands for. */
static const char *const entries_of_functions[] = {"signature S+L",
                                                   "small-order key",
                                                   "513 characters and more",
                                                   "NUL inside",
                                                   "lower-case Base45",
                                                   "GGW",
                                                   "leading or trailing space",
                                                   "two codes in one frame",
                                                   NULL};

static gboolean
is_covered (const char *entry)
{
  if (g_strv_contains (entries_of_functions, entry))
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (forgeries); i++)
    if (strcmp (forgeries[i].entry, entry) == 0)
      return TRUE;
  return FALSE;
}

static void
test_list_is_complete (void)
{
  GPtrArray *entries = test_vectors_must_be_refused ();
  g_assert_cmpuint (entries->len, >=, 26);
  for (guint i = 0; i < entries->len; i++)
    if (!is_covered (g_ptr_array_index (entries, i)))
      g_error ("no forgery stands for “%s”", (const char *)g_ptr_array_index (entries, i));
}

static void
add (const char *what, const char *name, gconstpointer data, GTestDataFunc test)
{
  g_autofree char *path = g_strdup_printf ("/protocols/pass/%s%s", what, name);
  g_test_add_data_func (path, data, test);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (forgeries); i++)
    add ("a forgery is refused: ", forgeries[i].name, GSIZE_TO_POINTER (i), test_forgery_is_refused);
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    add ("", texts[i].name, GSIZE_TO_POINTER (i), test_text_is_refused);
  for (gsize i = 0; i < G_N_ELEMENTS (small_order_keys); i++)
    add ("no weak key is believed: ", small_order_keys[i], small_order_keys[i], test_small_order_key);
  add ("", "what is not forged is good", TEST_FORGE_CLAIMS, test_nothing_forged_is_good);
  add ("", "a second before its end it is good", "a3" AUD "041a6b36ec1d" CTI, test_nothing_forged_is_good);
  add ("", "513 characters are refused", GSIZE_TO_POINTER (513), test_too_long);
  add ("", "a million characters are refused", GSIZE_TO_POINTER (1000000), test_too_long);
  g_test_add_func ("/protocols/pass/511 characters are looked at", test_longest_is_looked_at);
  g_test_add_func ("/protocols/pass/a signature of S + L is refused", test_malleated_signature);
  g_test_add_func ("/protocols/pass/a NUL inside is refused", test_nul);
  g_test_add_func ("/protocols/pass/lower case is refused", test_lower_case);
  g_test_add_func ("/protocols/pass/every row of must_be_refused has its forgery", test_list_is_complete);
  return g_test_run ();
}
