/* SPDX-License-Identifier: Apache-2.0 */
/* A device comes in each of the ways in which udev makes one. */
#include "hardware/scanner/device-watch.h"

#include <glib/gstdio.h>
#include <unistd.h>

#define LONG_US ((gint64)20 * G_USEC_PER_SEC) /* what is waited for comes in no time */
#define SHORT_US ((gint64)30 * 1000)

typedef struct {
  char *root;
  char *folder; /* root/serial/by-id */
  char *link;   /* root/serial/by-id/usb-reader */
  char *node;   /* root/ttyACM0 */
} Fixture;

static void
set_up (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  f->root = g_dir_make_tmp ("cubby-watch-XXXXXX", &error);
  g_assert_no_error (error);
  f->folder = g_build_filename (f->root, "serial", "by-id", NULL);
  f->link = g_build_filename (f->folder, "usb-reader", NULL);
  f->node = g_build_filename (f->root, "ttyACM0", NULL);
}

static void
tear_down (Fixture *f)
{
  g_autofree char *serial = g_path_get_dirname (f->folder);
  g_unlink (f->link);
  g_unlink (f->node);
  g_rmdir (f->folder);
  g_rmdir (serial);
  g_rmdir (f->root);
  g_free (f->root);
  g_free (f->folder);
  g_free (f->link);
  g_free (f->node);
}

static void
make_node (Fixture *f)
{
  g_assert_true (g_file_set_contents (f->node, "", 0, NULL));
}

static void
make_link (Fixture *f)
{
  g_assert_cmpint (g_mkdir_with_parents (f->folder, 0700), ==, 0);
  g_assert_cmpint (symlink (f->node, f->link), ==, 0);
}

static void
test_node (Fixture *f)
{
  g_autoptr (CubbyDeviceWatch) watch = cubby_device_watch_new (f->node);
  g_assert_false (cubby_device_watch_wait (watch, SHORT_US));
  make_node (f);
  g_assert_true (cubby_device_watch_wait (watch, LONG_US));
  g_assert_false (cubby_device_watch_wait (watch, SHORT_US)); /* told once */
}

static void
test_other_node (Fixture *f)
{
  g_autofree char *other = g_build_filename (f->root, "ttyACM1", NULL);
  g_autoptr (CubbyDeviceWatch) watch = cubby_device_watch_new (f->node);
  g_assert_true (g_file_set_contents (other, "", 0, NULL));
  g_assert_false (cubby_device_watch_wait (watch, SHORT_US));
  g_unlink (other);
}

static void
test_link (Fixture *f)
{
  make_node (f);
  g_autoptr (CubbyDeviceWatch) watch = cubby_device_watch_new (f->link);
  g_assert_false (cubby_device_watch_wait (watch, SHORT_US));
  make_link (f); /* the folders too are new */
  g_assert_true (cubby_device_watch_wait (watch, LONG_US));
}

static void
test_link_again (Fixture *f)
{
  make_node (f);
  make_link (f);
  g_autoptr (CubbyDeviceWatch) watch = cubby_device_watch_new (f->link);
  g_unlink (f->link);
  g_rmdir (f->folder); /* udev takes the folder away with the last link */
  g_unlink (f->node);
  g_assert_false (cubby_device_watch_wait (watch, SHORT_US));
  make_node (f);
  g_assert_false (cubby_device_watch_wait (watch, SHORT_US));
  make_link (f);
  g_assert_true (cubby_device_watch_wait (watch, LONG_US));
}

/* The link comes first, and what it stands for is given to us after that. */
static void
test_attributes (Fixture *f)
{
  make_node (f);
  make_link (f);
  g_autoptr (CubbyDeviceWatch) watch = cubby_device_watch_new (f->link);
  g_assert_false (cubby_device_watch_wait (watch, SHORT_US));
  g_assert_cmpint (g_chmod (f->node, 0660), ==, 0);
  g_assert_true (cubby_device_watch_wait (watch, LONG_US));
}

static gpointer
make_link_late (gpointer data)
{
  g_usleep (50 * 1000);
  make_link (data);
  return NULL;
}

static void
test_while_waiting (Fixture *f)
{
  make_node (f);
  g_autoptr (CubbyDeviceWatch) watch = cubby_device_watch_new (f->link);
  GThread *thread = g_thread_new ("plug", make_link_late, f);
  g_assert_true (cubby_device_watch_wait (watch, LONG_US));
  g_thread_join (thread);
}

static gpointer
make_link_at_once (gpointer data)
{
  make_link (data);
  return NULL;
}

/* A folder may come at every moment of the watch's looking: of many times each moment is met. */
static void
test_at_each_moment (Fixture *f)
{
  g_autofree char *serial = g_path_get_dirname (f->folder);
  g_autoptr (CubbyDeviceWatch) watch = cubby_device_watch_new (f->link);
  make_node (f);
  for (guint i = 0; i < 600; i++) {
    GThread *thread = g_thread_new ("plug", make_link_at_once, f);
    g_assert_true (cubby_device_watch_wait (watch, LONG_US));
    g_thread_join (thread);
    g_unlink (f->link);
    g_rmdir (f->folder);
    g_rmdir (serial);
  }
}

static const struct {
  const char *name;
  void (*run) (Fixture *f);
} rows[] = {
    {"a node is made", test_node},
    {"another node is made", test_other_node},
    {"a link is made, in folders that were not there", test_link},
    {"all of it goes and comes again", test_link_again},
    {"the node is opened to us after the link is made", test_attributes},
    {"it comes while it is waited for", test_while_waiting},
    {"it comes at any moment of the looking", test_at_each_moment},
};

static void
run_row (gconstpointer data)
{
  void (*const *run) (Fixture *) = data;
  Fixture f;
  set_up (&f);
  (*run) (&f);
  tear_down (&f);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strdup_printf ("/hardware/scanner/device-watch/%s", rows[i].name);
    g_test_add_data_func (path, &rows[i].run, run_row);
  }
  return g_test_run ();
}
