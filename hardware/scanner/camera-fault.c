/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/camera-fault.h"

#include "hardware/scanner/camera-formats.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <gst/gst.h>
#include <string.h>
#include <unistd.h>

char *
cubby_camera_fault_find (const CubbyScannerSettings *settings, CubbySourceError *ret_code)
{
  const char *device = settings->device;
  if (device == NULL)
    return NULL;
  int fd = g_open (device, O_RDWR | O_NONBLOCK | O_CLOEXEC, 0);
  if (fd >= 0) {
    close (fd);
    return NULL;
  }
  *ret_code = cubby_source_error_of_open (errno);
  if (errno == ENOENT || errno == ENODEV || errno == ENXIO)
    return g_strdup_printf ("%s is gone", device);
  return g_strdup_printf ("%s: %s", device, cubby_source_explain_open (errno));
}

/* Returns: (transfer full): what the camera gives instead; "" when that is not what is wrong. */
static char *
say_formats (const CubbyScannerSettings *settings)
{
  g_autofree char *formats = cubby_camera_formats_describe (settings->device);
  if (formats == NULL)
    return g_strdup_printf ("v4l2-ctl -d %s --list-formats-ext tells what it gives", settings->device);
  return g_strdup_printf ("it gives %s", formats);
}

/* A camera that lacks the size says so in words that name no size. */
static gboolean
is_of_format (const GError *reason)
{
  return reason->domain == GST_STREAM_ERROR || reason->domain == GST_CORE_ERROR ||
         g_error_matches (reason, GST_RESOURCE_ERROR, GST_RESOURCE_ERROR_SETTINGS);
}

char *
cubby_camera_fault_explain (const CubbyScannerSettings *settings, const char *element, const GError *reason,
                            CubbySourceError *ret_code)
{
  const CubbyCameraSettings *camera = &settings->camera;
  const char *words = reason->message;
  int length = (int)strlen (words) - (g_str_has_suffix (words, ".") ? 1 : 0);
  gboolean held = g_error_matches (reason, GST_RESOURCE_ERROR, GST_RESOURCE_ERROR_BUSY);
  *ret_code = held ? CUBBY_SOURCE_ERROR_HELD : CUBBY_SOURCE_ERROR_GONE;
  if (settings->device != NULL && held)
    return g_strdup_printf ("%s: %s", settings->device, cubby_source_explain_open (EBUSY));
  if (settings->device == NULL || !is_of_format (reason))
    return g_strdup_printf ("%s: %.*s", element, length, words);
  g_autofree char *formats = say_formats (settings);
  return g_strdup_printf ("%s: %.*s; %ux%u in format=%s at rate=%u or less may not be among what it has: %s",
                          element, length, words, camera->width, camera->height, camera->format, camera->rate,
                          formats);
}

char *
cubby_camera_fault_say_slow (const CubbyScannerSettings *settings, guint rate)
{
  g_autofree char *formats = say_formats (settings);
  return g_strdup_printf (
      "[scanner %s] camera: %u pictures a second come, and rate=%u asks for more; choose a "
      "size and format that has them, or more light: %s",
      settings->name, rate, settings->camera.rate, formats);
}
