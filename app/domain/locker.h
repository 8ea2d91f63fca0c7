/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/domain/allocation.h"
#include "app/domain/caps.h"
#include "app/domain/content.h"
#include "app/domain/decision.h"
#include "app/domain/door.h"
#include "app/domain/grant.h"
#include "app/domain/locker-event.h"
#include "app/domain/locker-queue.h"
#include "app/domain/parcel.h"
#include "app/domain/staff-role.h"

G_BEGIN_DECLS

typedef struct {
  CubbyCaps caps;
  guint pulse_ms;
  guint open_wait_ms; /* from the intent to the sensor's "open" */
  guint shut_alarm_s; /* an open door calls staff after this */
  guint assigned_s;   /* a compartment is kept this long for a parcel that waits */
  guint reopen_s;     /* after a pickup its door opens again for so long; 0 never */
  guint undo_s;       /* a parcel just put in can be taken back for so long; 0 never */
  guint retries;      /* grants after the first that did not open the door, before the door counts as stuck */
} CubbyLockerRules;

/**
 * CubbyLocker:
 *
 * The locker bank as a value: doors, parcels, grants, staff on the spot. It changes by cubby_locker_step()
 * alone, so that the same events always give the same locker. The questions cubby_locker_decide_*() change
 * nothing; times and ids come in from the caller.
 *
 * The order that makes a crash harmless is the caller's: decide, journal (fsync), step, carry out the
 * effects.
 */
typedef struct _CubbyLocker CubbyLocker;

/* @power_groups: a number for each compartment; those with the same share a supply. @bank outlives the
 * locker. */
CubbyLocker *cubby_locker_new (const CubbyBank *bank, const guint *power_groups,
                               const CubbyLockerRules *rules);
void cubby_locker_free (CubbyLocker *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyLocker, cubby_locker_free)

/* What the world has to be told or made do. */
typedef enum {
  CUBBY_EFFECT_PULSE,         /* energise the lock of @door for @pulse_ms, once */
  CUBBY_EFFECT_DOOR_CHANGED,  /* @door, or what is behind it */
  CUBBY_EFFECT_GRANT_CHANGED, /* @grant, @purpose, @state, @label, @remaining */
  CUBBY_EFFECT_ALARMS_CHANGED,
} CubbyEffectKind;

typedef struct {
  CubbyEffectKind kind;
  int door; /* index into the bank's compartments; -1: not in this bank any more */
  char *grant;
  char *door_name;
  char *label;
  CubbyPurpose purpose;
  CubbyGrantState state;
  guint remaining;   /* doors of the same sequence still to come */
  char *result;      /* of a closed one, or NULL */
  GStrv differences; /* of a closed reconciliation, or NULL */
  guint reopen_s;    /* and for how long its door is opened again */
  guint undo_s;      /* or its parcel taken back */
  guint pulse_ms;
} CubbyEffect;

/**
 * cubby_locker_step:
 * @effects: (element-type CubbyEffect) (nullable): what to do is appended; NULL on replay, which does nothing
 * @ret_problem: (out) (optional): why an event of a journal cannot be: a static sentence
 *
 * Applies one event. FALSE, and nothing changed, if it does not fit the state: then the journal is not ours.
 */
gboolean cubby_locker_step (CubbyLocker *self, const CubbyLockerEvent *event, GPtrArray *effects,
                            const char **ret_problem);
GPtrArray *cubby_locker_effects_new (void);

/* One row of the outbox: its type, and its data as JSON. */
typedef struct {
  const char *type;
  char *data;
} CubbyReport;

/* Appends what the centre hears of an event that has not been applied yet to @reports. */
void cubby_locker_report (const CubbyLocker *self, const CubbyLockerEvent *event, GPtrArray *reports);
GPtrArray *cubby_locker_reports_new (void);

/* Commands. Each answers a new decision. @id is fresh and random; grants take their ids from it. */
CubbyDecision *cubby_locker_decide_start (const CubbyLocker *self, gint64 now_ms, const char *version);
CubbyDecision *cubby_locker_decide_reading (const CubbyLocker *self, gint64 now_ms, guint door,
                                            CubbyReading reading);
CubbyDecision *cubby_locker_decide_board (const CubbyLocker *self, gint64 now_ms, guint board,
                                          gboolean answers);

typedef enum {
  CUBBY_PULSE_OUTCOME_SENT,     /* it went out, whatever was answered: the sensor will tell */
  CUBBY_PULSE_OUTCOME_REFUSED,  /* the board said that it did not energise the lock */
  CUBBY_PULSE_OUTCOME_NOT_SENT, /* nothing left this machine */
} CubbyPulseOutcome;

