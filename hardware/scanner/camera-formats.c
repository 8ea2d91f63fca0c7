/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/camera-formats.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <linux/videodev2.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

/* A driver that counts without end is not believed. */
#define FORMATS_MAX 16
#define SIZES_MAX 24
#define RATES_MAX 32

static const struct {
  guint32 pixels;
  const char *format;
} names[] = {
    {V4L2_PIX_FMT_GREY, "gray8"},  {V4L2_PIX_FMT_YUYV, "yuy2"},  {V4L2_PIX_FMT_NV12, "nv12"},
    {V4L2_PIX_FMT_YUV420, "i420"}, {V4L2_PIX_FMT_MJPEG, "mjpg"}, {V4L2_PIX_FMT_JPEG, "mjpg"},
};

/* Returns: (nullable): NULL when we do not read it. */
static const char *
name_of (guint32 pixels)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (names[i].pixels == pixels)
      return names[i].format;
  return NULL;
}

static gboolean
ask (int fd, gulong request, gpointer argument)
{
  int status = 0;
  do
    status = ioctl (fd, request, argument);
  while (status != 0 && errno == EINTR);
  return status == 0;
}

/* Returns: pictures a second at most; 0: it does not say. */
static guint
best_rate (int fd, guint32 pixels, guint32 width, guint32 height)
{
  double best = 0;
  for (guint32 i = 0; i < RATES_MAX; i++) {
    struct v4l2_frmivalenum interval = {.index = i, .pixel_format = pixels, .width = width, .height = height};
    if (!ask (fd, VIDIOC_ENUM_FRAMEINTERVALS, &interval))
      break;
    gboolean discrete = interval.type == V4L2_FRMIVAL_TYPE_DISCRETE;
    struct v4l2_fract shortest = discrete ? interval.discrete : interval.stepwise.min;
    if (shortest.numerator > 0)
      best = MAX (best, (double)shortest.denominator / shortest.numerator);
    if (!discrete)
      break;
  }
  return (guint)(best + 0.5);
}

static void
add_size (GString *text, int fd, guint32 pixels, guint32 width, guint32 height)
{
  guint rate = best_rate (fd, pixels, width, height);
  g_string_append_printf (text, "%ux%u", width, height);
  if (rate > 0)
    g_string_append_printf (text, " at %u", rate);
}

static void
add_sizes (GString *text, int fd, guint32 pixels)
{
  for (guint32 i = 0; i < SIZES_MAX; i++) {
    struct v4l2_frmsizeenum size = {.index = i, .pixel_format = pixels};
    if (!ask (fd, VIDIOC_ENUM_FRAMESIZES, &size))
      return;
    g_string_append (text, i > 0 ? ", " : " ");
    if (size.type == V4L2_FRMSIZE_TYPE_DISCRETE) {
      add_size (text, fd, pixels, size.discrete.width, size.discrete.height);
      continue;
    }
    g_string_append_printf (text, "%ux%u to ", size.stepwise.min_width, size.stepwise.min_height);
    add_size (text, fd, pixels, size.stepwise.max_width, size.stepwise.max_height);
    return;
  }
}

static void
add_formats (GString *text, int fd)
{
  for (guint32 i = 0; i < FORMATS_MAX; i++) {
    struct v4l2_fmtdesc format = {.index = i, .type = V4L2_BUF_TYPE_VIDEO_CAPTURE};
    if (!ask (fd, VIDIOC_ENUM_FMT, &format))
      return;
    const char *name = name_of (format.pixelformat);
    if (name == NULL)
      continue;
    g_string_append_printf (text, "%s%s", text->len > 0 ? "; " : "", name);
    add_sizes (text, fd, format.pixelformat);
  }
}

char *
cubby_camera_formats_describe (const char *device)
{
  g_autoptr (GString) text = g_string_new (NULL);
  int fd = g_open (device, O_RDWR | O_NONBLOCK | O_CLOEXEC, 0);
  if (fd < 0)
    return NULL;
  add_formats (text, fd);
  close (fd);
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}
