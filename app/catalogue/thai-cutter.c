/* SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "cubby-catalogue"
#include "app/catalogue/thai-cutter.h"

#include <thai/thbrk.h>
#include <thai/thwbrk.h>

struct _CubbyThaiCutter {
  ThBrk *breaker;
};

G_STATIC_ASSERT (sizeof (thwchar_t) == sizeof (gunichar));

CubbyThaiCutter *
cubby_thai_cutter_new (void)
{
  CubbyThaiCutter *self = g_new0 (CubbyThaiCutter, 1);
  self->breaker = th_brk_new (NULL);
  if (self->breaker == NULL)
    g_warning ("libthai has no dictionary (is libthai-data installed?): Thai is searched by whole phrases");
  return self;
}

void
cubby_thai_cutter_free (CubbyThaiCutter *self)
{
  if (self == NULL)
    return;
  if (self->breaker != NULL)
    th_brk_delete (self->breaker);
  g_free (self);
}

static void
add_word (GStrvBuilder *words, const gunichar *start, glong length)
{
  g_autofree char *word = g_ucs4_to_utf8 (start, length, NULL, NULL, NULL);
  if (word != NULL && *word != '\0')
    g_strv_builder_add (words, word);
}

GStrv
cubby_thai_cutter_cut (CubbyThaiCutter *self, const char *run)
{
  glong length = 0;
  g_autofree gunichar *letters = g_utf8_to_ucs4_fast (run, -1, &length);
  g_autofree int *breaks = g_new0 (int, (gsize)length + 1);
  int n_breaks = 0;
  if (self->breaker != NULL)
    n_breaks = th_brk_wc_find_breaks (self->breaker, (const thwchar_t *)letters, breaks, (gsize)length);

  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();
  glong start = 0;
  for (int i = 0; i < n_breaks; i++) {
    add_word (words, letters + start, breaks[i] - start);
    start = breaks[i];
  }
  add_word (words, letters + start, length - start);
  return g_strv_builder_end (words);
}
