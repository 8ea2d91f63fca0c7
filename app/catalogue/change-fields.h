/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * CubbyChangeFields:
 *
 * Reads the members of one JSON object of a change. The first fault sticks and names the change and the
 * member; later getters answer with nothing, and cubby_change_fields_finish() reports it.
 */
typedef struct {
  const char *topic;
  const char *key;
  JsonObject *object;
  GError *error;
} CubbyChangeFields;

/* @node: (nullable): what should be an object. */
CubbyChangeFields cubby_change_fields_open (const char *topic, const char *key, JsonNode *node);
gboolean cubby_change_fields_finish (CubbyChangeFields *self, GError **error);
void cubby_change_fields_fail (CubbyChangeFields *self, const char *member, const char *reason);

/* Compulsory; never NULL. */
const char *cubby_change_fields_get_text (CubbyChangeFields *self, const char *member);
/* NULL when absent or null; another kind of value is a fault. */
const char *cubby_change_fields_get_optional (CubbyChangeFields *self, const char *member);
gint64 cubby_change_fields_get_int (CubbyChangeFields *self, const char *member, gint64 fallback, gint64 min,
                                    gint64 max);
gboolean cubby_change_fields_get_boolean (CubbyChangeFields *self, const char *member, gboolean fallback);
/* A text by language, {"vi":"…"}: (transfer full): the JSON that is stored; "{}" when absent. */
char *cubby_change_fields_get_local_text (CubbyChangeFields *self, const char *member);
/* NULL when absent; another kind of value is a fault. */
JsonArray *cubby_change_fields_get_array (CubbyChangeFields *self, const char *member);
JsonObject *cubby_change_fields_get_object (CubbyChangeFields *self, const char *member);

/* Returns: (transfer full): compact JSON of a node. */
char *cubby_change_node_to_text (JsonNode *node);

G_END_DECLS
