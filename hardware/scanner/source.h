/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/common/settings.h"
#include "hardware/scanner/decode/frame.h"
#include "hardware/scanner/reader-text.h"

G_BEGIN_DECLS

#define CUBBY_SOURCE_ERROR (cubby_source_error_quark ())
GQuark cubby_source_error_quark (void);

typedef enum {
  CUBBY_SOURCE_ERROR_CONFIGURATION, /* what the configuration says cannot work; names group and key */
  CUBBY_SOURCE_ERROR_GONE,          /* the device went away, ended or is silent */
  CUBBY_SOURCE_ERROR_HELD,          /* another program has it */
  CUBBY_SOURCE_ERROR_DENIED,        /* it is there, and not ours to open */
  CUBBY_SOURCE_ERROR_FLOODS,        /* a reader sends without end */
  CUBBY_SOURCE_ERROR_FROZEN,        /* a camera shows the same picture again and again */
  CUBBY_SOURCE_ERROR_BLACK,         /* a camera shows nothing: its lens is covered */
} CubbySourceError;

/* What a source gave: a picture, or the text of a code, or something that it refused, or none of them in the
 * time. */
typedef struct {
  CubbyFrame *frame;
  char *text;
  const char *symbology; /* of @text */
  CubbyRefusal refusal;
  GError *doubt;     /* why what comes is of no use, though it comes */
  gboolean unproven; /* nothing shows yet that a camera which was frozen lives again */
} CubbyReading;

void cubby_reading_clear (CubbyReading *reading);

/**
 * CubbySourceKind:
 * @kind: the value of `kind=` in `[scanner NAME]`
 * @works_when_open: it works once it is open, though nothing was read yet
 * @open: opens what the settings name; blocks for a few seconds at most
 * @next: waits for @timeout_us at most; FALSE when the source is of no use any more and must be opened anew
 * @close: releases everything
 *
 * One way to get pictures or texts. All three are called from the one thread of that
 * scanner; retries, states and decoding are done round them, once for all kinds.
 */
typedef struct {
  const char *kind;
  gboolean works_when_open;
  gpointer (*open) (const CubbyScannerSettings *settings, GError **error);
  gboolean (*next) (gpointer source, gint64 timeout_us, CubbyReading *reading, GError **error);
  void (*close) (gpointer source);
} CubbySourceKind;

/* Returns: (nullable): the row with that kind. */
const CubbySourceKind *cubby_source_find_kind (const char *kind);

/* Returns: which error it is that a device was not opened; @code: an errno. */
CubbySourceError cubby_source_error_of_open (int code);
/* Returns: why a device was not opened, and what to do about it where that is known; @code: an errno. */
const char *cubby_source_explain_open (int code);

/* One file each. */
extern const CubbySourceKind cubby_source_camera;
extern const CubbySourceKind cubby_source_serial;
extern const CubbySourceKind cubby_source_hid;

/**
 * cubby_source_camera_init:
 *
 * Starts GStreamer, once, with its debug log off. To be called in the main thread, for
 * it sets the locale of the process.
 */
gboolean cubby_source_camera_init (GError **error);

G_END_DECLS
