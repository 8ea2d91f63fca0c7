/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/domain/withdrawal.h"
#include "tests/sim/sim.h"

G_BEGIN_DECLS

typedef enum {
  SIM_PLACE_STORE, /* in the store's back room, or in somebody's hands */
  SIM_PLACE_DOOR,  /* behind a door */
  SIM_PLACE_GONE,  /* with whoever took it */
  SIM_PLACE_HOME,  /* a return that its shopper has not brought yet */
} SimPlace;

/**
 * SimParcel:
 * @excused: somebody did what no journal can know (forgot to put it in, left it behind, stole it), or its
 * sensor lied: the record may differ from the truth until it is put in anew
 */
typedef struct {
  char *label;
  guint order;
  CubbySize size;
  guint64 version;    /* of the newest announcement */
  guint64 accepted;   /* the newest version that the machine said it has */
  gint64 accepted_us; /* when that was: true time */
  gboolean told;      /* some announcement has been tried */
  gboolean withdrawn;
  gboolean withdrawal_accepted;
  CubbyWithdrawal why_accepted; /* the reason of it */
  SimPlace place;
  guint door;
  gboolean excused;
} SimParcel;

typedef struct {
  char *fulfilment;
  char *cti;    /* the buyer's */
  char *helper; /* somebody's whom the buyer sent, or NULL */
  char *old;    /* one that was replaced, or NULL */
  char *code_hash;
  gint64 hold_until_s;
  gboolean returning;         /* its shopper brings it */
  gboolean replaced_accepted; /* every parcel's newest announcement, without @old, is known */
} SimOrder;

/**
 * SimCentre:
 *
 * The order service and the link to it: announces parcels, late, twice, in the
 * wrong order and untruly; hears the outbox.
 */
SimCentre *sim_centre_new (Sim *sim);
void sim_centre_free (SimCentre *self);
/* Begins to sell, and to talk. */
void sim_centre_start (SimCentre *self);
void sim_centre_set_open (SimCentre *self, gboolean open); /* sells while it is */

guint sim_centre_get_n_parcels (SimCentre *self);
SimParcel *sim_centre_get_parcel (SimCentre *self, guint index);
SimParcel *sim_centre_find (SimCentre *self, const char *label);
const SimOrder *sim_centre_get_order (SimCentre *self, guint index);
guint sim_centre_get_n_orders (SimCentre *self);

/* Returns: (nullable): NULL if @credential, held up at @asked_us, opens the parcel as far as the machine can
 * know, else why not. A pass that is replaced while its holder walks from door to door still opens them. */
const char *sim_centre_judge (SimCentre *self, const char *label, const char *credential, gint64 asked_us);
/* Whether it opens it at all, whatever the machine knows. */
gboolean sim_centre_owns (SimCentre *self, const char *label, const char *credential);

/* How often the centre heard what a row of the journal ("loaded LABEL", "refused" …) makes it hear;
 * G_MAXUINT: it does not hear of these. */
guint sim_centre_count (SimCentre *self, const char *what);
/* Nothing is left to tell or to hear. */
gboolean sim_centre_is_quiet (SimCentre *self);

G_END_DECLS
