/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/hardware/scanner/fake-v4l2.h"

#include <errno.h>
#include <linux/videodev2.h>
#include <string.h>

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

G_STATIC_ASSERT (G_N_ELEMENTS (controls) == FAKE_V4L2_N_CONTROLS);

static long
answer_capabilities (FakeV4l2 *self, gpointer data)
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
answer_input (FakeV4l2 *self, gpointer data)
{
  *(int *)data = 0;
  return 0;
}

/* As of a webcam on USB 2: no driver numbers them, so they are told in this order. */
static const struct {
  guint32 pixels;
  struct v4l2_frmsize_discrete sizes[2];
} formats[] = {
    {V4L2_PIX_FMT_YUYV, {{FAKE_V4L2_WIDTH, FAKE_V4L2_HEIGHT}, {640, 480}}},
    {V4L2_PIX_FMT_H264, {{1920, 1080}, {FAKE_V4L2_WIDTH, FAKE_V4L2_HEIGHT}}},
    {V4L2_PIX_FMT_MJPEG, {{1920, 1080}, {FAKE_V4L2_WIDTH, FAKE_V4L2_HEIGHT}}},
};

static long
answer_format_name (FakeV4l2 *self, gpointer data)
{
  struct v4l2_fmtdesc *answer = data;
  if (answer->index >= G_N_ELEMENTS (formats) || answer->type != V4L2_BUF_TYPE_VIDEO_CAPTURE)
    return -EINVAL;
  answer->pixelformat = formats[answer->index].pixels;
  return 0;
}

static long
answer_size (FakeV4l2 *self, gpointer data)
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
answer_interval (FakeV4l2 *self, gpointer data)
{
  struct v4l2_frmivalenum *answer = data;
  answer->type = V4L2_FRMIVAL_TYPE_DISCRETE;
  answer->discrete = (struct v4l2_fract){.numerator = 1, .denominator = FAKE_V4L2_RATE};
  return answer->index > 0 ? -EINVAL : 0;
}

/* Whatever is asked for, it is this. */
static long
answer_format (FakeV4l2 *self, gpointer data)
{
  struct v4l2_format *answer = data;
  answer->fmt.pix = (struct v4l2_pix_format){.width = FAKE_V4L2_WIDTH,
                                             .height = FAKE_V4L2_HEIGHT,
                                             .pixelformat = V4L2_PIX_FMT_YUYV,
                                             .field = V4L2_FIELD_NONE,
                                             .bytesperline = FAKE_V4L2_WIDTH * 2,
                                             .sizeimage = FAKE_V4L2_BYTES,
                                             .colorspace = V4L2_COLORSPACE_SRGB};
  return answer->type != V4L2_BUF_TYPE_VIDEO_CAPTURE ? -EINVAL : 0;
}

/* Whoever has asked for buffers, or reads, has it alone. */
static long
answer_set_format (FakeV4l2 *self, gpointer data)
{
  return self->busy ? -EBUSY : answer_format (self, data);
}

static long
answer_rate (FakeV4l2 *self, gpointer data)
{
  struct v4l2_streamparm *answer = data;
  answer->parm.capture.capability = V4L2_CAP_TIMEPERFRAME;
  answer->parm.capture.timeperframe = (struct v4l2_fract){.numerator = 1, .denominator = FAKE_V4L2_RATE};
  return 0;
}

/* With the flag, the next one after that number. */
static long
answer_control (FakeV4l2 *self, gpointer data)
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
take_control (FakeV4l2 *self, gpointer data)
{
  const struct v4l2_control *control = data;
  for (guint i = 0; i < G_N_ELEMENTS (controls); i++)
    if (controls[i].id == control->id)
      self->values[i] = control->value;
  return 0;
}

static const struct {
  gulong request;
  long (*answer) (FakeV4l2 *self, gpointer data);
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

long
fake_v4l2_answer (FakeV4l2 *self, gulong request, gpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    if (answers[i].request == request)
      return answers[i].answer (self, data);
  return -ENOTTY;
}

void
fake_v4l2_init (FakeV4l2 *self)
{
  self->busy = FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (controls); i++)
    self->values[i] = -1;
}

int
fake_v4l2_get_control (const FakeV4l2 *self, const char *name)
{
  int value = -1;
  for (guint i = 0; i < G_N_ELEMENTS (controls); i++)
    if (strcmp (controls[i].name, name) == 0)
      value = self->values[i];
  return value;
}
