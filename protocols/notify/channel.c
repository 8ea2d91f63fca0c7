/* SPDX-License-Identifier: Apache-2.0 */
#include "protocols/notify/channel.h"

static const CubbyNotifyChannel *const channels[] = {
    &cubby_email_channel,
};

struct _CubbyNotifier {
  gpointer states[G_N_ELEMENTS (channels)]; /* NULL: not configured */
};

CubbyNotifier *
cubby_notifier_new (const CubbyNotifySettings *settings, GError **error)
{
  g_autoptr (CubbyNotifier) self = g_new0 (CubbyNotifier, 1);
  for (guint i = 0; i < G_N_ELEMENTS (channels); i++) {
    g_autoptr (GError) local = NULL;
    self->states[i] = channels[i]->open (settings, &local);
    if (local == NULL)
      continue;
    g_propagate_error (error, g_steal_pointer (&local));
    return NULL;
  }
  return g_steal_pointer (&self);
}

void
cubby_notifier_free (CubbyNotifier *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (channels); i++)
    if (self->states[i] != NULL)
      channels[i]->close (self->states[i]);
  g_free (self);
}

gboolean
cubby_notifier_has_channel (CubbyNotifier *self, const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (channels); i++)
    if (g_strcmp0 (channels[i]->name, name) == 0)
      return self->states[i] != NULL;
  return FALSE;
}

void
cubby_notifier_send_async (CubbyNotifier *self, const char *name, const CubbyNotice *notice,
                           GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);
  for (guint i = 0; i < G_N_ELEMENTS (channels); i++) {
    if (g_strcmp0 (channels[i]->name, name) != 0 || self->states[i] == NULL)
      continue;
    channels[i]->send (self->states[i], notice, task);
    return;
  }
  g_task_return_new_error (task, CUBBY_NOTIFY_ERROR, CUBBY_NOTIFY_ERROR_LATER,
                           "the channel %s is not configured", name);
  g_object_unref (task);
}

gboolean
cubby_notifier_send_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
