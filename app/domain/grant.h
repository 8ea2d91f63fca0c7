/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  CUBBY_GRANT_ISSUED,     /* decided; waits for its turn */
  CUBBY_GRANT_INTENT,     /* durable in the journal; from here on one pulse may have been sent */
  CUBBY_GRANT_OPENED,     /* the sensor said open */
  CUBBY_GRANT_NOT_OPENED, /* the sensor said shut all along, or nothing was sent */
  CUBBY_GRANT_UNKNOWN,    /* nobody can say: a crash, a silent board, no sensor */
  CUBBY_GRANT_CLOSED,     /* shut again, or given up before it was pulsed */
  CUBBY_N_GRANT_STATES,
} CubbyGrantState;

const char *cubby_grant_state_to_string (CubbyGrantState state); /* the words of org.cubby.Locker1 */

typedef enum {
  CUBBY_PURPOSE_PICKUP,
  CUBBY_PURPOSE_REOPEN, /* the door of a pickup once more */
  CUBBY_PURPOSE_STOW,
  CUBBY_PURPOSE_TAKEBACK,  /* staff undo a stow */
  CUBBY_PURPOSE_REMOVAL,   /* staff take out what nobody comes for */
  CUBBY_PURPOSE_DROPOFF,   /* a shopper brings a return */
  CUBBY_PURPOSE_RECONCILE, /* staff say what they see */
  CUBBY_PURPOSE_SERVICE,
  CUBBY_N_PURPOSES,
} CubbyPurpose;

const char *cubby_purpose_to_string (CubbyPurpose purpose);
/* A shopper stands before the door: what lies behind it is told to nobody on the screen. */
gboolean cubby_purpose_is_of_shopper (CubbyPurpose purpose);
gboolean cubby_purpose_from_string (const char *text, CubbyPurpose *ret_purpose);

/**
 * CubbyGrant:
 * @sequence: what belongs together and goes one door after another: one pickup, one stow
 * @label: the parcel, or NULL
 * @badge: who of the staff asked, or NULL
 * @second: the session of the other of two supervisors, or NULL
 * @retry_of: the grant before it on the same parcel that did not open the door, or NULL
 * @recovering: (not durable) the machine restarted while the grant lived; its door has not been read since
 * @turn_ms: when the grant before it in its sequence was over; 0 while there is none
 * @unfit: why the parcel does not stay behind the open door, or NULL: too_small rejected
 * @seen: labels that staff saw behind the door, with blanks between them; NULL: they said nothing yet
 * @differences: (nullable) (not durable) (element-type utf8): what that settled
 * @flagged: (not durable) something is behind the door that does not belong there
 * @result: how it was closed, once it is
 * @reopen_s: once it is closed: for so long its door is opened again
 * @undo_s: once it is closed: for so long the parcel can be taken back
 * @blind_ms: (not durable) when the sensor fell silent while the grant lived; 0 while it speaks
 *
 * One permission to pulse one door once. A retry is another grant.
 */
typedef struct {
  char *id;
  char *sequence;
  CubbyPurpose purpose;
  char *door;
  char *label;
  char *session;
  char *badge;
  char *second;
  char *retry_of;
  CubbyGrantState state;
  guint number; /* the order in which they were issued */
  guint pulse_ms;
  gint64 issued_ms;
  gint64 intent_ms;
  gint64 opened_ms;
  gint64 turn_ms;
  char *unfit;
  char *seen;
  GPtrArray *differences;
  gboolean flagged;
  char *result;
  guint reopen_s;
  guint undo_s;
  gboolean recovering;
  gint64 blind_ms;
} CubbyGrant;

CubbyGrant *cubby_grant_new (const char *id, CubbyPurpose purpose, const char *door, gint64 now_ms);
void cubby_grant_free (CubbyGrant *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyGrant, cubby_grant_free)

gboolean cubby_grant_may_move (CubbyGrantState from, CubbyGrantState to);

/**
 * cubby_grant_move:
 *
 * The only function that assigns the state. Refuses (FALSE, unchanged) what the table does not allow.
 */
gboolean cubby_grant_move (CubbyGrant *self, CubbyGrantState to, gint64 now_ms);

/* Whether its lock may have been energised and the outcome is awaited: intent, opened. */
gboolean cubby_grant_holds_door (const CubbyGrant *self);

/* For how long the door is proven to have stood open: until it was seen shut, or until sight of it was lost.
 */
gint64 cubby_grant_get_open_ms (const CubbyGrant *self, gint64 now_ms);

G_END_DECLS
