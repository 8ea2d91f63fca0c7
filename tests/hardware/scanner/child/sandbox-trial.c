/* SPDX-License-Identifier: Apache-2.0 */
/* Does one thing inside of the sandbox of the decode program, or with "free" outside of it: sandbox-trial
 * NAME [free]. Ends with 0 when the thing was done or refused in words; the sandbox kills. Test only. */
#include "hardware/scanner/child/ring.h"
#include "hardware/scanner/child/sandbox.h"
#include "hardware/scanner/child/warm-up.h"

#include <fcntl.h>
#include <iconv.h>
#include <linux/futex.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define MORE_BYTES ((gsize)64 * 1024 * 1024)

static CubbyRing *reading_side;
static gboolean is_free;

static gboolean
open_file (void)
{
  open ("/etc/passwd", O_RDONLY | O_CLOEXEC);
  return TRUE;
}

static gboolean
make_file (void)
{
  int fd = open ("/tmp", O_TMPFILE | O_WRONLY, 0600);
  return fd >= 0 || is_free;
}

static gboolean
make_network_socket (void)
{
  socket (AF_INET, SOCK_STREAM, 0);
  return TRUE;
}

static gboolean
make_local_socket (void)
{
  socket (AF_UNIX, SOCK_STREAM, 0);
  return TRUE;
}

static gboolean
start_program (void)
{
  char *const arguments[] = {(char *)"true", NULL};
  char *const environment[] = {NULL};
  execve ("/bin/true", arguments, environment);
  return FALSE;
}

static gboolean
start_process (void)
{
  pid_t pid = fork ();
  if (pid == 0)
    _exit (0);
  waitpid (pid, NULL, 0);
  return pid > 0;
}

static void *
do_nothing (void *data)
{
  return NULL;
}

static gboolean
start_thread (void)
{
  pthread_t thread;
  return pthread_create (&thread, NULL, do_nothing, NULL) == 0 && pthread_join (thread, NULL) == 0;
}

static gboolean
write_to_a_descriptor (void)
{
  return write (STDOUT_FILENO, "", 0) == 0;
}

static gboolean
write_to_the_socket_as_a_file (void)
{
  return write (CUBBY_CHILD_SOCKET, "x", 1) == 1;
}

static gboolean
read_from_the_socket_as_a_file (void)
{
  char byte;
  return read (CUBBY_CHILD_SOCKET, &byte, 1) == 1;
}

static gboolean
send_to_an_address (void)
{
  struct sockaddr_un address = {.sun_family = AF_UNIX, .sun_path = "/run/systemd/notify"};
  sendto (CUBBY_CHILD_SOCKET, "x", 1, MSG_NOSIGNAL, (struct sockaddr *)&address, sizeof address);
  return TRUE;
}

static gboolean
send_elsewhere (void)
{
  send (CUBBY_CHILD_RING, "x", 1, MSG_NOSIGNAL);
  return TRUE;
}

static gboolean
send_out_of_band (void)
{
  send (CUBBY_CHILD_SOCKET, "x", 1, MSG_NOSIGNAL | MSG_OOB);
  return TRUE;
}

static gboolean
peek (void)
{
  char byte;
  return recv (CUBBY_CHILD_SOCKET, &byte, 1, MSG_PEEK) == 1;
}

static gboolean
receive_with_an_address (void)
{
  char byte;
  struct sockaddr_un address;
  socklen_t length = sizeof address;
  return recvfrom (CUBBY_CHILD_SOCKET, &byte, 1, 0, (struct sockaddr *)&address, &length) == 1;
}

static gboolean
receive_elsewhere (void)
{
  char byte;
  recv (CUBBY_CHILD_RING, &byte, 1, MSG_DONTWAIT);
  return TRUE;
}

static gboolean
receive_with_descriptors (void)
{
  char byte, room[64];
  struct iovec part = {&byte, 1};
  struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = room, .msg_controllen = 64};
  recvmsg (CUBBY_CHILD_SOCKET, &message, MSG_DONTWAIT);
  return TRUE;
}

static gboolean
map (int protection, int flags, int fd)
{
  return mmap (NULL, 4096, protection, flags, fd, 0) != MAP_FAILED;
}

static gboolean
map_code (void)
{
  return map (PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1);
}

