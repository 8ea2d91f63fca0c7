/* SPDX-License-Identifier: Apache-2.0 */
/* Takes the place of protocols/modbus/bus.c and bus-link.c when the simulator is linked: the same contract
 * (bus.h) and the same order on the wire, in virtual time and without a thread. Requests become bytes, boards
 * answer bytes, and the real frame.c and pdu.c judge them. */
#include "protocols/modbus/bus.h"
#include "protocols/modbus/frame.h"

#include "tests/sim/steel.h"

#include <string.h>

#define ADU_MAX 260 /* as libmodbus has it */
#define FLASH_ON 0x0200
#define FLASH_UNIT_MS 100

typedef struct {
  guint64 id;
  CubbyBusRequest request;
  CubbyBusReply reply;
  CubbyBusCallback callback;
  gpointer data;
} Exchange;

typedef struct {
  guint8 bytes[ADU_MAX];
  int length; /* 0: silence */
} Frame;

struct _CubbyBus {
  SimSteel *steel;
  guint index;
  const CubbyBusSettings *settings;
  GQueue urgent;   /* of Exchange, waiting */
  GQueue ordinary; /* of Exchange, waiting */
  Exchange *running;
  Frame answer; /* to the running one */
  Frame stray;  /* an answer that comes when it comes */
  gint64 stray_us;
  gint64 ready_us; /* true time before which nothing is sent */
  gint64 done_us;  /* of the running one */
  guint64 last_id;
  guint64 timer;
  GArray *farewell; /* of CubbyBusRequest */
};

static SimSteel *connected;

void
sim_wire_connect (SimSteel *steel)
{
  connected = steel;
}

static void pump (gpointer data);

static void
wake_at (CubbyBus *self, gint64 at_us)
{
  if (self->timer != 0)
    sim_clock_cancel (self->steel->clock, self->timer);
  self->timer = sim_clock_at (self->steel->clock, at_us, SIM_WIRE_GROUP, pump, self, NULL);
}

CubbyBus *
cubby_bus_new (const CubbyBusSettings *settings)
{
  CubbyBus *self = g_new0 (CubbyBus, 1);
  self->steel = connected;
  self->settings = settings;
  self->farewell = g_array_new (FALSE, FALSE, sizeof (CubbyBusRequest));
  for (guint i = 0; i < connected->settings->buses->len; i++)
    if (g_ptr_array_index (connected->settings->buses, i) == settings)
      self->index = i;
  return self;
}

guint64
cubby_bus_send (CubbyBus *self, const CubbyBusRequest *request, CubbyBusCallback callback, gpointer data)
{
  Exchange *exchange = g_new0 (Exchange, 1);
  exchange->request = *request;
  exchange->callback = callback;
  exchange->data = data;
  exchange->id = ++self->last_id;
  g_queue_push_tail (request->urgent ? &self->urgent : &self->ordinary, exchange);
  if (self->running == NULL)
    wake_at (self, 0);
  return exchange->id;
}

static void
finish (Exchange *exchange)
{
  exchange->callback (&exchange->reply, exchange->data);
  g_clear_error (&exchange->reply.error);
  g_free (exchange);
}

static void
give_up (CubbyBus *self, Exchange *exchange, CubbyModbusError code, const char *why)
{
  g_queue_remove (exchange->request.urgent ? &self->urgent : &self->ordinary, exchange);
  exchange->reply.result = CUBBY_BUS_NOT_SENT;
  exchange->reply.error = self->steel->cut[self->index]
                              ? g_error_new (CUBBY_MODBUS_ERROR, CUBBY_MODBUS_ERROR_LINK, "the cable is cut")
                              : g_error_new_literal (CUBBY_MODBUS_ERROR, (int)code, why);
  finish (exchange);
}

static Exchange *
find_waiting (GQueue *waiting, guint64 id)
{
  for (GList *it = waiting->head; it != NULL; it = it->next)
    if (((Exchange *)it->data)->id == id)
      return it->data;
  return NULL;
}

