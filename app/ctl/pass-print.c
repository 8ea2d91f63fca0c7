/* SPDX-License-Identifier: Apache-2.0 */
#include "app/ctl/pass-print.h"

#include "app/common/hash.h"

void
cubby_ctl_print_pass (const CubbyPass *pass)
{
  g_autofree char *cti = cubby_hex_encode (pass->cti, sizeof pass->cti);
  g_autofree char *kid = cubby_hex_encode (pass->kid, sizeof pass->kid);
  g_autoptr (GDateTime) expires = g_date_time_new_from_unix_utc (pass->exp);
  g_autofree char *time = g_date_time_format_iso8601 (expires);
  g_print ("store %s\nexp %" G_GINT64_FORMAT " (%s)\ncti %s\nkid %s\n", pass->store, pass->exp, time, cti,
           kid);
}
