/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/domain/bank.h"
#include "app/domain/withdrawal.h"

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  CUBBY_PARCEL_EXPECTED,   /* announced; not here */
  CUBBY_PARCEL_LOADING,    /* its door is being opened for staff */
  CUBBY_PARCEL_LOADED,     /* behind its door, waits for its pass */
  CUBBY_PARCEL_COLLECTING, /* its door is being opened for the shopper */
  CUBBY_PARCEL_COLLECTED,
  CUBBY_PARCEL_REVIEW,    /* somebody has to look: nobody can prove where it is */
  CUBBY_PARCEL_WITHDRAWN, /* never opens a door again; behind its door it waits for staff */
  CUBBY_PARCEL_UNLOADED,  /* taken out by staff */
  CUBBY_N_PARCEL_STATES,
} CubbyParcelState;

const char *cubby_parcel_state_to_string (CubbyParcelState state);
gboolean cubby_parcel_may_move (CubbyParcelState from, CubbyParcelState to);

/* Why a parcel is in review: it decides what its pass is answered. */
typedef enum {
  CUBBY_REVIEW_NONE,
  CUBBY_REVIEW_BRIEF,   /* the door was open for less than it takes to reach in */
  CUBBY_REVIEW_UNSEEN,  /* the door was opened, and nobody saw it being shut */
  CUBBY_REVIEW_UNKNOWN, /* whether the door opened is not known */
  CUBBY_REVIEW_STUCK,   /* the door does not open */
  CUBBY_REVIEW_FORCED,  /* the door was opened without a grant */
  CUBBY_N_REVIEWS,
} CubbyReview;

const char *cubby_review_to_string (CubbyReview review);
gboolean cubby_review_from_string (const char *text, CubbyReview *ret_review);

/**
 * CubbyParcel:
 * @epoch: @version: of the announcement: the centre's epoch and the number of the announcement in it; older
 * ones are ignored
 * @ctis: 32 hex digits each: the passes that collect it
 * @code_hash: keyed hashes of the typed codes, in hex, joined by commas: one a pass; or ""
 * @hold_until_s: after this no pass opens it, unix seconds; 0 never
 * @door: where it lies, or may lie; NULL when it is not here
 * @used_ms: when its pass was consumed; 0 not yet
 * @tries: grants on it that did not open the door
 * @last_grant: the last one of those, or NULL
 * @stowing: the review came from putting it in: its label may be scanned again
 * @at_counter: its door is stuck: the order is handed over at the counter
 * @reopens: how often its door was opened again after its pickup
 * @undo_until_ms: until then staff take it back before anybody is told of it; 0 never
 * @rejected: not fit for the customer: not put in until the centre announces it anew
 * @returning: its shopper brings it back: its pass opens an empty compartment, once, and never again
 * @recalled: the last word of the centre is that it is withdrawn; the state follows when its door is at rest
 * @withdrawal: why it is
 *
 * One box with one label. Nothing of the person it is for.
 */
typedef struct {
  char *label;
  guint64 epoch;
  guint64 version;
  char *fulfilment;
  CubbySize size;
  GStrv ctis;
  char *code_hash;
  gint64 hold_until_s;
  gboolean heavy;
  gboolean reach;
  CubbyParcelState state;
  CubbyReview review;
  gboolean stowing;
  gboolean recalled;
  CubbyWithdrawal withdrawal;
  char *door;
  gint64 used_ms;
  gint64 changed_ms;
  guint tries;
  guint reopens;
  gboolean at_counter;
  gint64 undo_until_ms;
  gboolean rejected;
  gboolean returning;
  char *last_grant;
} CubbyParcel;

CubbyParcel *cubby_parcel_new (const char *label);
void cubby_parcel_free (CubbyParcel *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyParcel, cubby_parcel_free)

/* The only function that assigns the state; FALSE and unchanged where the table says no. */
gboolean cubby_parcel_move (CubbyParcel *self, CubbyParcelState to, gint64 now_ms);
/* Moves it to %CUBBY_PARCEL_WITHDRAWN if it was recalled and nothing is going on with it. */
void cubby_parcel_settle (CubbyParcel *self, gint64 now_ms);
gboolean cubby_parcel_set_review (CubbyParcel *self, CubbyReview review, gint64 now_ms);
void cubby_parcel_set_door (CubbyParcel *self, const char *door);

/* Whether it is, or may be, behind @self->door. */
gboolean cubby_parcel_is_inside (const CubbyParcel *self);
/* Whether a typed code whose hash is @code_hash is one of its codes. */
gboolean cubby_parcel_has_code (const CubbyParcel *self, const char *code_hash);
gboolean cubby_parcel_has_cti (const CubbyParcel *self, const char *cti);
/* Whether staff may scan its label to put it in: it is then in their hands, whatever was thought before. */
gboolean cubby_parcel_may_be_stowed (const CubbyParcel *self);

G_END_DECLS
