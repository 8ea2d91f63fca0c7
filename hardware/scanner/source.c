/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/source.h"

#include <errno.h>
#include <string.h>

G_DEFINE_QUARK (cubby - source - error, cubby_source_error)

static const CubbySourceKind *const kinds[] = {
    &cubby_source_camera,
    &cubby_source_serial,
    &cubby_source_hid,
};

const CubbySourceKind *
cubby_source_find_kind (const char *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (strcmp (kinds[i]->kind, kind) == 0)
      return kinds[i];
  return NULL;
}

static const struct {
  int code;
  CubbySourceError error;
  const char *words;
} refusals[] = {
    {EBUSY, CUBBY_SOURCE_ERROR_HELD, "another program holds it"},
    {ENOENT, CUBBY_SOURCE_ERROR_GONE,
     "is not there; plug it in, or correct device= (ls /dev/serial/by-id /dev/input/by-id tells what is "
     "there)"},
    {EACCES, CUBBY_SOURCE_ERROR_DENIED,
     "may not be opened; a udev rule gives it to the kiosk (see systemd/README.md)"},
    {EPERM, CUBBY_SOURCE_ERROR_DENIED,
     "may not be opened; the unit does not let the kiosk have such a device (DeviceAllow=)"},
};

CubbySourceError
cubby_source_error_of_open (int code)
{
  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    if (refusals[i].code == code)
      return refusals[i].error;
  return CUBBY_SOURCE_ERROR_GONE;
}

const char *
cubby_source_explain_open (int code)
{
  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    if (refusals[i].code == code)
      return refusals[i].words;
  return g_strerror (code);
}

void
cubby_reading_clear (CubbyReading *reading)
{
  g_clear_pointer (&reading->frame, cubby_frame_unref);
  g_clear_pointer (&reading->text, g_free);
  reading->symbology = NULL;
  reading->refusal = CUBBY_REFUSAL_NONE;
  g_clear_error (&reading->doubt);
  reading->unproven = FALSE;
}
