/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/hardware/scanner/fake-camera.h"

#include <errno.h>
#include <linux/videodev2.h>
#include <stdio.h>
#include <string.h>
#include <umockdev.h>
#include <unistd.h>

#define NODE "/dev/video0"
#define ASIDE "/video0"
#define WIDTH 1280
#define HEIGHT 720
#define RATE 30
#define N_BYTES (WIDTH * HEIGHT * 2)
#define DESCRIPTION                                                                                          \
  "P: /devices/pci0000:00/0000:00:14.0/usb1/1-4/1-4:1.0/video4linux/video0\nN: video0\n"                     \
  "E: DEVNAME=/dev/video0\nE: ID_V4L_PRODUCT=HD Pro Webcam C920\nE: SUBSYSTEM=video4linux\n"                 \
  "E: MAJOR=81\nE: MINOR=0\nA: dev=81:0\n"

typedef struct {
  guint32 id;
  guint32 type;
  const char *name;
} Control;

/* In the order of their numbers, with the names of drivers/media/v4l2-core/v4l2-ctrls-defs.c. */
static const Control controls[] = {
    {V4L2_CID_GAIN, V4L2_CTRL_TYPE_INTEGER, "Gain"},
    {V4L2_CID_POWER_LINE_FREQUENCY, V4L2_CTRL_TYPE_MENU, "Power Line Frequency"},
    {V4L2_CID_EXPOSURE_AUTO, V4L2_CTRL_TYPE_MENU, "Auto Exposure"},
    {V4L2_CID_EXPOSURE_ABSOLUTE, V4L2_CTRL_TYPE_INTEGER, "Exposure Time, Absolute"},
    {V4L2_CID_EXPOSURE_AUTO_PRIORITY, V4L2_CTRL_TYPE_BOOLEAN, "Exposure, Dynamic Framerate"},
    {V4L2_CID_FOCUS_ABSOLUTE, V4L2_CTRL_TYPE_INTEGER, "Focus, Absolute"},
    {V4L2_CID_FOCUS_AUTO, V4L2_CTRL_TYPE_BOOLEAN, "Focus, Automatic Continuous"},
};

struct _FakeCamera {
  UMockdevTestbed *testbed;
  UMockdevIoctlBase *ioctls;
  GMutex lock; /* umockdev answers in a thread of its own */
  guint8 *picture;
  guint n_pictures;
  guint rate; /* pictures a second that really come */
  gboolean gone;
  gboolean busy;
  gboolean frozen;
  int values[G_N_ELEMENTS (controls)];
};

static long
answer_capabilities (FakeCamera *self, gpointer data)
{
  struct v4l2_capability *answer = data;
  const guint32 can = V4L2_CAP_VIDEO_CAPTURE | V4L2_CAP_READWRITE;
  g_strlcpy ((char *)answer->driver, "uvcvideo", sizeof answer->driver);
  g_strlcpy ((char *)answer->card, "HD Pro Webcam C920", sizeof answer->card);
  answer->capabilities = can | V4L2_CAP_DEVICE_CAPS;
  answer->device_caps = can;
  return 0;
}

static long
answer_input (FakeCamera *self, gpointer data)
{
  *(int *)data = 0;
  return 0;
}

/* As of a webcam on USB 2: no driver numbers them, so they are told in this order. */
static const struct {
  guint32 pixels;
  struct v4l2_frmsize_discrete sizes[2];
} formats[] = {
    {V4L2_PIX_FMT_YUYV, {{WIDTH, HEIGHT}, {640, 480}}},
    {V4L2_PIX_FMT_H264, {{1920, 1080}, {WIDTH, HEIGHT}}},
    {V4L2_PIX_FMT_MJPEG, {{1920, 1080}, {WIDTH, HEIGHT}}},
};

static long
answer_format_name (FakeCamera *self, gpointer data)
{
  struct v4l2_fmtdesc *answer = data;
  if (answer->index >= G_N_ELEMENTS (formats) || answer->type != V4L2_BUF_TYPE_VIDEO_CAPTURE)
    return -EINVAL;
  answer->pixelformat = formats[answer->index].pixels;
  return 0;
}

static long
answer_size (FakeCamera *self, gpointer data)
{
  struct v4l2_frmsizeenum *answer = data;
  answer->type = V4L2_FRMSIZE_TYPE_DISCRETE;
  for (guint i = 0; i < G_N_ELEMENTS (formats) && answer->index < 2; i++)
    if (formats[i].pixels == answer->pixel_format) {
      answer->discrete = formats[i].sizes[answer->index];
      return 0;
    }
  return -EINVAL;
}

static long
answer_interval (FakeCamera *self, gpointer data)
{
  struct v4l2_frmivalenum *answer = data;
  answer->type = V4L2_FRMIVAL_TYPE_DISCRETE;
  answer->discrete = (struct v4l2_fract){.numerator = 1, .denominator = RATE};
  return answer->index > 0 ? -EINVAL : 0;
}

