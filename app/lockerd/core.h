/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/common/settings.h"
#include "app/domain/locker.h"
#include "app/journal/journal-tidy.h"

G_BEGIN_DECLS

/* What the core asks of the shell round it. @failed: the journal could not be written; nothing happens any
 * more, and the program has to end. */
typedef struct {
  void (*pulse) (const CubbyEffect *effect, gpointer user_data);
  void (*changed) (const CubbyEffect *effect, gpointer user_data);
  void (*outbox) (gint64 last, gpointer user_data);
  void (*failed) (const char *why, gpointer user_data);
} CubbyCorePorts;

/**
 * CubbyCore:
 *
 * The locker with its journal and its clock: the one place where a decision becomes
 * durable, then true, then an effect, in this order.
 */
typedef struct _CubbyCore CubbyCore;

/**
 * cubby_core_open:
 * @path: the journal
 *
 * Replays the journal. A journal that cannot be trusted is left as it is and is no
 * error: the core is then not trusted and takes no decision.
 */
CubbyCore *cubby_core_open (const char *path, const CubbySettings *settings, GError **error);
void cubby_core_free (CubbyCore *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyCore, cubby_core_free)

/* Says that the program started: waiting grants lapse, sessions are over. */
void cubby_core_start (CubbyCore *self, const CubbyCorePorts *ports, gpointer user_data);

/* Returns: (nullable): NULL while it is trusted, else a sentence with the way out. */
const char *cubby_core_get_distrust (const CubbyCore *self);
const CubbyLocker *cubby_core_get_locker (const CubbyCore *self);
CubbyJournal *cubby_core_get_journal (const CubbyCore *self);

/* ms UTC; never runs backwards, also over restarts */
gint64 cubby_core_now_ms (CubbyCore *self);
/* By how much the machine's clock is behind what the journal has seen, ms. */
gint64 cubby_core_get_clock_behind_ms (const CubbyCore *self);

/**
 * cubby_core_commit:
 * @decision: of the locker, made in this turn of the main loop
 *
 * Journals, applies, carries out; then what has become due by it. FALSE: the core is not trusted or has
 * failed, and nothing of the decision is true.
 */
gboolean cubby_core_commit (CubbyCore *self, const CubbyDecision *decision);

/**
 * cubby_core_tidy:
 *
 * One snapshot, or one piece of what is older than [locker] journal-days, when it is due and no lock is in
 * use: to be called now and then when nothing happens.
 */
void cubby_core_tidy (CubbyCore *self);

/* Returns: (transfer full): 128 random bits in hex. */
char *cubby_core_new_id (void);

G_END_DECLS
