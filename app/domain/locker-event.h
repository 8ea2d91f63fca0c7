/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CUBBY_LOCKER_EVENT_ERROR (cubby_locker_event_error_quark ())
GQuark cubby_locker_event_error_quark (void);

typedef enum {
  CUBBY_LOCKER_EVENT_ERROR_TYPE,  /* a type that this version does not know */
  CUBBY_LOCKER_EVENT_ERROR_FIELD, /* a field that is unknown, missing or not of its kind */
} CubbyLockerEventError;

/* What can have happened. Nothing else ever changes a locker. */
typedef enum {
  CUBBY_EVENT_STARTED,      /* the program started: sessions are over, waiting grants lapse */
  CUBBY_EVENT_CLOCK,        /* the time is at least this late */
  CUBBY_EVENT_CLOCK_JUMPED, /* the machine's clock stepped far ahead while the program ran */
  CUBBY_EVENT_CLOCK_RESET,  /* it is right again: the one event that is earlier than the one before it */
  CUBBY_EVENT_SELF_TEST,
  CUBBY_EVENT_PARCEL_EXPECTED,
  CUBBY_EVENT_PARCEL_RECALLED,
  CUBBY_EVENT_PARCEL_QUEUED,   /* there was no room for it */
  CUBBY_EVENT_PARCEL_ASSIGNED, /* a compartment is kept for it */
  CUBBY_EVENT_PARCEL_RELEASED, /* and is not any more; why: time door */
  CUBBY_EVENT_PARCEL_REJECTED,
  CUBBY_EVENT_DOOR_SEEN,      /* labels: what staff saw behind the open door */
  CUBBY_EVENT_PARCEL_SETTLED, /* result: a settlement */
  CUBBY_EVENT_SIGN_IN_TRIED,
  CUBBY_EVENT_SESSION_OPENED,
  CUBBY_EVENT_SESSION_ENDED,
  CUBBY_EVENT_CODE_TRIED, /* a code was typed, and was not compared yet */
  CUBBY_EVENT_CODE_GOOD,  /* it opens a door */
  CUBBY_EVENT_CODE_KNOWN, /* it fits a parcel whose door does not open now */
  CUBBY_EVENT_PASS_REFUSED,
  CUBBY_EVENT_GRANT_ISSUED,
  CUBBY_EVENT_GRANT_INTENT, /* the pulse follows when this is durable */
  CUBBY_EVENT_GRANT_OPENED,
  CUBBY_EVENT_GRANT_UNFIT,      /* why: the parcel does not stay behind this door; size: what it needs */
  CUBBY_EVENT_GRANT_NOT_OPENED, /* result: again stuck not_sent */
  CUBBY_EVENT_GRANT_UNKNOWN,
  CUBBY_EVENT_GRANT_CLOSED, /* result: a word of GrantChanged */
  CUBBY_EVENT_DOOR_FORCED,
  CUBBY_EVENT_DOOR_SETTLED, /* a forced door was shut */
  CUBBY_EVENT_DOOR_LEFT_OPEN,
  CUBBY_EVENT_DOOR_SERVICE, /* staff took it out of service (yes: 0) or put it back */
  CUBBY_EVENT_STAFF_CALLED,
  CUBBY_EVENT_REQUEST_MADE,
  CUBBY_EVENT_REQUEST_ANSWERED,
  /* Observations: they go through the core as the others do, but not into the journal; after a restart the
   * sensors say them anew. */
  CUBBY_EVENT_DOOR_READ,
  CUBBY_EVENT_BOARD_ANSWERS,
  CUBBY_N_EVENTS,
} CubbyLockerEventType;

/**
 * CubbyLockerEvent:
 *
 * One thing that happened; which fields a type has is written in one table. Texts are NULL and numbers 0
 * where a type has them not.
 */
typedef struct {
  CubbyLockerEventType type;
  gint64 time_ms; /* UTC; never runs backwards but in %CUBBY_EVENT_CLOCK_RESET */
  char *grant;
  char *sequence;
  char *purpose;
  char *door;
  char *label;
  char *labels; /* with blanks between them */
  char *session;
  char *badge;
  char *second;       /* the other session of two */
  char *second_badge; /* and its badge */
  char *role;
  char *request;
  char *retry_of;
  char *fulfilment;
  char *size;
  char *ctis; /* joined by commas */
  char *code_hash;
  char *result;
  char *why;
  char *reading;
  gint64 version;
  gint64 hold_until_s;
  gint64 heavy;
  gint64 reach;
  gint64 returning;
  gint64 pulse_ms;
  gint64 reopen_s;
  gint64 undo_s;
  gint64 board;
  gint64 yes;
  gint64 from_ms;
  gint64 to_ms;
  gint64 checks;
  gint64 failed;
  gint64 epoch;
} CubbyLockerEvent;

CubbyLockerEvent *cubby_locker_event_new (CubbyLockerEventType type, gint64 time_ms);
void cubby_locker_event_free (CubbyLockerEvent *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyLockerEvent, cubby_locker_event_free)

const char *cubby_locker_event_get_name (const CubbyLockerEvent *self); /* such as "grant.intent" */
gboolean cubby_locker_event_is_durable (const CubbyLockerEvent *self);

/**
 * cubby_locker_event_format:
 *
 * Returns: (transfer full): the fields as `name=value` pairs with a space between them, in a fixed order;
 * values percent-encoded. One event has one text: it can be hashed.
 */
char *cubby_locker_event_format (const CubbyLockerEvent *self);

/**
 * cubby_locker_event_parse:
 *
 * The way back, strictly: what cubby_locker_event_format() would not write is an error.
 */
CubbyLockerEvent *cubby_locker_event_parse (const char *name, gint64 time_ms, const char *text,
                                            GError **error);

G_END_DECLS
