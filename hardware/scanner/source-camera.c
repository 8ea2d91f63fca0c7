/* SPDX-License-Identifier: Apache-2.0 */
#include "app/common/log.h"
#include "hardware/scanner/camera-fault.h"
#include "hardware/scanner/camera-glance.h"
#include "hardware/scanner/camera-live.h"
#include "hardware/scanner/camera-pipeline.h"
#include "hardware/scanner/luma.h"
#include "hardware/scanner/source.h"

#include <glib/gstdio.h>
#include <gst/app/gstappsink.h>
#include <gst/gst.h>
#include <gst/video/video.h>
#include <string.h>

#define START_WAIT_US ((gint64)3 * G_USEC_PER_SEC)
/* An element that fails in a thread of its own says why a moment later. */
#define REASON_WAIT_US (G_USEC_PER_SEC / 2)
#define SILENCE_US ((gint64)5 * G_USEC_PER_SEC)

typedef struct {
  const CubbyScannerSettings *settings;
  GstElement *pipeline;
  GstAppSink *sink;
  GstBus *bus;
  gint64 last_frame_us;
  CubbyFrame *before; /* the last picture */
  CubbyCameraWatch watch;
  gboolean is_live; /* its pictures are a sensor's */
  gboolean told_slow;
} Camera;

/* They choose decoders by what the data look like; a camera's format is known, and each decoder is a risk. */
static const char *const forbidden[] = {"decodebin",    "decodebin3", "uridecodebin", "uridecodebin3",
                                        "playbin",      "playbin3",   "urisourcebin", "parsebin",
                                        "autovideosrc", NULL};

gboolean
cubby_source_camera_init (GError **error)
{
  if (gst_is_initialized ())
    return TRUE;
  if (!gst_init_check (NULL, NULL, error))
    return FALSE;
  gst_debug_set_default_threshold (GST_LEVEL_NONE);
  return TRUE;
}

static void
camera_close (gpointer source)
{
  Camera *self = source;
  if (self->pipeline != NULL)
    gst_element_set_state (self->pipeline, GST_STATE_NULL);
  g_clear_pointer (&self->before, cubby_frame_unref);
  g_clear_pointer (&self->sink, gst_object_unref);
  g_clear_pointer (&self->bus, gst_object_unref);
  g_clear_pointer (&self->pipeline, gst_object_unref);
  g_free (self);
}

static gboolean
fail_to_build (GError **error, const Camera *self, const char *reason)
{
  g_set_error (error, CUBBY_SOURCE_ERROR, CUBBY_SOURCE_ERROR_CONFIGURATION, "[scanner %s] %s: %s",
               self->settings->name, self->settings->pipeline != NULL ? "pipeline" : "device", reason);
  return FALSE;
}

static gboolean
fail_to_run (GError **error, const Camera *self, CubbySourceError code, const char *reason)
{
  g_set_error (error, CUBBY_SOURCE_ERROR, code, "[scanner %s] camera: %s", self->settings->name, reason);
  return FALSE;
}

/* Returns: (transfer full) (nullable): that the device of the configuration is not there. */
static char *
camera_find_gone (const Camera *self)
{
  const char *device = self->settings->device;
  if (device == NULL || g_access (device, F_OK) == 0)
    return NULL;
  return g_strdup_printf ("%s is gone", device);
}

/* What the pipeline says went wrong, or NULL. */
static char *
camera_take_error (Camera *self, gint64 wait_us, CubbySourceError *ret_code)
{
  g_autoptr (GstMessage) message = gst_bus_timed_pop_filtered (self->bus, (GstClockTime)wait_us * GST_USECOND,
                                                               GST_MESSAGE_ERROR | GST_MESSAGE_EOS);
  if (message == NULL)
    return NULL;
  if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_EOS)
    return g_strdup ("the pictures have ended");
  char *gone = camera_find_gone (self);
  if (gone != NULL)
    return gone;
  g_autoptr (GError) reason = NULL;
  gst_message_parse_error (message, &reason, NULL);
  return cubby_camera_fault_explain (self->settings, GST_OBJECT_NAME (GST_MESSAGE_SRC (message)), reason,
                                     ret_code);
}

