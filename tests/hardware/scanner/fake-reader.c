/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/hardware/scanner/fake-reader.h"

#include "tests/hardware/scanner/typist.h"

#include <errno.h>
#include <linux/input.h>
#include <stdio.h>
#include <string.h>
#include <umockdev.h>
#include <unistd.h>

#define NODE "/dev/input/event5"
#define ASIDE "/event5"

struct _FakeReader {
  char *name;
  UMockdevTestbed *testbed;
  UMockdevIoctlBase *ioctls;
  /* Below: atomic, for umockdev answers in a thread of its own. */
  int types;
  int held;
  int grabbed;
  int gone;
  int n_reads;
  int n_open_reads;
};

static char *
recording (FakeReader *self, const char *suffix)
{
  g_autofree char *file = g_strconcat (self->name, suffix, NULL);
  return g_test_build_filename (G_TEST_DIST, "readers", file, NULL);
}

/* Bits of what the device can do: types of events, or keys. */
static void
answer_bits (FakeReader *self, guint type, guint8 *bits, gsize n_bytes)
{
  memset (bits, 0, n_bytes);
  if (type == 0)
    bits[0] = 1 << EV_SYN | 1 << EV_KEY | 1 << EV_MSC;
  for (guint key = KEY_ESC; type == EV_KEY && key <= KEY_COMPOSE && key / 8 < n_bytes; key++)
    if (g_atomic_int_get (&self->types) != 0)
      bits[key / 8] |= (guint8)(1 << key % 8);
}

/* The data that a request asks for; the length of the answer, or a negative errno. */
static long
answer (FakeReader *self, gulong request, guint8 *data, gsize n_bytes)
{
  guint number = _IOC_NR (request);
  memset (data, 0, n_bytes);
  if (request == EVIOCGVERSION) {
    const int version = EV_VERSION;
    memcpy (data, &version, sizeof version);
    return 0;
  }
  if (request == EVIOCGID) {
    const struct input_id id = {.bustype = BUS_USB, .vendor = 0x0c2e, .product = 0x0b61, .version = 0x110};
    memcpy (data, &id, sizeof id);
    return 0;
  }
  if (number == _IOC_NR (EVIOCGNAME (0))) {
    g_strlcpy ((char *)data, self->name, n_bytes);
    return (long)strlen ((char *)data) + 1;
  }
  if (number >= 0x20 && number < 0x40) {
    answer_bits (self, number - 0x20, data, n_bytes);
    return (long)n_bytes;
  }
  return number == _IOC_NR (EVIOCGPHYS (0)) || number == _IOC_NR (EVIOCGUNIQ (0)) ? -ENOENT : (long)n_bytes;
}

/* As the kernel: one may have it. */
static long
answer_grab (FakeReader *self, gboolean grab)
{
  if (!grab)
    return g_atomic_int_compare_and_exchange (&self->grabbed, 1, 0) ? 0 : -EINVAL;
  if (g_atomic_int_get (&self->held) != 0)
    return -EBUSY;
  return g_atomic_int_compare_and_exchange (&self->grabbed, 0, 1) ? 0 : -EBUSY;
}

static void
complete (UMockdevIoctlClient *client, long status)
{
  umockdev_ioctl_client_complete (client, status < 0 ? -1 : status, status < 0 ? (int)-status : 0);
}

static gboolean
on_ioctl (UMockdevIoctlBase *base, UMockdevIoctlClient *client, gpointer data)
{
  FakeReader *self = data;
  gulong request = umockdev_ioctl_client_get_request (client);
  UMockdevIoctlData *argument = umockdev_ioctl_client_get_arg (client);
  if (_IOC_TYPE (request) != 'E')
    return FALSE;
  if (request == EVIOCGRAB) { /* its argument is a number, not an address */
    void *value = NULL;
    memcpy (&value, argument->data, sizeof value);
    complete (client, answer_grab (self, value != NULL));
    return TRUE;
  }
  gsize n_bytes = _IOC_SIZE (request);
  g_autoptr (UMockdevIoctlData) memory = umockdev_ioctl_data_resolve (argument, 0, n_bytes, NULL);
  g_autofree guint8 *bytes = g_malloc0 (n_bytes + 1);
  long status = answer (self, request, bytes, n_bytes);
  if (memory != NULL)
    umockdev_ioctl_data_update (memory, 0, bytes, (int)n_bytes);
  complete (client, status);
  return TRUE;
}

