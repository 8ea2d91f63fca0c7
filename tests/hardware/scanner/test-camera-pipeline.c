/* SPDX-License-Identifier: Apache-2.0 */
/* What the configuration of a camera becomes, a row each; GStreamer takes every one of them. And the
 * brightness of each format, from GStreamer's own test pictures. */
#include "hardware/scanner/camera-live.h"
#include "hardware/scanner/camera-pipeline.h"
#include "hardware/scanner/luma.h"
#include "hardware/scanner/source.h"

#include <gst/app/gstappsink.h>
#include <gst/gst.h>
#include <string.h>

#define BASE                                                                                                 \
  "[store]\nid=1\nname=Shop\n[kiosk]\nid=k\n[link]\ncentral-url=https://central.example\n[scanner "          \
  "front]\nkind=camera\n"
#define SOURCE(device, controls)                                                                             \
  "v4l2src name=cubby-source device=" device " extra-controls=\"c,exposure_dynamic_framerate=0," controls "\""
#define AUTOMATIC "power_line_frequency=1,auto_exposure=3,focus_automatic_continuous=1"
#define SIZE "width=(int)1280, height=(int)720, framerate=(fraction)[ 1/1, 30/1 ]"
#define SINK " ! appsink name=cubby-sink max-buffers=1 drop=true"
#define ANY "{ GRAY8, YUY2, NV12, I420 }"

typedef struct {
  const char *name;
  const char *device;
  const char *keys; /* of the configuration besides */
  const char *description;
} Row;

static const Row rows[] = {
    {"all by itself", "/dev/video0", "",
     SOURCE ("\"/dev/video0\"", AUTOMATIC) " ! video/x-raw, format=(string)" ANY ", " SIZE SINK},
    {"one format", "/dev/video0", "format=yuy2\n",
     SOURCE ("\"/dev/video0\"", AUTOMATIC) " ! video/x-raw, format=(string)YUY2, " SIZE SINK},
    {"gray", "/dev/video0", "format=gray8\n",
     SOURCE ("\"/dev/video0\"", AUTOMATIC) " ! video/x-raw, format=(string)GRAY8, " SIZE SINK},
    {"compressed, as it was asked for", "/dev/video0", "format=mjpg\n",
     SOURCE ("\"/dev/video0\"", AUTOMATIC) " ! image/jpeg, " SIZE " ! jpegdec max-errors=-1 ! "
                                           "video/x-raw, format=(string){ GRAY8, I420, Y42B, Y444 }" SINK},
    {"size and rate", "/dev/video0", "width=640\nheight=480\nrate=60\n",
     SOURCE ("\"/dev/video0\"",
             AUTOMATIC) " ! video/x-raw, format=(string)" ANY
                        ", width=(int)640, height=(int)480, framerate=(fraction)[ 1/1, 60/1 ]" SINK},
    {"exposure by hand: 100 µs are one", "/dev/video0", "exposure=8050\n",
     SOURCE ("\"/dev/video0\"", "power_line_frequency=1,auto_exposure=1,exposure_time_absolute=80,"
                                "focus_automatic_continuous=1") " ! video/x-raw, format=(string)" ANY
                                                                ", " SIZE SINK},
    {"gain and focus by hand", "/dev/video0", "gain=0\nfocus=40\n",
     SOURCE ("\"/dev/video0\"", "power_line_frequency=1,auto_exposure=3,gain=0,focus_automatic_continuous=0,"
                                "focus_absolute=40") " ! video/x-raw, format=(string)" ANY ", " SIZE SINK},
    {"60 Hz", "/dev/video0", "mains=60\n",
     SOURCE ("\"/dev/video0\"",
             "power_line_frequency=2,auto_exposure=3,focus_automatic_continuous=1") " ! video/x-raw, "
                                                                                    "format=(string)" ANY
                                                                                    ", " SIZE SINK},
    {"no lamps", "/dev/video0", "mains=off\n",
     SOURCE ("\"/dev/video0\"",
             "power_line_frequency=0,auto_exposure=3,focus_automatic_continuous=1") " ! video/x-raw, "
                                                                                    "format=(string)" ANY
                                                                                    ", " SIZE SINK},
    {"a name with a space and a sign stays one word", "/dev/a ! filesink", "",
     SOURCE ("\"/dev/a ! filesink\"", AUTOMATIC) " ! video/x-raw, format=(string)" ANY ", " SIZE SINK},
};

