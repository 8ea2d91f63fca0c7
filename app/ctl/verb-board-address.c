/* SPDX-License-Identifier: Apache-2.0 */
#include "app/ctl/board-address.h"
#include "app/ctl/board-ask.h"
#include "app/ctl/board-place.h"
#include "app/ctl/board-report.h"
#include "app/ctl/parse.h"
#include "app/ctl/usage.h"
#include "hardware/locks/lock-board.h"

#define UNITS "1-32,255"
#define DIP_MAX 63
#define READ_TRIES 3
#define N_PLACE_OPTIONS (CUBBY_BOARD_PLACE_OPTIONS + CUBBY_BOARD_PLACE_BUS_OPTIONS)

typedef struct {
  const CubbyBoardPlace *place;
  const CubbyLockBoard *board;
  const CubbyAddressWay *way;
  CubbyBoardLine *line;
  guint8 from;
  guint8 to;
} Change;

/* Returns: the only board of the cable, or 0 after a message. */
static guint8
find_only_board (Change *change, const GByteArray *units)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) founds = cubby_board_founds_new ();
  if (!cubby_board_find (change->line, change->place->bus.baud, units, FALSE, cubby_board_show_progress,
                         founds, &error)) {
    cubby_ctl_failed ("%s", error->message);
    return 0;
  }
  const CubbyBoardFound *first = founds->len > 0 ? g_ptr_array_index (founds, 0) : NULL;
  if (first == NULL)
    cubby_ctl_failed (
        "no board answers at the addresses asked; 'cubbyctl board probe --units 1-247' looks further");
  else if (founds->len > 1)
    cubby_ctl_failed (
        "several boards answer (addresses %u and %u among them): leave only the one to be set on the cable",
        first->unit, ((const CubbyBoardFound *)g_ptr_array_index (founds, 1))->unit);
  else if (first->answer != CUBBY_ANSWER_GOOD && first->answer != CUBBY_ANSWER_REFUSED)
    cubby_ctl_failed (
        "what answers at address %u cannot be understood: two boards with this address? Leave only the one "
        "to be set on the cable",
        first->unit);
  else
    return first->unit;
  return 0;
}

/* Reading does no harm when it is repeated, and a frame may be lost. */
static gboolean
read_address (Change *change, CubbyAnswer *ret_answer, GError **error)
{
  CubbyPdu request = {0};
  cubby_address_way_make_read (change->way, &request);
  for (guint i = 0; i < READ_TRIES; i++) {
    if (!cubby_board_line_ask (change->line, change->way->everybody ? 0 : change->from, &request, ret_answer,
                               error))
      return FALSE;
    if (ret_answer->kind != CUBBY_ANSWER_SILENT)
      break;
  }
  return TRUE;
}

/* Everybody answers this: exactly one whole answer, with the address that was found, is one board. */
static gboolean
prove_alone (Change *change)
{
  g_autoptr (GError) error = NULL;
  CubbyAnswer answer;
  if (!read_address (change, &answer, &error)) {
    cubby_ctl_failed ("%s", error->message);
    return FALSE;
  }
  if (answer.kind == CUBBY_ANSWER_GARBLED)
    cubby_ctl_failed ("several boards answer at once: leave only the one to be set on the cable");
  else if (answer.kind != CUBBY_ANSWER_GOOD)
    cubby_ctl_failed (
        "the board at address %u does not tell its address as %s does (%s): look with 'cubbyctl board "
        "probe' which board it is",
        change->from, change->board->profile, cubby_answer_kind_to_string (answer.kind));
  else if (cubby_pdu_get_word (&answer.pdu, 0) != change->from)
    cubby_ctl_failed (
        "address %u answers, but the board says that it is %u: leave only the one to be set on the cable",
        change->from, cubby_pdu_get_word (&answer.pdu, 0));
  else
    return TRUE;
  return FALSE;
}

/* Once: what the answer is worth shows when the new address is asked. */
static gboolean
set_address (Change *change)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  CubbyPdu request = {0};
  guint8 asked = change->way->everybody ? 0 : change->from;
  cubby_address_way_make_write (change->way, change->to, &request);
  if (!cubby_board_line_ask_raw (change->line, asked, &request, bytes, &error)) {
    cubby_ctl_failed ("%s", error->message);
    return FALSE;
  }
  if (!cubby_address_way_is_echo (change->way, asked, &request, bytes))
    g_printerr ("the answer is not the one that was expected (%u bytes); the new address is asked now\n",
                bytes->len);
  return TRUE;
}

static gboolean
does_answer (Change *change, guint8 unit, gboolean *ret_answers)
{
  g_autoptr (GError) error = NULL;
  CubbyAnswer answer;
  if (!cubby_board_line_knock (change->line, unit, &answer, &error)) {
    cubby_ctl_failed ("%s", error->message);
    return FALSE;
  }
  *ret_answers = answer.kind == CUBBY_ANSWER_GOOD || answer.kind == CUBBY_ANSWER_REFUSED;
  return TRUE;
}

