/* SPDX-License-Identifier: Apache-2.0 */
#include "app/common/settings-private.h"

#include <string.h>

#define AFFIX_LENGTH_MAX 32
#define SERIAL_GAP_MS 100
#define HID_GAP_MS 300

static const char *const kinds[] = {"camera", "serial", "hid", NULL};
static const char *const formats[] = {"any", "gray8", "yuy2", "nv12", "i420", "mjpg", NULL};
static const char *const mains[] = {"50", "60", "off", NULL};

static const char *const framings[] = {
    [CUBBY_FRAMING_LINE] = "line", [CUBBY_FRAMING_CR] = "cr",   [CUBBY_FRAMING_LF] = "lf",
    [CUBBY_FRAMING_CRLF] = "crlf", [CUBBY_FRAMING_TAB] = "tab", [CUBBY_FRAMING_STX_ETX] = "stx-etx",
    [CUBBY_FRAMING_GAP] = "gap",   [CUBBY_N_FRAMINGS] = NULL,
};

static const char *const identifiers[] = {
    [CUBBY_IDENTIFIER_AIM] = "aim",
    [CUBBY_IDENTIFIER_NONE] = "none",
    [CUBBY_IDENTIFIER_HONEYWELL] = "honeywell",
    [CUBBY_IDENTIFIER_NEWLAND] = "newland",
    [CUBBY_IDENTIFIER_ZEBRA] = "zebra",
    [CUBBY_N_IDENTIFIERS] = NULL,
};

CubbyScannerSettings *
cubby_scanner_settings_copy (const CubbyScannerSettings *self)
{
  CubbyScannerSettings *copy = g_memdup2 (self, sizeof *self);
  copy->name = g_strdup (self->name);
  copy->kind = g_strdup (self->kind);
  copy->pipeline = g_strdup (self->pipeline);
  copy->device = g_strdup (self->device);
  copy->camera.format = g_strdup (self->camera.format);
  copy->camera.mains = g_strdup (self->camera.mains);
  copy->reader.prefix = g_strdup (self->reader.prefix);
  copy->reader.suffix = g_strdup (self->reader.suffix);
  return copy;
}

void
cubby_scanner_settings_free (CubbyScannerSettings *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->kind);
  g_free (self->pipeline);
  g_free (self->device);
  g_free (self->camera.format);
  g_free (self->camera.mains);
  g_free (self->reader.prefix);
  g_free (self->reader.suffix);
  g_free (self);
}

static void
scanner_free (gpointer data)
{
  cubby_scanner_settings_free (data);
}

static guint
read_choice (CubbyConfFile *conf, const char *group, const char *key, const char *const *choices)
{
  g_autofree char *word = cubby_conf_file_get_choice (conf, group, key, choices[0], choices);
  for (guint i = 0; choices[i] != NULL; i++)
    if (g_str_equal (choices[i], word))
      return i;
  return 0;
}

/* "auto" or a number. */
static int
read_auto (CubbyConfFile *conf, const char *group, const char *key, int min, int max)
{
  g_autofree char *value = cubby_conf_file_get_string (conf, group, key, "auto");
  gint64 number = CUBBY_CAMERA_AUTO;
  if (!g_str_equal (value, "auto") && !g_ascii_string_to_signed (value, 10, min, max, &number, NULL))
    cubby_conf_file_fail (conf, group, key, "“%s” is neither auto nor a whole number from %d to %d", value,
                          min, max);
  return (int)number;
}

static void
check_camera (const CubbyCameraSettings *camera, CubbyConfFile *conf, const char *group)
{
  gboolean in_pairs = !g_str_equal (camera->format, "gray8") && !g_str_equal (camera->format, "mjpg");
  if (in_pairs && camera->width % 2 != 0)
    cubby_conf_file_fail (conf, group, "width", "%u is odd; pixels of format=%s come in pairs", camera->width,
                          camera->format);
  if (camera->exposure_us > (int)(G_USEC_PER_SEC / camera->rate))
    cubby_conf_file_fail (conf, group, "exposure", "%d µs is longer than a picture lasts at rate=%u: %u µs",
                          camera->exposure_us, camera->rate, (guint)(G_USEC_PER_SEC / camera->rate));
}