#define PIPELINE "videotestsrc ! video/x-raw,format=GRAY8"

static GstElement *
build (const char *description)
{
  g_autoptr (GError) error = NULL;
  g_assert_true (cubby_source_camera_init (&error));
  GstElement *pipeline = gst_parse_launch_full (description, NULL, GST_PARSE_FLAG_FATAL_ERRORS, &error);
  g_assert_no_error (error);
  return gst_object_ref_sink (pipeline);
}

static void
check_device (const Row *row, GstElement *pipeline)
{
  g_autoptr (GstElement) source = gst_bin_get_by_name (GST_BIN (pipeline), "cubby-source");
  g_autofree char *device = NULL;
  g_autoptr (GstStructure) controls = NULL;
  int mains = -1;
  g_object_get (source, "device", &device, "extra-controls", &controls, NULL);
  g_assert_cmpstr (device, ==, row->device);
  g_assert_true (gst_structure_get_int (controls, "power_line_frequency", &mains));
  g_assert_cmpint (mains, >=, 0);
}

static CubbyScannerSettings *
load (const char *keys)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = g_strconcat (BASE, keys, NULL);
  g_autoptr (CubbySettings) settings = cubby_settings_load_from_data ("cubby.conf", text, &error);
  g_assert_no_error (error);
  return cubby_scanner_settings_copy (g_ptr_array_index (settings->scanners, 0));
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autofree char *keys = g_strconcat ("device=/dev/video0\n", row->keys, NULL);
  g_autoptr (CubbyScannerSettings) settings = load (keys);
  g_free (settings->device);
  settings->device = g_strdup (row->device);
  g_autofree char *description = cubby_camera_pipeline_describe (settings);
  g_assert_cmpstr (description, ==, row->description);
  g_autoptr (GstElement) pipeline = build (description);
  check_device (row, pipeline);
}

static void
test_pipeline (void)
{
  g_autoptr (CubbyScannerSettings) settings = load ("pipeline=" PIPELINE "\n");
  g_autofree char *description = cubby_camera_pipeline_describe (settings);
  g_assert_cmpstr (description, ==, PIPELINE " ! videoconvert ! video/x-raw, format=(string)" ANY SINK);
  g_autoptr (GstElement) pipeline = build (description);
}

/* The picture of @pipeline, as the camera's thread takes it. */
static CubbyFrame *
take_frame (const char *pipeline)
{
  const CubbyScannerSettings settings = {
      .name = (char *)"front", .kind = (char *)"camera", .pipeline = (char *)pipeline};
  g_autoptr (GError) error = NULL;
  gpointer source = cubby_source_camera.open (&settings, &error);
  g_assert_no_error (error);
  CubbyReading reading = {NULL};
  for (guint i = 0; i < 50 && reading.frame == NULL; i++)
    g_assert_true (cubby_source_camera.next (source, G_USEC_PER_SEC / 10, &reading, &error));
  g_assert_nonnull (reading.frame);
  cubby_source_camera.close (source);
  return reading.frame;
}

static const char *const formats[] = {"GRAY8", "YUY2", "NV12", "I420"};

/* The same moving ball in each format: gray, so that no colour's rounding tells them apart. An odd stride. */
static void
test_format (gconstpointer data)
{
  const char *format = data;
  g_autofree char *text =
      g_strdup_printf ("videotestsrc pattern=gradient num-buffers=3 ! "
                       "video/x-raw,format=%s,width=322,height=242,framerate=30/1,colorimetry=bt601",
                       format);
  g_autoptr (CubbyFrame) frame = take_frame (text);
  g_assert_cmpuint (frame->width, ==, 322);
  g_assert_cmpuint (frame->height, ==, 242);
  for (guint y = 0; y < frame->height; y++) {
    const guint8 *row = frame->pixels + (gsize)y * frame->stride;
    for (guint x = 1; x < frame->width; x++)
      g_assert_cmpint (ABS (row[x] - row[0]), <=, 2); /* the gradient goes down, not across */
  }
  g_assert_cmpint (frame->pixels[(gsize)241 * frame->stride] - frame->pixels[0], >, 150);
}

