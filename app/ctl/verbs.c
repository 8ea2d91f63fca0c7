/* SPDX-License-Identifier: Apache-2.0 */
#include "app/ctl/verbs.h"

#include <string.h>

/* Sorted by name; cubbyctl --help, the manual page and the completion are made of it. */
static const CubbyCtlVerb verbs[] = {
    {"board address", "", "Set the address of the only board on a cable, and prove it",
     cubby_ctl_board_address},
    {"board learn", "", "Prove which door each channel of a board opens, one after the other",
     cubby_ctl_board_learn},
    {"board probe", "", "Look for boards on a bus: addresses, what they answer, which profiles fit",
     cubby_ctl_board_probe},
    {"catalogue import", "RANGE.json FILE", "Fill a catalogue from a range document (desks and tests)",
     cubby_ctl_catalogue_import},
    {"config check", "FILE", "Check a kiosk's configuration, its boards and doors among it",
     cubby_ctl_config_check},
    {"doors", "", "List the doors: name, size, door, content", cubby_ctl_doors},
    {"enrol", "", "Get this kiosk's key and the pass keys from the central service", cubby_ctl_enrol},
    {"journal show", "[FILE]", "Tell what happened, to one door or all; without FILE, cubby-lockerd is asked",
     cubby_ctl_journal_show},
    {"journal verify", "FILE", "Prove a journal, and name the first row that is not good",
     cubby_ctl_journal_verify},
    {"keys sync", "", "Get the pass keys from the central service; believed by its seal",
     cubby_ctl_keys_sync},
    {"open", "DOOR", "Ask for a door to be opened; a supervisor at the kiosk confirms", cubby_ctl_open},
    {"pass inspect", "TEXT", "Show what a pass says, without believing it", cubby_ctl_pass_inspect},
    {"pass keygen", "FILE", "Make a signing key and show its row of [pass-keys]", cubby_ctl_pass_keygen},
    {"pass mint", "", "Sign a pass", cubby_ctl_pass_mint},
    {"pass qr", "TEXT", "Draw a text, such as a pass, as a QR code", cubby_ctl_pass_qr},
    {"pass verify", "-- TEXT", "Say whether a store would believe a pass", cubby_ctl_pass_verify},
    {"scan", "FILE…", "Decode pictures as the kiosk does: path TAB symbology TAB text, a line a file",
     cubby_ctl_scan},
    {"search", "TEXT", "Search a catalogue as the kiosk does: id TAB name TAB price TAB currency TAB stock",
     cubby_ctl_search},
    {"self-test", "", "Test every board, lock path and sensor, the journal and the machine; no door opens",
     cubby_ctl_self_test},
    {"staff add", "BADGE", "Add a badge; the PIN is asked for", cubby_ctl_staff_add},
    {"staff list", "", "List the badges with role and name", cubby_ctl_staff_list},
    {"staff remove", "BADGE", "Remove a badge", cubby_ctl_staff_remove},
    {"staff sync", "", "Get the badges of the central service; believed by their seal", cubby_ctl_staff_sync},
    {"status", "", "Show how cubby-lockerd is: boards, journal, alarms", cubby_ctl_status},
    {"token rotate", "", "Get this kiosk another key for the central service", cubby_ctl_token_rotate},
    {NULL},
};

const CubbyCtlVerb *
cubby_ctl_verbs (void)
{
  return verbs;
}

/* Returns: how many words @name has when @argv starts with all of them, else 0. */
static int
match_words (const char *name, int argc, char **argv)
{
  g_auto (GStrv) words = g_strsplit (name, " ", -1);
  int n_words = (int)g_strv_length (words);
  if (n_words > argc)
    return 0;
  for (int i = 0; i < n_words; i++)
    if (strcmp (words[i], argv[i]) != 0)
      return 0;
  return n_words;
}

const CubbyCtlVerb *
cubby_ctl_find_verb (int argc, char **argv, int *ret_n_words)
{
  const CubbyCtlVerb *found = NULL;
  int longest = 0;
  for (const CubbyCtlVerb *verb = verbs; verb->name != NULL; verb++) {
    int n_words = match_words (verb->name, argc, argv);
    if (n_words <= longest)
      continue;
    longest = n_words;
    found = verb;
  }
  if (found != NULL)
    *ret_n_words = longest;
  return found;
}
