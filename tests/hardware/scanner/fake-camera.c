/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/hardware/scanner/fake-camera.h"
#include "tests/hardware/scanner/fake-v4l2.h"

#include <errno.h>
#include <linux/ioctl.h>
#include <stdio.h>
#include <string.h>
#include <umockdev.h>
#include <unistd.h>

#define NODE "/dev/video0"
#define ASIDE "/video0"
#define DESCRIPTION                                                                                          \
  "P: /devices/pci0000:00/0000:00:14.0/usb1/1-4/1-4:1.0/video4linux/video0\nN: video0\n"                     \
  "E: DEVNAME=/dev/video0\nE: ID_V4L_PRODUCT=HD Pro Webcam C920\nE: SUBSYSTEM=video4linux\n"                 \
  "E: MAJOR=81\nE: MINOR=0\nA: dev=81:0\n"

struct _FakeCamera {
  UMockdevTestbed *testbed;
  UMockdevIoctlBase *ioctls;
  GMutex lock; /* umockdev answers in a thread of its own */
  guint8 *picture;
  guint n_pictures;
  guint rate; /* pictures a second that really come */
  gboolean gone;
  gboolean frozen;
  FakeV4l2 v4l2;
};

static void
complete (UMockdevIoctlClient *client, long status)
{
  umockdev_ioctl_client_complete (client, status < 0 ? -1 : status, status < 0 ? (int)-status : 0);
}

static gboolean
on_ioctl (UMockdevIoctlBase *base, UMockdevIoctlClient *client, gpointer data)
{
  FakeCamera *self = data;
  gulong request = umockdev_ioctl_client_get_request (client);
  if (_IOC_TYPE (request) != 'V')
    return FALSE;
  int n_bytes = (int)_IOC_SIZE (request);
  g_autoptr (UMockdevIoctlData) memory =
      umockdev_ioctl_data_resolve (umockdev_ioctl_client_get_arg (client), 0, (gsize)n_bytes, NULL);
  g_autofree gpointer bytes = g_memdup2 (memory->data, (gsize)n_bytes);
  g_mutex_lock (&self->lock);
  long status = self->gone ? -ENODEV : fake_v4l2_answer (&self->v4l2, request, bytes);
  g_mutex_unlock (&self->lock);
  umockdev_ioctl_data_update (memory, 0, bytes, n_bytes);
  complete (client, status);
  return TRUE;
}

static gboolean
on_read (UMockdevIoctlBase *base, UMockdevIoctlClient *client, gpointer data)
{
  FakeCamera *self = data;
  UMockdevIoctlData *buffer = umockdev_ioctl_client_get_arg (client);
  g_mutex_lock (&self->lock);
  guint rate = self->rate;
  g_mutex_unlock (&self->lock);
  g_usleep (G_USEC_PER_SEC / rate);
  g_mutex_lock (&self->lock);
  if (!self->frozen) /* the noise of a sensor, in one pixel of the lowest row */
    self->picture[FAKE_V4L2_BYTES - 2 * (1 + self->n_pictures++ % FAKE_V4L2_WIDTH)] ^= 1;
  gboolean gone = self->gone || buffer->data_len != FAKE_V4L2_BYTES;
  if (!gone)
    umockdev_ioctl_data_update (buffer, 0, self->picture, FAKE_V4L2_BYTES);
  g_mutex_unlock (&self->lock);
  complete (client, gone ? -ENODEV : FAKE_V4L2_BYTES);
  return TRUE;
}

/* umockdev tells all that it does, in bytes that are no text. */
static void
ignore_log (const char *domain, GLogLevelFlags level, const char *message, gpointer data)
{
}

