/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/scan-source.h"

#include "app/common/log.h"

struct _CubbyScanSource {
  GObject parent_instance;
  CubbyScanner *scanner;
  GStrv cameras; /* names of the configured scanners that are cameras */
  GStrv readers;
  CubbyScannerStates *states;
  const char *shown; /* of the cameras; NULL while none works */
  gboolean advises;
  CubbyScanAdvice *rule;
  CubbyAdvice advice;
};

G_DEFINE_FINAL_TYPE (CubbyScanSource, cubby_scan_source, G_TYPE_OBJECT)

enum { SCANNED, AMBIGUOUS, PREVIEW, VIEW, ADVICE, STATE, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
set_advice (CubbyScanSource *self, CubbyAdvice advice)
{
  if (self->advice == advice)
    return;
  self->advice = advice;
  if (advice != CUBBY_ADVICE_NONE)
    cubby_log_event ("advised", "advice", cubby_advice_to_string (advice), NULL);
  g_signal_emit (self, signals[ADVICE], 0);
}

static void
advise_anew (CubbyScanSource *self)
{
  cubby_scan_advice_reset (self->rule);
  set_advice (self, CUBBY_ADVICE_NONE);
}

static void
on_scanned (CubbyScanSource *self, const char *text, const char *symbology, gint64 at_us)
{
  advise_anew (self);
  g_signal_emit (self, signals[SCANNED], 0, text, at_us);
}

static void
on_ambiguous (CubbyScanSource *self)
{
  if (self->advises)
    set_advice (self, cubby_scan_advice_ask_for_one (self->rule, g_get_monotonic_time ()));
  else
    g_signal_emit (self, signals[AMBIGUOUS], 0);
}

static void
on_view (CubbyScanSource *self, const char *name, const CubbyView *view, guint n_codes, gint64 at_us)
{
  guint symbologies = cubby_scanner_get_symbologies (self->scanner);
  if (g_strcmp0 (name, self->shown) != 0)
    return;
  if (self->advises)
    set_advice (self, cubby_scan_advice_take (self->rule, view, n_codes, symbologies, at_us));
  g_signal_emit (self, signals[VIEW], 0, view, n_codes);
}

static const char *
find_working (CubbyScanSource *self, GStrv names)
{
  for (char **name = names; *name != NULL; name++)
    if (cubby_scanner_get_works (self->scanner, *name))
      return *name;
  return NULL;
}

static void
on_state (CubbyScanSource *self, const char *name, gboolean works, const char *why)
{
  cubby_scanner_states_take (self->states, name, works, why, g_get_real_time () / 1000);
  if (!works)
    g_warning ("%s", why);
  const char *shown = find_working (self, self->cameras);
  if (shown != self->shown)
    advise_anew (self);
  self->shown = shown;
  g_signal_emit (self, signals[STATE], 0);
}

/* The preview is a mirror: a hand that moves to the right moves to the right in it. GDK 4.8 has no gray
 * format. */
static GdkTexture *
mirror_frame (const CubbyFrame *frame)
{
  gsize stride = (gsize)frame->width * 3;
  guint8 *pixels = g_malloc (stride * frame->height);
  for (guint y = 0; y < frame->height; y++) {
    const guint8 *from = frame->pixels + (gsize)y * frame->stride;
    guint8 *to = pixels + y * stride;
    for (guint x = 0; x < frame->width; x++, to += 3)
      to[0] = to[1] = to[2] = from[frame->width - 1 - x];
  }
  g_autoptr (GBytes) bytes = g_bytes_new_take (pixels, stride * frame->height);
  return gdk_memory_texture_new ((int)frame->width, (int)frame->height, GDK_MEMORY_R8G8B8, bytes, stride);
}

static void
on_frame (CubbyScanSource *self, const char *name, CubbyFrame *frame)
{
  if (g_strcmp0 (name, self->shown) != 0 || !g_signal_has_handler_pending (self, signals[PREVIEW], 0, FALSE))
    return;
  g_autoptr (GdkTexture) picture = mirror_frame (frame);
  g_signal_emit (self, signals[PREVIEW], 0, picture);
}

static void
cubby_scan_source_dispose (GObject *object)
{
  CubbyScanSource *self = CUBBY_SCAN_SOURCE (object);
  g_clear_object (&self->scanner);
  g_clear_pointer (&self->cameras, g_strfreev);
  g_clear_pointer (&self->readers, g_strfreev);
  g_clear_pointer (&self->states, cubby_scanner_states_free);
  g_clear_pointer (&self->rule, cubby_scan_advice_free);
  G_OBJECT_CLASS (cubby_scan_source_parent_class)->dispose (object);
}

static void
cubby_scan_source_class_init (CubbyScanSourceClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cubby_scan_source_dispose;
  signals[SCANNED] = g_signal_new ("scanned", CUBBY_TYPE_SCAN_SOURCE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_INT64);
  signals[AMBIGUOUS] = g_signal_new ("ambiguous", CUBBY_TYPE_SCAN_SOURCE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                     NULL, G_TYPE_NONE, 0);
  signals[PREVIEW] = g_signal_new ("preview", CUBBY_TYPE_SCAN_SOURCE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, GDK_TYPE_TEXTURE);
  signals[VIEW] = g_signal_new ("view", CUBBY_TYPE_SCAN_SOURCE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 2, G_TYPE_POINTER, G_TYPE_UINT);
  signals[ADVICE] =
      g_signal_new ("advice", CUBBY_TYPE_SCAN_SOURCE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[STATE] =
      g_signal_new ("state", CUBBY_TYPE_SCAN_SOURCE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
cubby_scan_source_init (CubbyScanSource *self)
{
  self->rule = cubby_scan_advice_new ();
}

static GStrv
list_scanners (const CubbySettings *settings, gboolean cameras)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  for (guint i = 0; i < settings->scanners->len; i++) {
    const CubbyScannerSettings *scanner = g_ptr_array_index (settings->scanners, i);
    if (g_str_equal (scanner->kind, "camera") == cameras)
      g_strv_builder_add (names, scanner->name);
  }
  return g_strv_builder_end (names);
}

CubbyScanSource *
cubby_scan_source_new (const CubbySettings *settings)
{
  CubbyScanSource *self = g_object_new (CUBBY_TYPE_SCAN_SOURCE, NULL);
  self->cameras = list_scanners (settings, TRUE);
  self->readers = list_scanners (settings, FALSE);
  self->states = cubby_scanner_states_new (settings);
  self->scanner = cubby_scanner_new (settings);
  g_signal_connect_object (self->scanner, "scanned", G_CALLBACK (on_scanned), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->scanner, "ambiguous", G_CALLBACK (on_ambiguous), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->scanner, "frame", G_CALLBACK (on_frame), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->scanner, "view", G_CALLBACK (on_view), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->scanner, "state", G_CALLBACK (on_state), self, G_CONNECT_SWAPPED);
  return self;
}

void
cubby_scan_source_start (CubbyScanSource *self)
{
  g_return_if_fail (CUBBY_IS_SCAN_SOURCE (self));
  cubby_scanner_start (self->scanner);
}

void
cubby_scan_source_stop (CubbyScanSource *self)
{
  g_return_if_fail (CUBBY_IS_SCAN_SOURCE (self));
  cubby_scanner_stop (self->scanner);
  self->shown = NULL;
}

void
cubby_scan_source_set_staff (CubbyScanSource *self, gboolean staff)
{
  g_return_if_fail (CUBBY_IS_SCAN_SOURCE (self));
  cubby_scanner_set_context (self->scanner, staff ? CUBBY_SCAN_CONTEXT_STAFF : CUBBY_SCAN_CONTEXT_SHOPPER);
}

void
cubby_scan_source_forget (CubbyScanSource *self)
{
  g_return_if_fail (CUBBY_IS_SCAN_SOURCE (self));
  cubby_scanner_forget (self->scanner);
}

void
cubby_scan_source_set_advises (CubbyScanSource *self, gboolean advises)
{
  g_return_if_fail (CUBBY_IS_SCAN_SOURCE (self));
  if (self->advises == advises)
    return;
  self->advises = advises;
  advise_anew (self);
}

gboolean
cubby_scan_source_has_camera (CubbyScanSource *self)
{
  g_return_val_if_fail (CUBBY_IS_SCAN_SOURCE (self), FALSE);
  return self->shown != NULL;
}

gboolean
cubby_scan_source_works (CubbyScanSource *self)
{
  g_return_val_if_fail (CUBBY_IS_SCAN_SOURCE (self), FALSE);
  return self->shown != NULL || find_working (self, self->readers) != NULL;
}

const CubbyScannerStates *
cubby_scan_source_get_states (CubbyScanSource *self)
{
  g_return_val_if_fail (CUBBY_IS_SCAN_SOURCE (self), NULL);
  return self->states;
}

CubbyAdvice
cubby_scan_source_get_advice (CubbyScanSource *self)
{
  g_return_val_if_fail (CUBBY_IS_SCAN_SOURCE (self), CUBBY_ADVICE_NONE);
  return self->advice;
}
