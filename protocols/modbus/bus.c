/* SPDX-License-Identifier: Apache-2.0 */
#include "protocols/modbus/bus.h"

#include "protocols/modbus/bus-link.h"

#include <pthread.h>
#include <sys/prctl.h>
#include <time.h>

#define BACK_OFF_FIRST_MS 100
#define BACK_OFF_LAST_MS 5000
#define BACK_OFF_DOUBLINGS 6
#define FAREWELL_MS 300

typedef struct {
  guint64 id;
  CubbyBusRequest request;
  CubbyBusReply reply;
  CubbyBusCallback callback;
  gpointer data;
} Exchange;

/* Everything below `lock` is shared between the caller's thread and the worker. The lock is pthread's own and
 * not GLib's, so that the thread sanitizer sees it. */
struct _CubbyBus {
  const CubbyBusSettings *settings;
  GThread *thread;
  GSource *wake;      /* in the caller's context: something is done, or too late */
  guint references;   /* the caller's alone: the owner, and callbacks under way */
  CubbyBusLink *link; /* the worker's alone */
  guint failures;     /* the worker's alone */

  pthread_mutex_t lock;
  pthread_cond_t changed;
  GQueue urgent;    /* of Exchange, waiting */
  GQueue ordinary;  /* of Exchange, waiting */
  GQueue done;      /* of Exchange, to be told */
  GArray *farewell; /* of CubbyBusRequest */
  GError *trouble;  /* why the link is down */
  guint64 last_id;
  guint64 running;     /* the request the worker has in its hands, or 0 */
  gboolean taken_back; /* it was dropped meanwhile: unwritten, it is not tried again */
  gboolean stopping;
};

static void
exchange_finish (Exchange *exchange)
{
  exchange->callback (&exchange->reply, exchange->data);
  g_clear_error (&exchange->reply.error);
  g_free (exchange);
}

/* Under the lock: the source looks at once. */
static void
bus_wake (CubbyBus *self)
{
  g_source_set_ready_time (self->wake, 0);
}

static gboolean
wait_until (CubbyBus *self, gint64 time_us)
{
  const struct timespec when = {.tv_sec = time_us / G_USEC_PER_SEC,
                                .tv_nsec = time_us % G_USEC_PER_SEC * 1000};
  return pthread_cond_timedwait (&self->changed, &self->lock, &when) == 0;
}

static Exchange *
bus_peek (CubbyBus *self)
{
  Exchange *urgent = g_queue_peek_head (&self->urgent);
  return urgent != NULL ? urgent : g_queue_peek_head (&self->ordinary);
}

/* Sleeps until there is a request and the wire may carry it: one that comes meanwhile may still overtake. */
static Exchange *
bus_take (CubbyBus *self)
{
  gint64 ready_us = cubby_bus_link_get_ready_us (self->link);
  Exchange *exchange = NULL;
  pthread_mutex_lock (&self->lock);
  while (!self->stopping) {
    if (g_get_monotonic_time () < ready_us) {
      wait_until (self, ready_us);
      continue;
    }
    exchange = bus_peek (self);
    if (exchange != NULL)
      break;
    pthread_cond_wait (&self->changed, &self->lock);
  }
  if (exchange != NULL) {
    g_queue_remove (exchange->request.urgent ? &self->urgent : &self->ordinary, exchange);
    self->running = exchange->id;
    self->taken_back = FALSE;
  }
  pthread_mutex_unlock (&self->lock);
  return exchange;
}

static void
bus_set_trouble (CubbyBus *self, const GError *error)
{
  pthread_mutex_lock (&self->lock);
  g_clear_error (&self->trouble);
  self->trouble = error != NULL ? g_error_copy (error) : NULL;
  pthread_mutex_unlock (&self->lock);
}

/* A request of which not a byte was written, because the wire turned out to be dead, waits on for its
 * deadline. */
static void
bus_run (CubbyBus *self, Exchange *exchange)
{
  CubbyBusReply reply = {.result = CUBBY_BUS_NOT_SENT};
  cubby_bus_link_exchange (self->link, &exchange->request, &reply);
  if (reply.result == CUBBY_BUS_ACKNOWLEDGED || reply.result == CUBBY_BUS_EXCEPTION)
    self->failures = 0;
  if (!cubby_bus_link_is_open (self->link))
    bus_set_trouble (self, reply.error);
  pthread_mutex_lock (&self->lock);
  gboolean again = reply.written_us == 0 && !cubby_bus_link_is_open (self->link) && !self->taken_back;
  self->running = 0;
  if (again) {
    g_clear_error (&reply.error);
    g_queue_push_head (exchange->request.urgent ? &self->urgent : &self->ordinary, exchange);
  } else {
    exchange->reply = reply;
    g_queue_push_tail (&self->done, exchange);
  }
  bus_wake (self);
  pthread_mutex_unlock (&self->lock);
}

