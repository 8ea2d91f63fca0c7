/* SPDX-License-Identifier: Apache-2.0 */
/* A V4L2 camera that umockdev plays: a webcam of 1280×720 YUY2 with the controls of Linux's driver. It is
 * read with read(), for a mapping cannot be played. The program has to run below umockdev-wrapper. */
#pragma once

#include "hardware/scanner/decode/frame.h"

typedef struct _FakeCamera FakeCamera;

FakeCamera *fake_camera_new (void);
void fake_camera_free (FakeCamera *self);

const char *fake_camera_get_device (FakeCamera *self);
/* What stands before it from now on: a frame of 1280×720. */
void fake_camera_show (FakeCamera *self, const CubbyFrame *frame);
void fake_camera_unplug (FakeCamera *self);
void fake_camera_plug (FakeCamera *self);
/* Another program takes its pictures, or no longer. */
void fake_camera_set_busy (FakeCamera *self, gboolean busy);
/* It shows one picture for ever, without the noise of a sensor, or lives again. */
void fake_camera_set_frozen (FakeCamera *self, gboolean frozen);
/* How many pictures a second really come, whatever it says. */
void fake_camera_set_rate (FakeCamera *self, guint rate);
/* Something is before its lens: its pictures are black, until fake_camera_show(). */
void fake_camera_cover (FakeCamera *self);
/* Returns: what the control of that name was set to last, or -1. */
int fake_camera_get_control (FakeCamera *self, const char *name);
