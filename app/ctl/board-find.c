/* SPDX-License-Identifier: Apache-2.0 */
#include "app/ctl/board-find.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define ASK_TRIES 3

static void
found_free (gpointer data)
{
  CubbyBoardFound *found = data;
  g_clear_pointer (&found->questions, g_array_unref);
  g_free (found);
}

GPtrArray *
cubby_board_founds_new (void)
{
  return g_ptr_array_new_with_free_func (found_free);
}

static gboolean
parse_range (const char *text, gboolean *ret_wanted)
{
  g_auto (GStrv) ends = g_strsplit (text, "-", 2);
  guint64 first, last;
  if (ends[0] == NULL || !g_ascii_string_to_unsigned (ends[0], 10, 1, 255, &first, NULL))
    return FALSE;
  last = first;
  if (ends[1] != NULL && !g_ascii_string_to_unsigned (ends[1], 10, first, 255, &last, NULL))
    return FALSE;
  for (guint64 unit = first; unit <= last; unit++)
    ret_wanted[unit] = TRUE;
  return TRUE;
}

GByteArray *
cubby_board_parse_units (const char *text)
{
  gboolean wanted[256] = {FALSE};
  g_auto (GStrv) ranges = g_strsplit (text, ",", -1);
  for (char **range = ranges; *range != NULL; range++)
    if (!parse_range (*range, wanted))
      return NULL;
  g_autoptr (GByteArray) units = g_byte_array_new ();
  for (guint i = 1; i < G_N_ELEMENTS (wanted); i++)
    if (wanted[i])
      g_byte_array_append (units, &(guint8){(guint8)i}, 1);
  return units->len > 0 ? g_steal_pointer (&units) : NULL;
}

/* Silence may be a lost frame, and noise anything. Reading does no harm when it is repeated. */
static gboolean
is_worth_asking_again (const CubbyBoardQuestion *question)
{
  CubbyAnswerKind kind = question->told.kind;
  return kind == CUBBY_ANSWER_GARBLED || kind == CUBBY_ANSWER_OTHER ||
         (kind == CUBBY_ANSWER_SILENT && question->mark);
}

static gboolean
ask_question (CubbyBoardLine *line, guint8 unit, CubbyBoardQuestion *question, GError **error)
{
  CubbyPdu request = {0};
  cubby_pdu_read (&request, question->function, question->address, question->count);
  for (guint i = 0; i < ASK_TRIES; i++) {
    if (!cubby_board_line_ask (line, unit, &request, &question->told, error))
      return FALSE;
    if (!is_worth_asking_again (question))
      break;
  }
  return TRUE;
}

static gboolean
ask_questions (CubbyBoardLine *line, CubbyBoardFound *found, GError **error)
{
  found->questions = cubby_board_questions_new (found->baud == 0);
  for (guint i = 0; i < found->questions->len; i++)
    if (!ask_question (line, found->unit, &g_array_index (found->questions, CubbyBoardQuestion, i), error))
      return FALSE;
  return TRUE;
}

gboolean
cubby_board_find (CubbyBoardLine *line, guint baud, const GByteArray *units, gboolean learn,
                  CubbyBoardProgress progress, GPtrArray *founds, GError **error)
{
  for (guint i = 0; i < units->len; i++) {
    CubbyAnswer answer;
    progress (baud, units->data[i], founds->len);
    if (!cubby_board_line_knock (line, units->data[i], &answer, error))
      return FALSE;
    if (answer.kind == CUBBY_ANSWER_SILENT)
      continue;
    CubbyBoardFound *found = g_new0 (CubbyBoardFound, 1);
    found->unit = units->data[i];
    found->baud = baud;
    found->answer = answer.kind;
    g_ptr_array_add (founds, found);
    gboolean clear = answer.kind == CUBBY_ANSWER_GOOD || answer.kind == CUBBY_ANSWER_REFUSED;
    if (learn && clear && !ask_questions (line, found, error))
      return FALSE;
  }
  progress (baud, 0, founds->len);
  return TRUE;
}

void
cubby_board_show_progress (guint baud, guint unit, guint n_found)
{
  if (!isatty (STDERR_FILENO))
    return;
  if (unit == 0)
    fputs ("\r\033[K", stderr);
  else if (baud != 0)
    fprintf (stderr, "\r%u baud, address %u, %u found \033[K", baud, unit, n_found);
  else
    fprintf (stderr, "\raddress %u, %u found \033[K", unit, n_found);
  fflush (stderr);
}
