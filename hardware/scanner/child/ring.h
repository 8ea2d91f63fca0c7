/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* One that is read, one that is filled. */
#define CUBBY_RING_SLOTS 2
/* A camera's picture fits at once; a larger one gets a ring of its own. */
#define CUBBY_RING_SLOT_BYTES_MIN ((gsize)1920 * 1080)

/**
 * CubbyRing:
 *
 * Slots for pictures in memory that the kiosk writes and its decode program reads: a memfd, sealed so that
 * its size stays and nobody can map it for writing any more (memfd_create(2), F_SEAL_FUTURE_WRITE).
 */
typedef struct _CubbyRing CubbyRing;

/**
 * cubby_ring_new:
 * @slot_bytes: at least as many are in each slot
 *
 * Returns: (transfer full): the side that writes; or NULL with a GIOError when there is no memory.
 */
CubbyRing *cubby_ring_new (gsize slot_bytes, GError **error);

/**
 * cubby_ring_open:
 * @fd: what cubby_ring_get_fd() gave to the other process; it is not closed
 *
 * Returns: (transfer full): the side that reads; NULL unless @fd is memory whose size cannot change and that
 *   is sealed against writing: a size that is true now stays true.
 */
CubbyRing *cubby_ring_open (int fd);

void cubby_ring_free (CubbyRing *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyRing, cubby_ring_free)

/* Of the side that writes; the ring closes it. */
int cubby_ring_get_fd (CubbyRing *self);
gsize cubby_ring_get_slot_bytes (CubbyRing *self);
/* The first byte of slot @index; to be written by the side that writes only. */
guint8 *cubby_ring_get_slot (CubbyRing *self, guint index);

G_END_DECLS
