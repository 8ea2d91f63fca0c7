/* SPDX-License-Identifier: Apache-2.0 */
/* What a scanner read or a person typed. A code has one form; its form is a code again. */
#include "app/domain/crockford.h"
#include "app/domain/scan-kind.h"
#include "tests/fuzz/fuzz.h"

#include <string.h>

static void
check_code (const char *text)
{
  char code[CUBBY_CODE_LENGTH + 1], again[CUBBY_CODE_LENGTH + 1];
  if (!cubby_code_normalise (text, code))
    return;
  g_autofree char *shown = cubby_code_format (code);
  g_assert_cmpuint (strlen (code), ==, CUBBY_CODE_LENGTH);
  g_assert_true (cubby_code_normalise (shown, again));
  g_assert_cmpstr (again, ==, code);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = fuzz_text (data, size);
  g_autofree char *value = NULL;
  CubbyScanKind kind = cubby_scan_classify (text, &value);
  check_code (text);
  g_assert_true ((kind == CUBBY_SCAN_UNKNOWN) == (value == NULL));
  g_assert_nonnull (cubby_scan_kind_to_string (kind));
  return 0;
}
