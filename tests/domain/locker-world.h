/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/domain/locker.h"

/* Under a sanitizer everything takes eight times as long; it finds what it looks for in fewer lives. */
#ifdef __SANITIZE_ADDRESS__
#define WORLD_LIVES(n) ((n) / 4)
#define WORLD_SNAPSHOT_STRIDE 8
#else
#define WORLD_LIVES(n) (n)
#define WORLD_SNAPSHOT_STRIDE 1
#endif

/**
 * World:
 *
 * A locker with a journal (texts in memory), a clock and hands: it does what lockerd does, without lockerd.
 * Six doors: A1 S, A2 M, A3 L on board 0; B1 S, B2 M, B3 L on board 1; one power group a board.
 */
typedef struct {
  CubbyBank *bank;
  CubbyLocker *locker;
  CubbyLocker *twin; /* since a crash: the same life by another way, replay or snapshot */
  GPtrArray *names;  /* of the journaled events */
  GPtrArray *texts;  /* and their fields */
  GArray *times;
  GPtrArray *outbox;         /* "type data" */
  GArray *pulsed;            /* when, and which door */
  GHashTable *pulses;        /* grant -> how many pulses */
  GPtrArray *changes;        /* "grant state" */
  char *last_pulsed;         /* door */
  const char *closed_result; /* of the last grant that was closed */
  guint closed_reopen_s;
  guint closed_undo_s;
  char *differences; /* of the last reconciliation that was closed, or NULL */
  gint64 now_ms;
  guint ids;
  char *snapshot;        /* of some moment */
  guint snapshot_rows;   /* what was journaled then */
  guint snapshot_stride; /* how many commits from one to the next */
  guint commits;
  CubbyDecision *last;
} World;

World *world_new (void);
/* Boards answer and every door is shut. */
World *world_new_ready (void);
void world_free (World *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (World, world_free)

/* Journals, applies and carries out; keeps the decision as @self->last. Then whatever is due. */
const char *world_do (World *self, CubbyDecision *decision);
void world_pass_ms (World *self, gint64 ms);
/* Throws the locker away and makes it again from a snapshot and the journal after it; then the program
 * starts. Its twin, made from the whole journal, lives on beside it and has to do the same. */
void world_crash (World *self);
/* Replays the journal, also for a bank without doors, restores a snapshot, and compares. */
void world_check_replay (World *self);

void world_boards (World *self, gboolean answer);
void world_read (World *self, const char *door, CubbyReading reading);
void world_expect (World *self, const char *label, CubbySize size, const char *fulfilment, const char *cti);
const char *world_sign_in (World *self, CubbyRole role); /* returns the session */
const char *world_sign_in_as (World *self, const char *badge, CubbyRole role);
const char *world_stow (World *self, const char *session, const char *label);
/* Expects, signs in, stows and shuts: the parcel is loaded. Returns the door. */
const char *world_load (World *self, const char *label, CubbySize size, const char *fulfilment,
                        const char *cti);
const char *world_too_small (World *self, const char *session, const char *grant);
const char *world_take_back (World *self, const char *session, const char *label);
/* Labels, doors: words with a blank between them; no door is all of them. */
const char *world_remove (World *self, const char *session, const char *labels);
const char *world_open_many (World *self, const char *session, const char *second, const char *doors);
const char *world_reconcile (World *self, const char *session, const char *second, const char *doors);
const char *world_seen (World *self, const char *session, const char *door, const char *labels);
const char *world_reopen (World *self, const char *closed_grant);
/* Hands: the door springs open, and is shut after @ms. */
void world_open_and_shut (World *self, const char *door, gint64 ms);
const char *world_present (World *self, const char *cti);
/* @code_hash: a code is typed; @id: of the grant that it may become */
const char *world_type (World *self, const char *id, const char *code_hash);

/* The newest live grant on the parcel, or NULL. */
const CubbyGrant *world_grant_of (World *self, const char *label);
CubbyDoorState world_door (World *self, const char *door);
CubbyContent world_content (World *self, const char *door);
CubbyParcelState world_parcel (World *self, const char *label);
gboolean world_reported (World *self, const char *row);
guint world_count_reports (World *self, const char *row);
guint world_count_pulses (World *self);
