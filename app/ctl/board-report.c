/* SPDX-License-Identifier: Apache-2.0 */
#include "app/ctl/board-report.h"

/* What a person can do about an answer that is none. */
static const char *
explain (CubbyAnswerKind answer)
{
  return answer == CUBBY_ANSWER_OTHER
             ? "answers, but not what was asked: another device, or an answer that came late (--timeout-ms)"
             : "bytes that nobody can read: two boards with this address, another baud rate or parity, or A "
               "and B "
               "of the cable swapped";
}

static gboolean
was_understood (const CubbyBoardFound *self)
{
  return self->questions != NULL;
}

static void
append_inputs (const CubbyBoardFound *self, const CubbyLockBoard *board, GString *bits)
{
  for (guint channel = 0; cubby_lock_board_has_input (board, channel); channel++) {
    CubbyPdu request = {0};
    cubby_lock_board_make_read (board, cubby_lock_board_find_read (board, channel), &request);
    const guint8 *bytes = request.bytes;
    const CubbyBoardQuestion *question = cubby_board_questions_find (
        self->questions, bytes[0], (guint16)(bytes[1] << 8 | bytes[2]), (guint16)(bytes[3] << 8 | bytes[4]));
    if (question == NULL || question->told.kind != CUBBY_ANSWER_GOOD)
      return;
    g_string_append_c (bits, cubby_lock_board_decode_input (board, &question->told.pdu, channel) ? '1' : '0');
  }
}

static void
append_answers (const CubbyBoardFound *self, GString *text)
{
  for (guint i = 0; i < self->questions->len; i++) {
    const CubbyBoardQuestion *question = &g_array_index (self->questions, CubbyBoardQuestion, i);
    if (question->told.kind == CUBBY_ANSWER_GOOD)
      g_string_append_printf (text, "  answers FC%02X 0x%04X x %u\n", question->function, question->address,
                              question->count);
  }
}

static void
append_fit (const CubbyBoardFound *self, gboolean tcp, GString *text)
{
  g_autoptr (GPtrArray) boards = cubby_board_fit (self->questions, tcp);
  guint channel = 0;
  guint mode = cubby_board_get_odd_mode (self->questions, &channel);
  for (guint i = 0; i < boards->len; i++) {
    const CubbyLockBoard *board = g_ptr_array_index (boards, i);
    g_string_append_printf (text, "  %s %s (%s)\n", i == 0 ? "fits" : "or, less likely,", board->profile,
                            board->what);
  }
  if (boards->len == 0)
    g_string_append (text, "  fits none of the profiles; describe it in a [profile] of cubby.conf\n");
  if (mode != 0)
    g_string_append_printf (text,
                            "  channel %u is in control mode %u: its input moves its lock. "
                            "cubbyctl board learn --set-normal mends that\n",
                            channel + 1, mode);
}

char *
cubby_board_found_describe (const CubbyBoardFound *self, gboolean tcp)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GString) bits = g_string_new (NULL);
  g_string_append_printf (text, "address %u", self->unit);
  if (self->baud != 0)
    g_string_append_printf (text, " at %u baud", self->baud);
  if (!was_understood (self)) {
    g_string_append_printf (text, ": %s\n", explain (self->answer));
    return g_string_free (g_steal_pointer (&text), FALSE);
  }
  guint version = cubby_board_get_version (self->questions);
  if (version != 0)
    g_string_append_printf (text, ", version %u.%02u", version / 100, version % 100);
  g_string_append_c (text, '\n');
  append_fit (self, tcp, text);
  g_autoptr (GPtrArray) boards = cubby_board_fit (self->questions, tcp);
  if (boards->len > 0)
    append_inputs (self, g_ptr_array_index (boards, 0), bits);
  if (bits->len > 0)
    g_string_append_printf (text, "  inputs %s (channel 1 first)\n", bits->str);
  append_answers (self, text);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
build_understood (const CubbyBoardFound *self, gboolean tcp, JsonBuilder *builder)
{
  g_autoptr (GPtrArray) boards = cubby_board_fit (self->questions, tcp);
  g_autoptr (GString) bits = g_string_new (NULL);
  guint channel = 0;
  guint mode = cubby_board_get_odd_mode (self->questions, &channel);
  json_builder_set_member_name (builder, "version");
  json_builder_add_int_value (builder, cubby_board_get_version (self->questions));
  json_builder_set_member_name (builder, "profiles");
  json_builder_begin_array (builder);
  for (guint i = 0; i < boards->len; i++)
    json_builder_add_string_value (builder, ((const CubbyLockBoard *)g_ptr_array_index (boards, i))->profile);
  json_builder_end_array (builder);
  if (boards->len > 0)
    append_inputs (self, g_ptr_array_index (boards, 0), bits);
  json_builder_set_member_name (builder, "inputs");
  json_builder_add_string_value (builder, bits->str);
  json_builder_set_member_name (builder, "odd_mode_channel");
  json_builder_add_int_value (builder, mode != 0 ? (gint64)channel + 1 : 0);
}

static void
build_answers (const CubbyBoardFound *self, JsonBuilder *builder)
{
  json_builder_set_member_name (builder, "answers");
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->questions->len; i++) {
    const CubbyBoardQuestion *question = &g_array_index (self->questions, CubbyBoardQuestion, i);
    if (question->told.kind != CUBBY_ANSWER_GOOD)
      continue;
    json_builder_begin_object (builder);
    json_builder_set_member_name (builder, "function");
    json_builder_add_int_value (builder, question->function);
    json_builder_set_member_name (builder, "address");
    json_builder_add_int_value (builder, question->address);
    json_builder_set_member_name (builder, "count");
    json_builder_add_int_value (builder, question->count);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
}

void
cubby_board_found_to_json (const CubbyBoardFound *self, gboolean tcp, JsonBuilder *builder)
{
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "unit");
  json_builder_add_int_value (builder, self->unit);
  json_builder_set_member_name (builder, "baud");
  json_builder_add_int_value (builder, self->baud);
  json_builder_set_member_name (builder, "answer");
  json_builder_add_string_value (builder, cubby_answer_kind_to_string (self->answer));
  if (was_understood (self)) {
    build_understood (self, tcp, builder);
    build_answers (self, builder);
  }
  json_builder_end_object (builder);
}

void
cubby_board_print_json (JsonBuilder *builder)
{
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  json_generator_set_root (generator, root);
  g_autofree char *text = json_generator_to_data (generator, NULL);
  g_print ("%s\n", text);
}
