/* SPDX-License-Identifier: Apache-2.0 */
#include "app/ctl/parse.h"
#include "app/ctl/pass-print.h"
#include "app/ctl/usage.h"

static int
verify (const char *text, const CubbyPassKeys *keys, const char *store, gint64 now)
{
  g_auto (CubbyPass) pass = {0};
  g_autofree char *detail = NULL;
  CubbyPassRefusal refusal = CUBBY_PASS_NOT_A_PASS;
  if (!cubby_pass_verify (text, -1, keys, store, now, &pass, &refusal, &detail)) {
    g_print ("refused: %s: %s\n", cubby_pass_refusal_to_string (refusal), detail);
    return CUBBY_CTL_FAILED;
  }
  g_print ("good\n");
  cubby_ctl_print_pass (&pass);
  return CUBBY_CTL_GOOD;
}

int
cubby_ctl_pass_verify (int argc, char **argv)
{
  g_autofree char *kid_text = NULL, *key_text = NULL, *store = NULL, *at = NULL;
  g_auto (GStrv) texts = NULL;
  const GOptionEntry entries[] = {
      {"kid", 0, 0, G_OPTION_ARG_STRING, &kid_text, "Id of the key that is believed, 4 hex digits", "HEX"},
      {"public-key", 0, 0, G_OPTION_ARG_STRING, &key_text, "Its Ed25519 public key, 64 hex digits", "HEX"},
      {"store", 0, 0, G_OPTION_ARG_STRING, &store, "The store that asks", "ID"},
      {"at", 0, 0, G_OPTION_ARG_STRING, &at, "Judge as at this second of UTC instead of now", "UNIX-TIME"},
      {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &texts, NULL, NULL},
      {NULL},
  };
  guint8 kid[CUBBY_KID_SIZE], public_key[CUBBY_PUBLIC_KEY_SIZE];
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  if (!cubby_ctl_parse (entries, argc, argv) || !cubby_ctl_parse_hex ("--kid", kid_text, kid, sizeof kid) ||
      !cubby_ctl_parse_hex ("--public-key", key_text, public_key, sizeof public_key) ||
      !cubby_ctl_require ("--store", store) ||
      (at != NULL && !cubby_ctl_parse_int ("--at", at, G_MININT64, G_MAXINT64, &now)) ||
      !cubby_ctl_require_one ("TEXT", texts))
    return CUBBY_CTL_USAGE;

  g_autoptr (CubbyPassKeys) keys = cubby_pass_keys_new ();
  g_autoptr (GError) error = NULL;
  if (!cubby_pass_keys_add (keys, kid, public_key, &error)) {
    g_print ("refused: %s: %s\n", cubby_pass_refusal_to_string (CUBBY_PASS_FORGED), error->message);
    return CUBBY_CTL_FAILED;
  }
  return verify (texts[0], keys, store, now);
}
