/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/common/settings.h"
#include "hardware/sim/sim-bank.h"
#include "hardware/sim/sim-port.h"

G_BEGIN_DECLS

typedef enum { SIM_OVER_TCP, SIM_OVER_PTY } SimTransport;

/* A simulated bank in this process, and the configuration with which it is reached. */
typedef struct {
  char *directory;
  CubbySettings *sim_settings;
  CubbySettings *settings;
  char *conf; /* the text of it */
  CubbySimBank *bank;
  CubbySimPort *port;
} SimFixture;

/**
 * sim_fixture_new:
 * @boards: the boards as "PROFILE PROFILE …", unit 1, 2, …; or NULL for one waveshare-rtu-d
 * @extra: (nullable): more lines for [bus main]
 *
 * Doors are named A1 … on board 1, B1 … on board 2, …, two a board, on channels 1 and 2.
 */
SimFixture *sim_fixture_new (SimTransport transport, const char *boards, const char *extra);
/* The simulated bank and the locks before it as two configurations see them; each is what follows the address
 * of [bus main], more of its keys and then other groups. */
SimFixture *sim_fixture_new_apart (SimTransport transport, const char *sim_rest, const char *rest);
void sim_fixture_free (SimFixture *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SimFixture, sim_fixture_free)

void sim_fixture_fault (SimFixture *self, guint board, const char *fault, guint argument);
guint sim_fixture_pulses (SimFixture *self, const char *door);
/* Nobody listens any more; the place stays known. */
void sim_fixture_cut (SimFixture *self);
void sim_fixture_mend (SimFixture *self);

/* Runs the main loop until @done says so. Fails the test after @timeout_ms. */
void run_until (gboolean (*done) (gpointer data), gpointer data, guint timeout_ms);
void run_for (guint ms);

G_END_DECLS
