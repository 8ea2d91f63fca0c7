/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/inbox.h"

#include <pthread.h>
#include <string.h>

struct _CubbyInbox {
  GSource source;
  pthread_mutex_t lock; /* not GMutex: ThreadSanitizer sees this one */
  GQueue messages;
  CubbyInboxFunc take;
  gpointer data;
};

void
cubby_message_free (CubbyMessage *message)
{
  g_free (message->name);
  g_free (message->why);
  g_clear_pointer (&message->texts, g_ptr_array_unref);
  g_clear_pointer (&message->symbologies, g_ptr_array_unref);
  g_clear_pointer (&message->frame, cubby_frame_unref);
  g_free (message->view);
  g_free (message);
}

static void
message_free (gpointer data)
{
  cubby_message_free (data);
}

static CubbyMessage *
inbox_pop (CubbyInbox *self)
{
  pthread_mutex_lock (&self->lock);
  CubbyMessage *message = g_queue_pop_head (&self->messages);
  pthread_mutex_unlock (&self->lock);
  return message;
}

static gboolean
inbox_dispatch (GSource *source, GSourceFunc callback, gpointer data)
{
  CubbyInbox *self = (CubbyInbox *)source;
  g_source_set_ready_time (source, -1);
  for (CubbyMessage *message = inbox_pop (self); message != NULL; message = inbox_pop (self)) {
    self->take (message, self->data);
    cubby_message_free (message);
  }
  return G_SOURCE_CONTINUE;
}

static void
inbox_finalize (GSource *source)
{
  CubbyInbox *self = (CubbyInbox *)source;
  g_queue_clear_full (&self->messages, message_free);
  pthread_mutex_destroy (&self->lock);
}

static GSourceFuncs inbox_funcs = {
    .dispatch = inbox_dispatch,
    .finalize = inbox_finalize,
};

CubbyInbox *
cubby_inbox_new (GMainContext *context, CubbyInboxFunc take, gpointer data)
{
  CubbyInbox *self = (CubbyInbox *)g_source_new (&inbox_funcs, sizeof (CubbyInbox));
  pthread_mutex_init (&self->lock, NULL);
  g_queue_init (&self->messages);
  self->take = take;
  self->data = data;
  g_source_set_static_name (&self->source, "cubby scanner");
  g_source_attach (&self->source, context);
  return self;
}

static gboolean
is_like (const CubbyMessage *one, const CubbyMessage *other)
{
  gboolean alike = (one->frame != NULL && other->frame != NULL) || (one->view != NULL && other->view != NULL);
  return alike && strcmp (one->name, other->name) == 0;
}

/* Of those of one camera only one waits: the next comes soon. */
static gboolean
inbox_has_like (CubbyInbox *self, const CubbyMessage *message)
{
  for (GList *link = self->messages.head; link != NULL; link = link->next)
    if (is_like (link->data, message))
      return TRUE;
  return FALSE;
}

void
cubby_inbox_post (CubbyInbox *self, CubbyMessage *message)
{
  pthread_mutex_lock (&self->lock);
  gboolean wanted = !inbox_has_like (self, message);
  if (wanted)
    g_queue_push_tail (&self->messages, message);
  pthread_mutex_unlock (&self->lock);

  if (wanted)
    g_source_set_ready_time (&self->source, 0);
  else
    cubby_message_free (message);
}

void
cubby_inbox_close (CubbyInbox *self)
{
  for (CubbyMessage *message = inbox_pop (self); message != NULL; message = inbox_pop (self))
    cubby_message_free (message);
  g_source_destroy (&self->source);
  g_source_unref (&self->source);
}