static void
read_camera_device (CubbyScannerSettings *scanner, CubbyConfFile *conf, const char *group)
{
  CubbyCameraSettings *camera = &scanner->camera;
  camera->width = (guint)cubby_conf_file_get_int (conf, group, "width", 1280, 160, 4096);
  camera->height = (guint)cubby_conf_file_get_int (conf, group, "height", 720, 120, 4096);
  camera->rate = (guint)cubby_conf_file_get_int (conf, group, "rate", 30, 1, 120);
  camera->format = cubby_conf_file_get_choice (conf, group, "format", "any", formats);
  camera->exposure_us = read_auto (conf, group, "exposure", 100, G_USEC_PER_SEC);
  camera->gain = read_auto (conf, group, "gain", 0, 65535);
  camera->focus = read_auto (conf, group, "focus", 0, 65535);
  camera->mains = cubby_conf_file_get_choice (conf, group, "mains", "50", mains);
  check_camera (camera, conf, group);
}

static void
read_camera (CubbyScannerSettings *scanner, CubbyConfFile *conf, const char *group)
{
  scanner->pipeline = cubby_conf_file_get_optional (conf, group, "pipeline");
  if (scanner->pipeline == NULL)
    read_camera_device (scanner, conf, group);
  else if (scanner->pipeline[0] == '\0')
    cubby_conf_file_fail (conf, group, "pipeline",
                          "is empty; it is a GStreamer source, such as videotestsrc");
  if (scanner->pipeline != NULL && scanner->device != NULL)
    cubby_conf_file_fail (conf, group, "pipeline", "a camera has a device= or a pipeline=, not both");
  if (scanner->pipeline == NULL && scanner->device == NULL)
    cubby_conf_file_fail (conf, group, "device", "is missing, such as device=/dev/v4l/by-id/…-video-index0");
}

/* A code with such an affix could never come: its framing would end it there, or begin it anew. */
static gboolean
framing_breaks (CubbyFraming framing, const char *affix)
{
  static const struct {
    const char *any;   /* one of these characters ends a code, or begins one */
    const char *whole; /* all of these do */
  } ends[CUBBY_N_FRAMINGS] = {
      [CUBBY_FRAMING_LINE] = {.any = "\r\n"}, [CUBBY_FRAMING_CR] = {.any = "\r"},
      [CUBBY_FRAMING_LF] = {.any = "\n"},     [CUBBY_FRAMING_CRLF] = {.any = "", .whole = "\r\n"},
      [CUBBY_FRAMING_TAB] = {.any = "\t"},    [CUBBY_FRAMING_STX_ETX] = {.any = "\x02\x03"},
      [CUBBY_FRAMING_GAP] = {.any = ""},
  };
  if (ends[framing].whole != NULL)
    return strstr (affix, ends[framing].whole) != NULL;
  return strpbrk (affix, ends[framing].any) != NULL;
}

static char *
read_affix (CubbyConfFile *conf, const char *group, const char *key, CubbyFraming framing)
{
  char *affix = cubby_conf_file_get_escaped (conf, group, key);
  if (affix != NULL && strlen (affix) > AFFIX_LENGTH_MAX)
    cubby_conf_file_fail (conf, group, key, "is longer than %d characters", AFFIX_LENGTH_MAX);
  else if (affix != NULL && framing_breaks (framing, affix))
    cubby_conf_file_fail (
        conf, group, key,
        "has what ends a code with framing=%s, which is taken off by itself: leave it out here",
        framings[framing]);
  return affix != NULL ? affix : g_strdup ("");
}

static void
read_reader (CubbyScannerSettings *scanner, CubbyConfFile *conf, const char *group, guint gap_ms)
{
  CubbyReaderSettings *reader = &scanner->reader;
  reader->framing = read_choice (conf, group, "framing", framings);
  reader->identifier = read_choice (conf, group, "identifier", identifiers);
  reader->gap_ms = (guint)cubby_conf_file_get_int (conf, group, "gap-ms", gap_ms, 10, 2000);
  reader->prefix = read_affix (conf, group, "prefix", reader->framing);
  reader->suffix = read_affix (conf, group, "suffix", reader->framing);
}

