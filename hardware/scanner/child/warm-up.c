/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/child/warm-up.h"

#include "hardware/scanner/decode/cascade.h"

#include <iconv.h>
#include <stdlib.h>
#include <string.h>

#define MODULES 21
#define MODULE_PX 4
#define QUIET_ZONE 4
#define SIDE ((MODULES + 2 * QUIET_ZONE) * MODULE_PX)
#define N_SORTED 4096

/* The ECI of AIM ITS/04-023 that zbar knows, and what it tries where a code names none. */
const char *const cubby_warm_up_charsets[] = {
    "ISO8859-1",  "ISO8859-2", "ISO8859-3",  "ISO8859-4",  "ISO8859-5",  "ISO8859-6",  "ISO8859-7",
    "ISO8859-8",  "ISO8859-9", "ISO8859-10", "ISO8859-11", "ISO8859-13", "ISO8859-14", "ISO8859-15",
    "ISO8859-16", "CP437",     "SJIS",       "BIG5",       "UTF-8",      NULL,
};

/* "CUBBY" as a QR code of version 1-M, a bit a module, the leftmost is the highest. */
static const guint32 code[MODULES] = {
    0x1fd17f, 0x105a41, 0x174e5d, 0x17555d, 0x17485d, 0x104c41, 0x1fd57f,
    0x001800, 0x16e84b, 0x083d25, 0x1251f4, 0x1f818d, 0x0aee98, 0x0018a0,
    0x1fdcdb, 0x105bc5, 0x174e41, 0x175892, 0x175694, 0x104758, 0x1fd322,
};

static CubbyFrame *
draw_code (void)
{
  CubbyFrame *frame = cubby_frame_new (SIDE, SIDE);
  memset (frame->pixels, 255, (gsize)frame->stride * frame->height);
  for (guint y = 0; y < MODULES * MODULE_PX; y++)
    for (guint x = 0; x < MODULES * MODULE_PX; x++)
      if ((code[y / MODULE_PX] >> (MODULES - 1 - x / MODULE_PX) & 1) != 0)
        frame->pixels[(gsize)(y + QUIET_ZONE * MODULE_PX) * frame->stride + x + QUIET_ZONE * MODULE_PX] = 0;
  return frame;
}

static int
compare_bytes (gconstpointer one, gconstpointer other)
{
  return (int)*(const guint8 *)one - (int)*(const guint8 *)other;
}

gboolean
cubby_warm_up (void)
{
  /* Never closed: libc keeps a module in memory while a conversion by it is open. */
  for (const char *const *name = cubby_warm_up_charsets; *name != NULL; name++)
    iconv_open ("UTF-8", *name);

  /* The first long sort asks the kernel how much memory there is (glibc before 2.37). */
  g_autofree guint8 *bytes = g_malloc0 (N_SORTED);
  qsort (bytes, N_SORTED, 1, compare_bytes);

  g_autoptr (CubbyCascade) cascade = cubby_cascade_new ();
  g_autoptr (CubbyFrame) frame = draw_code ();
  g_autoptr (GPtrArray) codes =
      cubby_cascade_look (cascade, frame, CUBBY_SYMBOLOGIES_ALL, (gint64)G_USEC_PER_SEC);

  /* Whoever reads it first above, the others are not asked any more: zbar begins by itself. */
  g_autoptr (CubbyDecoder) decoder = cubby_decoder_new ();
  g_autoptr (GPtrArray) decoded = cubby_codes_new ();
  cubby_decoder_read (decoder, frame, CUBBY_SYMBOLOGIES_ALL, 1, decoded);
  return codes->len == 1 && decoded->len == 1;
}
