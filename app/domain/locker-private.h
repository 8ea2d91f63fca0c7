/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/domain/alarm.h"
#include "app/domain/attempts.h"
#include "app/domain/locker.h"
#include "app/domain/settlement.h"
#include "app/domain/staff-session.h"

G_BEGIN_DECLS

#define CUBBY_MAX_PULSES 60 /* as many as the cap per minute can be */
#define CUBBY_MAX_REQUESTS 64
#define CUBBY_MAX_PARCELS(n_doors) (16 * (n_doors) + 1000)
#define CUBBY_MAX_REVOKED 10000
#define CUBBY_MAX_GRANTS_WAIT_MS (10 * 60 * 1000)
#define CUBBY_RECOVERY_WAIT_MS 5000 /* for the first reading after a restart */
#define CUBBY_MAX_REOPENS 2
#define CUBBY_CLOCK_ROW_MS (10 * 60 * 1000)
#define CUBBY_REACH_IN_MS 2000 /* a door open for less was not used */

/* The part of a door that outlives a restart is above the line; it has a row in locker-snapshot.c. */
typedef struct {
  guint64 openings;
  gint64 pulsed_ms;
  gint64 out_of_service_ms; /* since when; 0: in service */
  gboolean out_by_staff;    /* and they put it back, nothing else does */
  gint64 check_ms;          /* since when staff have to look inside */
  gint64 forced_ms;
  gint64 left_open_ms;
  gboolean emptied;
  /* ---- */
  CubbyReading reading;
  CubbyDoorState state;
} CubbyLockerDoor;

typedef struct {
  char *kind;
  gint64 since_ms;
} CubbyCall;

/* A pickup that is over, and whose door may be opened again until then. */
typedef struct {
  char *grant;
  char *sequence;
  char *label;
  char *door;
  gint64 until_ms;
} CubbyClosedPickup;

struct _CubbyLocker {
  const CubbyBank *bank;
  guint n_doors;
  guint *power_groups;
  CubbyLockerRules rules;
  CubbyLockerDoor *doors;
  GHashTable *absent; /* name -> CubbyLockerDoor, of doors that the configuration does not have (any more) */
  gboolean *boards;   /* index of the board: answers (not durable) */
  guint n_boards;
  GHashTable *parcels; /* label -> CubbyParcel */
  GHashTable *behind; /* door -> the CubbyParcel in it: an index of @parcels, by cubby_locker_place() alone */
  GHashTable *revoked;       /* cti that a newer announcement left out -> gint64, since when */
  GPtrArray *grants;         /* live ones, oldest first */
  GHashTable *sessions;      /* id -> CubbyStaffSession */
  GPtrArray *closed_pickups; /* oldest first */
  GPtrArray *requests;
  GPtrArray *calls;
  GPtrArray *queue;   /* of CubbyQueueEntry, the next first */
  GHashTable *badges; /* badge -> CubbyAttempts */
  CubbyAttempts keypad;
  CubbyAttempts codes;
  CubbyAttempts passes;
  GArray *pulses_ms;
  guint n_grants; /* ever issued */
  gint64 started_ms;
  guint64 epoch;         /* the highest one of the centre that a sealed notice had */
  gint64 tested_ms;      /* the last self-test */
  gint64 test_failed_ms; /* since when self-tests find something */
  gint64 jumped_ms;      /* the clock stepped far ahead, and no supervisor has seen it yet */
  gint64 last_ms;
};

/* Of a door that this configuration does not have as well: what is known of it is kept for when it is back.
 */
CubbyLockerDoor *cubby_locker_door_of (CubbyLocker *self, const char *name);
int cubby_locker_find_door (const CubbyLocker *self, const char *name);
const char *cubby_locker_door_name (const CubbyLocker *self, guint door);
/* The only function that says where a parcel lies. @door: NULL: nowhere here */
void cubby_locker_place (CubbyLocker *self, CubbyParcel *parcel, const char *door);
CubbyParcel *cubby_locker_parcel_behind (const CubbyLocker *self, const char *door);
CubbyGrant *cubby_locker_grant_at (const CubbyLocker *self, const char *door);
CubbyGrant *cubby_locker_grant_of_label (const CubbyLocker *self, const char *label);
guint cubby_locker_count_remaining (const CubbyLocker *self, const CubbyGrant *grant);
CubbyStaffSession *cubby_locker_find_session (const CubbyLocker *self, const char *id, gint64 now_ms);

/* Returns: (transfer full): one for each door. */
CubbyCandidate *cubby_locker_list_candidates (const CubbyLocker *self);
int cubby_locker_choose_among (const CubbyLocker *self, const CubbyParcel *parcel,
                               const CubbyCandidate *candidates);
/* Returns: the door for the parcel, the one kept for it first; -1 when no free one fits. */
/* Whatever the queue keeps for it. */
int cubby_locker_choose_new_door (const CubbyLocker *self, const CubbyParcel *parcel);
int cubby_locker_choose_door (const CubbyLocker *self, const CubbyParcel *parcel);

/* Whether a pulse can do any good: in service, and shut as far as its board can say. */
gboolean cubby_locker_door_is_usable (const CubbyLocker *self, guint door);
CubbyCapsVerdict cubby_locker_judge_caps (const CubbyLocker *self, guint door, gint64 now_ms,
                                          gint64 *ret_at_ms);

