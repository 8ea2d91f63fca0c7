/* SPDX-License-Identifier: Apache-2.0 */
/* A `cubby-picture` in the hands of whoever made the file: it does what the file's first byte says. Test
 * only. */
#include "hardware/scanner/picture-apart.h"

#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static void
say (CubbyPictureResult *result, char how)
{
  if (how == 'w')
    result->width = 60000;
  if (how == 'n')
    result->width = 10; /* and no height */
  if (how == 'p')
    result->width = result->height = 16384;
  if (how == 'm') {
    memset (result->message, 'x', sizeof result->message);
    memcpy (result->message, "a\x1b[2J\n\xff", 7);
    result->code = 0xffffffff;
  }
}

int
main (void)
{
  char how = 0;
  void *memory =
      mmap (NULL, CUBBY_PICTURE_RESULT_BYTES, PROT_READ | PROT_WRITE, MAP_SHARED, CUBBY_PICTURE_RESULT, 0);
  if (memory == MAP_FAILED || read (CUBBY_PICTURE_FILE, &how, 1) != 1)
    return 1;
  if (how == 's')
    raise (SIGSEGV);
  if (how == 'k')
    raise (SIGKILL);
  if (how == 'e')
    return 9;
  if (how == 't' && ftruncate (CUBBY_PICTURE_RESULT, 0) == 0)
    return 0;
  say (memory, how);
  return how == 't' ? 7 : 0;
}