static gboolean
on_read (UMockdevIoctlBase *base, UMockdevIoctlClient *client, gpointer data)
{
  FakeReader *self = data;
  if (g_atomic_int_get (&self->gone) != 0) {
    complete (client, -ENODEV);
    return TRUE;
  }
  g_atomic_int_inc (&self->n_reads);
  if (g_atomic_int_get (&self->grabbed) == 0)
    g_atomic_int_inc (&self->n_open_reads);
  return FALSE; /* the bytes come from the node as ever */
}

static void
add_device (FakeReader *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = recording (self, ".umockdev");
  umockdev_testbed_add_from_file (self->testbed, path, &error);
  g_assert_no_error (error);
  umockdev_testbed_attach_ioctl (self->testbed, NODE, self->ioctls, &error);
  g_assert_no_error (error);
}

/* umockdev cannot make a node twice: it is put aside. */
static void
move_node (FakeReader *self, const char *from, const char *to)
{
  g_autofree char *root = umockdev_testbed_get_root_dir (self->testbed);
  g_autofree char *old_path = g_strconcat (root, from, NULL), *new_path = g_strconcat (root, to, NULL);
  g_assert_cmpint (rename (old_path, new_path), ==, 0);
}

void
fake_reader_plug (FakeReader *self)
{
  g_atomic_int_set (&self->gone, 0);
  move_node (self, ASIDE, NODE);
}

static void
write_key (int code, int value, gpointer data)
{
  FakeReader *self = data;
  gboolean lost = code == TYPIST_LOST;
  const struct input_event events[] = {
      {.type = lost ? EV_SYN : EV_KEY, .code = lost ? SYN_DROPPED : (guint16)code, .value = value},
      {.type = EV_SYN, .code = SYN_REPORT},
  };
  int fd = umockdev_testbed_get_dev_fd (self->testbed, NODE);
  g_assert_cmpint (write (fd, events, sizeof events), ==, sizeof events);
}

void
fake_reader_unplug (FakeReader *self)
{
  g_atomic_int_set (&self->gone, 1);
  write_key (KEY_A, 1, self);           /* the kernel wakes whoever waits for it */
  g_atomic_int_set (&self->grabbed, 0); /* which goes with it */
  move_node (self, NODE, ASIDE);
}

/* umockdev tells all that it does, in bytes that are no text. */
static void
ignore_log (const char *domain, GLogLevelFlags level, const char *message, gpointer data)
{
}

FakeReader *
fake_reader_new (const char *name)
{
  FakeReader *self = g_new0 (FakeReader, 1);
  self->name = g_strdup (name);
  self->types = TRUE;
  g_log_set_handler (NULL, G_LOG_LEVEL_DEBUG, ignore_log, NULL);
  self->testbed = umockdev_testbed_new ();
  g_assert_true (umockdev_in_mock_environment ());
  self->ioctls = umockdev_ioctl_base_new ();
  g_signal_connect (self->ioctls, "handle-ioctl", G_CALLBACK (on_ioctl), self);
  g_signal_connect (self->ioctls, "handle-read", G_CALLBACK (on_read), self);
  add_device (self);
  return self;
}

void
fake_reader_free (FakeReader *self)
{
  g_object_unref (self->ioctls);
  g_object_unref (self->testbed);
  g_free (self->name);
  g_free (self);
}

const char *
fake_reader_get_device (FakeReader *self)
{
  return NODE;
}

void
fake_reader_hold (FakeReader *self, gboolean held)
{
  g_atomic_int_set (&self->held, held);
}

void
fake_reader_set_types (FakeReader *self, gboolean types)
{
  g_atomic_int_set (&self->types, types);
}

void
fake_reader_play (FakeReader *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = recording (self, ".evemu");
  umockdev_testbed_load_evemu_events (self->testbed, NODE, path, &error);
  g_assert_no_error (error);
}

void
fake_reader_type (FakeReader *self, const char *script)
{
  typist_type (script, write_key, self);
}

gboolean
fake_reader_is_grabbed (FakeReader *self)
{
  return g_atomic_int_get (&self->grabbed) != 0;
}

guint
fake_reader_get_n_reads (FakeReader *self)
{
  return (guint)g_atomic_int_get (&self->n_reads);
}

guint
fake_reader_get_n_open_reads (FakeReader *self)
{
  return (guint)g_atomic_int_get (&self->n_open_reads);
}
