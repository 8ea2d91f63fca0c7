/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

/* What a forged pass has instead of the right parts; all hex, NULL for the right one. */
typedef struct {
  const char *head;           /* tag and array: d284 */
  const char *protected_head; /* of the byte string round the protected header: 47 */
  const char *protected;      /* a2012704426b31 */
  const char *unprotected;    /* a0 */
  const char *payload_head;   /* 581f */
  const char *payload;        /* the claims */
  const char *signature_head; /* 5840 */
  const char *signature;
  const char *tail; /* nothing */
} TestForgery;

#define TEST_FORGE_CLAIMS "a3036434373131041a6b36ec8007500198f3c2a6b17e4c9d2053aa81f4e6b7"
#define TEST_FORGE_EXP 1798761600

/* Signs what it builds with @seed, so that nothing but the forgery speaks against it. Returns: "CC1:…". */
char *test_forge (const TestForgery *forgery, const guint8 seed[32]);
/* The same signature in the other form that a careless verifier takes: S + L. */
char *test_forge_malleated (const guint8 seed[32]);