void
cubby_bus_drop (CubbyBus *self, guint64 id)
{
  Exchange *exchange = find_waiting (&self->urgent, id);
  if (exchange == NULL)
    exchange = find_waiting (&self->ordinary, id);
  if (exchange != NULL)
    give_up (self, exchange, CUBBY_MODBUS_ERROR_DROPPED, "it was taken back before it was sent");
}

void
cubby_bus_add_farewell (CubbyBus *self, const CubbyBusRequest *request)
{
  g_array_append_val (self->farewell, *request);
}

static void
drop_all (GQueue *waiting)
{
  for (Exchange *exchange = g_queue_pop_head (waiting); exchange != NULL;
       exchange = g_queue_pop_head (waiting)) {
    exchange->reply.result = CUBBY_BUS_NOT_SENT;
    exchange->reply.error =
        g_error_new (CUBBY_MODBUS_ERROR, CUBBY_MODBUS_ERROR_DROPPED, "the bus was stopped");
    finish (exchange);
  }
}

static void judge (CubbyBus *self);

void
cubby_bus_free (CubbyBus *self)
{
  if (self->timer != 0)
    sim_clock_cancel (self->steel->clock, self->timer);
  if (self->running != NULL) { /* the exchange under way ends; the machine hears of it */
    judge (self);
    finish (g_steal_pointer (&self->running));
  }
  drop_all (&self->urgent);
  drop_all (&self->ordinary);
  g_array_unref (self->farewell);
  g_free (self);
}

/* ---- the boards: waveshare-rtu-d, from the maker's papers ---- */

static int
find_board (CubbyBus *self, guint8 unit)
{
  const GPtrArray *boards = self->steel->settings->boards;
  for (guint i = 0; i < boards->len; i++) {
    const CubbyBoardSettings *board = g_ptr_array_index (boards, i);
    if (board->bus == self->index && board->unit == unit)
      return (int)i;
  }
  return -1;
}

static int
find_door (SimSteel *steel, guint board, guint channel)
{
  for (guint i = 0; i < steel->n_doors; i++) {
    const CubbyCompartment *it = cubby_bank_get_compartment (steel->settings->bank, i);
    if (it->board == board && it->channel == channel)
      return (int)i;
  }
  return -1;
}

static guint
get_word (const CubbyPdu *pdu, guint at)
{
  return (guint)pdu->bytes[at] << 8 | pdu->bytes[at + 1];
}

static void
read_inputs (SimSteel *steel, guint board, CubbyPdu *ret_pdu)
{
  guint8 bits = 0;
  for (guint channel = 0; channel < 8; channel++) {
    int door = find_door (steel, board, channel);
    if (door >= 0 && sim_steel_sample (steel, (guint)door))
      bits |= (guint8)(1u << channel);
  }
  *ret_pdu = (CubbyPdu){.bytes = {0x02, 1, bits}, .length = 3};
}

static void
read_modes (const CubbyPdu *request, CubbyPdu *ret_pdu)
{
  guint n = get_word (request, 3);
  *ret_pdu = (CubbyPdu){.bytes = {0x03, (guint8)(2 * n)}, .length = 2 + 2 * n};
}

/* Does what @request asks for. */
static void
execute (SimSteel *steel, guint board, const CubbyPdu *request, CubbyPdu *ret_pdu)
{
  guint address = get_word (request, 1);
  memcpy (ret_pdu, request, sizeof *ret_pdu); /* the echo */
  if (request->bytes[0] == CUBBY_PDU_READ_INPUTS) {
    read_inputs (steel, board, ret_pdu);
  } else if (request->bytes[0] == CUBBY_PDU_READ_HOLDING) {
    read_modes (request, ret_pdu);
  } else if (request->bytes[0] == CUBBY_PDU_WRITE_COIL && address >= FLASH_ON) {
    int door = find_door (steel, board, address - FLASH_ON);
    if (door >= 0)
      sim_steel_energise (steel, (guint)door, get_word (request, 3) * FLASH_UNIT_MS);
  } else if (request->bytes[0] == CUBBY_PDU_WRITE_REGISTERS) {
    ret_pdu->length = 5;
  }
}

