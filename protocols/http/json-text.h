/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CubbyJsonText:
 *
 * Writes JSON as text, member by member, without a tree in between. @name is
 * NULL inside an array and for the outermost value. A NULL string is null.
 */
typedef struct _CubbyJsonText CubbyJsonText;

CubbyJsonText *cubby_json_text_new (void);
void cubby_json_text_free (CubbyJsonText *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyJsonText, cubby_json_text_free)

void cubby_json_text_open_object (CubbyJsonText *self, const char *name);
void cubby_json_text_close_object (CubbyJsonText *self);
void cubby_json_text_open_array (CubbyJsonText *self, const char *name);
void cubby_json_text_close_array (CubbyJsonText *self);
void cubby_json_text_string (CubbyJsonText *self, const char *name, const char *value);
void cubby_json_text_int (CubbyJsonText *self, const char *name, gint64 value);
void cubby_json_text_boolean (CubbyJsonText *self, const char *name, gboolean value);
/* @json: text that is JSON already; NULL is null */
void cubby_json_text_raw (CubbyJsonText *self, const char *name, const char *json);

/* Returns: (transfer full): the text; @self is empty then. */
char *cubby_json_text_steal (CubbyJsonText *self);

G_END_DECLS