static int
verify (Change *change)
{
  gboolean at_new = FALSE, at_old = FALSE;
  if (change->way->after != NULL)
    g_free (cubby_board_ask ("%s, then press Enter.", change->way->after));
  if (!does_answer (change, change->to, &at_new) || !does_answer (change, change->from, &at_old))
    return CUBBY_CTL_FAILED;
  if (!at_new || at_old)
    return cubby_ctl_failed (
        "the board %s at address %u and %s at %u: it is not set. Switch its power off and on and probe "
        "again",
        at_new ? "answers" : "does not answer", change->to, at_old ? "still answers" : "does not answer",
        change->from);
  return CUBBY_CTL_GOOD;
}

static void
print (const Change *change)
{
  if (!change->place->json) {
    g_print ("the board at address %u is now at %u\n", change->from, change->to);
    return;
  }
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "from");
  json_builder_add_int_value (builder, change->from);
  json_builder_set_member_name (builder, "to");
  json_builder_add_int_value (builder, change->to);
  json_builder_end_object (builder);
  cubby_board_print_json (builder);
}

static int
run (Change *change, const GByteArray *units, gboolean yes)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CubbyBoardLine) line = cubby_board_line_open (&change->place->bus, &error);
  if (line == NULL)
    return cubby_ctl_failed ("%s", error->message);
  change->line = line;
  change->from = find_only_board (change, units);
  if (change->from == 0 || !prove_alone (change))
    return CUBBY_CTL_FAILED;
  if (change->from != change->to) {
    if (!yes && !cubby_board_confirm (
                    "The board at address %u becomes %u. Every other board must be off this cable. Type "
                    "yes:",
                    change->from, change->to))
      return cubby_ctl_failed ("nothing was changed");
    int status = set_address (change) ? verify (change) : CUBBY_CTL_FAILED;
    if (status != CUBBY_CTL_GOOD)
      return status;
  }
  print (change);
  return CUBBY_CTL_GOOD;
}

/* Boards whose address no message sets: what a person does. */
static int
explain (const Change *change)
{
  if (!g_str_has_prefix (change->board->profile, "eletechsup-"))
    return cubby_ctl_failed ("%s: %s", change->board->profile, change->way->by_hand);
  if (change->to > DIP_MAX)
    return cubby_ctl_usage_error ("--to: the switches of %s go to %d", change->board->profile, DIP_MAX);
  g_autofree char *switches = cubby_address_describe_switches (change->to);
  g_print ("%s: %s.\nAddress %u is: %s.\nNever leave all of them off: 0 is everybody's address.\n",
           change->board->profile, change->way->by_hand, change->to, switches);
  return CUBBY_CTL_FAILED;
}

/* Returns: FALSE after a usage error. */
static gboolean
read_change (const char *profile, int to, Change *change)
{
  if (!cubby_ctl_require ("--profile", profile))
    return FALSE;
  change->board = cubby_lock_board_find (profile);
  change->way = change->board != NULL ? cubby_address_way_find (profile) : NULL;
  if (change->way == NULL) {
    cubby_ctl_usage_error ("--profile: '%s' is no board that is known; cubby.conf(5) lists them", profile);
    return FALSE;
  }
  if (to < (int)change->board->unit_min || to > (int)MIN (change->board->unit_max, 247)) {
    cubby_ctl_usage_error ("--to: an address of %s is from %u to %u", profile, change->board->unit_min,
                           MIN (change->board->unit_max, 247));
    return FALSE;
  }
  change->to = (guint8)to;
  return TRUE;
}

int
cubby_ctl_board_address (int argc, char **argv)
{
  g_auto (CubbyBoardPlace) place = {0};
  g_autofree char *profile = NULL, *text = NULL;
  int to = 0, status;
  gboolean yes = FALSE;
  const GOptionEntry own[] = {
      {"profile", 0, 0, G_OPTION_ARG_STRING, &profile, "What the board is, as 'cubbyctl board probe' says",
       "PROFILE"},
      {"to", 0, 0, G_OPTION_ARG_INT, &to, "The address it shall have", "ADDRESS"},
      {"units", 0, 0, G_OPTION_ARG_STRING, &text, "Where boards may be now (" UNITS ")", "LIST"},
      {"yes", 0, 0, G_OPTION_ARG_NONE, &yes, "Do not ask before it is set", NULL},
      {NULL},
  };
  GOptionEntry entries[N_PLACE_OPTIONS + G_N_ELEMENTS (own)];
  cubby_board_place_add_options (&place, entries);
  cubby_board_place_add_bus_options (&place, entries + CUBBY_BOARD_PLACE_OPTIONS);
  for (guint i = 0; i < G_N_ELEMENTS (own); i++)
    entries[N_PLACE_OPTIONS + i] = own[i];
  Change change = {.place = &place};
  if (!cubby_ctl_parse (entries, argc, argv) || !read_change (profile, to, &change))
    return CUBBY_CTL_USAGE;
  if (change.way->by_hand != NULL)
    return explain (&change);
  if (!cubby_board_place_find (&place, &status))
    return status;
  if (cubby_board_place_is_tcp (&place))
    return cubby_ctl_failed (
        "over TCP nobody can tell who else hears it: set the address over a serial line");
  g_autoptr (GByteArray) units = cubby_board_parse_units (text != NULL ? text : UNITS);
  if (units == NULL)
    return cubby_ctl_usage_error ("--units: '%s' is not a list such as 1-32,255 of addresses from 1 to 255",
                                  text);
  g_autofree char *stop = cubby_board_place_forbids (&place, FALSE);
  return stop != NULL ? cubby_ctl_failed ("%s", stop) : run (&change, units, yes);
}
