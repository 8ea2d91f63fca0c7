/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The grants of one door over crashes: what cubby-lockerd journals (app/domain/grant.c) against what the steel does.
 *
 * j is durable and survives a crash; what the program only remembers does not; what was written to the bus arrives, or is
 * lost. Every move of a grant is written move (n, FROM, TO): test-moves.c holds these against cubby_grant_may_move().
 *
 * What is assumed: a pulse that was sent moves its door before the deadline of the sensor, or never (open-wait-ms, and the
 * deadline of a pulse that could not be written yet); and a door that is being watched stays open until it was seen.
 *
 * Mutants prove that the assertions bite; run.sh names them.
 */
#define GRANTS 3 /* one, and two after it: a retry, or the door once more */
#define NOBODY GRANTS
#define CRASHES 2

mtype = { NONE, ISSUED, INTENT, OPENED, NOT_OPENED, UNKNOWN, CLOSED };
mtype = { FIRST, RETRY, REOPEN };

/* durable */
mtype j[GRANTS] = NONE;
mtype told[GRANTS] = NONE; /* what the centre hears: its row is in the transaction of the event */
mtype why[GRANTS];

/* the world */
byte pulses[GRANTS] = 0;
bool ever[GRANTS] = false; /* the door moved for this grant */
bool door_open = false;
byte wire = NOBODY;    /* a request on its way */
byte springing = NOBODY;
byte echo = NOBODY;    /* an answer on its way, in time or late */
byte refused = NOBODY; /* an exception on its way */
bool has_sensor;

/* what the program only remembers */
byte g = 0; /* the grant at work: one at a time at a door */
bool sees = false;
bool blind = false;
bool recovering = false;
bool to_pulse = false;
byte crashes = 0;

#define holds(n) (j[n] == INTENT || j[n] == OPENED)
#define settled (wire == NOBODY && springing == NOBODY && !to_pulse && refused != g)

inline move (n, from, to) {
  assert (j[n] == from);
  j[n] = to;
  told[n] = to;
}

inline issue (n, reason) {
  j[n] = ISSUED;
  why[n] = reason;
  recovering = false
}

active proctype Steel ()
{
end:
  do
  :: atomic { wire != NOBODY ->
       pulses[wire]++;
       assert (pulses[wire] <= 1);
       echo = wire;
       if :: springing = wire :: skip /* it jams */ fi;
       wire = NOBODY }
  :: atomic { wire != NOBODY -> refused = wire; wire = NOBODY }
  :: atomic { wire != NOBODY -> wire = NOBODY } /* lost */
  :: atomic { springing != NOBODY ->
       assert (holds (springing)); /* or it would be an alarm: a door without a grant */
       door_open = true;
       ever[springing] = true;
       springing = NOBODY }
  :: atomic { door_open && (!sees || j[g] == OPENED) -> door_open = false } /* somebody shuts it */
  :: atomic { has_sensor && !sees -> sees = true }
  :: atomic { sees -> sees = false; if :: holds (g) -> blind = true :: else fi } /* the board falls silent */
  od
}

active proctype Locker ()
{
  if :: has_sensor = true :: has_sensor = false fi;
  issue (0, FIRST);
  do
  :: atomic { crashes < CRASHES ->
       crashes++;
       to_pulse = false;
       sees = false;
       blind = false;
       refused = NOBODY;
       recovering = true }

  :: atomic { j[g] == ISSUED && recovering -> move (g, ISSUED, CLOSED) } /* a waiting grant lapses */
  :: atomic { j[g] == ISSUED && !recovering -> move (g, ISSUED, CLOSED) } /* its turn never came */
  :: atomic { j[g] == ISSUED && !recovering && !(sees && door_open) ->
#ifdef NO_INTENT
       skip;
#else
       move (g, ISSUED, INTENT); /* durable before the first byte goes out */
#endif
#ifdef BLIND_INTENT
       blind = false;
#else
       blind = !sees;
#endif
       to_pulse = true }

  :: atomic { to_pulse ->
       assert (j[g] == INTENT);
       to_pulse = false;
       wire = g }
  :: atomic { to_pulse && j[g] == INTENT -> /* nothing left this machine, and nothing will */
       to_pulse = false;
       move (g, INTENT, NOT_OPENED) }
  :: atomic { refused != NOBODY ->
       if
       :: refused == g && j[g] == INTENT -> move (g, INTENT, NOT_OPENED)
       :: else
       fi;
       refused = NOBODY }
  :: atomic { echo != NOBODY ->
#ifdef ECHO_PROVES
       if :: j[echo] == INTENT -> j[echo] = OPENED; told[echo] = OPENED :: else fi;
#endif
       echo = NOBODY } /* it proves nothing, and late ones are nobody's */

  :: atomic { j[g] == INTENT && sees && door_open -> move (g, INTENT, OPENED); recovering = false; blind = false }
  :: atomic { j[g] == INTENT && settled && sees && !door_open && !blind && !recovering -> move (g, INTENT, NOT_OPENED) }
  :: atomic { j[g] == INTENT && settled && !sees -> move (g, INTENT, UNKNOWN) }
  :: atomic { j[g] == INTENT && settled && sees && !door_open && (blind || recovering) -> move (g, INTENT, UNKNOWN) }
#ifdef HASTY_RECOVERY
  :: atomic { j[g] == INTENT && recovering && sees && !door_open -> j[g] = UNKNOWN; told[g] = UNKNOWN }
#endif
#ifdef RECOVERY_PULSES
  :: atomic { j[g] == INTENT && recovering && !to_pulse -> recovering = false; to_pulse = true }
#endif
  :: atomic { j[g] == OPENED && sees && !door_open -> move (g, OPENED, CLOSED) }

  /* a new grant: by itself only where the door is proven not to have opened; on a closed one when the shopper asks */
  :: atomic { j[g] == NOT_OPENED && g + 1 < GRANTS -> g++; issue (g, RETRY) }
  :: atomic { j[g] == CLOSED && pulses[g] == 1 && g + 1 < GRANTS -> g++; issue (g, REOPEN) }
#ifdef RETRY_FROM_UNKNOWN
  :: atomic { j[g] == UNKNOWN && g + 1 < GRANTS -> g++; issue (g, RETRY) }
#endif
#ifdef RETRY_SAME_GRANT
  :: atomic { j[g] == NOT_OPENED && pulses[g] == 1 -> j[g] = ISSUED }
#endif

  :: atomic { (j[g] == CLOSED || j[g] == NOT_OPENED || j[g] == UNKNOWN) && settled -> break }
  od;

  byte n;
  for (n : 0 .. GRANTS - 1) {
    assert (pulses[n] <= 1);
    assert (told[n] != OPENED && told[n] != INTENT);             /* everything comes to an end */
    assert (told[n] != NOT_OPENED || !ever[n]);                  /* the outcome is true */
    assert (told[n] != CLOSED || pulses[n] == 0 || ever[n]);     /* closed: lapsed unpulsed, or opened */
    assert (why[n] != RETRY || !ever[n - 1]);                    /* nobody's second opening */
    assert (j[n] != NONE || pulses[n] == 0)
  }
}
