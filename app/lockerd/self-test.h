/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/lockerd/lockerd.h"

G_BEGIN_DECLS

/**
 * CubbySelfTests:
 *
 * Runs the self-test at night and when it is asked for; keeps the reports. It opens no door.
 */
typedef struct _CubbySelfTests CubbySelfTests;

/* @lockerd outlives it. */
CubbySelfTests *cubby_self_tests_new (CubbyLockerd *lockerd);
void cubby_self_tests_free (CubbySelfTests *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbySelfTests, cubby_self_tests_free)

/* The reading of a door changed. */
void cubby_self_tests_count_change (CubbySelfTests *self, guint door);

G_END_DECLS
