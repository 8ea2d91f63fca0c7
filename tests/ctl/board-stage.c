/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/ctl/board-stage.h"

#include <gio/gio.h>
#include <glib/gstdio.h>

#define HANDS_MS 100
#define LOOKS 3

static const char *program;

static const char head[] =
    "[store]\nid=1\nname=Test\n[kiosk]\nid=k\n[link]\ncentral-url=https://central.example\n"
    "[locker]\nstate-directory=%s\nopen-wait-ms=500\npulse-ms=%u\ncool-down-ms=500\n"
    "doors-per-minute=60\n[bus main]\n%s\nresponse-timeout-ms=300\n%s";

void
board_stage_set_program (const char *cubbyctl)
{
  program = cubbyctl;
}

static char *
make_conf (const BoardStage *self, const char *place, const char *boards)
{
  gboolean whole_seconds = strstr (boards, "eletechsup") != NULL || strstr (boards, "register-word") != NULL;
  guint pulse_ms = whole_seconds ? 1000 : 100;
  return g_strdup_printf (head, self->directory, pulse_ms, place, boards);
}

/* A hand shuts what stood open the last three times it looked. */
static gboolean
shut_cb (gpointer data)
{
  BoardStage *self = data;
  for (guint i = 0; i < cubby_sim_bank_get_n_doors (self->bank) && i < G_N_ELEMENTS (self->looks); i++) {
    const CubbySimDoor *door = cubby_sim_bank_get_door (self->bank, i);
    self->looks[i] = door->open && !door->energised ? self->looks[i] + 1 : 0;
    if (self->looks[i] >= LOOKS)
      cubby_sim_bank_hand_shut (self->bank, i);
  }
  return G_SOURCE_CONTINUE;
}

BoardStage *
board_stage_new (gboolean tcp, const char *wired, const char *written)
{
  g_autoptr (GError) error = NULL;
  BoardStage *self = g_new0 (BoardStage, 1);
  self->directory = g_dir_make_tmp ("cubby-board-XXXXXX", &error);
  g_assert_no_error (error);
  g_autofree char *device = g_build_filename (self->directory, "bus", NULL);
  g_autofree char *where = tcp ? g_strdup ("tcp:127.0.0.1:0") : g_strconcat ("pty:", device, NULL);
  g_autofree char *wired_conf = make_conf (self, "transport=tcp\naddress=127.0.0.1", wired);
  self->wired = cubby_settings_load_from_data ("wired", wired_conf, &error);
  g_assert_no_error (error);
  self->bank = cubby_sim_bank_new (self->wired, 1, &error);
  g_assert_no_error (error);
  self->port = cubby_sim_port_new (self->bank, 0, where, &error);
  g_assert_no_error (error);
  g_autofree char *place = tcp ? g_strdup_printf ("transport=tcp\naddress=127.0.0.1\nport=%u",
                                                  cubby_sim_port_get_number (self->port))
                               : g_strdup_printf ("transport=rtu\ndevice=%s", device);
  g_autofree char *conf = make_conf (self, place, written != NULL ? written : wired);
  self->config = g_build_filename (self->directory, "cubby.conf", NULL);
  g_file_set_contents (self->config, conf, -1, &error);
  g_assert_no_error (error);
  self->hands = g_timeout_add (HANDS_MS, shut_cb, self);
  return self;
}

void
board_stage_free (BoardStage *self)
{
  g_source_remove (self->hands);
  g_clear_pointer (&self->port, cubby_sim_port_free);
  g_object_unref (self->bank);
  cubby_settings_free (self->wired);
  g_unlink (self->config);
  g_rmdir (self->directory);
  g_free (self->directory);
  g_free (self->config);
  g_free (self->out);
  g_free (self->err);
  g_free (self);
}

CubbySimBoard *
board_stage_get_board (BoardStage *self, guint board)
{
  return (CubbySimBoard *)cubby_sim_bank_get_board (self->bank, board);
}

void
board_stage_set_fault (BoardStage *self, guint board, const char *fault, guint argument)
{
  const CubbySimFault *it = cubby_sim_fault_find (fault);
  g_assert_nonnull (it);
  cubby_sim_bank_set_fault (self->bank, board, it, argument);
}

static gboolean (*read_straight) (gpointer data, guint channel);

static gboolean
read_crossed (gpointer data, guint channel)
{
  return read_straight (data, channel < 2 ? 1 - channel : channel);
}

void
board_stage_swap_sensors (BoardStage *self, guint board)
{
  CubbySimBoard *it = board_stage_get_board (self, board);
  read_straight = it->read_input;
  it->read_input = read_crossed;
}

static void
ended_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  BoardStage *self = data;
  g_autoptr (GError) error = NULL;
  g_subprocess_communicate_utf8_finish (G_SUBPROCESS (source), result, &self->out, &self->err, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (G_SUBPROCESS (source)));
  self->status = g_subprocess_get_exit_status (G_SUBPROCESS (source));
}

void
board_stage_run (BoardStage *self, const char *const *words, const char *input)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_clear_pointer (&self->out, g_free);
  g_clear_pointer (&self->err, g_free);
  self->status = -1;
  g_ptr_array_add (argv, (gpointer)program);
  g_ptr_array_add (argv, (gpointer) "board");
  for (; *words != NULL; words++)
    g_ptr_array_add (argv, (gpointer)*words);
  g_ptr_array_add (argv, (gpointer) "--config");
  g_ptr_array_add (argv, self->config);
  g_ptr_array_add (argv, NULL);
  g_autoptr (GSubprocess) process = g_subprocess_newv (
      (const char *const *)argv->pdata,
      G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE,
      &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8_async (process, input, NULL, ended_cb, self);
  while (self->status < 0)
    g_main_context_iteration (NULL, TRUE);
}
