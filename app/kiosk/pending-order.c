/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/pending-order.h"

#define FIRST_OF_OK 200
#define FIRST_OF_OTHER 300
#define REQUEST_TIMEOUT 408
#define TOO_MANY_REQUESTS 429
#define FIRST_OF_SERVER_ERRORS 500

void
cubby_pending_order_clear (CubbyPendingOrder *self)
{
  g_clear_pointer (&self->key, g_free);
  g_clear_pointer (&self->request, g_free);
  g_clear_pointer (&self->next, g_free);
  self->in_flight = FALSE;
}

static CubbyOrderMove
begin (CubbyPendingOrder *self, const char *request, const char *key)
{
  g_autofree char *kept = g_strdup (request); /* it may be our own next */
  cubby_pending_order_clear (self);
  self->key = g_strdup (key);
  self->request = g_steal_pointer (&kept);
  self->in_flight = TRUE;
  return CUBBY_ORDER_SEND;
}

CubbyOrderMove
cubby_pending_order_place (CubbyPendingOrder *self, const char *request, const char *new_key)
{
  g_return_val_if_fail (self != NULL && request != NULL && new_key != NULL, CUBBY_ORDER_NOTHING);
  if (self->in_flight)
    return CUBBY_ORDER_NOTHING;
  if (self->key == NULL)
    return begin (self, request, new_key);
  g_clear_pointer (&self->next, g_free);
  if (!g_str_equal (self->request, request))
    self->next = g_strdup (request);
  self->in_flight = TRUE;
  return CUBBY_ORDER_SEND;
}

/* After these the centre may have taken the order, or may take it under the same key a moment later. */
static gboolean
leaves_open (guint status)
{
  return status < FIRST_OF_OK || status == REQUEST_TIMEOUT || status == TOO_MANY_REQUESTS ||
         status >= FIRST_OF_SERVER_ERRORS;
}

CubbyOrderMove
cubby_pending_order_answer (CubbyPendingOrder *self, const char *key, guint status, const char *new_key,
                            char **ret_request)
{
  g_return_val_if_fail (self != NULL && key != NULL && new_key != NULL && ret_request != NULL,
                        CUBBY_ORDER_NOTHING);
  *ret_request = NULL;
  if (!self->in_flight || g_strcmp0 (self->key, key) != 0)
    return CUBBY_ORDER_NOTHING;
  self->in_flight = FALSE;
  if (leaves_open (status)) {
    g_clear_pointer (&self->next, g_free);
    return CUBBY_ORDER_OFFLINE;
  }
  if (status < FIRST_OF_OTHER) {
    *ret_request = g_steal_pointer (&self->request);
    cubby_pending_order_clear (self);
    return CUBBY_ORDER_CONFIRM;
  }
  if (self->next != NULL)
    return begin (self, self->next, new_key);
  cubby_pending_order_clear (self);
  return CUBBY_ORDER_PROBLEM;
}
