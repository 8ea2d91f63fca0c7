/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * cubby_forwarded_read_proxies:
 * @text: addresses and networks with commas, such as "127.0.0.1, 10.0.0.0/8, ::1"; "unix" is whoever comes by
 * a unix socket
 *
 * Returns: (transfer full) (element-type GInetAddressMask) (nullable): them, or NULL with @error set.
 */
GPtrArray *cubby_forwarded_read_proxies (const char *text, GError **error);

gboolean cubby_forwarded_is_proxy (const char *address, GPtrArray *proxies);

/* Returns: (transfer full): what @address is counted by: itself or, of IPv6, the /64 it is in, for who has
 * one address there has them all. */
char *cubby_forwarded_get_network (const char *address);

/**
 * cubby_forwarded_find:
 * @peer: who is at the other end of the socket; "unix" for a unix socket
 * @field: (nullable): X-Forwarded-For, all lines of it, which each proxy appends who came to it
 *
 * Returns: (transfer full): the address of the client: the last that no trusted proxy is. What stands before
 * it anybody may have written.
 */
char *cubby_forwarded_find (const char *peer, const char *field, GPtrArray *proxies);

G_END_DECLS
