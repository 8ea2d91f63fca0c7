/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CUBBY_CONF_ERROR (cubby_conf_error_quark ())
GQuark cubby_conf_error_quark (void);

typedef enum {
  CUBBY_CONF_ERROR_READ,    /* the file cannot be read or is no key file */
  CUBBY_CONF_ERROR_MISSING, /* a key that must be there is not */
  CUBBY_CONF_ERROR_VALUE,   /* a value is not of its kind or out of range */
  CUBBY_CONF_ERROR_UNKNOWN, /* a key or group that nobody asked for */
} CubbyConfError;

/**
 * CubbyConfFile:
 *
 * A GKeyFile whose keys are consumed by asking for them; what is left over when
 * the reader has finished is an error, so that a typing mistake never passes
 * silently. The first error sticks: later getters return their fallback, and
 * cubby_conf_file_finish() reports it with file, group and key.
 */
typedef struct _CubbyConfFile CubbyConfFile;

CubbyConfFile *cubby_conf_file_new (const char *path, GError **error);
CubbyConfFile *cubby_conf_file_new_from_data (const char *name, const char *text, GError **error);
void cubby_conf_file_free (CubbyConfFile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyConfFile, cubby_conf_file_free)

const char *cubby_conf_file_get_path (CubbyConfFile *self);
gboolean cubby_conf_file_has_group (CubbyConfFile *self, const char *group);

/**
 * cubby_conf_file_list_groups:
 * @prefix: a word such as "board"
 *
 * Returns: (transfer full): the names N of all groups `[prefix N]`, in file order.
 */
GStrv cubby_conf_file_list_groups (CubbyConfFile *self, const char *prefix);

/* Each getter consumes its key. A NULL fallback makes a string compulsory. */
char *cubby_conf_file_get_string (CubbyConfFile *self, const char *group, const char *key,
                                  const char *fallback);
char *cubby_conf_file_get_optional (CubbyConfFile *self, const char *group, const char *key);
char *cubby_conf_file_get_choice (CubbyConfFile *self, const char *group, const char *key,
                                  const char *fallback, const char *const *choices);
gint64 cubby_conf_file_get_int (CubbyConfFile *self, const char *group, const char *key, gint64 fallback,
                                gint64 min, gint64 max);
gboolean cubby_conf_file_get_boolean (CubbyConfFile *self, const char *group, const char *key,
                                      gboolean fallback);
GStrv cubby_conf_file_get_list (CubbyConfFile *self, const char *group, const char *key,
                                const char *fallback);
/**
 * cubby_conf_file_get_escaped:
 *
 * For characters that cannot be written down: \r, \n, \t, \s (a space), \\ and \xHH (not 00) stand for them.
 * Printable ASCII stands for itself.
 *
 * Returns: (transfer full) (nullable): NULL when the key is not there or is wrong.
 */
char *cubby_conf_file_get_escaped (CubbyConfFile *self, const char *group, const char *key);
/* All keys of a group in file order: for tables such as `[pass-keys]`. Does not consume. */
GStrv cubby_conf_file_list_keys (CubbyConfFile *self, const char *group);

/**
 * cubby_conf_file_fail:
 *
 * Records that the value of @key in @group is wrong. @reason ends the sentence
 * "FILE: [group] key: …" and says what would be right.
 */
void cubby_conf_file_fail (CubbyConfFile *self, const char *group, const char *key, const char *reason, ...)
    G_GNUC_PRINTF (4, 5);

/**
 * cubby_conf_file_finish:
 *
 * Returns: TRUE when every getter succeeded and no key or group is left over.
 */
gboolean cubby_conf_file_finish (CubbyConfFile *self, GError **error);

G_END_DECLS