/* Longer and longer, and never in step with others who lost the same switch. */
static gint64
bus_get_back_off_us (CubbyBus *self)
{
  guint ms = MIN (BACK_OFF_FIRST_MS << MIN (self->failures, BACK_OFF_DOUBLINGS), BACK_OFF_LAST_MS);
  self->failures++;
  return (gint64)(ms * g_random_double_range (750, 1250));
}

static void
bus_pause (CubbyBus *self)
{
  gint64 until_us = g_get_monotonic_time () + bus_get_back_off_us (self);
  pthread_mutex_lock (&self->lock);
  while (!self->stopping && g_get_monotonic_time () < until_us)
    wait_until (self, until_us);
  pthread_mutex_unlock (&self->lock);
}

static gboolean
bus_is_stopping (CubbyBus *self)
{
  pthread_mutex_lock (&self->lock);
  gboolean stopping = self->stopping;
  pthread_mutex_unlock (&self->lock);
  return stopping;
}

static void
bus_open (CubbyBus *self)
{
  g_autoptr (GError) error = NULL;
  if (self->failures > 0)
    bus_pause (self);
  if (bus_is_stopping (self))
    return;
  if (cubby_bus_link_open (self->link, &error)) {
    bus_set_trouble (self, NULL);
    self->failures =
        MAX (self->failures, 1); /* a peer that takes the connection and drops it gets no more of them */
    return;
  }
  bus_set_trouble (self, error);
  self->failures = MAX (self->failures, 1);
}

static void
bus_say_farewell (CubbyBus *self)
{
  guint silent = G_MAXUINT; /* a board that does not answer its first is not told the others */
  for (guint i = 0; i < self->farewell->len && cubby_bus_link_is_open (self->link); i++) {
    CubbyBusRequest request = g_array_index (self->farewell, CubbyBusRequest, i);
    if (request.unit == silent)
      continue;
    CubbyBusReply reply = {.result = CUBBY_BUS_NOT_SENT};
    gint64 ready_us = cubby_bus_link_get_ready_us (self->link);
    gint64 now_us = g_get_monotonic_time ();
    if (ready_us > now_us)
      g_usleep ((gulong)(ready_us - now_us));
    request.deadline_us = g_get_monotonic_time () + FAREWELL_MS * 1000;
    cubby_bus_link_exchange (self->link, &request, &reply);
    if (reply.result != CUBBY_BUS_ACKNOWLEDGED)
      silent = request.unit;
    g_clear_error (&reply.error);
  }
}

static gpointer
worker (gpointer data)
{
  CubbyBus *self = data;
  prctl (PR_SET_TIMERSLACK, 1UL, 0UL, 0UL, 0UL); /* ns; a silence is 1.75 ms, and the usual slack 0.05 */
  while (!bus_is_stopping (self)) {
    if (!cubby_bus_link_is_open (self->link)) {
      bus_open (self);
      continue;
    }
    Exchange *exchange = bus_take (self);
    if (exchange != NULL)
      bus_run (self, exchange);
  }
  bus_say_farewell (self);
  cubby_bus_link_close (self->link);
  return NULL;
}

/* Under the lock: from waiting to done, unsent. */
static void
bus_give_up (CubbyBus *self, Exchange *exchange, CubbyModbusError code, const char *why)
{
  g_queue_remove (exchange->request.urgent ? &self->urgent : &self->ordinary, exchange);
  exchange->reply.result = CUBBY_BUS_NOT_SENT;
  exchange->reply.error =
      self->trouble != NULL
          ? g_error_new_literal (CUBBY_MODBUS_ERROR, CUBBY_MODBUS_ERROR_LINK, self->trouble->message)
          : g_error_new_literal (CUBBY_MODBUS_ERROR, (int)code, why);
  g_queue_push_tail (&self->done, exchange);
}

/* Under the lock. Returns: the next deadline, or -1. */
static gint64
bus_expire (CubbyBus *self, GQueue *waiting, gint64 next_us)
{
  gint64 now_us = g_get_monotonic_time ();
  for (GList *it = waiting->head; it != NULL;) {
    Exchange *exchange = it->data;
    it = it->next;
    if (exchange->request.deadline_us <= now_us)
      bus_give_up (self, exchange, CUBBY_MODBUS_ERROR_LATE, "its time was over before the bus was free");
    else if (next_us < 0 || exchange->request.deadline_us < next_us)
      next_us = exchange->request.deadline_us;
  }
  return next_us;
}

static void
bus_release (CubbyBus *self)
{
  if (--self->references > 0)
    return;
  cubby_bus_link_free (self->link);
  g_array_unref (self->farewell);
  pthread_cond_destroy (&self->changed);
  pthread_mutex_destroy (&self->lock);
  g_free (self);
}