/* Frames go to our decoder and nowhere else: no file, no network. */
static gboolean
camera_check_element (Camera *self, GstElement *element, GError **error)
{
  GstElementFactory *factory = gst_element_get_factory (element);
  const char *kind = factory != NULL ? GST_OBJECT_NAME (factory) : "";
  g_autofree char *reason = NULL;
  if (g_strv_contains (forbidden, kind))
    reason = g_strdup_printf ("“%s” picks decoders by itself; name the source and its format", kind);
  else if (GST_OBJECT_FLAG_IS_SET (element, GST_ELEMENT_FLAG_SINK) && !GST_IS_BIN (element) &&
           element != GST_ELEMENT (self->sink))
    reason = g_strdup_printf ("“%s” takes pictures elsewhere; end with the source's raw video", kind);
  return reason == NULL ? TRUE : fail_to_build (error, self, reason);
}

static gboolean
camera_check_elements (Camera *self, GError **error)
{
  g_autoptr (GstIterator) elements = gst_bin_iterate_recurse (GST_BIN (self->pipeline));
  g_auto (GValue) item = G_VALUE_INIT;
  gboolean good = TRUE;
  while (good && gst_iterator_next (elements, &item) == GST_ITERATOR_OK) {
    good = camera_check_element (self, g_value_get_object (&item), error);
    g_value_reset (&item);
  }
  return good;
}

static gboolean
camera_build (Camera *self, GError **error)
{
  g_autofree char *line = cubby_camera_pipeline_describe (self->settings);
  g_autoptr (GError) local = NULL;
  self->pipeline = gst_parse_launch_full (line, NULL, GST_PARSE_FLAG_FATAL_ERRORS, &local);
  if (self->pipeline != NULL)
    gst_object_ref_sink (self->pipeline);
  if (local != NULL || self->pipeline == NULL || !GST_IS_BIN (self->pipeline))
    return fail_to_build (error, self, local != NULL ? local->message : "is not a pipeline");
  self->sink = GST_APP_SINK (gst_bin_get_by_name (GST_BIN (self->pipeline), CUBBY_CAMERA_SINK));
  self->bus = gst_element_get_bus (self->pipeline);
  self->is_live = cubby_camera_is_live (self->pipeline);
  return camera_check_elements (self, error);
}

static gboolean
camera_play (Camera *self, GError **error)
{
  GstStateChangeReturn change = gst_element_set_state (self->pipeline, GST_STATE_PLAYING);
  if (change == GST_STATE_CHANGE_ASYNC)
    change = gst_element_get_state (self->pipeline, NULL, NULL, START_WAIT_US * GST_USECOND);
  /* A live source times its pictures itself: show each at once. Files are played at their rate. */
  if (change == GST_STATE_CHANGE_NO_PREROLL)
    gst_base_sink_set_sync (GST_BASE_SINK (self->sink), FALSE);
  CubbySourceError code = CUBBY_SOURCE_ERROR_GONE;
  g_autofree char *reason =
      camera_take_error (self, change == GST_STATE_CHANGE_FAILURE ? REASON_WAIT_US : 0, &code);
  if (reason == NULL && change == GST_STATE_CHANGE_FAILURE)
    reason = g_strdup ("it does not start");
  return reason == NULL ? TRUE : fail_to_run (error, self, code, reason);
}

static gboolean
camera_start (Camera *self, GError **error)
{
  CubbySourceError code = CUBBY_SOURCE_ERROR_GONE;
  g_autofree char *fault = cubby_camera_fault_find (self->settings, &code);
  if (fault != NULL)
    return fail_to_run (error, self, code, fault);
  return cubby_source_camera_init (error) && camera_build (self, error) && camera_play (self, error);
}

static gpointer
camera_open (const CubbyScannerSettings *settings, GError **error)
{
  Camera *self = g_new0 (Camera, 1);
  self->settings = settings;
  if (!camera_start (self, error)) {
    camera_close (self);
    return NULL;
  }
  self->last_frame_us = g_get_monotonic_time ();
  return self;
}

