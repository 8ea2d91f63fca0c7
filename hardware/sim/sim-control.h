/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/sim/sim-bank.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * cubby_sim_command:
 * @line: one line, as typed
 * @reply: what is said back is appended; whole lines
 *
 * Runs one command of the control socket, except those that need a connection
 * (watch, quit). The last line of @reply is "ok", or "error: " and a sentence.
 */
void cubby_sim_command (CubbySimBank *bank, const char *line, GString *reply);

/**
 * CubbySimControl:
 *
 * The Unix stream socket by which people and tests play with the bank.
 */
typedef struct _CubbySimControl CubbySimControl;

/* @quit: called when somebody says so. An old socket at @path is replaced, if nobody listens at it. */
CubbySimControl *cubby_sim_control_new (CubbySimBank *bank, const char *path, void (*quit) (gpointer data),
                                        gpointer data, GError **error);
void cubby_sim_control_free (CubbySimControl *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbySimControl, cubby_sim_control_free)

G_END_DECLS
