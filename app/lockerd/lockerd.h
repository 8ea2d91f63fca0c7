/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/lockerd/core.h"
#include "app/lockerd/session-owners.h"
#include "hardware/locks/lock-bank.h"

#include "cubby-locker-dbus.h"

G_BEGIN_DECLS

/**
 * CubbyLockerd:
 *
 * The wiring: which part knows which. Each aspect of the shell (locks, the four
 * bus interfaces, alarms) is a file of its own that gets this.
 */
typedef struct {
  CubbySettings *settings;
  CubbyCore *core;
  CubbyLockBank *locks;
  gboolean *boards_heard; /* of each board: its first state is known */
  struct _CubbySelfTests *self_tests;
  CubbySessionOwners *owners;
  CubbyLockerBank *bank;
  CubbyLockerCounter *counter;
  CubbyLockerLink *link;
  CubbyLockerService *service;
  gboolean exported;
  GMainLoop *loop;
  gint64 rows_seen; /* of the journal, when it was last looked whether anything happens */
  int status;
} CubbyLockerd;

CubbyLockerd *cubby_lockerd_new (const char *config, GError **error);
void cubby_lockerd_free (CubbyLockerd *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyLockerd, cubby_lockerd_free)

/* Runs until SIGTERM, SIGINT or a failure. Returns: the exit status. */
int cubby_lockerd_run (CubbyLockerd *self, GBusType bus);
void cubby_lockerd_fail (CubbyLockerd *self, const char *why);

/* hardware/locks to the core, and back. */
void cubby_lockerd_connect_locks (CubbyLockerd *self);
void cubby_lockerd_pulse (const CubbyEffect *effect, gpointer self);

/* org.cubby.Locker1.*, a file each. */
void cubby_lockerd_connect_bank (CubbyLockerd *self);
void cubby_lockerd_connect_counter (CubbyLockerd *self);
void cubby_lockerd_connect_staff (CubbyLockerd *self);
void cubby_lockerd_connect_upkeep (CubbyLockerd *self);
void cubby_lockerd_connect_reconcile (CubbyLockerd *self);
void cubby_lockerd_connect_removal (CubbyLockerd *self);
void cubby_lockerd_connect_unstow (CubbyLockerd *self);
void cubby_lockerd_connect_link (CubbyLockerd *self);
void cubby_lockerd_connect_service (CubbyLockerd *self);
void cubby_lockerd_tell (const CubbyEffect *effect, gpointer self);
void cubby_lockerd_tell_pulse (CubbyLockerd *self, const char *grant, gint64 at_us);
void cubby_lockerd_tell_alarms (CubbyLockerd *self);
void cubby_lockerd_tell_outbox (gint64 last, gpointer self);

/**
 * cubby_lockerd_commit:
 *
 * Commits the decision; where that cannot be, answers the caller with an error and returns FALSE.
 */
gboolean cubby_lockerd_commit (CubbyLockerd *self, const CubbyDecision *decision,
                               GDBusMethodInvocation *call);
/* The same question before anything is decided. */
gboolean cubby_lockerd_is_ready (CubbyLockerd *self, GDBusMethodInvocation *call);
/* The completions of the Counter's methods that ask for a door: reason, grant, door, for most a detail. */
typedef void (*CubbyCounterComplete) (CubbyLockerCounter *counter, GDBusMethodInvocation *call,
                                      const char *reason, const char *grant, const char *door);
typedef void (*CubbyCounterCompleteDetailed) (CubbyLockerCounter *counter, GDBusMethodInvocation *call,
                                              const char *reason, const char *grant, const char *door,
                                              GVariant *detail);

/* Commits the decision and answers the call with it. */
void cubby_lockerd_answer (CubbyLockerd *self, GDBusMethodInvocation *call, const CubbyDecision *decision,
                           CubbyCounterComplete complete);
void cubby_lockerd_answer_detailed (CubbyLockerd *self, GDBusMethodInvocation *call,
                                    const CubbyDecision *decision, CubbyCounterCompleteDetailed complete);

/* Answers org.cubby.Error.Invalid; always TRUE, which is what a handler returns. */
gboolean cubby_lockerd_refuse_argument (GDBusMethodInvocation *call, const char *name, const char *what);
/* 1–@most printable ASCII characters */
gboolean cubby_lockerd_is_word (const char *text, gsize most);
/* Returns: NULL when the sentence may be kept in the journal, else what is wrong with it. */
const char *cubby_lockerd_judge_why (const char *why);
/* A session of somebody else's connection is no session: "". */
const char *cubby_lockerd_own_session (CubbyLockerd *self, GDBusMethodInvocation *call, const char *session);

G_END_DECLS
