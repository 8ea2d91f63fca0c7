/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/child/ring.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* Memory that is never a program (Linux 6.3): the libraries of this system do not know it yet. */
#ifndef MFD_NOEXEC_SEAL
#define MFD_NOEXEC_SEAL 0x0008U
#endif
#define SEALS (F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_FUTURE_WRITE | F_SEAL_SEAL)

struct _CubbyRing {
  int fd; /* -1: the side that reads */
  guint8 *bytes;
  gsize slot_bytes;
};

void
cubby_ring_free (CubbyRing *self)
{
  if (self == NULL)
    return;
  if (self->bytes != NULL)
    munmap (self->bytes, CUBBY_RING_SLOTS * self->slot_bytes);
  if (self->fd >= 0)
    close (self->fd);
  g_free (self);
}

static gboolean
ring_map (CubbyRing *self, int fd, int protection)
{
  void *bytes = mmap (NULL, CUBBY_RING_SLOTS * self->slot_bytes, protection, MAP_SHARED, fd, 0);
  self->bytes = bytes != MAP_FAILED ? bytes : NULL;
  return self->bytes != NULL;
}

static int
make_memory (void)
{
  int fd = memfd_create ("cubby-frames", MFD_CLOEXEC | MFD_ALLOW_SEALING | MFD_NOEXEC_SEAL);
  /* An older kernel does not know the last. */
  return fd < 0 && errno == EINVAL ? memfd_create ("cubby-frames", MFD_CLOEXEC | MFD_ALLOW_SEALING) : fd;
}

CubbyRing *
cubby_ring_new (gsize slot_bytes, GError **error)
{
  gsize page = (gsize)sysconf (_SC_PAGESIZE);
  g_autoptr (CubbyRing) self = g_new0 (CubbyRing, 1);
  self->slot_bytes = (MAX (slot_bytes, CUBBY_RING_SLOT_BYTES_MIN) + page - 1) / page * page;
  self->fd = make_memory ();
  /* Ours is mapped before the seal; the seal keeps that one and refuses every later one. */
  if (self->fd >= 0 && ftruncate (self->fd, (off_t)(CUBBY_RING_SLOTS * self->slot_bytes)) == 0 &&
      ring_map (self, self->fd, PROT_READ | PROT_WRITE) && fcntl (self->fd, F_ADD_SEALS, SEALS) == 0)
    return g_steal_pointer (&self);
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), "no memory for pictures (memfd): %s",
               g_strerror (errno));
  return NULL;
}

CubbyRing *
cubby_ring_open (int fd)
{
  struct stat info;
  int seals = fcntl (fd, F_GET_SEALS);
  if (seals < 0 || (seals & SEALS) != SEALS || fstat (fd, &info) != 0)
    return NULL;
  gsize size = (gsize)info.st_size;
  if (size < CUBBY_RING_SLOTS || size % CUBBY_RING_SLOTS != 0)
    return NULL;
  g_autoptr (CubbyRing) self = g_new0 (CubbyRing, 1);
  self->fd = -1;
  self->slot_bytes = size / CUBBY_RING_SLOTS;
  return ring_map (self, fd, PROT_READ) ? g_steal_pointer (&self) : NULL;
}

int
cubby_ring_get_fd (CubbyRing *self)
{
  return self->fd;
}

gsize
cubby_ring_get_slot_bytes (CubbyRing *self)
{
  return self->slot_bytes;
}

guint8 *
cubby_ring_get_slot (CubbyRing *self, guint index)
{
  g_return_val_if_fail (index < CUBBY_RING_SLOTS, NULL);
  return self->bytes + index * self->slot_bytes;
}
