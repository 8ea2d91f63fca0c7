/* SPDX-License-Identifier: Apache-2.0 */
#include "app/common/thread-queue.h"

#define N_ITEMS 20000
#define N_THREADS 4

static gpointer
push_all (gpointer data)
{
  for (guint i = 1; i <= N_ITEMS; i++)
    cubby_thread_queue_push (data, GUINT_TO_POINTER (i));
  return NULL;
}

static void
test_order (void)
{
  g_autoptr (CubbyThreadQueue) queue = cubby_thread_queue_new (NULL);
  GThread *thread = g_thread_new ("push", push_all, queue);
  for (guint i = 1; i <= N_ITEMS; i++)
    g_assert_cmpuint (GPOINTER_TO_UINT (cubby_thread_queue_pop (queue)), ==, i);
  g_thread_join (thread);
  g_assert_cmpuint (cubby_thread_queue_get_length (queue), ==, 0);
  g_assert_null (cubby_thread_queue_try_pop (queue));
}

/* Stands behind all items, once for each who waits. */
#define END GUINT_TO_POINTER (G_MAXUINT)

static gpointer
pop_all (gpointer data)
{
  guint64 sum = 0;
  for (gpointer item = cubby_thread_queue_pop (data); item != END; item = cubby_thread_queue_pop (data))
    sum += GPOINTER_TO_UINT (item);
  return GSIZE_TO_POINTER (sum);
}

/* Each item comes to exactly one of those who wait. */
static void
test_many (void)
{
  g_autoptr (CubbyThreadQueue) queue = cubby_thread_queue_new (NULL);
  GThread *push[N_THREADS], *pop[N_THREADS];
  guint64 sum = 0;
  for (guint i = 0; i < N_THREADS; i++) {
    pop[i] = g_thread_new ("pop", pop_all, queue);
    push[i] = g_thread_new ("push", push_all, queue);
  }
  for (guint i = 0; i < N_THREADS; i++)
    g_thread_join (push[i]);
  for (guint i = 0; i < N_THREADS; i++)
    cubby_thread_queue_push (queue, END);
  for (guint i = 0; i < N_THREADS; i++)
    sum += GPOINTER_TO_SIZE (g_thread_join (pop[i]));
  g_assert_cmpuint (sum, ==, (guint64)N_THREADS * N_ITEMS * (N_ITEMS + 1) / 2);
}

static void
test_time (void)
{
  g_autoptr (CubbyThreadQueue) queue = cubby_thread_queue_new (NULL);
  gint64 begin_us = g_get_monotonic_time ();
  g_assert_null (cubby_thread_queue_pop_until (queue, begin_us - 1));
  g_assert_null (cubby_thread_queue_pop_until (queue, begin_us + 50000));
  g_assert_cmpint (g_get_monotonic_time () - begin_us, >=, 50000);
  cubby_thread_queue_push (queue, queue);
  g_assert_true (cubby_thread_queue_pop_until (queue, 0) == queue);
}

static void
count (gpointer data)
{
  (*(guint *)data)++;
}

static void
test_rest (void)
{
  guint n = 0;
  CubbyThreadQueue *queue = cubby_thread_queue_new (count);
  for (guint i = 0; i < 3; i++)
    cubby_thread_queue_push (queue, &n);
  g_assert_cmpuint (cubby_thread_queue_get_length (queue), ==, 3);
  g_assert_true (cubby_thread_queue_try_pop (queue) == &n);
  cubby_thread_queue_free (queue);
  g_assert_cmpuint (n, ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/common/thread-queue/what goes in first comes out first", test_order);
  g_test_add_func ("/common/thread-queue/each item comes to one thread", test_many);
  g_test_add_func ("/common/thread-queue/nobody waits beyond his time", test_time);
  g_test_add_func ("/common/thread-queue/what is left is freed at the end", test_rest);
  return g_test_run ();
}
