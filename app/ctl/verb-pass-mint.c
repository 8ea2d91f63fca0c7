/* SPDX-License-Identifier: Apache-2.0 */
#include "app/common/hash.h"
#include "app/ctl/parse.h"
#include "app/ctl/usage.h"
#include "protocols/pass/key-ring.h"
#include "protocols/pass/pass.h"

int
cubby_ctl_pass_mint (int argc, char **argv)
{
  g_autofree char *key_file = NULL, *store = NULL, *exp_text = NULL, *cti_text = NULL;
  const GOptionEntry entries[] = {
      {"key-file", 0, 0, G_OPTION_ARG_FILENAME, &key_file, "The signing key; see cubbyctl pass keygen",
       "FILE"},
      {"store", 0, 0, G_OPTION_ARG_STRING, &store, "The store it is for", "ID"},
      {"exp", 0, 0, G_OPTION_ARG_STRING, &exp_text, "The second of UTC at which it is expired", "UNIX-TIME"},
      {"cti", 0, 0, G_OPTION_ARG_STRING, &cti_text, "Its id, 32 hex digits, instead of a random one", "HEX"},
      {NULL},
  };
  guint8 cti[CUBBY_CTI_SIZE];
  gint64 exp = 0;
  if (!cubby_ctl_parse (entries, argc, argv) || !cubby_ctl_require ("--key-file", key_file) ||
      !cubby_ctl_require ("--store", store) || !cubby_ctl_require ("--exp", exp_text) ||
      !cubby_ctl_parse_int ("--exp", exp_text, 1, G_MAXUINT32, &exp) ||
      (cti_text != NULL && !cubby_ctl_parse_hex ("--cti", cti_text, cti, sizeof cti)))
    return CUBBY_CTL_USAGE;
  if (cti_text == NULL)
    cubby_random_fill (cti, sizeof cti);

  g_autoptr (GError) error = NULL;
  g_autoptr (CubbyKeyRing) ring = cubby_key_ring_load (key_file, &error);
  if (ring == NULL)
    return cubby_ctl_failed ("%s", error->message);
  const CubbyPassSigningKey *key = cubby_key_ring_get_signer (ring, g_get_real_time () / G_USEC_PER_SEC);
  if (key == NULL)
    return cubby_ctl_failed ("%s: no key of it signs yet; see cubby-central pass-key list", key_file);
  g_autofree char *text = cubby_pass_mint (key, store, exp, cti, &error);
  if (text == NULL)
    return cubby_ctl_failed ("%s", error->message);
  g_print ("%s\n", text);
  return CUBBY_CTL_GOOD;
}
