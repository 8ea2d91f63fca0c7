/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CUBBY_STAFF_FILE "/etc/cubby/staff.conf"

/**
 * CubbyStaffFile:
 *
 * The badges of a kiosk: groups `[badge ID]` with name, role and the PIN's hash.
 * lockerd reads it; only cubbyctl writes it.
 */
typedef struct _CubbyStaffFile CubbyStaffFile;

/* Refuses a file with anything in it that is not its own. A file that is not there is empty. */
CubbyStaffFile *cubby_staff_file_open (const char *path, GError **error);
void cubby_staff_file_free (CubbyStaffFile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyStaffFile, cubby_staff_file_free)

/* Returns: (transfer full): the badges, in file order. */
GStrv cubby_staff_file_list (CubbyStaffFile *self);
gboolean cubby_staff_file_has (CubbyStaffFile *self, const char *badge);
char *cubby_staff_file_get (CubbyStaffFile *self, const char *badge, const char *key);
void cubby_staff_file_add (CubbyStaffFile *self, const char *badge, const char *name, const char *role,
                           const char *pin_hash);
void cubby_staff_file_remove (CubbyStaffFile *self, const char *badge);
/* Whole or not at all, mode 0640. */
gboolean cubby_staff_file_save (CubbyStaffFile *self, GError **error);

/* Whether @rows, as the central service writes them, are badges and nothing else. @ret_n: (out): how many */
gboolean cubby_staff_rows_check (const char *rows, guint *ret_n, GError **error);

/* Returns: (array zero-terminated=1): restock, supervise, service. */
const char *const *cubby_staff_roles (void);

G_END_DECLS
