/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

/* What the first byte of a picture makes the false decode program do. */
typedef enum {
  TEST_FAKE_GOOD, /* says "4711" */
  TEST_FAKE_GARBAGE,
  TEST_FAKE_TOO_LONG,
  TEST_FAKE_OTHER_SERIAL,
  TEST_FAKE_BAD_TEXT,
  TEST_FAKE_TWICE,
  TEST_FAKE_END,
} TestFake;
