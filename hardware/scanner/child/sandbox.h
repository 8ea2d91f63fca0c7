/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The descriptors that the decode program is born with. */
#define CUBBY_CHILD_SOCKET 3
#define CUBBY_CHILD_RING 4

/* What a decode program ends with that does not go to work; 0: the kiosk has gone. */
typedef enum {
  CUBBY_CHILD_EXIT_USAGE = 2,
  CUBBY_CHILD_EXIT_PARENT,   /* who started it has gone already */
  CUBBY_CHILD_EXIT_RING,     /* the memory with the pictures is not sealed as agreed */
  CUBBY_CHILD_EXIT_BLIND,    /* it does not read the simplest code */
  CUBBY_CHILD_EXIT_LIMITS,   /* the limits of the process cannot be set */
  CUBBY_CHILD_EXIT_FILTER,   /* the kernel does not take the filter of system calls */
  CUBBY_CHILD_EXIT_PROTOCOL, /* a request that cannot be */
} CubbyChildExit;

/**
 * cubby_sandbox_follow_parent:
 * @socket: to the parent, one of a socketpair() that it made
 *
 * The process dies with the thread that started it. Returns: FALSE when that has died already.
 */
gboolean cubby_sandbox_follow_parent (int socket);

/**
 * cubby_sandbox_close_others:
 *
 * Closes every descriptor but the socket and the ring. With sanitizers, standard error stays, for what they
 * find.
 */
void cubby_sandbox_close_others (void);

/**
 * cubby_sandbox_enter:
 * @more_bytes: of memory that may still be taken
 *
 * From here on the process can read and write CUBBY_CHILD_SOCKET, take memory and end: no file, no socket, no
 * process, no code that was not there before. Any other system call kills it (seccomp(2), SIGSYS). Before it:
 * no new privileges (prctl(2)), limits of zero, and a network, user and mount namespace of its own where the
 * machine allows it; the filter is the wall.
 *
 * Returns: 0, or why it could not be done; then the process is to end.
 */
CubbyChildExit cubby_sandbox_enter (gsize more_bytes);

/* Whether the filter is part of this build: sanitizers make calls of their own, so theirs have none. */
gboolean cubby_sandbox_is_strict (void);

G_END_DECLS
