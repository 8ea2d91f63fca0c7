/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * cubby_contact_normalise_email:
 *
 * Returns: (transfer full) (nullable): the one form of an e-mail address, by which the same person is known
 * again: without space round it and in small letters; NULL for what is none. Nobody's mail is told apart by
 * capitals, whatever RFC 5321 allows.
 */
char *cubby_contact_normalise_email (const char *text);

/**
 * cubby_contact_normalise_phone:
 * @country: "VN" or "TH": where a number without a country code is
 *
 * Returns: (transfer full) (nullable): the number as ITU E.164 has it ("+84912345678"), or NULL for what is
 * none. Numbers of Viet Nam and Thailand are checked against their plans, others by their length.
 */
char *cubby_contact_normalise_phone (const char *text, const char *country);

G_END_DECLS