static CubbyFrame *
frame_from_sample (GstSample *sample)
{
  GstVideoInfo info;
  GstVideoFrame video;
  GstCaps *caps = gst_sample_get_caps (sample);
  GstBuffer *buffer = gst_sample_get_buffer (sample);
  if (caps == NULL || buffer == NULL || !gst_video_info_from_caps (&info, caps))
    return NULL;
  if (info.width < 1 || info.width > CUBBY_FRAME_SIDE_MAX || info.height < 1 ||
      info.height > CUBBY_FRAME_SIDE_MAX || GST_VIDEO_INFO_COMP_DEPTH (&info, 0) != 8)
    return NULL;
  if (!gst_video_frame_map (&video, &info, buffer, GST_MAP_READ))
    return NULL;

  CubbyFrame *frame = cubby_frame_new ((guint)info.width, (guint)info.height);
  cubby_luma_copy (frame, GST_VIDEO_FRAME_COMP_DATA (&video, 0),
                   (gsize)GST_VIDEO_FRAME_COMP_STRIDE (&video, 0),
                   (guint)GST_VIDEO_FRAME_COMP_PSTRIDE (&video, 0));
  gst_video_frame_unmap (&video);
  return frame;
}

/* A camera that gives less than it is asked for reads, and worse: staff may choose another format or light.
 */
static void
camera_note_rate (Camera *self)
{
  const CubbyScannerSettings *settings = self->settings;
  gboolean slow = settings->device != NULL && cubby_camera_is_slow (self->watch.rate, settings->camera.rate);
  if (slow && !self->told_slow) {
    g_autofree char *words = cubby_camera_fault_say_slow (settings, self->watch.rate);
    g_autofree char *rate = g_strdup_printf ("%u", self->watch.rate);
    g_autofree char *asked = g_strdup_printf ("%u", settings->camera.rate);
    g_message ("%s", words);
    cubby_log_event ("scan_slow", "scanner", settings->name, "rate", rate, "asked", asked, NULL);
  }
  self->told_slow |= slow;
}

/* A pipeline of the configuration may be a film that stands still; a sensor may not. */
static gboolean
camera_judge (Camera *self, CubbyReading *reading, GError **error)
{
  CubbyCameraGlance glance = cubby_camera_glance (reading->frame, self->before);
  glance.same &= self->is_live;
  CubbyCameraHealth health = cubby_camera_watch_take (&self->watch, &glance, self->last_frame_us);
  cubby_frame_unref (self->before);
  self->before = cubby_frame_ref (reading->frame);
  camera_note_rate (self);
  reading->unproven = health == CUBBY_CAMERA_UNPROVEN || health == CUBBY_CAMERA_FROZEN;
  if (health == CUBBY_CAMERA_BLACK)
    fail_to_run (&reading->doubt, self, CUBBY_SOURCE_ERROR_BLACK,
                 "its picture is black: the lens is covered, or no light falls on it");
  if (health != CUBBY_CAMERA_FROZEN)
    return TRUE;
  return fail_to_run (
      error, self, CUBBY_SOURCE_ERROR_FROZEN,
      "it has shown the same picture for 15 seconds and is opened anew; if it stays so, pull it "
      "out and plug it in again");
}

static gboolean
camera_next (gpointer source, gint64 timeout_us, CubbyReading *reading, GError **error)
{
  Camera *self = source;
  g_autoptr (GstSample) sample =
      gst_app_sink_try_pull_sample (self->sink, (GstClockTime)timeout_us * GST_USECOND);
  gint64 now_us = g_get_monotonic_time ();
  if (sample != NULL)
    reading->frame = frame_from_sample (sample);
  if (reading->frame != NULL) {
    reading->frame->captured_us = now_us;
    self->last_frame_us = now_us;
    if (!camera_judge (self, reading, error))
      return FALSE;
  }
  CubbySourceError code = CUBBY_SOURCE_ERROR_GONE;
  g_autofree char *reason = camera_take_error (self, 0, &code);
  if (reason == NULL && reading->frame == NULL)
    reason = camera_find_gone (self);
  if (reason == NULL && now_us - self->last_frame_us > SILENCE_US)
    reason = g_strdup ("no picture for 5 seconds");
  return reason == NULL ? TRUE : fail_to_run (error, self, code, reason);
}

const CubbySourceKind cubby_source_camera = {
    .kind = "camera",
    .open = camera_open,
    .next = camera_next,
    .close = camera_close,
};