static gboolean
map_over_its_memory (void)
{
  void *page = mmap (NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  return mmap (page, 4096, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0) == page;
}

static gboolean
move_memory_over_other (void)
{
  void *page = mmap (NULL, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  void *to = (char *)page + 4096;
  return mremap (page, 4096, 4096, MREMAP_MAYMOVE | MREMAP_FIXED, to) == to;
}

static gboolean
protect_memory (void)
{
  void *page = mmap (NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  return mprotect (page, 4096, PROT_READ) == 0;
}

static gboolean
make_memory_code (void)
{
  void *page = mmap (NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  return mprotect (page, 4096, PROT_READ | PROT_EXEC) == 0;
}

static gboolean
map_the_ring_again (void)
{
  return map (PROT_READ, MAP_SHARED, CUBBY_CHILD_RING);
}

static gboolean
map_the_ring_for_writing (void)
{
  return !map (PROT_READ | PROT_WRITE, MAP_SHARED, CUBBY_CHILD_RING); /* outside, its seal refuses */
}

static gboolean
share_memory (void)
{
  return map (PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1);
}

static gboolean
write_into_the_ring (void)
{
  *(volatile guint8 *)cubby_ring_get_slot (reading_side, 0) = 1;
  return TRUE;
}

static gboolean
signal_another (void)
{
  return kill (getppid (), 0) == 0;
}

static gboolean
trace (void)
{
  ptrace (PTRACE_TRACEME, 0, NULL, NULL);
  return TRUE;
}

static gboolean
read_another (void)
{
  char byte;
  struct iovec ours = {&byte, 1}, theirs = {&byte, 1};
  process_vm_readv (getppid (), &ours, 1, &theirs, 1, 0);
  return TRUE;
}

static gboolean
raise_a_limit (void)
{
  struct rlimit limits = {64, 64};
  return setrlimit (RLIMIT_NOFILE, &limits) == 0;
}

static gboolean
become_traceable (void)
{
  return prctl (PR_SET_DUMPABLE, 1, 0, 0, 0) == 0;
}

static gboolean
copy_a_descriptor (void)
{
  return dup (CUBBY_CHILD_SOCKET) >= 0;
}

static gboolean
control_a_device (void)
{
  ioctl (CUBBY_CHILD_SOCKET, TIOCSTI, "x");
  return TRUE;
}

static gboolean
make_an_io_ring (void)
{
  syscall (SYS_io_uring_setup, 1, NULL);
  return TRUE;
}

static gboolean
call_as_another_machine (void)
{
#ifdef __x86_64__
  long number = 20; /* getpid of the 32-bit table, which the filter does not know */
  __asm__ volatile("int $0x80" : "+a"(number) : : "memory");
  return number != 0;
#else
  return !is_free && syscall (-2) != 0;
#endif
}

static gboolean
wait_on_a_lock (void)
{
  guint32 word = 1;
  syscall (SYS_futex, &word, FUTEX_WAIT_PRIVATE, 0, NULL, NULL, 0); /* it is not 0: no wait */
  return TRUE;
}

static gboolean
pass_a_lock_on (void)
{
  guint32 words[2] = {0};
  return syscall (SYS_futex, &words[0], FUTEX_CMP_REQUEUE_PRIVATE, 0, 0, &words[1], 0) == 0;
}

static gboolean
do_once (void)
{
  static gsize done = 0;
  if (g_once_init_enter (&done))
    g_once_init_leave (&done, 1);
  return done == 1;
}

static gboolean
answer (void)
{
  char byte;
  return send (CUBBY_CHILD_SOCKET, "x", 1, MSG_NOSIGNAL) == 1 && recv (CUBBY_CHILD_SOCKET, &byte, 1, 0) == 1;
}

static gboolean
take_memory (void)
{
  for (gsize size = 16; size < MORE_BYTES / 2; size *= 2) {
    char *bytes = malloc (size);
    if (bytes == NULL)
      return FALSE;
    memset (bytes, 1, size);
    char *more = realloc (bytes, size + size / 2);
    if (more == NULL)
      return FALSE;
    free (more);
  }
  return TRUE;
}

static gboolean
take_too_much_memory (void)
{
  void *bytes = malloc (2 * MORE_BYTES);
  gboolean given = bytes != NULL;
  free (bytes);
  return given == is_free;
}

static gboolean
tell_the_time (void)
{
  struct timespec now;
  struct timeval day;
  return syscall (SYS_clock_gettime, CLOCK_MONOTONIC, &now) == 0 &&
         syscall (SYS_gettimeofday, &day, NULL) == 0;
}

static gboolean
tell_the_time_of_another (void)
{
  clockid_t clock = (clockid_t)(~(guint)getppid () << 3 | 2); /* clock_getcpuclockid(3) */
  struct timespec used;
  return syscall (SYS_clock_gettime, clock, &used) == 0;
}

static gboolean
tell_its_time (void)
{
  struct timespec used;
  return syscall (SYS_clock_gettime, CLOCK_THREAD_CPUTIME_ID, &used) == 0 &&
         syscall (SYS_clock_gettime, CLOCK_PROCESS_CPUTIME_ID, &used) == 0;
}

static gboolean
read_link (void)
{
  char byte[16];
  return readlink ("/proc/self/exe", byte, sizeof byte) > 0;
}

static gboolean
take_a_signal (void)
{
  return signal (SIGSEGV, SIG_IGN) != SIG_ERR;
}

static gboolean
convert_every_charset (void)
{
  for (const char *const *name = cubby_warm_up_charsets; *name != NULL; name++)
    for (guint i = 0; i < 4; i++) { /* libc unloads one that was closed a few times */
      iconv_t conversion = iconv_open ("UTF-8", *name);
      if (conversion == (iconv_t)-1)
        return FALSE;
      iconv_close (conversion);
    }
  return TRUE;
}

static const struct {
  const char *name;
  gboolean (*run) (void);
} trials[] = {
    {"open a file", open_file},
    {"make a file", make_file},
    {"make a network socket", make_network_socket},
    {"make a local socket", make_local_socket},
    {"start a program", start_program},
    {"start a process", start_process},
    {"start a thread", start_thread},
    {"write to a descriptor", write_to_a_descriptor},
    {"write to the socket as a file", write_to_the_socket_as_a_file},
    {"read from the socket as a file", read_from_the_socket_as_a_file},
    {"send to an address", send_to_an_address},
    {"send elsewhere", send_elsewhere},
    {"send out of band", send_out_of_band},
    {"peek", peek},
    {"receive with an address", receive_with_an_address},
    {"receive elsewhere", receive_elsewhere},
    {"receive with descriptors", receive_with_descriptors},
    {"map code", map_code},
    {"make memory code", make_memory_code},
    {"map over its memory", map_over_its_memory},
    {"move memory over other", move_memory_over_other},
    {"protect memory", protect_memory},
    {"map the ring again", map_the_ring_again},
    {"map the ring for writing", map_the_ring_for_writing},
    {"share memory", share_memory},
    {"write into the ring", write_into_the_ring},
    {"signal another", signal_another},
    {"trace", trace},
    {"read another's memory", read_another},
    {"raise a limit", raise_a_limit},
    {"become traceable", become_traceable},
    {"copy a descriptor", copy_a_descriptor},
    {"control a device", control_a_device},
    {"make an io_uring", make_an_io_ring},
    {"call as another machine", call_as_another_machine},
    {"wait on a lock", wait_on_a_lock},
    {"pass a lock on", pass_a_lock_on},
    {"do something once", do_once},
    {"answer", answer},
    {"take memory", take_memory},
    {"take too much memory", take_too_much_memory},
    {"tell the time", tell_the_time},
    {"tell its own time", tell_its_time},
    {"tell the time of another", tell_the_time_of_another},
    {"read a link", read_link},
    {"ignore a signal", take_a_signal},
    {"convert every charset", convert_every_charset},
};

/* The descriptors as the decode program has them, and something to receive. */
static gboolean
set_up (void)
{
  int ends[2];
  CubbyRing *writing_side = cubby_ring_new (4096, NULL); /* not freed: its descriptor may become the socket */
  if (writing_side == NULL || socketpair (AF_UNIX, SOCK_SEQPACKET, 0, ends) != 0)
    return FALSE;
  int ring = fcntl (cubby_ring_get_fd (writing_side), F_DUPFD, 10);
  int socket = fcntl (ends[0], F_DUPFD, 10), other = fcntl (ends[1], F_DUPFD, 10);
  if (ring < 0 || socket < 0 || other < 0 || send (other, "y", 1, 0) != 1)
    return FALSE;
  if (dup2 (socket, CUBBY_CHILD_SOCKET) < 0 || dup2 (ring, CUBBY_CHILD_RING) < 0)
    return FALSE;
  reading_side = cubby_ring_open (CUBBY_CHILD_RING);
  return cubby_warm_up () && reading_side != NULL;
}

int
main (int argc, char **argv)
{
  is_free = argc > 2 && strcmp (argv[2], "free") == 0;
  for (guint i = 0; argc > 1 && i < G_N_ELEMENTS (trials); i++) {
    if (strcmp (argv[1], trials[i].name) != 0)
      continue;
    if (!set_up ())
      _exit (3);
    if (!is_free && cubby_sandbox_enter (MORE_BYTES) != 0)
      _exit (4);
    _exit (trials[i].run () ? 0 : 5);
  }
  fprintf (stderr, "sandbox-trial: no such trial\n");
  return 2;
}
