/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <sys/resource.h>

#include <glib.h>

G_BEGIN_DECLS

/* Of address space that is in use now; a guess where /proc cannot be read. */
gsize cubby_limits_get_mapped_bytes (void);
/* No more than @most of @resource (RLIMIT_…), and never more again. Returns: whether it was done. */
gboolean cubby_limit (int resource, rlim_t most);

G_END_DECLS
