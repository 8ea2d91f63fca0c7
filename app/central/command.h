/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/central/settings.h"

G_BEGIN_DECLS

/* What the command line says, for every command. */
typedef struct {
  const char *database; /* (nullable) */
  const char *scope;
  const char *name;
  const char *store;
  const char *in;
  gboolean now;
  gint64 keep;
  const CubbyCentralSettings *settings;
  char **words; /* after the command's own */
} CubbyCommandLine;

/**
 * CubbyCommand:
 * @words: how it is called, such as "key add"
 * @arguments: for --help
 * @needs_database: whether --database must be given
 */
typedef struct {
  const char *words;
  const char *arguments;
  const char *summary;
  gboolean needs_database;
  gboolean (*run) (const CubbyCommandLine *line, GError **error);
} CubbyCommand;

#define CUBBY_COMMAND_ERROR (cubby_command_error_quark ())
GQuark cubby_command_error_quark (void);

/* The only code: the command line is not right. */
#define CUBBY_COMMAND_ERROR_USAGE 1

extern const CubbyCommand cubby_commands[];
extern const guint cubby_n_commands;

G_END_DECLS
