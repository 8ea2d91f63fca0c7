/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/child/ring.h"

#include <sys/types.h>

G_BEGIN_DECLS

#define CUBBY_DECODE_ERROR (cubby_decode_error_quark ())
GQuark cubby_decode_error_quark (void);

typedef enum {
  CUBBY_DECODE_ERROR_MISSING,     /* the program is not there */
  CUBBY_DECODE_ERROR_FAILED,      /* it cannot be started, or does not go to work */
  CUBBY_DECODE_ERROR_CRASHED,     /* it died of the picture */
  CUBBY_DECODE_ERROR_HUNG,        /* it did not come to an end and was killed */
  CUBBY_DECODE_ERROR_REFUSED,     /* its answer is none; it was killed */
  CUBBY_DECODE_ERROR_PAUSED,      /* it died lately, and the picture was not looked at */
  CUBBY_DECODE_ERROR_INTERRUPTED, /* cubby_decode_client_interrupt() */
} CubbyDecodeError;

/**
 * CubbyDecodeProcess:
 *
 * One running `cubby-decode`: its process and the socket to it.
 */
typedef struct _CubbyDecodeProcess CubbyDecodeProcess;

/**
 * cubby_decode_process_start:
 * @program: an absolute path
 * @ring: what it will read; must live as long
 *
 * Starts it with the socket, the ring and nothing else: no environment, no other descriptor. It dies with
 * the calling thread. It says hello when it is ready.
 */
CubbyDecodeProcess *cubby_decode_process_start (const char *program, CubbyRing *ring, GError **error);

pid_t cubby_decode_process_get_pid (CubbyDecodeProcess *self);
int cubby_decode_process_get_socket (CubbyDecodeProcess *self);
/* Processor time it has taken since it was started, µs. */
gint64 cubby_decode_process_get_used_us (CubbyDecodeProcess *self);
/* Whether it does not ask for the processor: it was stopped by a signal, or sleeps. */
gboolean cubby_decode_process_is_still (CubbyDecodeProcess *self);

/**
 * cubby_decode_process_end:
 *
 * Kills it and waits for its end. Frees @self. Returns: (transfer full): what it died of, for people.
 */
char *cubby_decode_process_end (CubbyDecodeProcess *self);

G_END_DECLS
