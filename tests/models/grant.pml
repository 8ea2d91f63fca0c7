/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One grant over crashes: what cubby-lockerd journals (app/domain/grant.c) against what the steel does.
 *
 * j is durable and survives a crash; everything else of the program is lost. The states are those of
 * CubbyGrantState; CLOSED from ISSUED is a grant that lapsed, never pulsed.
 *
 * Two mutants prove that the assertions bite (run.sh): -DNO_INTENT forgets to journal the intent before the
 * pulse, -DRECOVERY_PULSES pulses again after a restart.
 */
mtype = { ISSUED, INTENT, OPENED, NOT_OPENED, UNKNOWN, CLOSED };

#define MAX_CRASHES 3

mtype j = ISSUED;         /* the journal */
mtype told = ISSUED;      /* what the centre heard last */
byte pulses = 0;          /* sent to the lock */
bool door_open = false;   /* the steel */
bool ever_opened = false;
bool has_sensor;
bool recovering = false;  /* the program was restarted since the intent */
byte crashes = 0;

inline maybe_crash () {
  if
  :: crashes < MAX_CRASHES -> crashes++; goto crash
  :: skip
  fi
}

inline pulse () {
  pulses++;
  if
  :: door_open = true; ever_opened = true
  :: skip                       /* jammed, or the frame was lost */
  fi
}

active proctype Locker ()
{
  if :: has_sensor = true :: has_sensor = false fi;
start:
  if
  :: j == ISSUED && recovering -> j = CLOSED; goto done          /* a waiting grant lapses */
  :: j == ISSUED && !recovering ->
       maybe_crash ();
#ifndef NO_INTENT
       j = INTENT;              /* durable before the first byte goes out */
#endif
       maybe_crash ();
       pulse ();
       maybe_crash ();
       if
       :: has_sensor && door_open -> j = OPENED
       :: has_sensor && !door_open -> j = NOT_OPENED             /* it said shut all the time */
       :: !has_sensor -> j = UNKNOWN
       fi
  :: j == INTENT ->
#ifdef RECOVERY_PULSES
       pulse ();
#endif
       if
       :: has_sensor && door_open -> j = OPENED
       :: else -> j = UNKNOWN   /* it may have been opened and shut while nobody watched */
       fi
  :: else -> skip
  fi;
  maybe_crash ();
  told = j;                     /* the outbox row is in the transaction of the event */
  if
  :: j == OPENED -> door_open = false; j = CLOSED                /* somebody shuts it */
  :: else -> skip
  fi;
  maybe_crash ();
  goto done;
crash:
#ifndef NO_INTENT
  recovering = true;
#endif
  if :: door_open = false :: skip fi;                            /* somebody shuts it while the program is down */
  goto start;
done:
  assert (pulses <= 1);
  assert (told != OPENED || ever_opened);
  assert (told != NOT_OPENED || !ever_opened);
  assert (j == CLOSED || j == NOT_OPENED || j == UNKNOWN);
  assert (!(j == CLOSED && told == ISSUED) || pulses == 0)       /* a lapsed grant was never pulsed */
}
