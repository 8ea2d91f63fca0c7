/* SPDX-License-Identifier: Apache-2.0 */
#include "app/linkd/link-state.h"
#include "app/linkd/replica.h"

typedef struct {
  const char *name;
  CubbyLinkState state;
  CubbyLinkEvent event;
  CubbyLinkState next;
  CubbyLinkAction action;
} Row;

static const Row rows[] = {
    {"at the start the first batch is asked for", CUBBY_LINK_OFFLINE, CUBBY_LINK_RETRY_DUE,
     CUBBY_LINK_CATCHING_UP, CUBBY_LINK_FETCH},
    {"there is more", CUBBY_LINK_CATCHING_UP, CUBBY_LINK_BATCH_MORE, CUBBY_LINK_CATCHING_UP,
     CUBBY_LINK_FETCH},
    {"after the last batch comes the stream", CUBBY_LINK_CATCHING_UP, CUBBY_LINK_BATCH_LAST,
     CUBBY_LINK_OPENING, CUBBY_LINK_OPEN},
    {"the stream answers", CUBBY_LINK_OPENING, CUBBY_LINK_STREAM_OPENED, CUBBY_LINK_LIVE,
     CUBBY_LINK_DO_NOTHING},
    {"the centre is down", CUBBY_LINK_CATCHING_UP, CUBBY_LINK_FAILED, CUBBY_LINK_OFFLINE, CUBBY_LINK_WAIT},
    {"the stream does not open", CUBBY_LINK_OPENING, CUBBY_LINK_FAILED, CUBBY_LINK_OFFLINE, CUBBY_LINK_WAIT},
    {"the stream ends", CUBBY_LINK_LIVE, CUBBY_LINK_FAILED, CUBBY_LINK_OFFLINE, CUBBY_LINK_WAIT},
    {"the cursor is too old", CUBBY_LINK_CATCHING_UP, CUBBY_LINK_TOO_OLD, CUBBY_LINK_CATCHING_UP,
     CUBBY_LINK_START_OVER},
    {"the stream says that the cursor is too old", CUBBY_LINK_OPENING, CUBBY_LINK_TOO_OLD,
     CUBBY_LINK_CATCHING_UP, CUBBY_LINK_START_OVER},
    {"a stray failure while waiting", CUBBY_LINK_OFFLINE, CUBBY_LINK_FAILED, CUBBY_LINK_OFFLINE,
     CUBBY_LINK_DO_NOTHING},
    {"a stray batch while live", CUBBY_LINK_LIVE, CUBBY_LINK_BATCH_LAST, CUBBY_LINK_LIVE,
     CUBBY_LINK_DO_NOTHING},
};

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  CubbyLinkStep step = cubby_link_step (row->state, row->event);
  g_assert_cmpint (step.next, ==, row->next);
  g_assert_cmpint (step.action, ==, row->action);
}

/* From every state and every event, failures and then success lead to a live link. */
static void
test_always_comes_back (void)
{
  static const CubbyLinkEvent way[] = {CUBBY_LINK_FAILED, CUBBY_LINK_RETRY_DUE, CUBBY_LINK_BATCH_LAST,
                                       CUBBY_LINK_STREAM_OPENED};
  for (guint state = 0; state < CUBBY_N_LINK_STATES; state++)
    for (guint event = 0; event < CUBBY_N_LINK_EVENTS; event++) {
      CubbyLinkState now = cubby_link_step (state, event).next;
      for (guint i = 0; i < G_N_ELEMENTS (way); i++)
        now = cubby_link_step (now, way[i]).next;
      g_assert_cmpint (now, ==, CUBBY_LINK_LIVE);
    }
}

static void
test_names (void)
{
  g_assert_cmpstr (cubby_link_state_to_string (CUBBY_LINK_OFFLINE), ==, "offline");
  g_assert_cmpstr (cubby_link_state_to_string (CUBBY_LINK_OPENING), ==, "connecting");
  g_assert_cmpstr (cubby_link_state_to_string (CUBBY_LINK_LIVE), ==, "online");
}

typedef struct {
  const char *name;
  gboolean good;
} PictureRow;

static const PictureRow pictures[] = {
    {"linen-shirt.svg", TRUE}, {"A1_b.2.png", TRUE},    {"", FALSE},
    {".svg", FALSE},           {"..", FALSE},           {"../../etc/x.svg", FALSE},
    {"a/b.svg", FALSE},        {"a.exe", FALSE},        {"a.svg\n", FALSE},
    {"a b.svg", FALSE},        {"-rf.svg", FALSE},      {"a%2f.svg", FALSE},
    {"áo.svg", FALSE},         {"a.svg?x=.svg", FALSE},
};

static void
test_picture (gconstpointer data)
{
  const PictureRow *row = data;
  g_assert_cmpint (cubby_replica_picture_name_is_good (row->name), ==, row->good);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strconcat ("/linkd/state/", rows[i].name, NULL);
    g_test_add_data_func (path, &rows[i], test_row);
  }
  g_test_add_func ("/linkd/state/the link always comes back", test_always_comes_back);
  g_test_add_func ("/linkd/state/names as the bus tells them", test_names);
  for (guint i = 0; i < G_N_ELEMENTS (pictures); i++) {
    g_autofree char *path =
        g_strdup_printf ("/linkd/picture name %u is %s", i, pictures[i].good ? "good" : "bad");
    g_test_add_data_func (path, &pictures[i], test_picture);
  }
  return g_test_run ();
}
