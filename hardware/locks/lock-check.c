/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/locks/lock-check.h"

#include "hardware/locks/lock-board.h"

#define TRIES 2 /* a disturbed answer is asked for again; "off" does no harm when it is repeated */
#define PATIENCE_US (5 * G_USEC_PER_SEC)
#define REST_MS 200    /* until a busy power group is looked at again */
#define RESTS_MOST 150 /* then it is said that it was busy */

typedef enum { ITEM_ANSWER, ITEM_MODES, ITEM_OFF, N_ITEM_KINDS } ItemKind;

typedef struct {
  ItemKind kind;
  guint board;
  guint number; /* the door of an ITEM_OFF, the read of an ITEM_ANSWER */
} Item;

struct _CubbyLockCheck {
  CubbyLockCheckPlace place;
  CubbyLockCheckDone done;
  gpointer data;
  GArray *items; /* of Item */
  guint at;
  guint tries;
  guint rests;
  CubbyBus *asked; /* whose answer is awaited */
  guint64 id;
  GSource *timer;
  GPtrArray *findings;
};

static const CubbyBoardSettings *
get_settings (const CubbyLockCheck *self, const Item *item)
{
  return g_ptr_array_index (self->place.settings->boards, item->board);
}

static const CubbyLockBoard *
get_board (const CubbyLockCheck *self, const Item *item)
{
  return cubby_lock_board_of (self->place.settings, item->board);
}

static const CubbyCompartment *
get_compartment (const CubbyLockCheck *self, const Item *item)
{
  return cubby_bank_get_compartment (self->place.settings->bank, item->number);
}

static void
make_answer (const CubbyLockCheck *self, const Item *item, CubbyPdu *ret_pdu)
{
  cubby_lock_board_make_read (get_board (self, item), item->number, ret_pdu);
}

static void
make_modes (const CubbyLockCheck *self, const Item *item, CubbyPdu *ret_pdu)
{
  const CubbyLockBoard *board = get_board (self, item);
  cubby_pdu_read (ret_pdu, CUBBY_PDU_READ_HOLDING, board->modes.address, board->modes.count);
}

static void
make_off (const CubbyLockCheck *self, const Item *item, CubbyPdu *ret_pdu)
{
  cubby_lock_board_make_off (get_board (self, item), get_compartment (self, item)->channel, ret_pdu);
}

/* Returns: (transfer full): what is wrong with a whole answer, or NULL. */
static char *
judge_modes (const CubbyLockCheck *self, const Item *item, const CubbyPdu *reply)
{
  for (guint i = 0; i < get_board (self, item)->modes.count; i++)
    if (cubby_pdu_get_word (reply, i) != 0)
      return g_strdup_printf (
          "Channel %u is in control mode %u, in which the board moves the lock by itself.", i + 1,
          cubby_pdu_get_word (reply, i));
  return NULL;
}

static char *
judge_nothing (const CubbyLockCheck *self, const Item *item, const CubbyPdu *reply)
{
  return NULL;
}

static const struct {
  const char *what;
  const char *good;
  void (*make) (const CubbyLockCheck *self, const Item *item, CubbyPdu *ret_pdu);
  char *(*judge) (const CubbyLockCheck *self, const Item *item, const CubbyPdu *reply);
} kinds[N_ITEM_KINDS] = {
    [ITEM_ANSWER] = {"board", "It answers.", make_answer, judge_nothing},
    [ITEM_MODES] = {"modes of board", "All channels are in their normal mode.", make_modes, judge_modes},
    [ITEM_OFF] = {"lock", "The board takes an “off” for it and answers in full.", make_off, judge_nothing},
};

static void
finding_free (gpointer data)
{
  CubbyLockFinding *finding = data;
  g_free (finding->what);
  g_free (finding->sentence);
  g_free (finding);
}

static void go_on (CubbyLockCheck *self);

/* @fault: (nullable) (transfer full) */
static void
finish_item (CubbyLockCheck *self, char *fault)
{
  const Item *item = &g_array_index (self->items, Item, self->at);
  const char *name =
      item->kind == ITEM_OFF ? get_compartment (self, item)->name : get_settings (self, item)->name;
  CubbyLockFinding *finding = g_new0 (CubbyLockFinding, 1);
  gboolean again = item->kind == ITEM_ANSWER && item->number > 0;
  finding->what =
      g_strdup_printf (again ? "%s %s (%u)" : "%s %s", kinds[item->kind].what, name, item->number + 1);
  finding->good = fault == NULL;
  finding->sentence = fault != NULL ? fault : g_strdup (kinds[item->kind].good);
  g_ptr_array_add (self->findings, finding);
  self->at++;
  self->tries = self->rests = 0;
}

static gboolean
timer_cb (gpointer data)
{
  CubbyLockCheck *self = data;
  g_clear_pointer (&self->timer, g_source_unref);
  go_on (self);
  return G_SOURCE_REMOVE;
}

static void
wake_in (CubbyLockCheck *self, guint ms)
{
  if (self->timer != NULL)
    return;
  self->timer = g_timeout_source_new (ms);
  g_source_set_callback (self->timer, timer_cb, self, NULL);
  g_source_attach (self->timer, g_main_context_get_thread_default ());
}

