/* SPDX-License-Identifier: Apache-2.0 */
#include "app/lockerd/dbus-detail.h"

GVariant *
cubby_lockerd_make_detail (const CubbyDecision *decision)
{
  GVariantDict detail;
  g_variant_dict_init (&detail, NULL);
  if (decision->used_at_ms != 0)
    g_variant_dict_insert (&detail, "used_at", "x", decision->used_at_ms);
  if (decision->wait_s != 0)
    g_variant_dict_insert (&detail, "wait_s", "u", decision->wait_s);
  if (decision->place != 0)
    g_variant_dict_insert (&detail, "place", "u", decision->place);
  if (decision->purpose != NULL)
    g_variant_dict_insert (&detail, "purpose", "s", decision->purpose);
  if (decision->doors->len > 0)
    g_variant_dict_insert_value (
        &detail, "doors",
        g_variant_new_strv ((const char *const *)decision->doors->pdata, (gssize)decision->doors->len));
  return g_variant_dict_end (&detail);
}
