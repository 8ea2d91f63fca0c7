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
  TEST_FAKE_EMPTY,  /* says that there is no code */
  TEST_FAKE_SILENT, /* says nothing, and waits for the next picture */
  TEST_FAKE_DEAF,   /* answers this one and every later one without ever taking a question again */
  TEST_FAKE_AHEAD,  /* answers the next one with it */
  TEST_FAKE_TURNS,  /* every second picture TEST_FAKE_END, the others TEST_FAKE_BAD_TEXT */
  TEST_FAKE_MEMORY, /* says "new", or "old" when it has met or can see another picture */
} TestFake;