CubbyDecision *cubby_locker_decide_pulse (const CubbyLocker *self, gint64 now_ms, const char *grant,
                                          CubbyPulseOutcome outcome);

/* What is due: a grant's turn, a time-out. Ask again until it answers no events; then at get_next_due_ms().
 */
CubbyDecision *cubby_locker_decide_due (const CubbyLocker *self, gint64 now_ms);
gint64 cubby_locker_get_next_due_ms (const CubbyLocker *self, gint64 now_ms);

/**
 * CubbyNotice:
 * @epoch: of the centre; 0: it said none
 */
typedef struct {
  const char *label;
  guint64 version;
  const char *fulfilment;
  CubbySize size;
  const char *const *ctis;
  const char *code_hash;
  gint64 hold_until_s;
  gboolean heavy;
  gboolean reach;
  gboolean withdrawn;
  gboolean returning; /* its shopper brings it */
  guint64 epoch;
  CubbyWithdrawal why; /* @withdrawn */
} CubbyNotice;

/* Without events: it says nothing new; or with a reason: "not_allowed", it lends credentials of one
 * fulfilment to another; "too_many", as many parcels are known as there can be. */
CubbyDecision *cubby_locker_decide_notice (const CubbyLocker *self, gint64 now_ms, const CubbyNotice *notice);
/* How many more parcels can become known. */
guint cubby_locker_count_room_for_parcels (const CubbyLocker *self);

/* Whether credentials are looked at now: reason "wait", or "" to go on. */
CubbyDecision *cubby_locker_decide_pass_gate (const CubbyLocker *self, gint64 now_ms);
/* @cti: of a pass whose signature, audience and expiry are good */
CubbyDecision *cubby_locker_decide_pass (const CubbyLocker *self, gint64 now_ms, const char *id,
                                         const char *cti);
/* @reason: why the pass itself is no good, a word of org.cubby.Locker1 */
CubbyDecision *cubby_locker_decide_bad_pass (const CubbyLocker *self, gint64 now_ms, const char *reason);
/* First the attempt is counted: reason "wait", or "" to go on; then the code is compared. */
CubbyDecision *cubby_locker_decide_code_tried (const CubbyLocker *self, gint64 now_ms);
CubbyDecision *cubby_locker_decide_typed_code (const CubbyLocker *self, gint64 now_ms, const char *id,
                                               const char *code_hash);

/* "I forgot something": the door of a pickup that was closed a moment ago. */
CubbyDecision *cubby_locker_decide_reopen (const CubbyLocker *self, gint64 now_ms, const char *id,
                                           const char *closed_grant);

/* First the attempt is counted (@known: there is such a badge), then the PIN compared, then the result given.
 */
CubbyDecision *cubby_locker_decide_sign_in (const CubbyLocker *self, gint64 now_ms, const char *badge,
                                            gboolean known);
CubbyDecision *cubby_locker_decide_signed_in (const CubbyLocker *self, gint64 now_ms, const char *session,
                                              const char *badge, CubbyRole role);
CubbyDecision *cubby_locker_decide_sign_out (const CubbyLocker *self, gint64 now_ms, const char *session,
                                             const char *why);

CubbyDecision *cubby_locker_decide_stow (const CubbyLocker *self, gint64 now_ms, const char *id,
                                         const char *session, const char *label);
/* The machine's clock stepped from @from_ms to @now_ms in no time. It is followed, and staff are told. */
CubbyDecision *cubby_locker_decide_clock_jumped (const CubbyLocker *self, gint64 now_ms, gint64 from_ms);
/* @behind_ms: by how much the machine's clock is behind @now_ms. What lies ahead of it then holds nothing
 * back any more. */
CubbyDecision *cubby_locker_decide_clock_reset (const CubbyLocker *self, gint64 now_ms, gint64 behind_ms,
                                                const char *session);
/* Takes a door out of service, or back. Nothing opens by it; a parcel behind it waits for staff. */
CubbyDecision *cubby_locker_decide_service (const CubbyLocker *self, gint64 now_ms, const char *session,
                                            const char *door, gboolean in_service, const char *why);
/* The parcel does not fit behind the open door of @stow_grant: a larger one opens when that is shut. */
CubbyDecision *cubby_locker_decide_too_small (const CubbyLocker *self, gint64 now_ms, const char *id,
                                              const char *session, const char *stow_grant);
