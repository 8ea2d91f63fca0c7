/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "tests/sim/people.h"

G_BEGIN_DECLS

typedef struct {
  SimPeople *people;
  const char *badge;
  gboolean known; /* there is such a badge */
  CubbyRole role;
  guint wrong; /* PINs he types before the right one */
  guint work;  /* how many things he does */
  gboolean diligent;
  gboolean patient; /* he has all night */
  char *session;
  char *sequence; /* of several doors that he may stop, or NULL */
} SimStaff;

SimStaff *sim_staff_copy (const SimStaff *self);
void sim_staff_free (gpointer data);
void sim_staff_go_on (const SimStaff *self, gint64 ms, SimDeed deed);

/* people-upkeep.c: what keeps the bank in order. Returns: for how long he is busy with it, in ms; 0: not at
 * all
 */
gint64 sim_staff_keep_up (SimStaff *self);
/* Doors that are out of service come back. */
void sim_staff_put_back (SimStaff *self);

/* In the hands of who stands at the open door of @grant. Returns: whether the machine knows it. */
gboolean sim_staff_say_too_small (SimPeople *people, const char *grant, const char *label);
gboolean sim_staff_reject (SimPeople *people, const char *session, const char *label);
gboolean sim_staff_reject_at_door (SimPeople *people, const char *grant, const char *label);
/* @sloppy: says what is not so */
void sim_staff_say_seen (SimPeople *people, const char *grant, guint door, gboolean sloppy);

G_END_DECLS