static void
test_luma (void)
{
  const guint8 packed[] = {10, 128, 20, 128, 30, 128, 0, 0, 40, 128, 50, 128, 60, 128, 0, 0};
  const guint8 expected[] = {10, 20, 30, 40, 50, 60};
  g_autoptr (CubbyFrame) frame = cubby_frame_new (3, 2);
  cubby_luma_copy (frame, packed, 8, 2);
  g_assert_cmpmem (frame->pixels, 6, expected, 6);
  const guint8 planar[] = {10, 20, 30, 0, 40, 50, 60, 0};
  cubby_luma_copy (frame, planar, 4, 1);
  g_assert_cmpmem (frame->pixels, 6, expected, 6);
  const guint8 wide[] = {10, 0, 0, 20, 0, 0, 30, 0, 0, 40, 0, 0, 50, 0, 0, 60, 0, 0};
  cubby_luma_copy (frame, wide, 9, 3);
  g_assert_cmpmem (frame->pixels, 6, expected, 6);
}

/* Widths round that of a word, each in memory of just its size: the sanitizers see a byte too far. */
static void
test_luma_widths (void)
{
  for (guint width = 1; width <= 19; width++) {
    gsize n_bytes = 2 * (gsize)width - 1;
    g_autofree guint8 *packed = g_malloc (n_bytes);
    for (gsize i = 0; i < n_bytes; i++)
      packed[i] = (guint8)(i % 2 == 0 ? 3 * i : 255);
    g_autoptr (CubbyFrame) frame = cubby_frame_new (width, 1);
    cubby_luma_copy (frame, packed, n_bytes, 2);
    for (guint x = 0; x < width; x++)
      g_assert_cmpuint (frame->pixels[x], ==, (guint8)(6 * x));
  }
}

/* Whose pictures are a sensor's, and never the same to the last bit. */
static const struct {
  const char *name;
  const char *pipeline;
  gboolean is_live;
} sources[] = {
    {"a camera", "v4l2src device=/dev/null ! video/x-raw ! fakesink", TRUE},
    {"a camera with elements behind it", "v4l2src ! videoflip method=clockwise ! videoconvert ! fakesink",
     TRUE},
    {"a camera within a bin", "( v4l2src ! videoconvert ) ! fakesink", TRUE},
    {"a picture that is held on purpose", "v4l2src num-buffers=1 ! imagefreeze ! fakesink", FALSE},
    {"a test picture", "videotestsrc pattern=smpte ! fakesink", FALSE},
    {"a test picture as a camera gives it", "videotestsrc is-live=true ! fakesink", FALSE},
    {"a picture file over and over", "multifilesrc location=v4l2src loop=true ! fakesink", FALSE},
    {"a film with the name of a camera", "videotestsrc name=v4l2src ! fakesink", FALSE},
};

static void
test_source (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GstElement) pipeline = gst_parse_launch (sources[i].pipeline, &error);
  g_assert_no_error (error);
  gst_object_ref_sink (pipeline);
  g_assert_cmpint (cubby_camera_is_live (pipeline), ==, sources[i].is_live);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gst_init (NULL, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (sources); i++) {
    g_autofree char *path = g_strdup_printf ("/hardware/scanner/camera-pipeline/live/%s", sources[i].name);
    g_test_add_data_func (path, GUINT_TO_POINTER (i), test_source);
  }
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strdup_printf ("/hardware/scanner/camera-pipeline/%s", rows[i].name);
    g_test_add_data_func (path, &rows[i], test_row);
  }
  g_test_add_func ("/hardware/scanner/camera-pipeline/a pipeline of the configuration", test_pipeline);
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++) {
    g_autofree char *path =
        g_strdup_printf ("/hardware/scanner/camera-pipeline/the brightness of %s", formats[i]);
    g_test_add_data_func (path, formats[i], test_format);
  }
  g_test_add_func ("/hardware/scanner/camera-pipeline/rows and steps of brightness", test_luma);
  g_test_add_func ("/hardware/scanner/camera-pipeline/every width of a row", test_luma_widths);
  return g_test_run ();
}
