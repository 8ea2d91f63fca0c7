/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Called when the bus connection that signed in goes away. */
typedef void (*CubbyOwnerGone) (const char *session, gpointer user_data);

/**
 * CubbySessionOwners:
 *
 * Which bus connection each staff session belongs to. A session is worth nothing
 * to anybody else, and ends with its connection.
 */
typedef struct _CubbySessionOwners CubbySessionOwners;

CubbySessionOwners *cubby_session_owners_new (CubbyOwnerGone gone, gpointer user_data);
void cubby_session_owners_free (CubbySessionOwners *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbySessionOwners, cubby_session_owners_free)

void cubby_session_owners_add (CubbySessionOwners *self, const char *session, GDBusConnection *bus,
                               const char *owner);
void cubby_session_owners_remove (CubbySessionOwners *self, const char *session);
gboolean cubby_session_owners_has (CubbySessionOwners *self, const char *session, const char *owner);

G_END_DECLS