/* Whatever is asked for, it is this. */
static long
answer_format (FakeCamera *self, gpointer data)
{
  struct v4l2_format *answer = data;
  answer->fmt.pix = (struct v4l2_pix_format){.width = WIDTH,
                                             .height = HEIGHT,
                                             .pixelformat = V4L2_PIX_FMT_YUYV,
                                             .field = V4L2_FIELD_NONE,
                                             .bytesperline = WIDTH * 2,
                                             .sizeimage = N_BYTES,
                                             .colorspace = V4L2_COLORSPACE_SRGB};
  return answer->type != V4L2_BUF_TYPE_VIDEO_CAPTURE ? -EINVAL : 0;
}

/* Whoever has asked for buffers, or reads, has it alone. */
static long
answer_set_format (FakeCamera *self, gpointer data)
{
  return self->busy ? -EBUSY : answer_format (self, data);
}

static long
answer_rate (FakeCamera *self, gpointer data)
{
  struct v4l2_streamparm *answer = data;
  answer->parm.capture.capability = V4L2_CAP_TIMEPERFRAME;
  answer->parm.capture.timeperframe = (struct v4l2_fract){.numerator = 1, .denominator = RATE};
  return 0;
}

/* With the flag, the next one after that number. */
static long
answer_control (FakeCamera *self, gpointer data)
{
  struct v4l2_queryctrl *answer = data;
  gboolean next = (answer->id & V4L2_CTRL_FLAG_NEXT_CTRL) != 0;
  guint32 id = answer->id & ~(guint32)V4L2_CTRL_FLAG_NEXT_CTRL;
  for (guint i = 0; i < G_N_ELEMENTS (controls); i++) {
    if (next ? controls[i].id <= id : controls[i].id != id)
      continue;
    *answer =
        (struct v4l2_queryctrl){.id = controls[i].id, .type = controls[i].type, .maximum = 65535, .step = 1};
    g_strlcpy ((char *)answer->name, controls[i].name, sizeof answer->name);
    return 0;
  }
  return -EINVAL;
}

static long
take_control (FakeCamera *self, gpointer data)
{
  const struct v4l2_control *control = data;
  for (guint i = 0; i < G_N_ELEMENTS (controls); i++)
    if (controls[i].id == control->id)
      self->values[i] = control->value;
  return 0;
}

static const struct {
  gulong request;
  long (*answer) (FakeCamera *self, gpointer data);
} answers[] = {
    {VIDIOC_QUERYCAP, answer_capabilities},
    {VIDIOC_G_INPUT, answer_input},
    {VIDIOC_ENUM_FMT, answer_format_name},
    {VIDIOC_ENUM_FRAMESIZES, answer_size},
    {VIDIOC_ENUM_FRAMEINTERVALS, answer_interval},
    {VIDIOC_G_FMT, answer_format},
    {VIDIOC_TRY_FMT, answer_format},
    {VIDIOC_S_FMT, answer_set_format},
    {VIDIOC_G_PARM, answer_rate},
    {VIDIOC_S_PARM, answer_rate},
    {VIDIOC_QUERYCTRL, answer_control},
    {VIDIOC_S_CTRL, take_control},
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
  long status = -ENOTTY;
  g_mutex_lock (&self->lock);
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    if (answers[i].request == request)
      status = self->gone ? -ENODEV : answers[i].answer (self, bytes);
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
    self->picture[N_BYTES - 2 * (1 + self->n_pictures++ % WIDTH)] ^= 1;
  gboolean gone = self->gone || buffer->data_len != N_BYTES;
  if (!gone)
    umockdev_ioctl_data_update (buffer, 0, self->picture, N_BYTES);
  g_mutex_unlock (&self->lock);
  complete (client, gone ? -ENODEV : N_BYTES);
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
  self->rate = RATE;
  self->picture = g_malloc (N_BYTES);
  memset (self->picture, 128, N_BYTES);
  for (guint i = 0; i < G_N_ELEMENTS (controls); i++)
    self->values[i] = -1;
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
  g_assert_true (frame->width == WIDTH && frame->height == HEIGHT);
  g_mutex_lock (&self->lock);
  for (gsize i = 0; i < (gsize)WIDTH * HEIGHT; i++)
    self->picture[2 * i] = frame->pixels[i / WIDTH * frame->stride + i % WIDTH];
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
  self->busy = busy;
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
  memset (self->picture, 17, N_BYTES);
  g_mutex_unlock (&self->lock);
}

int
fake_camera_get_control (FakeCamera *self, const char *name)
{
  int value = -1;
  g_mutex_lock (&self->lock);
  for (guint i = 0; i < G_N_ELEMENTS (controls); i++)
    if (strcmp (controls[i].name, name) == 0)
      value = self->values[i];
  g_mutex_unlock (&self->lock);
  return value;
}
