/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CUBBY_BOARD_CHANNELS_MAX 64

/* Who ends a pulse, and how it is asked for. */
typedef enum {
  CUBBY_PULSE_KIND_NONE, /* the board has no timer: the output is switched on, and later off, by us */
  CUBBY_PULSE_KIND_COIL, /* function 05: the value is the time */
  CUBBY_PULSE_KIND_REGISTER_PAIR, /* function 10: a command word, then the time */
  CUBBY_PULSE_KIND_REGISTER_WORD, /* function 06: a command word with the time in its low byte */
} CubbyPulseKind;

typedef enum {
  CUBBY_ALL_OFF_EACH,  /* one channel after the other */
  CUBBY_ALL_OFF_COILS, /* function 0F over all outputs */
  CUBBY_ALL_OFF_WORD,  /* one write by the outputs' function */
} CubbyAllOffKind;

typedef enum {
  CUBBY_INPUTS_NONE,
  CUBBY_INPUTS_BITS,   /* functions 01 and 02: one bit an input */
  CUBBY_INPUTS_BITMAP, /* functions 03 and 04: bits of registers, input 1 is bit 0 of the first */
  CUBBY_INPUTS_WORDS,  /* functions 03 and 04: one register an input, 0 or not */
} CubbyInputsKind;

/**
 * CubbyBoardProfile:
 * @profile: its name in the configuration
 * @what: its maker and type, for people
 * @unit_min: @unit_max: the Modbus addresses it can have
 * @gap_ms: silence it wants between frames
 * @misses_first_frame: after power-up
 * @output: how a channel is switched on and off: function 05 or 06, the register of channel 1, the step to
 * the next, the two values
 * @pulse.unit_ms: the step of its own timer; 0: it has none, and the lock bank times the pulse
 * @all_off: what is written before a board without a timer may move a lock
 * @inputs.count: how many there are; with @inputs.per_read at a time (0: all) exactly, because several boards
 *   answer nothing else
 * @inputs.low: 0 on the wire is a closed contact
 * @state: what is read of a board without inputs, to see whether it is there; count 0: it cannot be asked
 * @modes: registers that must read 0, or inputs switch relays by themselves; count 0: it has none
 *
 * A board with locks and sensors, as data. The boards that are shipped are rows of tables in hardware/locks,
 * a group `[profile NAME]` of cubby.conf describes any other. Addresses are those on the wire, from 0.
 */
typedef struct {
  const char *profile;
  const char *what;
  guint n_channels;
  guint unit_min;
  guint unit_max;
  guint gap_ms;
  gboolean misses_first_frame;
  struct {
    guint8 function;
    guint16 address;
    guint16 stride;
    guint16 on;
    guint16 off;
  } output;
  struct {
    CubbyPulseKind kind;
    guint16 address;
    guint16 stride;
    guint16 word;
    guint unit_ms;
  } pulse;
  struct {
    CubbyAllOffKind kind;
    guint16 address;
    guint16 value;
  } all_off;
  struct {
    CubbyInputsKind kind;
    guint8 function;
    guint16 address;
    guint16 count;
    guint16 per_read;
    gboolean low;
  } inputs;
  struct {
    guint8 function;
    guint16 address;
    guint16 count;
  } state;
  struct {
    guint16 address;
    guint16 count;
  } modes;
} CubbyBoardProfile;

G_END_DECLS