/* The kind of alarm for a door that is out of service: stuck, service, or remove when a parcel lies in it. */
const char *cubby_locker_name_outage (const CubbyLocker *self, guint door);

/* Sets reason and wait_s when no door may be opened at all now. */
gboolean cubby_locker_refuse_by_caps (const CubbyLocker *self, guint door, gint64 now_ms,
                                      CubbyDecision *decision);

typedef struct {
  const char *id;
  const char *sequence;
  CubbyPurpose purpose;
  guint door;
  const CubbyParcel *parcel; /* or NULL */
  const CubbyStaffSession *session;
  const CubbyStaffSession *second; /* of the other supervisor, or NULL */
  const char *request;
  const char *why;
} CubbyIssue;

/* A door of a sequence. */
typedef struct {
  guint door;
  const CubbyParcel *parcel; /* or NULL */
} CubbyTurn;

/* What is decided by the purpose of a grant (locker-purpose.c). */
gboolean cubby_locker_is_pointless (const CubbyLocker *self, const CubbyGrant *grant, gint64 now_ms);
gboolean cubby_locker_is_first_of_sequence (const CubbyLocker *self, const CubbyGrant *grant);
/* "again": whoever asked may ask again; "stuck": the door is put out of service */
const char *cubby_locker_result_of_failure (const CubbyLocker *self, const CubbyGrant *grant);
/* The door of an opened grant is shut: what does that prove? */
void cubby_locker_decide_closed (const CubbyLocker *self, const CubbyGrant *grant, gint64 now_ms,
                                 CubbyDecision *decision);
CubbyLockerEvent *cubby_locker_add_closed (CubbyDecision *decision, const CubbyGrant *grant,
                                           const char *result, CubbyReview review, gint64 now_ms);

/* One parcel after the other: whether the session has a door in hand already. */
gboolean cubby_locker_is_at_work (const CubbyLocker *self, const char *session);

/* Calls staff, unless they are called already. */
void cubby_locker_add_call (const CubbyLocker *self, gint64 now_ms, const char *kind,
                            CubbyDecision *decision);

/* What is remembered of closed pickups (locker-reopen.c). */
void cubby_closed_pickup_free (gpointer closed_pickup);
void cubby_locker_remember_pickup (CubbyLocker *self, const CubbyGrant *grant, gint64 until_ms);
void cubby_locker_forget_pickups (CubbyLocker *self, gint64 now_ms);
/* Something else happened to the compartment: it is not the shopper's any more. */
void cubby_locker_end_reopening (CubbyLocker *self, const char *door, gint64 now_ms);
gboolean cubby_locker_may_reopen (const CubbyLocker *self, const CubbyParcel *parcel, guint door);
gint64 cubby_locker_get_reopen_until_ms (const CubbyLocker *self, const char *label);

/* Adds grant.issued, and grant.intent with it if @now is set and the caps allow the pulse at once. */
void cubby_locker_issue (const CubbyLocker *self, const CubbyIssue *issue, gboolean now, gint64 now_ms,
                         CubbyDecision *decision);
/* A sequence of several, the first now if it may be; sets grant, door and reason (locker-sequence.c). */
void cubby_locker_issue_all (const CubbyLocker *self, const CubbyIssue *issue, const CubbyTurn *turns,
                             guint n, gint64 now_ms, CubbyDecision *decision);
/* It stands open, or somebody was granted it. */
gboolean cubby_locker_is_door_busy (const CubbyLocker *self, guint door);
/* Two people with two badges, each of whom may do it: "granted" or why not. */
const char *cubby_locker_may_two (const CubbyLocker *self, const char *first, const char *second,
                                  CubbyTask task, gint64 now_ms);
/* Returns: (transfer full) (element-type CubbyTurn): these doors, or all; none when one of these is busy. */
GArray *cubby_locker_list_turns (const CubbyLocker *self, const char *const *doors);
/* Issues for these doors, or all. Reason busy when there is none. */
void cubby_locker_begin_many (const CubbyLocker *self, const CubbyIssue *issue, const char *const *doors,
                              gint64 now_ms, CubbyDecision *decision);

/* Why the pass does not open: it counts. */
void cubby_locker_refuse_pass (CubbyDecision *decision, const char *reason, gint64 now_ms);
/* A shopper brings these (locker-dropoff.c). */
void cubby_locker_decide_dropoff (const CubbyLocker *self, GPtrArray *parcels, const char *id, gint64 now_ms,
                                  CubbyDecision *decision);
gboolean cubby_locker_may_drop_off (const CubbyParcel *parcel);

/* The door of a reconciliation is shut (locker-reconcile.c). */
void cubby_locker_close_reconcile (const CubbyLocker *self, const CubbyGrant *grant, gint64 now_ms,
                                   CubbyDecision *decision);

/* Why staff have to take it out: overdue withdrawn returned review, or NULL; and who may (locker-removal.c).
 */
const char *cubby_locker_why_removed (const CubbyLocker *self, const CubbyParcel *parcel, gint64 now_ms);
CubbyTask cubby_locker_task_of_removal (const char *why);

/* The same for a sequence of one; sets grant, door and reason. */
void cubby_locker_issue_one (const CubbyLocker *self, const CubbyIssue *issue, gint64 now_ms,
                             CubbyDecision *decision);

G_END_DECLS
