/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Returns: (transfer full): the end of a label, by which staff know a parcel: "…00000018" */
char *cubby_parcel_words_short (const char *label);

/* Returns: (transfer full): size, state and door of a row of Counter.ListParcels, in the language that is
 * spoken */
char *cubby_parcel_words_say (const char *size, const char *state, const char *door);

/* Returns: in the language that is spoken, why a row of Counter.ListRemovals has to be taken out */
const char *cubby_parcel_words_removal (const char *why);

/* Whether a parcel of this state waits to be put in. */
gboolean cubby_parcel_words_waits (const char *state);

G_END_DECLS
