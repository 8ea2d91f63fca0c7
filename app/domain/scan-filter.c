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

/* Read alone, and not told yet, as another one may be in view. */
typedef struct {
  char *text; /* NULL: none */
  gint64 since_us;
  guint n_pictures;
} Open;

struct _CubbyScanFilter {
  Seen seen[N_REMEMBERED];
  gint64 told_us[CUBBY_SCAN_RATE_MAX]; /* a ring: the oldest is the next to be replaced */
  guint next_told;
  gint64 ambiguous_us;
  Open open;
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
  g_free (self->open.text);
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
filter_note_beside (CubbyScanFilter *self, const CubbyScanSight *sight, const char *told)
{
  for (guint i = 0; i < MIN (sight->n_texts, N_BESIDE); i++) {
    Seen *seen = filter_find (self, sight->texts[i], sight->at_us, sight->blind_us);
    if (seen != NULL)
      seen->seen_us = sight->at_us;
    else if (strcmp (sight->texts[i], told) != 0)
      filter_remember (self, sight->texts[i], sight->at_us);
  }
}

static CubbyScanVerdict
filter_take_several (CubbyScanFilter *self, const CubbyScanSight *sight)
{
  gboolean asked = is_within (self->ambiguous_us, sight->at_us, CUBBY_SCAN_REPEAT_US + sight->blind_us);
  g_clear_pointer (&self->open.text, g_free);
  self->ambiguous_us = sight->at_us;
  return asked ? CUBBY_SCAN_WAITING : CUBBY_SCAN_AMBIGUOUS;
}

static CubbyScanVerdict
filter_open (CubbyScanFilter *self, const char *text, gint64 now_us)
{
  g_free (self->open.text);
  self->open = (Open){.text = g_strdup (text), .since_us = now_us, .n_pictures = 1};
  return CUBBY_SCAN_SETTLING;
}

/* Two that come in turn are in view together; so soon after each other even where the picture is complete. */
static gboolean
filter_has_other_open (CubbyScanFilter *self, const CubbyScanSight *sight, const char *text)
{
  const char *const both[] = {self->open.text, text};
  gint64 span_us = sight->complete ? CUBBY_SCAN_SETTLE_US : CUBBY_SCAN_REPEAT_US + sight->blind_us;
  return both[0] != NULL && is_within (self->open.since_us, sight->at_us, span_us) &&
         cubby_scan_choose (both, G_N_ELEMENTS (both), NULL) > 1;
}

/* What nobody knows the form of does not take the place of a code that is known. */
static gboolean
filter_is_beside_open (CubbyScanFilter *self, const CubbyScanSight *sight, const char *text)
{
  return is_within (self->open.since_us, sight->at_us, CUBBY_SCAN_REPEAT_US + sight->blind_us) &&
         is_known (self->open.text) && !is_known (text);
}

/* @text was read alone. */
static CubbyScanVerdict
filter_settle (CubbyScanFilter *self, const CubbyScanSight *sight, const char *text)
{
  Open *open = &self->open;
  if (filter_has_other_open (self, sight, text))
    return filter_take_several (self, sight);
  if (sight->complete)
    return CUBBY_SCAN_READ;
  if (open->text == NULL || !is_within (open->since_us, sight->at_us, CUBBY_SCAN_LAPSE_US + sight->blind_us))
    return filter_open (self, text, sight->at_us);
  if (strcmp (open->text, text) != 0)
    return filter_is_beside_open (self, sight, text) ? CUBBY_SCAN_BESIDE
                                                     : filter_open (self, text, sight->at_us);
  open->n_pictures++;
  gboolean settled = open->n_pictures >= CUBBY_SCAN_SETTLE_PICTURES ||
                     !is_within (open->since_us, sight->at_us, CUBBY_SCAN_SETTLE_US);
  return settled ? CUBBY_SCAN_READ : CUBBY_SCAN_SETTLING;
}

static gboolean
filter_is_too_fast (const CubbyScanFilter *self, gint64 now_us)
{
  return is_within (self->told_us[self->next_told], now_us, RATE_WINDOW_US);
}

static void
filter_note_told (CubbyScanFilter *self, const char *text, gint64 now_us)
{
  filter_remember (self, text, now_us);
  self->told_us[self->next_told] = now_us;
  self->next_told = (self->next_told + 1) % CUBBY_SCAN_RATE_MAX;
}

/* What was told is in view again, while another code settles: then that one is in view, too. */
static CubbyScanVerdict
filter_take_again (CubbyScanFilter *self, const CubbyScanSight *sight, Seen *seen)
{
  seen->seen_us = sight->at_us;
  if (filter_has_other_open (self, sight, seen->text))
    return filter_take_several (self, sight);
  if (self->open.text != NULL && is_known (seen->text) && !is_known (self->open.text)) {
    g_autofree char *beside = g_steal_pointer (&self->open.text);
    filter_remember (self, beside, sight->at_us);
  }
  return CUBBY_SCAN_REPEATED;
}

static CubbyScanVerdict
filter_take_one (CubbyScanFilter *self, const CubbyScanSight *sight, const char *text)
{
  gint64 now_us = sight->at_us;
  if (!cubby_scan_text_is_sound (text, strlen (text)) || cubby_scan_text_is_setup (text))
    return CUBBY_SCAN_REFUSED;

  Seen *seen = filter_find (self, text, now_us, sight->blind_us);
  if (seen != NULL)
    return filter_take_again (self, sight, seen);
  CubbyScanVerdict verdict = filter_settle (self, sight, text);
  if (verdict != CUBBY_SCAN_READ)
    return verdict;
  if (filter_is_too_fast (self, now_us))
    return CUBBY_SCAN_TOO_FAST;
  g_clear_pointer (&self->open.text, g_free);
  filter_note_told (self, text, now_us);
  return CUBBY_SCAN_READ;
}

CubbyScanVerdict
cubby_scan_filter_take (CubbyScanFilter *self, const CubbyScanSight *sight, guint *ret_told)
{
  guint first;
  guint n_count = cubby_scan_choose (sight->texts, sight->n_texts, &first);
  if (n_count == 0)
    return CUBBY_SCAN_NOTHING;
  CubbyScanSight believed = *sight;
  believed.blind_us = CLAMP (sight->blind_us, 0, CUBBY_SCAN_BLIND_MAX_US);
  if (n_count > 1)
    return filter_take_several (self, &believed);
  if (ret_told != NULL)
    *ret_told = first;
  CubbyScanVerdict verdict = filter_take_one (self, &believed, sight->texts[first]);
  if (verdict == CUBBY_SCAN_READ || verdict == CUBBY_SCAN_REPEATED)
    filter_note_beside (self, &believed, sight->texts[first]);
  return verdict;
}

char *
cubby_scan_filter_lapse (CubbyScanFilter *self, gint64 at_us)
{
  Open *open = &self->open;
  if (open->text == NULL || is_within (open->since_us, at_us, CUBBY_SCAN_SETTLE_US) ||
      !is_within (open->since_us, at_us, CUBBY_SCAN_LAPSE_US) || filter_is_too_fast (self, at_us))
    return NULL;
  filter_note_told (self, open->text, at_us);
  return g_steal_pointer (&open->text);
}

void
cubby_scan_filter_let_go (CubbyScanFilter *self)
{
  g_clear_pointer (&self->open.text, g_free);
}
