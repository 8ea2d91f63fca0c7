/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

/* Private to this folder: the only header that shows libcurl. */
#include <curl/curl.h>
#include <glib.h>

G_BEGIN_DECLS

/**
 * CubbyCurlLoop:
 *
 * A libcurl multi handle driven by the thread-default GMainContext of the thread that made it: sockets and
 * timer are GSources, nothing blocks (names are resolved on curl's own threads).
 */
typedef struct _CubbyCurlLoop CubbyCurlLoop;

/* The transfer is over and already taken out of the loop. */
typedef void (*CubbyCurlDone) (CURL *easy, CURLcode result, gpointer data);

CubbyCurlLoop *cubby_curl_loop_new (void);
CubbyCurlLoop *cubby_curl_loop_ref (CubbyCurlLoop *self);
void cubby_curl_loop_unref (CubbyCurlLoop *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyCurlLoop, cubby_curl_loop_unref)

GMainContext *cubby_curl_loop_get_context (CubbyCurlLoop *self);

/**
 * cubby_curl_loop_add:
 * @easy: set up but for CURLOPT_PRIVATE, which is ours
 *
 * Starts a transfer. Each holds the loop alive.
 */
void cubby_curl_loop_add (CubbyCurlLoop *self, CURL *easy, CubbyCurlDone done, gpointer data);
/* Takes a transfer out without a call of its done function. Not to be called from a callback of curl. */
void cubby_curl_loop_remove (CubbyCurlLoop *self, CURL *easy);
/* Lets every transfer look at its progress function now. */
void cubby_curl_loop_wake (CubbyCurlLoop *self);

G_END_DECLS