/* Calls back everybody whose exchange is over; one of them may free the bus. */
static void
bus_tell (CubbyBus *self)
{
  Exchange *exchange = NULL;
  self->references++;
  do {
    pthread_mutex_lock (&self->lock);
    exchange = g_queue_pop_head (&self->done);
    pthread_mutex_unlock (&self->lock);
    if (exchange != NULL)
      exchange_finish (exchange);
  } while (exchange != NULL);
  bus_release (self);
}

static gboolean
wake_cb (gpointer data)
{
  CubbyBus *self = data;
  pthread_mutex_lock (&self->lock);
  gint64 next_us = bus_expire (self, &self->ordinary, bus_expire (self, &self->urgent, -1));
  g_source_set_ready_time (self->wake, next_us);
  pthread_mutex_unlock (&self->lock);
  bus_tell (self);
  return G_SOURCE_CONTINUE;
}

static gboolean
wake_dispatch (GSource *source, GSourceFunc callback, gpointer data)
{
  return callback (data);
}

static GSourceFuncs wake_funcs = {.dispatch = wake_dispatch};

guint64
cubby_bus_send (CubbyBus *self, const CubbyBusRequest *request, CubbyBusCallback callback, gpointer data)
{
  Exchange *exchange = g_new0 (Exchange, 1);
  exchange->request = *request;
  exchange->callback = callback;
  exchange->data = data;
  pthread_mutex_lock (&self->lock);
  guint64 id = exchange->id = ++self->last_id;
  g_queue_push_tail (request->urgent ? &self->urgent : &self->ordinary, exchange);
  if (self->stopping) { /* from a callback of cubby_bus_free(), which tells this one as well */
    bus_give_up (self, exchange, CUBBY_MODBUS_ERROR_DROPPED, "the bus has stopped");
  } else {
    pthread_cond_signal (&self->changed);
    bus_wake (self); /* its deadline may be the next */
  }
  pthread_mutex_unlock (&self->lock);
  return id;
}

static Exchange *
find_waiting (GQueue *waiting, guint64 id)
{
  for (GList *it = waiting->head; it != NULL; it = it->next)
    if (((Exchange *)it->data)->id == id)
      return it->data;
  return NULL;
}

void
cubby_bus_drop (CubbyBus *self, guint64 id)
{
  pthread_mutex_lock (&self->lock);
  Exchange *exchange = find_waiting (&self->urgent, id);
  if (exchange == NULL)
    exchange = find_waiting (&self->ordinary, id);
  if (exchange != NULL) { /* the bus goes on: one that stops has nobody waiting */
    bus_give_up (self, exchange, CUBBY_MODBUS_ERROR_DROPPED, "it was taken back before it was sent");
    bus_wake (self);
  } else if (id == self->running) {
    self->taken_back = TRUE;
  }
  pthread_mutex_unlock (&self->lock);
}

void
cubby_bus_add_farewell (CubbyBus *self, const CubbyBusRequest *request)
{
  pthread_mutex_lock (&self->lock);
  g_array_append_val (self->farewell, *request);
  pthread_mutex_unlock (&self->lock);
}

CubbyBus *
cubby_bus_new (const CubbyBusSettings *settings)
{
  CubbyBus *self = g_new0 (CubbyBus, 1);
  g_autofree char *name = g_strdup_printf ("bus-%s", settings->name);
  pthread_condattr_t monotonic;
  pthread_condattr_init (&monotonic);
  pthread_condattr_setclock (&monotonic, CLOCK_MONOTONIC);
  pthread_mutex_init (&self->lock, NULL);
  pthread_cond_init (&self->changed, &monotonic);
  pthread_condattr_destroy (&monotonic);
  self->settings = settings;
  self->references = 1;
  self->link = cubby_bus_link_new (settings);
  self->farewell = g_array_new (FALSE, FALSE, sizeof (CubbyBusRequest));
  self->wake = g_source_new (&wake_funcs, sizeof (GSource));
  g_source_set_callback (self->wake, wake_cb, self, NULL);
  g_source_attach (self->wake, g_main_context_get_thread_default ());
  cubby_modbus_error_quark (); /* made before there are two threads to make it */
  self->thread = g_thread_new (name, worker, self);
  return self;
}

static void
bus_stop (CubbyBus *self)
{
  pthread_mutex_lock (&self->lock);
  self->stopping = TRUE;
  pthread_cond_signal (&self->changed);
  pthread_mutex_unlock (&self->lock);
  g_thread_join (self->thread);
  pthread_mutex_lock (&self->lock);
  g_clear_error (&self->trouble);
  for (Exchange *exchange = bus_peek (self); exchange != NULL; exchange = bus_peek (self))
    bus_give_up (self, exchange, CUBBY_MODBUS_ERROR_DROPPED, "the bus was stopped before it was sent");
  pthread_mutex_unlock (&self->lock);
}

void
cubby_bus_free (CubbyBus *self)
{
  bus_stop (self);
  g_source_destroy (self->wake);
  g_source_unref (self->wake);
  bus_tell (self);
  bus_release (self);
}