static void
make_frame (guint8 unit, const CubbyPdu *pdu, Frame *ret_frame)
{
  ret_frame->bytes[0] = unit;
  memcpy (ret_frame->bytes + 1, pdu->bytes, pdu->length);
  guint16 crc = cubby_modbus_crc (ret_frame->bytes, pdu->length + 1);
  ret_frame->bytes[pdu->length + 1] = (guint8)crc;
  ret_frame->bytes[pdu->length + 2] = (guint8)(crc >> 8);
  ret_frame->length = (int)pdu->length + 3;
}

static gboolean
happens (CubbyBus *self, double chance, guint *count)
{
  if (chance <= 0 || !sim_random_chance (self->steel->random, chance))
    return FALSE;
  (*count)++;
  return TRUE;
}

/* An answer by the book, to another question. */
static void
forge (CubbyBus *self, CubbyPdu *pdu)
{
  gboolean write = pdu->bytes[0] == CUBBY_PDU_WRITE_COIL;
  guint at = write ? 2 + (guint)sim_random_range (self->steel->random, 0, 2) : pdu->length - 1;
  pdu->bytes[at] ^= write ? 1 : 0xff;
  if (!write)
    pdu->bytes[1]++; /* a byte count that is not there: reads have no echo to compare */
}

/* What the board does with the request, and what goes back. */
static void
answer (CubbyBus *self, const CubbyBusRequest *request, int board)
{
  SimSteel *steel = self->steel;
  CubbyPdu pdu;
  self->answer.length = 0;
  if (board < 0 || steel->boards[board].dead || happens (self, steel->faults.lost, &steel->counts.lost))
    return;
  if (steel->boards[board].deaf) {
    steel->boards[board].deaf = FALSE;
    return;
  }
  if (happens (self, steel->faults.exception, &steel->counts.exceptions)) {
    static const guint8 codes[] = {1, 2, 3, 4, 6};
    guint8 code = codes[sim_random_range (steel->random, 0, G_N_ELEMENTS (codes) - 1)];
    if (code == 4 && sim_random_chance (steel->random, 0.5))
      execute (steel, (guint)board, &request->pdu, &pdu); /* it failed, but had begun */
    pdu = (CubbyPdu){.bytes = {request->pdu.bytes[0] | 0x80, code}, .length = 2};
    make_frame (request->unit, &pdu, &self->answer);
    return;
  }
  execute (steel, (guint)board, &request->pdu, &pdu);
  if (happens (self, steel->faults.mute, &steel->counts.mute))
    return;
  if (happens (self, steel->faults.forged, &steel->counts.forged))
    forge (self, &pdu);
  make_frame (request->unit, &pdu, &self->answer);
  if (happens (self, steel->faults.noise, &steel->counts.noise))
    self->answer.bytes[sim_random_range (steel->random, 0, self->answer.length - 1)] ^= 0x10;
  if (happens (self, steel->faults.late, &steel->counts.late)) {
    gint64 wait_ms = sim_random_range (steel->random, self->settings->response_timeout_ms,
                                       5 * (gint64)self->settings->response_timeout_ms);
    self->stray = self->answer;
    self->stray_us = sim_clock_get_us (steel->clock) + wait_ms * 1000;
    self->answer.length = 0;
  }
}

/* Eleven bits a character. */
static gint64
get_wire_us (CubbyBus *self, guint n_bytes)
{
  return (gint64)n_bytes * 11 * G_USEC_PER_SEC / self->settings->baud;
}

static void
start (CubbyBus *self, Exchange *exchange)
{
  SimSteel *steel = self->steel;
  gint64 now_us = sim_clock_get_us (steel->clock);
  int board = find_board (self, exchange->request.unit);
  exchange->reply.written_us = sim_clock_get_mono_us (steel->clock);
  if (self->stray_us != 0 && self->stray_us <= now_us)
    self->stray_us = 0; /* flushed */
  self->running = exchange;
  gint64 asked_us = now_us + get_wire_us (self, exchange->request.pdu.length + 3);
  gint64 latency_us = board >= 0 ? (gint64)steel->boards[board].latency_ms * 1000 : 0;
  answer (self, &exchange->request, board);
  self->done_us = asked_us + (gint64)self->settings->response_timeout_ms * 1000;
  if (self->answer.length > 0)
    self->done_us =
        MIN (self->done_us, asked_us + latency_us + get_wire_us (self, (guint)self->answer.length));
  if (self->stray_us > asked_us && self->stray_us < self->done_us) {
    self->answer = self->stray; /* it comes first, and is taken for the answer */
    self->done_us = self->stray_us;
    self->stray_us = 0;
  }
  wake_at (self, self->done_us);
}

