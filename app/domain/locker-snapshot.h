/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/domain/locker.h"

G_BEGIN_DECLS

#define CUBBY_LOCKER_SNAPSHOT_ERROR (cubby_locker_snapshot_error_quark ())
GQuark cubby_locker_snapshot_error_quark (void);

typedef enum {
  CUBBY_LOCKER_SNAPSHOT_ERROR_VERSION, /* of a newer program */
  CUBBY_LOCKER_SNAPSHOT_ERROR_FIELD,   /* not what any version of this program would have written */
} CubbyLockerSnapshotError;

/**
 * cubby_locker_save:
 *
 * Returns: (transfer full): everything that outlives a restart, as text: a line a record, `kind name=value
 * …`, in a fixed order. It does not depend on the bank: a door that nothing is known of has no line, one that
 * the configuration has no more keeps its own. Two lockers are equal if these texts are.
 */
char *cubby_locker_save (const CubbyLocker *self);

/* Returns: the version of a text of cubby_locker_save(), also one of a newer program; 0: it is none. */
guint cubby_locker_snapshot_get_version (const char *text);

/**
 * cubby_locker_restore:
 * @text: of cubby_locker_save(), of this version or an older one
 *
 * As cubby_locker_new(); then it is what @text says. What this program would not have written byte for byte
 * is refused. Sensors and boards are unknown until they speak.
 */
CubbyLocker *cubby_locker_restore (const CubbyBank *bank, const guint *power_groups,
                                   const CubbyLockerRules *rules, const char *text, GError **error);

G_END_DECLS
