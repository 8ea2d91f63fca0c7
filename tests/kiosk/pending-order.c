/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/pending-order.h"

/* A story is a row of events: "+A" the shopper orders A, "200" an answer to what is pending, "x200" one to
 * another key; after "=" what has to follow. Fresh keys are k1, k2 … in the order of events. */
static const struct {
  const char *name;
  const char *story;
} stories[] = {
    {"an order is sent once, and confirmed", "+A=send k1 A; 201=confirm A; +B=send k3 B"},
    {"a replayed answer confirms as well", "+A=send k1 A; 200=confirm A"},
    {"pressing again while it is on its way does nothing",
     "+A=send k1 A; +A=nothing; +B=nothing; 201=confirm A"},
    {"a refusal is told, and the next try is a new order", "+A=send k1 A; 409=problem; +A=send k3 A"},
    {"without an answer the same order keeps its key",
     "+A=send k1 A; 0=offline; +A=send k1 A; 201=confirm A"},
    {"twice without an answer too",
     "+A=send k1 A; 0=offline; +A=send k1 A; 0=offline; +A=send k1 A; 201=confirm A"},
    {"a broken centre leaves it open", "+A=send k1 A; 503=offline; +A=send k1 A"},
    {"so does a busy one", "+A=send k1 A; 429=offline; +A=send k1 A"},
    {"a changed basket settles the old order first: it was placed",
     "+A=send k1 A; 0=offline; +B=send k1 A; 201=confirm A; +C=send k5 C"},
    {"a changed basket settles the old order first: it was not, the new one follows",
     "+A=send k1 A; 0=offline; +B=send k1 A; 409=send k4 B; 201=confirm B"},
    {"a settlement without an answer settles nothing",
     "+A=send k1 A; 0=offline; +B=send k1 A; 0=offline; +B=send k1 A; 409=send k6 B"},
    {"who comes back to the first wish asks for that alone",
     "+A=send k1 A; 0=offline; +B=send k1 A; 0=offline; +A=send k1 A; 409=problem"},
    {"an answer to another key is of another session",
     "x201=nothing; +A=send k2 A; x201=nothing; 201=confirm A"},
    {"an answer that comes twice is told once", "+A=send k1 A; 201=confirm A; 201=nothing"},
};

static char *
describe (CubbyOrderMove move, const CubbyPendingOrder *pending, const char *placed)
{
  switch (move) {
  case CUBBY_ORDER_SEND:
    return g_strdup_printf ("send %s %s", pending->key, pending->request);
  case CUBBY_ORDER_CONFIRM:
    return g_strdup_printf ("confirm %s", placed);
  case CUBBY_ORDER_PROBLEM:
    return g_strdup ("problem");
  case CUBBY_ORDER_OFFLINE:
    return g_strdup ("offline");
  case CUBBY_ORDER_NOTHING:
    break;
  }
  return g_strdup ("nothing");
}

static char *
happen (CubbyPendingOrder *pending, const char *event, const char *new_key, const char *last_key)
{
  g_autofree char *placed = NULL;
  CubbyOrderMove move;
  if (*event == '+') {
    move = cubby_pending_order_place (pending, event + 1, new_key);
  } else {
    gboolean strange = *event == 'x';
    guint status = (guint)g_ascii_strtoull (event + (strange ? 1 : 0), NULL, 10);
    move = cubby_pending_order_answer (pending, strange ? "other" : last_key, status, new_key, &placed);
  }
  return describe (move, pending, placed);
}

static void
test_story (gconstpointer data)
{
  CubbyPendingOrder pending = {0};
  g_autofree char *last_key = g_strdup ("none");
  g_auto (GStrv) steps = g_strsplit (data, "; ", -1);
  for (guint i = 0; steps[i] != NULL; i++) {
    g_auto (GStrv) halves = g_strsplit (steps[i], "=", 2);
    g_autofree char *new_key = g_strdup_printf ("k%u", i + 1);
    g_autofree char *came = happen (&pending, halves[0], new_key, last_key);
    g_assert_cmpstr (came, ==, halves[1]);
    if (pending.key != NULL) {
      g_free (last_key);
      last_key = g_strdup (pending.key);
    }
  }
  cubby_pending_order_clear (&pending);
  g_assert_null (pending.key);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (stories); i++) {
    g_autofree char *path = g_strdup_printf ("/kiosk/pending-order/%s", stories[i].name);
    g_test_add_data_func (path, stories[i].story, test_story);
  }
  return g_test_run ();
}