/* Enter and Tab end a code, and no other key sends a control character. */
static void
check_typed (const char *affix, CubbyConfFile *conf, const char *group, const char *key)
{
  for (const char *at = affix; *at != '\0'; at++)
    if (!g_ascii_isprint (*at)) {
      cubby_conf_file_fail (
          conf, group, key,
          "has a character that no key types; Enter and Tab end a code by themselves: leave it out");
      return;
    }
}

static void
read_serial (CubbyScannerSettings *scanner, CubbyConfFile *conf, const char *group)
{
  read_reader (scanner, conf, group, SERIAL_GAP_MS);
  scanner->baud = cubby_settings_read_baud (conf, group);
  if (scanner->device == NULL)
    cubby_conf_file_fail (conf, group, "device", "is missing, such as device=/dev/serial/by-id/usb-…");
}

static void
read_hid (CubbyScannerSettings *scanner, CubbyConfFile *conf, const char *group)
{
  read_reader (scanner, conf, group, HID_GAP_MS);
  if (scanner->reader.framing != CUBBY_FRAMING_LINE && scanner->reader.framing != CUBBY_FRAMING_GAP)
    cubby_conf_file_fail (conf, group, "framing",
                          "“%s” is not for keys: a code ends with Enter or Tab (line), or with none (gap)",
                          framings[scanner->reader.framing]);
  check_typed (scanner->reader.prefix, conf, group, "prefix");
  check_typed (scanner->reader.suffix, conf, group, "suffix");
  if (scanner->device == NULL)
    cubby_conf_file_fail (conf, group, "device",
                          "is missing, such as device=/dev/input/by-id/usb-…-event-kbd");
}

static const struct {
  const char *kind;
  void (*read) (CubbyScannerSettings *scanner, CubbyConfFile *conf, const char *group);
} readers[] = {
    {"camera", read_camera},
    {"serial", read_serial},
    {"hid", read_hid},
};

static CubbyScannerSettings *
read_scanner (CubbyConfFile *conf, const char *name)
{
  g_autofree char *group = g_strconcat ("scanner ", name, NULL);
  CubbyScannerSettings *scanner = g_new0 (CubbyScannerSettings, 1);
  scanner->name = g_strdup (name);
  scanner->kind = cubby_conf_file_get_choice (conf, group, "kind", NULL, kinds);
  scanner->device = cubby_conf_file_get_optional (conf, group, "device");
  if (scanner->device != NULL && !g_path_is_absolute (scanner->device))
    cubby_conf_file_fail (conf, group, "device", "“%s” does not begin with /", scanner->device);
  if (scanner->device != NULL && strpbrk (scanner->device, "\"\\") != NULL)
    cubby_conf_file_fail (conf, group, "device", "“%s” has a quotation mark or a backslash, as no device has",
                          scanner->device);
  for (guint i = 0; i < G_N_ELEMENTS (readers); i++)
    if (g_str_equal (readers[i].kind, scanner->kind))
      readers[i].read (scanner, conf, group);
  return scanner;
}

/* Two that opened one device would take it from each other for ever. */
static void
check_devices_differ (CubbySettings *settings, CubbyConfFile *conf, const CubbyScannerSettings *scanner)
{
  for (guint i = 0; i < settings->scanners->len; i++) {
    const CubbyScannerSettings *other = g_ptr_array_index (settings->scanners, i);
    if (scanner->device == NULL || g_strcmp0 (scanner->device, other->device) != 0)
      continue;
    g_autofree char *group = g_strconcat ("scanner ", scanner->name, NULL);
    cubby_conf_file_fail (conf, group, "device", "“%s” is already the device of [scanner %s]",
                          scanner->device, other->name);
  }
}

void
cubby_settings_read_scanners (CubbySettings *settings, CubbyConfFile *conf)
{
  settings->scanners = g_ptr_array_new_with_free_func (scanner_free);
  g_auto (GStrv) names = cubby_conf_file_list_groups (conf, "scanner");
  for (char **name = names; *name != NULL; name++) {
    CubbyScannerSettings *scanner = read_scanner (conf, *name);
    check_devices_differ (settings, conf, scanner);
    g_ptr_array_add (settings->scanners, scanner);
  }
}
