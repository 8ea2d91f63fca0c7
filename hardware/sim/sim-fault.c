/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/sim/sim-fault.h"

#include <string.h>

/* What LC Technology's boards say when they are powered up, in the middle of the first exchange. */
#define BANNER "Thank you for using the Modbus modules of LCTECH\r\n"

CubbySimAnswer *
cubby_sim_answer_new (guint8 unit)
{
  CubbySimAnswer *self = g_new0 (CubbySimAnswer, 1);
  self->unit = unit;
  self->noise = g_byte_array_new ();
  self->pdu = g_byte_array_new ();
  return self;
}

void
cubby_sim_answer_free (CubbySimAnswer *self)
{
  g_byte_array_unref (self->noise);
  g_byte_array_unref (self->pdu);
  g_free (self);
}

static void
be_late (CubbySimAnswer *answer, guint argument, GRand *random)
{
  answer->delay_ms = argument;
}

/* The echo of the neighbour. Reads are left alone. */
static void
echo_wrong (CubbySimAnswer *answer, guint argument, GRand *random)
{
  GByteArray *pdu = answer->pdu;
  gboolean write = pdu->len == 5 && (pdu->data[0] == 0x05 || pdu->data[0] == 0x06 || pdu->data[0] >= 0x0F);
  if (write)
    pdu->data[2] ^= 0x01;
}

static void
answer_as_another (CubbySimAnswer *answer, guint argument, GRand *random)
{
  answer->unit++;
}

static void
make_noise (CubbySimAnswer *answer, guint argument, GRand *random)
{
  guint n = (guint)g_rand_int_range (random, 1, 24);
  for (guint i = 0; i < n; i++) {
    guint8 byte = (guint8)g_rand_int (random);
    g_byte_array_append (answer->noise, &byte, 1);
  }
}

static void
say_banner (CubbySimAnswer *answer, guint argument, GRand *random)
{
  g_byte_array_append (answer->noise, (const guint8 *)BANNER, sizeof BANNER - 1);
}

static void
refuse (CubbySimAnswer *answer, guint argument, GRand *random)
{
  if (answer->pdu->len == 0)
    return;
  const guint8 exception[] = {answer->pdu->data[0] | 0x80, (guint8)(argument != 0 ? argument : 4)};
  g_byte_array_set_size (answer->pdu, 0);
  g_byte_array_append (answer->pdu, exception, sizeof exception);
}

static void
cut_short (CubbySimAnswer *answer, guint argument, GRand *random)
{
  g_byte_array_append (answer->noise, &answer->unit, 1);
  if (answer->pdu->len > 1)
    g_byte_array_append (answer->noise, answer->pdu->data, answer->pdu->len - 1);
  g_byte_array_set_size (answer->pdu, 0);
}

/* A bit of the checksum; over TCP, which has none of its own, of the message. */
static void
corrupt (CubbySimAnswer *answer, guint argument, GRand *random)
{
  answer->flip = (guint8)(1u << g_rand_int_range (random, 0, 8));
}

static void
go_on (CubbySimAnswer *answer, guint argument, GRand *random)
{
  answer->n_stray = argument != 0 ? MIN (argument, 200) : 1;
}

static void
lose_some (CubbySimAnswer *answer, guint argument, GRand *random)
{
  guint percent = argument != 0 ? argument : 20;
  answer->lost = (guint)g_rand_int_range (random, 0, 100) < percent;
}

static const CubbySimFault faults[] = {
    {"alive", "answers as it should", TRUE, FALSE, NULL},
    {"dead", "hears nothing, says nothing", FALSE, FALSE, NULL},
    {"late", "does it at once and answers MS later", TRUE, FALSE, be_late},
    {"wrong-echo", "does it and answers with the echo of the neighbouring channel", TRUE, FALSE, echo_wrong},
    {"wrong-unit", "answers under the next unit's address", TRUE, FALSE, answer_as_another},
    {"noise", "random bytes before the answer (seeded)", TRUE, FALSE, make_noise},
    {"short", "the answer breaks off", TRUE, FALSE, cut_short},
    {"long", "NUMBER bytes (default 1) follow the answer", TRUE, FALSE, go_on},
    {"corrupt", "a bit of the answer is wrong (seeded)", TRUE, FALSE, corrupt},
    {"lossy", "does it, and loses PERCENT (default 20) of the answers (seeded)", TRUE, FALSE, lose_some},
    {"stubborn", "says that it did what was written, and does not", TRUE, FALSE, NULL, .stubborn = TRUE},
    {"banner", "greets in ASCII before its next answer, as after power-up", TRUE, TRUE, say_banner},
    {"silent-first", "misses the next frame, as after power-up", FALSE, TRUE, NULL},
    {"exception", "does it and answers with exception CODE (default 4)", TRUE, FALSE, refuse},
    {NULL},
};

const CubbySimFault *
cubby_sim_fault_list (void)
{
  return faults;
}

const CubbySimFault *
cubby_sim_fault_find (const char *name)
{
  for (const CubbySimFault *fault = faults; fault->name != NULL; fault++)
    if (g_str_equal (fault->name, name))
      return fault;
  return NULL;
}