/* Out again, before the customer is told. */
CubbyDecision *cubby_locker_decide_take_back (const CubbyLocker *self, gint64 now_ms, const char *id,
                                              const char *session, const char *label);
CubbyDecision *cubby_locker_decide_reject (const CubbyLocker *self, gint64 now_ms, const char *session,
                                           const char *label, const char *why);
/* Opens the doors of these parcels of cubby_locker_list_removals(), one after another. */
CubbyDecision *cubby_locker_decide_removal (const CubbyLocker *self, gint64 now_ms, const char *id,
                                            const char *session, const char *const *labels);
/* Opens these doors (none: all) one after another, for two supervisors. @doors: names that there are */
CubbyDecision *cubby_locker_decide_open_many (const CubbyLocker *self, gint64 now_ms, const char *id,
                                              const char *session, const char *second,
                                              const char *const *doors, const char *why);
/* Opens these doors (none: all) one after another; more than one needs two supervisors. */
CubbyDecision *cubby_locker_decide_reconciliation (const CubbyLocker *self, gint64 now_ms, const char *id,
                                                   const char *session, const char *second,
                                                   const char *const *doors);
/* What is behind the open door. @labels: without blanks */
CubbyDecision *cubby_locker_decide_seen (const CubbyLocker *self, gint64 now_ms, const char *session,
                                         const char *door, const char *const *labels);
/* Doors of the sequence of @grant whose turn is still to come do not open. */
CubbyDecision *cubby_locker_decide_stop (const CubbyLocker *self, gint64 now_ms, const char *session,
                                         const char *grant);
CubbyDecision *cubby_locker_decide_call (const CubbyLocker *self, gint64 now_ms, const char *kind);
CubbyDecision *cubby_locker_decide_request (const CubbyLocker *self, gint64 now_ms, const char *request,
                                            const char *door, const char *why);
CubbyDecision *cubby_locker_decide_answer (const CubbyLocker *self, gint64 now_ms, const char *id,
                                           const char *session, const char *request, gboolean confirm);

/* Questions. */
/* Whether no lock is, or is about to be, energised. */
gboolean cubby_locker_is_at_rest (const CubbyLocker *self);
gint64 cubby_locker_get_last_ms (const CubbyLocker *self); /* time of the newest event */
CubbyDoorState cubby_locker_get_door_state (const CubbyLocker *self, guint door);
CubbyReading cubby_locker_get_reading (const CubbyLocker *self, guint door);
gboolean cubby_locker_has_grant_at (const CubbyLocker *self, guint door); /* it has a live grant */
gboolean cubby_locker_is_idle (const CubbyLocker *self);                  /* no door has one */
guint64 cubby_locker_get_openings (const CubbyLocker *self, guint door);
CubbyContent cubby_locker_get_content (const CubbyLocker *self, guint door);
const CubbyParcel *cubby_locker_find_parcel (const CubbyLocker *self, const char *label);
const CubbyGrant *cubby_locker_find_grant (const CubbyLocker *self, const char *id); /* live ones only */
/* "granted", "not_signed_in" or "not_allowed" */
const char *cubby_locker_may (const CubbyLocker *self, const char *session, CubbyTask task, gint64 now_ms);
gint64 cubby_locker_get_session_end_ms (const CubbyLocker *self, const char *session); /* 0: none */

/* (element-type CubbyParcel) (transfer container): what staff have to do, and what lies here; by label. */
GPtrArray *cubby_locker_list_parcels (const CubbyLocker *self);

typedef struct {
  const CubbyParcel *parcel;
  const char *why; /* overdue withdrawn returned review */
  guint door;
} CubbyRemoval;

/* (element-type CubbyRemoval) (transfer full): what has to be taken out, in walking order. */
GArray *cubby_locker_list_removals (const CubbyLocker *self, gint64 now_ms);

typedef struct {
  char *id;
  char *door;
  char *why;
  gint64 made_ms;
} CubbyOpenRequest;

/* (element-type CubbyOpenRequest) (transfer none): oldest first */
const GPtrArray *cubby_locker_get_requests (const CubbyLocker *self);

typedef struct {
  const char
      *kind; /* forced stuck service remove left-open review assigned self-test clock help door payment */
  const char *door; /* "" when it is about none */
  gint64 since_ms;
} CubbyAlarm;

/* (element-type CubbyAlarm) (transfer full): an array of values */
GArray *cubby_locker_list_alarms (const CubbyLocker *self);

G_END_DECLS
