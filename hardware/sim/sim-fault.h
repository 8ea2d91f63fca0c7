/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CubbySimAnswer:
 *
 * What goes back on the wire: @noise as it is, then @pdu in a frame of @unit whose
 * last byte is changed by @flip, then @n_stray zero bytes; @delay_ms after the
 * request, or never when it is @lost.
 */
typedef struct {
  guint8 unit;
  guint delay_ms;
  GByteArray *noise;
  GByteArray *pdu; /* empty: no frame */
  guint8 flip;
  guint n_stray;
  gboolean lost;
} CubbySimAnswer;

CubbySimAnswer *cubby_sim_answer_new (guint8 unit);
void cubby_sim_answer_free (CubbySimAnswer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbySimAnswer, cubby_sim_answer_free)

/**
 * CubbySimFault:
 * @name: the word of the control socket
 * @what: one line for its help
 * @hears: whether the request reaches the board at all
 * @spoil: (nullable): what becomes of the answer
 *
 * One row of the table of things that go wrong between a board and its master.
 */
typedef struct {
  const char *name;
  const char *what;
  gboolean hears;
  gboolean once; /* it is over after one request */
  void (*spoil) (CubbySimAnswer *answer, guint argument, GRand *random);
  gboolean stubborn; /* it echoes writes and does nothing */
} CubbySimFault;

const CubbySimFault *cubby_sim_fault_find (const char *name);
/* The rows, ended by a NULL name. */
const CubbySimFault *cubby_sim_fault_list (void);

G_END_DECLS
