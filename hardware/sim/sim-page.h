/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/sim/sim-bank.h"

G_BEGIN_DECLS

/**
 * CubbySimPage:
 *
 * The bank as a picture in a browser, live, to play with: doors are taken from,
 * put into, shut, jammed. It speaks the words of the control socket. The server has a
 * thread of its own; everything about the bank is done in the thread that made it.
 */
typedef struct _CubbySimPage CubbySimPage;

/* @listen: ADDR:PORT; port 0 takes a free one. Anybody who reaches the address may play. */
CubbySimPage *cubby_sim_page_new (CubbySimBank *bank, const char *listen, GError **error);
void cubby_sim_page_free (CubbySimPage *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbySimPage, cubby_sim_page_free)

/* "http://127.0.0.1:8080/" */
const char *cubby_sim_page_get_url (CubbySimPage *self);

G_END_DECLS
