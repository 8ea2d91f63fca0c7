/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A pass is 169 characters, a basket's address less than 300: nothing we read is longer. */
#define CUBBY_SCAN_LENGTH_MAX 512
/* A code counts as the same one while it is seen again within this time. */
#define CUBBY_SCAN_REPEAT_US ((gint64)1500 * 1000)
/* However long a slow machine looked at nothing: more of it makes the code of whoever comes next the same. */
#define CUBBY_SCAN_BLIND_MAX_US ((gint64)5 * G_USEC_PER_SEC)
/* A code that may not be the only one in view is told when so many pictures showed it and no other, … */
#define CUBBY_SCAN_SETTLE_PICTURES 3
/* … or when so long has passed since the first of them: a slow machine tells it, too. */
#define CUBBY_SCAN_SETTLE_US ((gint64)250 * 1000)
/* Later than this, and not seen again, it is as if it had not been seen: whoever held it up may be gone. */
#define CUBBY_SCAN_LAPSE_US ((gint64)2 * G_USEC_PER_SEC)
/* Nobody holds up more than this many different codes in a second; a hostile screen does. */
#define CUBBY_SCAN_RATE_MAX 4

typedef enum {
  CUBBY_SCAN_NOTHING,   /* no code in view */
  CUBBY_SCAN_READ,      /* the code is to be told */
  CUBBY_SCAN_SETTLING,  /* the code is told soon, unless another one turns out to be in view, too */
  CUBBY_SCAN_BESIDE,    /* what nobody knows, while a code settles: nothing is told of it */
  CUBBY_SCAN_REPEATED,  /* it was told already and has been in view since */
  CUBBY_SCAN_AMBIGUOUS, /* several different codes in view: ask for one */
  CUBBY_SCAN_WAITING,   /* the same several codes still in view; was asked already */
  CUBBY_SCAN_REFUSED,   /* its text is not one we read: too long, not printable, or for a reader's setup */
  CUBBY_SCAN_TOO_FAST,  /* more codes a second than a person shows */
} CubbyScanVerdict;

/**
 * cubby_scan_text_is_sound:
 * @text: as decoded; need not be ended by a zero
 * @length: bytes
 *
 * Returns: whether @text is 1..CUBBY_SCAN_LENGTH_MAX printable characters of UTF-8:
 *   no control, format, private or line-ending characters, so that nothing in it can act as a key
 *   or turn the reading direction.
 */
gboolean cubby_scan_text_is_sound (const char *text, gsize length);

/**
 * cubby_scan_text_is_setup:
 *
 * Returns: whether @text is what the barcodes hold that set up a maker's readers. The reader of another maker
 * sends it like any text.
 */
gboolean cubby_scan_text_is_setup (const char *text);

/**
 * cubby_scan_choose:
 * @texts: (array length=n_texts): all codes of one picture
 * @ret_first: (out) (optional): the first of those that count
 *
 * Those count that cubby_scan_classify() knows the form of, sound or not; an address or whatever else a pack
 * shows beside its bars does not, unless nothing else is there.
 *
 * Returns: how many different ones count
 */
guint cubby_scan_choose (const char *const *texts, guint n_texts, guint *ret_first);

/**
 * CubbyScanFilter:
 *
 * What was told lately; decides whether what is in view now is told.
 */
typedef struct _CubbyScanFilter CubbyScanFilter;

CubbyScanFilter *cubby_scan_filter_new (void);
void cubby_scan_filter_free (CubbyScanFilter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyScanFilter, cubby_scan_filter_free)

/**
 * CubbyScanSight:
 * @texts: (array length=n_texts): all codes of one picture, or the one line of a reader
 * @at_us: monotonic time at which the picture was taken or the line was read
 * @blind_us: time before it in which nothing was looked at, as the machine was slow: that is not out of
 *   sight, up to CUBBY_SCAN_BLIND_MAX_US
 * @complete: another code in plain view would have been read, too (CubbyView); always so of a reader
 */
typedef struct {
  const char *const *texts;
  guint n_texts;
  gint64 at_us;
  gint64 blind_us;
  gboolean complete;
} CubbyScanSight;

/**
 * cubby_scan_filter_take:
 * @ret_told: (out) (optional): on CUBBY_SCAN_READ which of the texts is to be told, on CUBBY_SCAN_SETTLING
 * soon: the only one that counts (cubby_scan_choose())
 *
 * Of two codes in view one may be read before the other: what shows one alone and is not complete does not
 * tell it by itself. The next pictures do, unless they show another one that counts: then it is asked for.
 */
CubbyScanVerdict cubby_scan_filter_take (CubbyScanFilter *self, const CubbyScanSight *sight, guint *ret_told);

/**
 * cubby_scan_filter_lapse:
 * @at_us: monotonic time at which a picture was taken that shows no code
 *
 * What is hard to read is read once in a while: it is told although it is not seen again, when for
 * CUBBY_SCAN_SETTLE_US no other code came.
 *
 * Returns: (transfer full) (nullable): what settled (%CUBBY_SCAN_SETTLING) and is to be told now
 */
char *cubby_scan_filter_lapse (CubbyScanFilter *self, gint64 at_us);

/* What settles is not told: it was seen for another purpose, or by somebody who is gone. */
void cubby_scan_filter_let_go (CubbyScanFilter *self);

G_END_DECLS
