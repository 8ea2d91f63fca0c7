/* SPDX-License-Identifier: Apache-2.0 */
/* tidy-driver FILE: lives, writes snapshots and removes old rows, and says on standard output after each
 * decision how many are on the disk. It is there to be killed. */
#include "tests/journal/tidy-story.h"

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  static const Life fresh;
  g_autoptr (Keeper) keeper = argc == 2 ? keeper_open (argv[1], &fresh, &error) : NULL;
  if (keeper == NULL) {
    g_printerr ("tidy-driver: %s\n", error != NULL ? error->message : "name one file");
    return 1;
  }
  for (guint i = 1; i <= TIDY_STORY_DECISIONS; i++) {
    if (!keeper_live (keeper, 1, &error) ||
        (i % TIDY_STORY_ROUND == 0 && keeper_tidy (keeper, &tidy_story_care, &error) == 0 && error != NULL)) {
      g_printerr ("tidy-driver: %s\n", error->message);
      return 1;
    }
    g_print ("%u\n", i);
  }
  return 0;
}
