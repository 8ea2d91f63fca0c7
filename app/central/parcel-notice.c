/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/parcel-notice.h"
#include "app/central/feed.h"
#include "app/domain/notice-text.h"
#include "protocols/pass/seal.h"

/* A kiosk believes no notice that this does not come with; see cubby_notice_format(). Without a key there is
 * none, as there are no passes. */
static char *
seal (const CubbyStore *store, const CubbyParcelNotice *self)
{
  CubbyNotice notice = {
      .label = self->label,
      .version = (guint64)self->version,
      .fulfilment = self->fulfilment,
      .ctis = self->ctis,
      .code_hash = self->code_hashes,
      .hold_until_s = self->hold_until,
      .heavy = self->heavy,
      .reach = self->reach,
      .withdrawn = self->withdrawn,
      .why = self->why,
      .epoch = (guint64)self->epoch,
  };
  const CubbyPassSigningKey *key =
      store->keys != NULL ? cubby_key_ring_get_signer (store->keys, store->now_ms / 1000) : NULL;
  if (key == NULL || !cubby_size_from_string (self->size, &notice.size))
    return g_strdup ("");
  g_autofree char *text = cubby_notice_format (&notice, self->of_store);
  return cubby_seal_make (key, text);
}

static char *
to_json (const CubbyStore *store, const CubbyParcelNotice *self)
{
  g_autofree char *sealed = seal (store, self);
  g_autoptr (CubbyJsonText) json = cubby_json_text_new ();
  cubby_json_text_open_object (json, NULL);
  cubby_json_text_string (json, "label", self->label);
  cubby_json_text_int (json, "version", self->version);
  cubby_json_text_string (json, "fulfilment", self->fulfilment);
  cubby_json_text_string (json, "size", self->size);
  cubby_json_text_open_array (json, "ctis");
  for (guint i = 0; self->ctis[i] != NULL; i++)
    cubby_json_text_string (json, NULL, self->ctis[i]);
  cubby_json_text_close_array (json);
  cubby_json_text_string (json, "code_hash", self->code_hashes);
  cubby_json_text_int (json, "hold_until", self->hold_until);
  cubby_json_text_boolean (json, "heavy", self->heavy);
  cubby_json_text_boolean (json, "reach", self->reach);
  cubby_json_text_string (json, "state", self->withdrawn ? "withdrawn" : "expected");
  if (self->withdrawn)
    cubby_json_text_string (json, "why", cubby_withdrawal_to_string (self->why));
  cubby_json_text_int (json, "epoch", self->epoch);
  cubby_json_text_string (json, "seal", sealed);
  cubby_json_text_close_object (json);
  return cubby_json_text_steal (json);
}

gboolean
cubby_parcel_notice_put (CubbyStore *store, const CubbyParcelNotice *notice, GError **error)
{
  g_autofree char *data = notice->gone ? NULL : to_json (store, notice);
  return cubby_feed_put (store, "parcel", notice->label, notice->of_store, data, error);
}
