/* SPDX-License-Identifier: Apache-2.0 */
#include "protocols/notify/notice.h"

GQuark
cubby_notify_error_quark (void)
{
  return g_quark_from_static_string ("cubby-notify-error-quark");
}

CubbyNotice *
cubby_notice_new (void)
{
  return g_new0 (CubbyNotice, 1);
}

void
cubby_notice_free (CubbyNotice *self)
{
  if (self == NULL)
    return;
  char *texts[] = {
      self->id,
      self->kind,
      self->language,
      self->order_number,
      self->order_url,
      self->total,
      self->total_plain,
      self->currency,
      self->items,
      self->merchant,
      self->customer_name,
      self->store_name,
      self->store_address,
      self->hold_until,
      self->hold_until_iso,
      self->order_time_iso,
      self->method,
      self->pass_code,
      self->email,
      self->basket_url,
      self->unsubscribe_url,
  };
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (texts[i]);
  g_clear_pointer (&self->pass_png, g_bytes_unref);
  g_free (self);
}
