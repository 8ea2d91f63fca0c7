/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "protocols/notify/notice.h"

G_BEGIN_DECLS

typedef struct _CubbyNotifier CubbyNotifier;

/* What the channels are configured with; a channel whose part is absent is off. */
typedef struct {
  const char *mail_url;
  const char *mail_from; /* "Name <address>" */
  const char *mail_user;
  const char *mail_password;
  gboolean mail_starttls;
} CubbyNotifySettings;

/**
 * CubbyNotifyChannel:
 * @name: as rows of the outbox say it
 * @open: returns the channel's own state, or NULL without @error when it is not configured
 * @send: delivers one notice and returns TRUE or an error by @task, which it takes
 *
 * A way to reach a buyer. One file and one row in the table of channel.c each.
 * Used from one thread, on its thread-default main context.
 */
typedef struct {
  const char *name;
  gpointer (*open) (const CubbyNotifySettings *settings, GError **error);
  void (*close) (gpointer state);
  void (*send) (gpointer state, const CubbyNotice *notice, GTask *task);
} CubbyNotifyChannel;

/* All channels that @settings configure. */
CubbyNotifier *cubby_notifier_new (const CubbyNotifySettings *settings, GError **error);
void cubby_notifier_free (CubbyNotifier *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyNotifier, cubby_notifier_free)

gboolean cubby_notifier_has_channel (CubbyNotifier *self, const char *name);

/* Sends @notice by the channel @name. Errors are CUBBY_NOTIFY_ERROR. */
void cubby_notifier_send_async (CubbyNotifier *self, const char *name, const CubbyNotice *notice,
                                GAsyncReadyCallback callback, gpointer user_data);
gboolean cubby_notifier_send_finish (GAsyncResult *result, GError **error);

extern const CubbyNotifyChannel cubby_email_channel;

G_END_DECLS
