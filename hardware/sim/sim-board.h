/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/common/board-profile.h"

G_BEGIN_DECLS

#define CUBBY_SIM_CHANNELS_MAX CUBBY_BOARD_CHANNELS_MAX

/* What a function of a board answers: 0 is good, a small number is a Modbus exception. */
typedef enum {
  CUBBY_SIM_ANSWERED = 0,
  CUBBY_SIM_ILLEGAL_FUNCTION = 1,
  CUBBY_SIM_ILLEGAL_ADDRESS = 2,
  CUBBY_SIM_ILLEGAL_VALUE = 3,
  CUBBY_SIM_SILENT = -1, /* this board does not answer such a request at all */
} CubbySimOutcome;

typedef struct _CubbySimBoard CubbySimBoard;

typedef struct {
  guint8 function;
  /* @pdu is whole and of the length its function and byte count ask for; @reply is empty. */
  CubbySimOutcome (*answer) (CubbySimBoard *board, const guint8 *pdu, gint64 now_us, GByteArray *reply);
} CubbySimFunction;

/**
 * CubbySimModel:
 *
 * A family of boards, as its makers ship it: one row of the table in
 * sim-models.c. Written from the makers' papers, not from hardware/locks, so
 * that a wrong register there does not agree with a wrong register here.
 */
typedef struct {
  const char *profile;
  guint n_channels;
  guint n_inputs;
  guint base; /* of the register of the first channel, where families differ */
  const CubbySimFunction *functions;
  gboolean watchdog;                  /* it can let go of its outputs when its master falls silent */
  const CubbyBoardProfile *described; /* by [profile NAME]; NULL: it is one of the table */
} CubbySimModel;

const CubbySimModel *cubby_sim_model_find (const char *profile);
/* A board that is none of the table, as the configuration describes it. @profile outlives the model. */
CubbySimModel cubby_sim_model_describe (const CubbyBoardProfile *profile);
/* Returns: (transfer full): the names, for a message. */
char *cubby_sim_model_list (void);

extern const CubbySimFunction cubby_sim_waveshare_functions[];
extern const CubbySimFunction cubby_sim_waveshare_inputs_functions[];
extern const CubbySimFunction cubby_sim_lc_modbus_functions[];
extern const CubbySimFunction cubby_sim_eletechsup_functions[];
extern const CubbySimFunction cubby_sim_adam_functions[];
extern const CubbySimFunction cubby_sim_moxa_functions[];
extern const CubbySimFunction cubby_sim_kincony_functions[];
extern const CubbySimFunction cubby_sim_wellpro_functions[];
extern const CubbySimFunction cubby_sim_xunming_functions[];
extern const CubbySimFunction cubby_sim_stm8_functions[];
extern const CubbySimFunction cubby_sim_generic_functions[];

/**
 * CubbySimBoard:
 *
 * The electronics: relays that may switch by themselves later, inputs, a few
 * registers. Pure: it has no clock and no wire.
 */
struct _CubbySimBoard {
  char *name;
  guint8 unit;
  const CubbySimModel *model;
  gboolean outputs[CUBBY_SIM_CHANNELS_MAX];
  gint64 flips_at_us[CUBBY_SIM_CHANNELS_MAX]; /* the relay changes by itself then; 0: it does not */
  guint16 modes[CUBBY_SIM_CHANNELS_MAX];
  guint16 serial;
  gint64 heard_us;    /* when its master last asked it something */
  gint64 watchdog_us; /* without a request for so long its outputs fall; 0: for ever */
  gboolean (*read_input) (gpointer data, guint channel);
  gpointer read_input_data;
};

CubbySimBoard *cubby_sim_board_new (const char *name, guint8 unit, const CubbySimModel *model);
void cubby_sim_board_free (CubbySimBoard *self);

/**
 * cubby_sim_board_answer:
 *
 * Returns: FALSE when the board keeps silent; otherwise @reply is the PDU.
 */
gboolean cubby_sim_board_answer (CubbySimBoard *self, const guint8 *pdu, gsize length, gint64 now_us,
                                 GByteArray *reply);
void cubby_sim_board_advance (CubbySimBoard *self, gint64 now_us);
gint64 cubby_sim_board_get_due (const CubbySimBoard *self);

/* For the families. */
void cubby_sim_board_set_output (CubbySimBoard *self, guint channel, gboolean on, gint64 flips_at_us);
CubbySimOutcome cubby_sim_reply_bits (GByteArray *reply, const guint8 *pdu, const gboolean *bits,
                                      guint n_bits);
/* @base: the address of the first of them. */
CubbySimOutcome cubby_sim_reply_bits_at (GByteArray *reply, const guint8 *pdu, const gboolean *bits,
                                         guint n_bits, guint base);
CubbySimOutcome cubby_sim_reply_words (GByteArray *reply, const guint8 *pdu, const guint16 *words,
                                       guint n_words, guint base);
CubbySimOutcome cubby_sim_reply_word (GByteArray *reply, const guint8 *pdu, guint16 word);
CubbySimOutcome cubby_sim_reply_echo (GByteArray *reply, const guint8 *pdu);
guint16 cubby_sim_word (const guint8 *bytes);
void cubby_sim_board_read_inputs (const CubbySimBoard *self, gboolean *ret_inputs);
/* Boards that are relays and inputs from 0 and nothing else, by the book. */
CubbySimOutcome cubby_sim_plain_read_outputs (CubbySimBoard *self, const guint8 *pdu, gint64 now_us,
                                              GByteArray *reply);
CubbySimOutcome cubby_sim_plain_read_inputs (CubbySimBoard *self, const guint8 *pdu, gint64 now_us,
                                             GByteArray *reply);
CubbySimOutcome cubby_sim_plain_write_output (CubbySimBoard *self, const guint8 *pdu, gint64 now_us,
                                              GByteArray *reply);
CubbySimOutcome cubby_sim_plain_write_outputs (CubbySimBoard *self, const guint8 *pdu, gint64 now_us,
                                               GByteArray *reply);

G_END_DECLS
