/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define PACED_BOARDS_MAX 32

/**
 * PacedBoards:
 *
 * The other end of an RS-485 cable: boards with eight locks and inputs on a pseudo terminal, where every
 * character takes its ten bits of time in both directions. A request counts from the moment its bytes are
 * there; the boards see its end 3.5 characters after the last one, think for the turnaround, and answer a
 * character at a time. A door opens the moment its board acts. The framing is the bench's own.
 */
typedef struct _PacedBoards PacedBoards;

/* @turnaround_us: what a board and its adapter take between the request and the answer */
PacedBoards *paced_boards_new (guint baud, guint n_boards, guint turnaround_us);
void paced_boards_free (PacedBoards *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PacedBoards, paced_boards_free)

const char *paced_boards_get_device (const PacedBoards *self);

/* Looks at unit 1 since the last call: how many cycles, and how long they took together, on the wire's clock.
 */
guint paced_boards_take_cycles (PacedBoards *self, double *ret_total_ms);
/* How long after its pulse a door opens; 0: with it. */
void paced_boards_set_latch_us (PacedBoards *self, guint latch_us);
/* When the last lock was energised and when its door opened (CLOCK_MONOTONIC µs); 0: not yet. Shuts all
 * doors. */
void paced_boards_take_opening (PacedBoards *self, gint64 *ret_asked_us, gint64 *ret_opened_us);
/* Requests that came less than 3.5 characters after an answer, or in the middle of one. */
guint paced_boards_count_collisions (PacedBoards *self);

/* What the wire needs, in ms: a look at one board's eight inputs, and an opening, each with the silences. */
double paced_boards_get_look_ms (const PacedBoards *self);
double paced_boards_get_open_ms (const PacedBoards *self);

G_END_DECLS