static void
reply_cb (const CubbyBusReply *reply, gpointer data)
{
  CubbyLockCheck *self = data;
  const Item *item = &g_array_index (self->items, Item, self->at);
  self->asked = NULL;
  if (reply->result == CUBBY_BUS_NOT_SENT &&
      g_error_matches (reply->error, CUBBY_MODBUS_ERROR, CUBBY_MODBUS_ERROR_DROPPED)) {
    wake_in (self, REST_MS); /* a pulse had the right of way; or the buses end, and this with them */
    return;
  }
  if (reply->result == CUBBY_BUS_ACKNOWLEDGED)
    finish_item (self, kinds[item->kind].judge (self, item, &reply->pdu));
  else if (++self->tries == TRIES || reply->result == CUBBY_BUS_EXCEPTION)
    finish_item (self, g_strdup_printf ("It does not work: %s.", reply->error->message));
  go_on (self);
}

/* Nothing may be switched off while a lock is energised: it could be this one. */
static gboolean
is_resting (CubbyLockCheck *self, const Item *item)
{
  const char *group = get_settings (self, item)->power_group;
  gint64 now_us = g_get_monotonic_time ();
  if (!cubby_power_groups_take (self->place.groups, group, now_us))
    return FALSE;
  cubby_power_groups_release (self->place.groups, group, now_us);
  return TRUE;
}

static void
ask (CubbyLockCheck *self, const Item *item)
{
  const CubbyBoardSettings *settings = get_settings (self, item);
  CubbyBusRequest request = {.unit = settings->unit,
                             .gap_ms = get_board (self, item)->gap_ms,
                             .deadline_us = g_get_monotonic_time () + PATIENCE_US};
  kinds[item->kind].make (self, item, &request.pdu);
  self->asked = cubby_lock_poller_get_bus (g_ptr_array_index (self->place.pollers, settings->bus));
  self->id = cubby_bus_send (self->asked, &request, reply_cb, self);
}

/* Returns: (transfer full): why it cannot be asked at all, or NULL. */
static char *
find_obstacle (CubbyLockCheck *self, const Item *item)
{
  const CubbyBoardSettings *settings = get_settings (self, item);
  const char *why = NULL;
  if (!cubby_lock_poller_is_ready (g_ptr_array_index (self->place.pollers, settings->bus), item->board, &why))
    return g_strdup_printf ("Board %s does not answer: %s", settings->name, why);
  return self->rests >= RESTS_MOST ? g_strdup ("Its power supply was in use all the time.") : NULL;
}

static void
go_on (CubbyLockCheck *self)
{
  while (self->asked == NULL && self->timer == NULL && self->at < self->items->len) {
    const Item *item = &g_array_index (self->items, Item, self->at);
    char *obstacle = find_obstacle (self, item);
    if (obstacle != NULL) {
      finish_item (self, obstacle);
    } else if (item->kind == ITEM_OFF && !is_resting (self, item)) {
      self->rests++;
      wake_in (self, REST_MS);
    } else {
      ask (self, item);
    }
  }
  if (self->at == self->items->len)
    self->done (self, self->data);
}

static void
add_item (CubbyLockCheck *self, ItemKind kind, guint board, guint number)
{
  Item item = {.kind = kind, .board = board, .number = number};
  g_array_append_val (self->items, item);
}

static void
add_board (CubbyLockCheck *self, guint board)
{
  const Item any = {.board = board};
  const CubbyBank *bank = self->place.settings->bank;
  for (guint i = 0; i < cubby_lock_board_count_reads (get_board (self, &any)); i++)
    add_item (self, ITEM_ANSWER, board, i);
  if (get_board (self, &any)->modes.count > 0)
    add_item (self, ITEM_MODES, board, 0);
  for (guint i = 0; i < cubby_bank_get_n_compartments (bank); i++)
    if (cubby_bank_get_compartment (bank, i)->board == board)
      add_item (self, ITEM_OFF, board, i);
}

CubbyLockCheck *
cubby_lock_check_new (const CubbyLockCheckPlace *place, CubbyLockCheckDone done, gpointer data)
{
  CubbyLockCheck *self = g_new0 (CubbyLockCheck, 1);
  self->place = *place;
  self->done = done;
  self->data = data;
  self->items = g_array_new (FALSE, FALSE, sizeof (Item));
  self->findings = g_ptr_array_new_with_free_func (finding_free);
  for (guint i = 0; i < place->settings->boards->len; i++)
    add_board (self, i);
  wake_in (self, 0);
  return self;
}

void
cubby_lock_check_free (CubbyLockCheck *self)
{
  if (self == NULL)
    return;
  if (self->timer != NULL)
    g_source_destroy (self->timer);
  g_clear_pointer (&self->timer, g_source_unref);
  g_array_unref (self->items);
  g_ptr_array_unref (self->findings);
  g_free (self);
}

void
cubby_lock_check_yield (CubbyLockCheck *self)
{
  if (self->asked != NULL)
    cubby_bus_drop (self->asked, self->id);
}

GPtrArray *
cubby_lock_check_take_findings (CubbyLockCheck *self)
{
  GPtrArray *findings = self->findings;
  self->findings = g_ptr_array_new_with_free_func (finding_free);
  return findings;
}