FakeCamera *
fake_camera_new (void)
{
  g_autoptr (GError) error = NULL;
  FakeCamera *self = g_new0 (FakeCamera, 1);
  g_mutex_init (&self->lock);
  self->rate = FAKE_V4L2_RATE;
  self->picture = g_malloc (FAKE_V4L2_BYTES);
  memset (self->picture, 128, FAKE_V4L2_BYTES);
  fake_v4l2_init (&self->v4l2);
  g_log_set_handler (NULL, G_LOG_LEVEL_DEBUG, ignore_log, NULL);
  self->testbed = umockdev_testbed_new ();
  g_assert_true (umockdev_in_mock_environment ());
  umockdev_testbed_add_from_string (self->testbed, DESCRIPTION, &error);
  g_assert_no_error (error);
  self->ioctls = umockdev_ioctl_base_new ();
  g_signal_connect (self->ioctls, "handle-ioctl", G_CALLBACK (on_ioctl), self);
  g_signal_connect (self->ioctls, "handle-read", G_CALLBACK (on_read), self);
  umockdev_testbed_attach_ioctl (self->testbed, NODE, self->ioctls, &error);
  g_assert_no_error (error);
  /* Never read: whoever waits for a picture sees that there is one. */
  g_assert_cmpint (write (umockdev_testbed_get_dev_fd (self->testbed, NODE), "x", 1), ==, 1);
  return self;
}

void
fake_camera_free (FakeCamera *self)
{
  g_object_unref (self->ioctls);
  g_object_unref (self->testbed);
  g_mutex_clear (&self->lock);
  g_free (self->picture);
  g_free (self);
}

const char *
fake_camera_get_device (FakeCamera *self)
{
  return NODE;
}

void
fake_camera_show (FakeCamera *self, const CubbyFrame *frame)
{
  g_assert_true (frame->width == FAKE_V4L2_WIDTH && frame->height == FAKE_V4L2_HEIGHT);
  g_mutex_lock (&self->lock);
  for (gsize i = 0; i < (gsize)FAKE_V4L2_WIDTH * FAKE_V4L2_HEIGHT; i++)
    self->picture[2 * i] = frame->pixels[i / FAKE_V4L2_WIDTH * frame->stride + i % FAKE_V4L2_WIDTH];
  g_mutex_unlock (&self->lock);
}

/* umockdev cannot make a node twice: it is put aside. */
static void
set_gone (FakeCamera *self, gboolean gone)
{
  g_autofree char *root = umockdev_testbed_get_root_dir (self->testbed);
  g_autofree char *node = g_strconcat (root, NODE, NULL), *aside = g_strconcat (root, ASIDE, NULL);
  g_mutex_lock (&self->lock);
  self->gone = gone;
  g_mutex_unlock (&self->lock);
  g_assert_cmpint (gone ? rename (node, aside) : rename (aside, node), ==, 0);
}

void
fake_camera_unplug (FakeCamera *self)
{
  set_gone (self, TRUE);
}

void
fake_camera_plug (FakeCamera *self)
{
  set_gone (self, FALSE);
}

void
fake_camera_set_busy (FakeCamera *self, gboolean busy)
{
  g_mutex_lock (&self->lock);
  self->v4l2.busy = busy;
  g_mutex_unlock (&self->lock);
}

void
fake_camera_set_frozen (FakeCamera *self, gboolean frozen)
{
  g_mutex_lock (&self->lock);
  self->frozen = frozen;
  g_mutex_unlock (&self->lock);
}

void
fake_camera_set_rate (FakeCamera *self, guint rate)
{
  g_mutex_lock (&self->lock);
  self->rate = rate;
  g_mutex_unlock (&self->lock);
}

void
fake_camera_cover (FakeCamera *self)
{
  g_mutex_lock (&self->lock);
  memset (self->picture, 17, FAKE_V4L2_BYTES);
  g_mutex_unlock (&self->lock);
}

int
fake_camera_get_control (FakeCamera *self, const char *name)
{
  g_mutex_lock (&self->lock);
  int value = fake_v4l2_get_control (&self->v4l2, name);
  g_mutex_unlock (&self->lock);
  return value;
}
