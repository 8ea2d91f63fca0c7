/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CUBBY_SSCC_DIGITS 18

/* The GS1 check digit ('0'–'9') of @n_digits digits without one: weights 3, 1 from the right. */
char cubby_gs1_check_digit (const char *digits, gsize n_digits);

/* Whether @text is @n_digits digits, the last of which is right. */
gboolean cubby_gs1_is_valid (const char *text, gsize n_digits);

/**
 * cubby_gtin_normalise:
 * @text: a GTIN-8, -12, -13 or -14 with its check digit
 *
 * Returns: (transfer full) (nullable): the GTIN-14, or NULL when it is none.
 */
char *cubby_gtin_normalise (const char *text);

gboolean cubby_gln_is_valid (const char *text);
gboolean cubby_sscc_is_valid (const char *text);

/**
 * cubby_sscc_new:
 * @extension: 0–9, free use
 * @prefix: the company's GS1 prefix, 7–10 digits
 * @serial: the number of the parcel; reduced to the digits that are left
 *
 * Returns: (transfer full) (nullable): 18 digits, or NULL for a prefix that is none.
 */
char *cubby_sscc_new (guint extension, const char *prefix, guint64 serial);

G_END_DECLS
