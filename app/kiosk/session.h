/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/kiosk/basket-quote.h"
#include "app/kiosk/pending-order.h"
#include "app/kiosk/shared-basket.h"
#include "app/kiosk/turn.h"

#include <glib-object.h>

G_BEGIN_DECLS

/* How the screen meets this person. */
typedef struct {
  gboolean large_text;
  gboolean high_contrast;
  gboolean low_reach;
} CubbyEase;

/* Where in the range they are. */
typedef struct {
  char *category; /* NULL: the whole range */
  char *query;    /* NULL: not searching */
  char *product;
  char *sku; /* the variant that is chosen, or NULL */
} CubbyBrowse;

/* Why nothing opened. */
typedef struct {
  char *reason;   /* of org.cubby.Locker1.Counter */
  gint64 used_at; /* ms UTC, 0: not told */
  guint wait_s;
  guint place;     /* in the queue for a compartment, 0: not told */
  gboolean called; /* staff were called for it */
} CubbyRefused;

typedef struct {
  char *badge;
  char *id; /* lockerd's word for the session; NULL: not signed in */
  char *name;
  char *role;
  GPtrArray *put_in; /* of CubbyRecent: parcels that can be taken back */
} CubbyShift;

/* What staff do with several doors in turn. */
typedef struct {
  gboolean checks;        /* what is inside; otherwise they are just opened */
  GPtrArray *doors;       /* of char *, chosen so far; empty: none */
  gboolean all;           /* every door */
  char *why;              /* they are opened */
  char *second_badge;     /* of another supervisor */
  char *second_id;        /* lockerd's word for that session */
  GPtrArray *seen;        /* of char *: labels behind the door that is open */
  char *seen_door;        /* that door */
  GPtrArray *differences; /* of char *: a door, a space, and a word of the contract */
} CubbyErrand;

/* The way an order goes, and what came of it. */
typedef struct {
  char *method;  /* locker_pickup or store_pickup */
  char *contact; /* phone or e-mail, may be empty */
  char *problem; /* why it was not taken, or NULL: "offline", or the last word of the problem's type */
  GStrv missing; /* with "out-of-stock": the SKUs */
  char *number;  /* of the order that was placed */
  char *pass_url;
} CubbyCheckout;

/**
 * CubbySession:
 *
 * All that belongs to the person before the screen, and nothing else does: cleared
 * when they are done, when they go away, and when staff sign out.
 * CubbySession::changed comes when something that the frame around the pages shows has changed.
 */
#define CUBBY_TYPE_SESSION (cubby_session_get_type ())
G_DECLARE_FINAL_TYPE (CubbySession, cubby_session, CUBBY, SESSION, GObject)

struct _CubbySession {
  GObject parent_instance;
  char *language;
  CubbyEase ease;
  CubbyBasket *basket;
  CubbySharedBasket shared; /* when the phone has it too */
  CubbyBasketQuote quote;   /* what the basket costs, as the shopper was shown */
  CubbyBrowse browse;
  CubbyRefused refused;
  CubbyShift shift;
  CubbyErrand errand;
  CubbyCheckout checkout;
  CubbyPendingOrder pending; /* outlives coming home */
  gboolean news;             /* the pending order was answered, and the shopper has not seen it */
  CubbyTurn turn;            /* at a door */
  char *label;               /* of the parcel that is stowed */
  char *code;                /* typed so far */
  guint visit; /* goes up when the person has left: what was asked before is answered to nobody */
};

CubbySession *cubby_session_new (const char *language);
/* Forgets the person; the language goes back to @language. */
void cubby_session_clear (CubbySession *self, const char *language);
/* The start page was come to by hand: only basket, language and ease of use stay until the time-out. */
void cubby_session_come_home (CubbySession *self);
/* Nothing is set up any more. */
void cubby_session_end_errand (CubbySession *self);
/* Signing out ends the shift alone. */
void cubby_session_end_shift (CubbySession *self);
void cubby_session_changed (CubbySession *self);
/* Keeps why lockerd refused. @detail: a{sv} of its answer */
void cubby_session_refuse (CubbySession *self, const char *reason, GVariant *detail);
/* Puts a copy of @value in place of what @field holds. */
void cubby_session_set (char **field, const char *value);

G_END_DECLS
