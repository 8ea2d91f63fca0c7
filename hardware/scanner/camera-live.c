/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/camera-live.h"

static const char *const sensors[] = {"v4l2src", "libcamerasrc", NULL};
static const char *const holders[] = {"imagefreeze", NULL};

static gboolean
has_any_of (GstElement *pipeline, const char *const *kinds)
{
  g_autoptr (GstIterator) elements = gst_bin_iterate_recurse (GST_BIN (pipeline));
  g_auto (GValue) item = G_VALUE_INIT;
  gboolean found = FALSE;
  while (!found && gst_iterator_next (elements, &item) == GST_ITERATOR_OK) {
    GstElementFactory *factory = gst_element_get_factory (g_value_get_object (&item));
    found = factory != NULL && g_strv_contains (kinds, GST_OBJECT_NAME (factory));
    g_value_reset (&item);
  }
  return found;
}

gboolean
cubby_camera_is_live (GstElement *pipeline)
{
  return has_any_of (pipeline, sensors) && !has_any_of (pipeline, holders);
}
