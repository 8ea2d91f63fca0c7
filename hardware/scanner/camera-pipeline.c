/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/camera-pipeline.h"

#include <string.h>

/* A slow reader must see the newest picture, never a queue of old ones. */
#define SINK " ! appsink name=" CUBBY_CAMERA_SINK " max-buffers=1 drop=true"
#define DIRECT "{ GRAY8, YUY2, NV12, I420 }"
/* What baseline JPEG is decoded to. */
#define DECODED "{ GRAY8, I420, Y42B, Y444 }"

/* V4L2_EXPOSURE_MANUAL and V4L2_EXPOSURE_APERTURE_PRIORITY: the time is ours, or the camera's; no webcam has
 * an iris. V4L2_CID_POWER_LINE_FREQUENCY counts from off. */
#define EXPOSURE_BY_HAND 1
#define EXPOSURE_BY_CAMERA 3
#define EXPOSURE_UNIT_US 100

static const struct {
  const char *format;
  const char *raw;  /* as GStreamer names it */
  gboolean decoded; /* comes as JPEG */
} formats[] = {
    {.format = "any", .raw = DIRECT},  {.format = "gray8", .raw = "GRAY8"},
    {.format = "yuy2", .raw = "YUY2"}, {.format = "nv12", .raw = "NV12"},
    {.format = "i420", .raw = "I420"}, {.format = "mjpg", .raw = DECODED, .decoded = TRUE},
};

static const struct {
  const char *mains;
  int value;
} flickers[] = {{"off", 0}, {"50", 1}, {"60", 2}};

/* The controls of the kernel's camera drivers by the names that they have since Linux 5.18 (v4l2-ctl
 * --list-ctrls). One that a camera lacks is passed over. A picture that takes longer in the dark would make
 * the rate lie. */
static char *
describe_controls (const CubbyCameraSettings *camera)
{
  g_autoptr (GString) text = g_string_new ("c,exposure_dynamic_framerate=0");
  for (guint i = 0; i < G_N_ELEMENTS (flickers); i++)
    if (g_strcmp0 (flickers[i].mains, camera->mains) == 0)
      g_string_append_printf (text, ",power_line_frequency=%d", flickers[i].value);
  if (camera->exposure_us == CUBBY_CAMERA_AUTO)
    g_string_append_printf (text, ",auto_exposure=%d", EXPOSURE_BY_CAMERA);
  else
    g_string_append_printf (text, ",auto_exposure=%d,exposure_time_absolute=%d", EXPOSURE_BY_HAND,
                            camera->exposure_us / EXPOSURE_UNIT_US);
  if (camera->gain != CUBBY_CAMERA_AUTO)
    g_string_append_printf (text, ",gain=%d", camera->gain);
  if (camera->focus == CUBBY_CAMERA_AUTO)
    g_string_append (text, ",focus_automatic_continuous=1");
  else
    g_string_append_printf (text, ",focus_automatic_continuous=0,focus_absolute=%d", camera->focus);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
describe_device (const CubbyScannerSettings *settings)
{
  const CubbyCameraSettings *camera = &settings->camera;
  guint format = 0;
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (g_strcmp0 (formats[i].format, camera->format) == 0)
      format = i;
  g_autofree char *controls = describe_controls (camera);
  g_autofree char *size = g_strdup_printf ("width=(int)%u, height=(int)%u, framerate=(fraction)[ 1/1, %u/1 ]",
                                           camera->width, camera->height, camera->rate);
  g_autofree char *source = g_strdup_printf ("v4l2src name=cubby-source device=\"%s\" extra-controls=\"%s\"",
                                             settings->device, controls);
  if (formats[format].decoded)
    return g_strdup_printf (
        "%s ! image/jpeg, %s ! jpegdec max-errors=-1 ! video/x-raw, format=(string)%s" SINK, source, size,
        formats[format].raw);
  return g_strdup_printf ("%s ! video/x-raw, format=(string)%s, %s" SINK, source, formats[format].raw, size);
}

char *
cubby_camera_pipeline_describe (const CubbyScannerSettings *settings)
{
  if (settings->pipeline == NULL)
    return describe_device (settings);
  return g_strconcat (settings->pipeline, " ! videoconvert ! video/x-raw, format=(string)" DIRECT SINK, NULL);
}
