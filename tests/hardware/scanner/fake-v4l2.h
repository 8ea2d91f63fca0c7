/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

#define FAKE_V4L2_WIDTH 1280
#define FAKE_V4L2_HEIGHT 720
#define FAKE_V4L2_RATE 30
#define FAKE_V4L2_BYTES (FAKE_V4L2_WIDTH * FAKE_V4L2_HEIGHT * 2)
#define FAKE_V4L2_N_CONTROLS 7

/* What a webcam on USB 2 answers to the questions of V4L2. */
typedef struct {
  gboolean busy; /* another program holds it */
  int values[FAKE_V4L2_N_CONTROLS];
} FakeV4l2;

void fake_v4l2_init (FakeV4l2 *self);
/* @data: (inout): of an ioctl. Returns: 0, or an error below 0. */
long fake_v4l2_answer (FakeV4l2 *self, gulong request, gpointer data);
/* Returns: what it was set to, or -1 when nobody did. */
int fake_v4l2_get_control (const FakeV4l2 *self, const char *name);
