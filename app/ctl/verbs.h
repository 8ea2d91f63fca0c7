/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What every verb answers to the shell with. */
typedef enum {
  CUBBY_CTL_GOOD = 0,
  CUBBY_CTL_FAILED = 1, /* it was asked well, and the answer is no */
  CUBBY_CTL_USAGE = 2,  /* it was not asked well */
  CUBBY_CTL_UNSEEN = 3, /* what was to be judged cannot be looked at */
} CubbyCtlStatus;

/**
 * CubbyCtlVerb:
 * @name: one word or more, as typed: "pass verify"
 * @arguments: what follows the options, for the usage line
 * @summary: one line, for `cubbyctl --help`, the manual page and the verb's own `--help`
 * @run: argv[0] is the program with the verb ("cubbyctl pass verify")
 */
typedef struct {
  const char *name;
  const char *arguments;
  const char *summary;
  int (*run) (int argc, char **argv);
} CubbyCtlVerb;

/* Returns: (array zero-terminated=1): every verb, sorted by name. */
const CubbyCtlVerb *cubby_ctl_verbs (void);

/**
 * cubby_ctl_find_verb:
 * @argv: (array length=argc): what follows the program's own options
 * @ret_n_words: (out): how many words of @argv the name of the verb took
 *
 * Returns: (nullable): the verb with the longest name that @argv starts with.
 */
const CubbyCtlVerb *cubby_ctl_find_verb (int argc, char **argv, int *ret_n_words);

/* One file each: verb-NAME.c. */
int cubby_ctl_board_address (int argc, char **argv);
int cubby_ctl_board_learn (int argc, char **argv);
int cubby_ctl_board_probe (int argc, char **argv);
int cubby_ctl_catalogue_import (int argc, char **argv);
int cubby_ctl_config_check (int argc, char **argv);
int cubby_ctl_doors (int argc, char **argv);
int cubby_ctl_enrol (int argc, char **argv);
int cubby_ctl_journal_show (int argc, char **argv);
int cubby_ctl_journal_verify (int argc, char **argv);
int cubby_ctl_keys_sync (int argc, char **argv);
int cubby_ctl_open (int argc, char **argv);
int cubby_ctl_pass_inspect (int argc, char **argv);
int cubby_ctl_pass_keygen (int argc, char **argv);
int cubby_ctl_pass_mint (int argc, char **argv);
int cubby_ctl_pass_qr (int argc, char **argv);
int cubby_ctl_pass_verify (int argc, char **argv);
int cubby_ctl_scan (int argc, char **argv);
int cubby_ctl_search (int argc, char **argv);
int cubby_ctl_self_test (int argc, char **argv);
int cubby_ctl_staff_add (int argc, char **argv);
int cubby_ctl_staff_list (int argc, char **argv);
int cubby_ctl_staff_remove (int argc, char **argv);
int cubby_ctl_staff_sync (int argc, char **argv);
int cubby_ctl_status (int argc, char **argv);
int cubby_ctl_token_rotate (int argc, char **argv);

G_END_DECLS
