/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/scan-filter.h"

#include "app/domain/scan-kind.h"

#include <string.h>

#define N_REMEMBERED 8
#define N_BESIDE 4u /* at most, of what one picture shows beside a code */
#define RATE_WINDOW_US ((gint64)G_USEC_PER_SEC)

typedef struct {
  char *text;
  gint64 seen_us;
} Seen;

struct _CubbyScanFilter {
  Seen seen[N_REMEMBERED];
  gint64 told_us[CUBBY_SCAN_RATE_MAX]; /* a ring: the oldest is the next to be replaced */
  guint next_told;
  gint64 ambiguous_us;
};

CubbyScanFilter *
cubby_scan_filter_new (void)
{
  CubbyScanFilter *self = g_new0 (CubbyScanFilter, 1);
  for (guint i = 0; i < CUBBY_SCAN_RATE_MAX; i++)
    self->told_us[i] = G_MININT64;
  self->ambiguous_us = G_MININT64;
  return self;
}

void
cubby_scan_filter_free (CubbyScanFilter *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < N_REMEMBERED; i++)
    g_free (self->seen[i].text);
  g_free (self);
}

static gboolean
is_sound_character (gunichar character)
{
  GUnicodeType type = g_unichar_type (character);
  return g_unichar_isprint (character) && type != G_UNICODE_PRIVATE_USE && type != G_UNICODE_LINE_SEPARATOR &&
         type != G_UNICODE_PARAGRAPH_SEPARATOR;
}

gboolean
cubby_scan_text_is_sound (const char *text, gsize length)
{
  if (length == 0 || length > CUBBY_SCAN_LENGTH_MAX * 4 || !g_utf8_validate_len (text, length, NULL))
    return FALSE;
  gsize n_characters = 0;
  for (const char *at = text; at < text + length; at = g_utf8_next_char (at), n_characters++)
    if (!is_sound_character (g_utf8_get_char (at)))
      return FALSE;
  return n_characters <= CUBBY_SCAN_LENGTH_MAX;
}

gboolean
cubby_scan_text_is_setup (const char *text)
{
  /* Honeywell: "~DEFALT." and FNC3, which a reader may leave out. Newland: "@" and a command, "#" for one
   * that lasts until it is switched off, "~", SOH and either over a line ("Use of Programming Command" of the
   * HR42 and HR52 guides), "$$" with the BS80. Datalogic: "$+" to "$-" ("Enter Configuration" of the M8300
   * guide). Those of Zebra hold function characters alone. No code of ours begins so. */
  static const char setup[] = "~@#$";
  return text[0] != '\0' && strchr (setup, text[0]) != NULL;
}

/* Whether less than @span lies between; G_MININT64 stands for never. */
static gboolean
is_within (gint64 then_us, gint64 now_us, gint64 span_us)
{
  return then_us != G_MININT64 && now_us - then_us < span_us;
}

static gboolean
is_known (const char *text)
{
  return cubby_scan_classify (text, NULL) != CUBBY_SCAN_UNKNOWN;
}

/* Whether texts[index] stands there before. */
static gboolean
is_again (const char *const *texts, guint index)
{
  for (guint i = 0; i < index; i++)
    if (strcmp (texts[i], texts[index]) == 0)
      return TRUE;
  return FALSE;
}

guint
cubby_scan_choose (const char *const *texts, guint n_texts, guint *ret_first)
{
  gboolean any_known = FALSE;
  for (guint i = 0; i < n_texts && !any_known; i++)
    any_known = is_known (texts[i]);
  guint n_count = 0;
  for (guint i = 0; i < n_texts; i++) {
    if (is_again (texts, i) || (any_known && !is_known (texts[i])))
      continue;
    if (n_count++ == 0 && ret_first != NULL)
      *ret_first = i;
  }
  return n_count;
}

static Seen *
filter_find (CubbyScanFilter *self, const char *text, gint64 now_us, gint64 blind_us)
{
  for (guint i = 0; i < N_REMEMBERED; i++) {
    Seen *seen = &self->seen[i];
    if (seen->text != NULL && is_within (seen->seen_us, now_us, CUBBY_SCAN_REPEAT_US + blind_us) &&
        strcmp (seen->text, text) == 0)
      return seen;
  }
  return NULL;
}

static void
filter_remember (CubbyScanFilter *self, const char *text, gint64 now_us)
{
  Seen *oldest = &self->seen[0];
  for (guint i = 0; i < N_REMEMBERED; i++) {
    Seen *seen = &self->seen[i];
    if (seen->text == NULL || (oldest->text != NULL && seen->seen_us < oldest->seen_us))
      oldest = seen;
  }
  g_free (oldest->text);
  oldest->text = g_strdup (text);
  oldest->seen_us = now_us;
}

/* What is beside a code that was told was seen with it: it is not told by itself when a picture shows it
 * alone. Of many not all, or they would push out what was told. */
static void
filter_note_beside (CubbyScanFilter *self, const char *const *texts, guint n_texts, const char *told,
                    gint64 now_us, gint64 blind_us)
{
  for (guint i = 0; i < MIN (n_texts, N_BESIDE); i++) {
    Seen *seen = filter_find (self, texts[i], now_us, blind_us);
    if (seen != NULL)
      seen->seen_us = now_us;
    else if (strcmp (texts[i], told) != 0)
      filter_remember (self, texts[i], now_us);
  }
}

static CubbyScanVerdict
filter_take_several (CubbyScanFilter *self, gint64 now_us, gint64 blind_us)
{
  gboolean asked = is_within (self->ambiguous_us, now_us, CUBBY_SCAN_REPEAT_US + blind_us);
  self->ambiguous_us = now_us;
  return asked ? CUBBY_SCAN_WAITING : CUBBY_SCAN_AMBIGUOUS;
}

static CubbyScanVerdict
filter_take_one (CubbyScanFilter *self, const char *text, gint64 now_us, gint64 blind_us)
{
  if (!cubby_scan_text_is_sound (text, strlen (text)) || cubby_scan_text_is_setup (text))
    return CUBBY_SCAN_REFUSED;

  Seen *seen = filter_find (self, text, now_us, blind_us);
  if (seen != NULL) {
    seen->seen_us = now_us;
    return CUBBY_SCAN_REPEATED;
  }
  if (is_within (self->told_us[self->next_told], now_us, RATE_WINDOW_US))
    return CUBBY_SCAN_TOO_FAST;

  filter_remember (self, text, now_us);
  self->told_us[self->next_told] = now_us;
  self->next_told = (self->next_told + 1) % CUBBY_SCAN_RATE_MAX;
  return CUBBY_SCAN_READ;
}

CubbyScanVerdict
cubby_scan_filter_take (CubbyScanFilter *self, const char *const *texts, guint n_texts, gint64 now_us,
                        gint64 blind_us, guint *ret_told)
{
  guint first;
  guint n_count = cubby_scan_choose (texts, n_texts, &first);
  if (n_count == 0)
    return CUBBY_SCAN_NOTHING;
  blind_us = CLAMP (blind_us, 0, CUBBY_SCAN_BLIND_MAX_US);
  if (n_count > 1)
    return filter_take_several (self, now_us, blind_us);
  if (ret_told != NULL)
    *ret_told = first;
  CubbyScanVerdict verdict = filter_take_one (self, texts[first], now_us, blind_us);
  if (verdict == CUBBY_SCAN_READ || verdict == CUBBY_SCAN_REPEATED)
    filter_note_beside (self, texts, n_texts, texts[first], now_us, blind_us);
  return verdict;
}
