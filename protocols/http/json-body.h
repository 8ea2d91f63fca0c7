/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * CubbyJsonBody:
 *
 * Reads a JSON document that came from outside. Members are asked for with what
 * is right for them; the first that is wrong sticks, later getters answer their
 * fallback, and cubby_json_body_finish() reports it with its place
 * ("lines[0].quantity: …"). Errors are CUBBY_PROBLEM: "malformed" for what is no
 * JSON, "invalid" for wrong values. Strings belong to the document.
 */
typedef struct _CubbyJsonBody CubbyJsonBody;

/**
 * cubby_json_read_object:
 * @text: from outside; need not be ended by a zero
 *
 * For who needs no words about what is wrong.
 *
 * Returns: (transfer full) (nullable): a node that holds an object; NULL for whatever else @text is
 */
JsonNode *cubby_json_read_object (const char *text, gsize length);

/* Returns: (transfer full) (nullable): a body whose document is an object, or NULL with @error set. */
CubbyJsonBody *cubby_json_body_new (const char *text, gssize length, GError **error);
void cubby_json_body_free (CubbyJsonBody *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyJsonBody, cubby_json_body_free)

JsonObject *cubby_json_body_get_root (CubbyJsonBody *self);

/* @where: path of @object in the document, "" for the root. @max: bytes. Optional ones answer NULL when
 * absent or null. */
const char *cubby_json_body_get_string (CubbyJsonBody *self, JsonObject *object, const char *where,
                                        const char *member, gsize max);
const char *cubby_json_body_get_optional (CubbyJsonBody *self, JsonObject *object, const char *where,
                                          const char *member, gsize max);
gint64 cubby_json_body_get_int (CubbyJsonBody *self, JsonObject *object, const char *where,
                                const char *member, gint64 min, gint64 max);
gint64 cubby_json_body_get_int_or (CubbyJsonBody *self, JsonObject *object, const char *where,
                                   const char *member, gint64 fallback, gint64 min, gint64 max);
gboolean cubby_json_body_get_boolean_or (CubbyJsonBody *self, JsonObject *object, const char *where,
                                         const char *member, gboolean fallback);
JsonObject *cubby_json_body_get_object (CubbyJsonBody *self, JsonObject *object, const char *where,
                                        const char *member);
JsonObject *cubby_json_body_get_optional_object (CubbyJsonBody *self, JsonObject *object, const char *where,
                                                 const char *member);
/* An array of @min to @max objects; each element is one. */
JsonArray *cubby_json_body_get_objects (CubbyJsonBody *self, JsonObject *object, const char *where,
                                        const char *member, guint min, guint max);

/* Records that @where.@member is wrong; @reason says what would be right. */
void cubby_json_body_fail (CubbyJsonBody *self, const char *where, const char *member, const char *reason,
                           ...) G_GNUC_PRINTF (4, 5);
gboolean cubby_json_body_has_failed (CubbyJsonBody *self);
gboolean cubby_json_body_finish (CubbyJsonBody *self, GError **error);

G_END_DECLS
