/* SPDX-License-Identifier: Apache-2.0 */
/* Several scanners as one, for tests that plug devices in and pull them out. */
#pragma once

#include "hardware/scanner/scanner.h"

#define PLUGGING_PATIENCE_US ((gint64)30 * G_USEC_PER_SEC)

typedef struct {
  char *directory; /* for links and films */
  CubbySettings settings;
  CubbyScanner *scanner;
  GHashTable *whys; /* name: why it does not work, or "" */
  GPtrArray *read;  /* of texts */
  guint n_states;
} Plugging;

void plugging_set_up (Plugging *self);
void plugging_tear_down (Plugging *self);
/* @settings: are copied */
void plugging_add (Plugging *self, const CubbyScannerSettings *settings);
void plugging_start (Plugging *self);

/* Each runs the main loop until it is so, and fails after PLUGGING_PATIENCE_US. */
void plugging_run_until_works (Plugging *self, const char *name);
void plugging_run_until_fails (Plugging *self, const char *name);
void plugging_run_until_read (Plugging *self, const char *text);
/* Runs the main loop so long, whatever happens. */
void plugging_run_for (Plugging *self, gint64 us);

/* How many times @text was read. */
guint plugging_count_read (Plugging *self, const char *text);
const char *plugging_get_why (Plugging *self, const char *name);