static void
judge (CubbyBus *self)
{
  Exchange *exchange = self->running;
  CubbyBusReply *reply = &exchange->reply;
  gint64 now_us = sim_clock_get_us (self->steel->clock);
  gint64 gap_us = MAX ((gint64)38500000 / self->settings->baud, (gint64)exchange->request.gap_ms * 1000);
  reply->result = CUBBY_BUS_UNCERTAIN;
  self->ready_us = now_us + gap_us;
  if (self->answer.length == 0) {
    reply->error = g_error_new (CUBBY_MODBUS_ERROR, CUBBY_MODBUS_ERROR_SILENCE, "unit %u: no answer",
                                exchange->request.unit);
  } else if (cubby_frame_take_rtu (exchange->request.unit, self->answer.bytes, self->answer.length,
                                   &reply->pdu, &reply->error) &&
             cubby_pdu_check_reply (&exchange->request.pdu, &reply->pdu, &reply->exception, &reply->error)) {
    reply->answered_us = sim_clock_get_mono_us (self->steel->clock);
    reply->result = reply->exception == 0 ? CUBBY_BUS_ACKNOWLEDGED : CUBBY_BUS_EXCEPTION;
    if (reply->exception != 0)
      reply->error = g_error_new (CUBBY_MODBUS_ERROR, CUBBY_MODBUS_ERROR_EXCEPTION, "unit %u refuses: %u",
                                  exchange->request.unit, reply->exception);
    return;
  }
  self->ready_us = now_us + (gint64)self->settings->response_timeout_ms * 1000; /* a late one may come */
}

static gint64
expire (CubbyBus *self, GQueue *waiting, gint64 next_us)
{
  gint64 mono_us = sim_clock_get_mono_us (self->steel->clock);
  for (GList *it = waiting->head; it != NULL;) {
    Exchange *exchange = it->data;
    it = it->next;
    if (exchange->request.deadline_us <= mono_us) {
      give_up (self, exchange, CUBBY_MODBUS_ERROR_LATE, "its time was over before the bus was free");
      it = waiting->head; /* who was told may have asked anew */
      continue;
    }
    next_us = MIN (next_us, sim_clock_to_true_us (self->steel->clock, exchange->request.deadline_us) + 1);
  }
  return next_us;
}

static void
pump (gpointer data)
{
  CubbyBus *self = data;
  gint64 now_us = sim_clock_get_us (self->steel->clock);
  self->timer = 0;
  if (self->steel->unplugged)
    return;
  if (self->running != NULL) {
    if (now_us < self->done_us) {
      wake_at (self, self->done_us);
      return;
    }
    judge (self);
    finish (g_steal_pointer (&self->running));
  }
  gint64 next_us = expire (self, &self->urgent, expire (self, &self->ordinary, G_MAXINT64));
  if (self->running != NULL)
    return;
  gboolean closed = self->steel->cut[self->index];
  if (!closed && now_us >= self->ready_us) {
    Exchange *exchange = g_queue_pop_head (&self->urgent);
    if (exchange == NULL)
      exchange = g_queue_pop_head (&self->ordinary);
    if (exchange != NULL)
      start (self, exchange);
    return;
  }
  if (!closed)
    next_us = MIN (next_us, self->ready_us);
  else
    next_us = MIN (next_us, now_us + 100000); /* looks whether the cable is back */
  if (!g_queue_is_empty (&self->urgent) || !g_queue_is_empty (&self->ordinary))
    wake_at (self, next_us);
}
