/* SPDX-License-Identifier: Apache-2.0 */
/* A reader in keyboard mode that umockdev plays: its device node, its ioctls, and a grab as the kernel does
 * it. The program has to run below umockdev-wrapper. */
#pragma once

#include <glib.h>

typedef struct _FakeReader FakeReader;

/* @name: of readers/NAME.umockdev and readers/NAME.evemu */
FakeReader *fake_reader_new (const char *name);
void fake_reader_free (FakeReader *self);

/* The device node, by the name that a configuration has. */
const char *fake_reader_get_device (FakeReader *self);
void fake_reader_plug (FakeReader *self);
void fake_reader_unplug (FakeReader *self);
/* Another program has grabbed it, or lets it go. */
void fake_reader_hold (FakeReader *self, gboolean held);
/* What the device says it is: with keys or without. */
void fake_reader_set_types (FakeReader *self, gboolean types);
/* Plays readers/NAME.evemu. */
void fake_reader_play (FakeReader *self);
/* Presses keys, as typist_type() does. */
void fake_reader_type (FakeReader *self, const char *script);

/* Whether somebody has it alone; how many times it was read, and how many of them while nobody had it alone.
 */
gboolean fake_reader_is_grabbed (FakeReader *self);
guint fake_reader_get_n_reads (FakeReader *self);
guint fake_reader_get_n_open_reads (FakeReader *self);
