/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SimRandom:
 *
 * Chance, all of it from one seed (splitmix64). A stream a subject, so that one
 * more throw in one place leaves the others as they were.
 */
typedef struct {
  guint64 state;
} SimRandom;

void sim_random_init (SimRandom *self, guint64 seed, guint stream);
guint64 sim_random_next (SimRandom *self);
gint64 sim_random_range (SimRandom *self, gint64 low, gint64 high); /* both included */
gboolean sim_random_chance (SimRandom *self, double chance);
void sim_random_fill (SimRandom *self, gpointer data, gsize size);

/* What libsodium gives to everybody in this process comes from @self from now on. */
void sim_random_serve (SimRandom *self);

G_END_DECLS
