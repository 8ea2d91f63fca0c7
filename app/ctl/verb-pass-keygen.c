/* SPDX-License-Identifier: Apache-2.0 */
#include "app/common/hash.h"
#include "app/ctl/parse.h"
#include "app/ctl/usage.h"
#include "protocols/pass/signing-key.h"

int
cubby_ctl_pass_keygen (int argc, char **argv)
{
  g_auto (GStrv) files = NULL;
  const GOptionEntry entries[] = {
      {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &files, NULL, NULL},
      {NULL},
  };
  if (!cubby_ctl_parse (entries, argc, argv) || !cubby_ctl_require_one ("FILE", files))
    return CUBBY_CTL_USAGE;

  g_autoptr (GError) error = NULL;
  g_autoptr (CubbyPassSigningKey) key = cubby_pass_signing_key_generate ();
  if (!cubby_pass_signing_key_save (key, files[0], &error))
    return cubby_ctl_failed ("%s", error->message);

  /* As a row of [pass-keys]. */
  g_autofree char *kid = cubby_hex_encode (cubby_pass_signing_key_get_kid (key), CUBBY_KID_SIZE);
  g_autofree char *public_key =
      cubby_hex_encode (cubby_pass_signing_key_get_public_key (key), CUBBY_PUBLIC_KEY_SIZE);
  g_print ("%s=%s\n", kid, public_key);
  return CUBBY_CTL_GOOD;
}
