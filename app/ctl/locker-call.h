/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * cubby_ctl_locker_call:
 * @session: the session bus, not the system bus
 * @interface: the last word of org.cubby.Locker1.*
 * @arguments: (nullable): a tuple, consumed
 *
 * Returns: (nullable): the answer of cubby-lockerd; errors say what to do when it does not run.
 */
GVariant *cubby_ctl_locker_call (gboolean session, const char *interface, const char *method,
                                 GVariant *arguments, GError **error);
/* As that, without arguments, for a method that may take some minutes. */
GVariant *cubby_ctl_locker_call_slow (gboolean session, const char *interface, const char *method,
                                      GError **error);
/* As that, for a property; the answer is (v). */
GVariant *cubby_ctl_locker_property (gboolean session, const char *interface, const char *property,
                                     GError **error);

/* Returns: (transfer full) (nullable): a property of org.cubby.Link1; NULL when cubby-linkd does not run. */
GVariant *cubby_ctl_link_property (gboolean session, const char *property);

G_END_DECLS
