/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/decode/decoder.h"
#include "hardware/sim/camera.h"

/* A text of the length and alphabet of a pickup pass. */
#define TEST_PASS                                                                                            \
  "CC1:6BF+70$:QC-1/9T8BD%2 L0*4.E6ZG3KX/5A+RMV7W1J$HS0C4NPQ-8U%TY2B.9DF6L:3EZ5G*KAX1 R7/MVJ0W+HS4C8N$PQU"   \
  "-T2YB9D%F6L3E.Z5GKA*X1R7MV/J0WHS+4C8NPQ:UTY2 B9DF6L3EZ5-GKAX1R7MV$0"
#define TEST_OTHER_PASS                                                                                      \
  "CC1:9DF6L:3EZ5G*KAX1 R7/MVJ0W+HS4C8N$PQU6BF+70$:QC-1/9T8BD%2 L0*4.E6ZG3KX/5A+RMV7W1J$HS0C4NPQ-8U%TY2B."   \
  "5-GKAX1R7MV$0-T2YB9D%F6L3E.Z5GKA*X1R7MV/J0WHS+4C8NPQ:UTY2 B9DF6L3EZ"

/* Returns: (transfer full): the QR code as it would be on a phone. */
CubbyFrame *test_draw_qr (const char *text);
/* Returns: (transfer full): one of the pictures beside the tests. */
CubbyFrame *test_load_picture (const char *name);
/* Returns: (transfer full): frame @index of the scene @preset with @code held up. */
CubbyFrame *test_render (const char *preset, const CubbyFrame *code, guint index);
/* Returns: (transfer full): two phones beside each other. */
CubbyFrame *test_render_two (const CubbyFrame *left, const CubbyFrame *right);
/* Asserts that @codes is exactly one code with this text and symbology. */
void test_assert_one (GPtrArray *codes, const char *symbology, const char *text);
