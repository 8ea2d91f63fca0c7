/* SPDX-License-Identifier: Apache-2.0 */
/* The memory with the pictures: one side writes it, the other reads it, and neither can do more. */
#include "hardware/scanner/child/ring.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static void
test_ring (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CubbyRing) writer = cubby_ring_new (3 * 1920 * 1080, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (cubby_ring_get_slot_bytes (writer), >=, 3 * 1920 * 1080);
  g_autoptr (CubbyRing) reader = cubby_ring_open (cubby_ring_get_fd (writer));
  g_assert_nonnull (reader);
  g_assert_cmpuint (cubby_ring_get_slot_bytes (reader), ==, cubby_ring_get_slot_bytes (writer));
  gsize last = cubby_ring_get_slot_bytes (writer) - 1;
  cubby_ring_get_slot (writer, 0)[last] = 17;
  cubby_ring_get_slot (writer, 1)[last] = 18;
  g_assert_cmpuint (cubby_ring_get_slot (reader, 0)[last], ==, 17);
  g_assert_cmpuint (cubby_ring_get_slot (reader, 1)[last], ==, 18);
}

/* Whoever has the descriptor can read it, and that is all. */
static void
test_ring_is_sealed (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CubbyRing) ring = cubby_ring_new (1, &error);
  int fd = cubby_ring_get_fd (ring);
  g_assert_true (mmap (NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0) == MAP_FAILED);
  g_assert_cmpint (errno, ==, EPERM);
  g_assert_cmpint (write (fd, "x", 1), ==, -1);
  g_assert_cmpint (ftruncate (fd, 0), ==, -1);
  g_assert_cmpint (ftruncate (fd, (off_t)1 << 30), ==, -1);
  g_assert_cmpint (fcntl (fd, F_ADD_SEALS, F_SEAL_WRITE), ==, -1);
}

typedef struct {
  const char *name;
  off_t size;
  int seals;
} RingRow;

/* linux/memfd.h and linux/fcntl.h of Linux 6.3. */
#define NOEXEC_SEAL 0x0008U
#define SEAL_EXEC 0x0020
#define ALL_SEALS (F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_FUTURE_WRITE | F_SEAL_SEAL)

static const RingRow ring_rows[] = {
    {"not sealed", 8192, 0},
    {"that may shrink", 8192, ALL_SEALS & ~F_SEAL_SHRINK},
    {"that may grow", 8192, ALL_SEALS & ~F_SEAL_GROW},
    {"that may be written to", 8192, ALL_SEALS & ~F_SEAL_FUTURE_WRITE},
    {"that may be sealed further", 8192, ALL_SEALS & ~F_SEAL_SEAL},
    {"of no size", 0, ALL_SEALS},
    {"of no whole slots", 8191, ALL_SEALS},
};

static void
test_bad_ring (gconstpointer data)
{
  const RingRow *row = data;
  int fd = memfd_create ("test", MFD_CLOEXEC | MFD_ALLOW_SEALING);
  g_assert_cmpint (ftruncate (fd, row->size), ==, 0);
  g_assert_true (row->seals == 0 || fcntl (fd, F_ADD_SEALS, row->seals) == 0);
  g_assert_null (cubby_ring_open (fd));
  close (fd);
}

/* More seals than are asked for do no harm: a kernel may be set up to add some. */
static void
test_ring_sealed_further (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CubbyRing) ours = cubby_ring_new (1, &error);
  g_assert_no_error (error);
  int fd = memfd_create ("test", MFD_CLOEXEC | MFD_ALLOW_SEALING);
  g_assert_cmpint (ftruncate (fd, 8192), ==, 0);
  g_assert_cmpint (fcntl (fd, F_ADD_SEALS, ALL_SEALS | F_SEAL_WRITE), ==, 0);
  g_autoptr (CubbyRing) read_only = cubby_ring_open (fd);
  g_assert_nonnull (read_only);
  close (fd);
}

/* Where the kernel can promise it (Linux 6.3): nobody makes a program of pictures. */
static void
test_ring_is_no_program (void)
{
  int probe = memfd_create ("test", MFD_CLOEXEC | NOEXEC_SEAL);
  if (probe < 0) {
    g_test_skip ("this kernel is older than Linux 6.3");
    return;
  }
  close (probe);
  g_autoptr (GError) error = NULL;
  g_autoptr (CubbyRing) ring = cubby_ring_new (1, &error);
  g_assert_no_error (error);
  g_assert_cmpint (fcntl (cubby_ring_get_fd (ring), F_GET_SEALS) & SEAL_EXEC, ==, SEAL_EXEC);
  struct stat info;
  g_assert_cmpint (fstat (cubby_ring_get_fd (ring), &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0111, ==, 0);
  g_autoptr (CubbyRing) reader = cubby_ring_open (cubby_ring_get_fd (ring));
  g_assert_nonnull (reader);
}

static void
test_ring_of_a_file (void)
{
  int fd = open ("/proc/self/exe", O_RDONLY | O_CLOEXEC);
  g_assert_null (cubby_ring_open (fd));
  close (fd);
  g_assert_null (cubby_ring_open (-1));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hardware/scanner/child/ring/what one side writes the other reads", test_ring);
  g_test_add_func ("/hardware/scanner/child/ring/who has it can only read it", test_ring_is_sealed);
  for (guint i = 0; i < G_N_ELEMENTS (ring_rows); i++) {
    g_autofree char *path =
        g_strconcat ("/hardware/scanner/child/ring/refused is a ring ", ring_rows[i].name, NULL);
    g_test_add_data_func (path, &ring_rows[i], test_bad_ring);
  }
  g_test_add_func ("/hardware/scanner/child/ring/one that is sealed further is one",
                   test_ring_sealed_further);
  g_test_add_func ("/hardware/scanner/child/ring/its memory is never a program", test_ring_is_no_program);
  g_test_add_func ("/hardware/scanner/child/ring/a file is none", test_ring_of_a_file);
  return g_test_run ();
}
