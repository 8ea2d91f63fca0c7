/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/decode/decoder.h"
#include "hardware/scanner/decode/linear-place.h"

G_BEGIN_DECLS

/**
 * CubbyLinearReader:
 *
 * Finds and reads EAN-13, EAN-8, UPC-A and Code 128 at any angle: also small, blurred, bent and
 * partly covered ones. For one thread.
 */
typedef struct _CubbyLinearReader CubbyLinearReader;

CubbyLinearReader *cubby_linear_reader_new (void);
void cubby_linear_reader_free (CubbyLinearReader *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyLinearReader, cubby_linear_reader_free)

/**
 * cubby_linear_reader_expect:
 * @text: (nullable): what was read lately where it is looked next; %NULL: nothing
 *
 * Until it is called again, a look ends as soon as this is read, and one band without doubt is enough for it.
 * Anything else needs as many as ever.
 */
void cubby_linear_reader_expect (CubbyLinearReader *self, CubbySymbology symbology, const char *text);

/* Returns: at how many bands the last look looked. */
guint cubby_linear_reader_get_n_bands (const CubbyLinearReader *self);

/* Returns: whether the last look had the time for the places where bars are the likeliest. */
gboolean cubby_linear_reader_went_over (const CubbyLinearReader *self);

/**
 * cubby_linear_look:
 * @symbologies: a set of CubbySymbology; QR is not looked for
 * @until_us: cubby_budget_now() after which no further place is looked at
 * @codes: (element-type CubbyCode): what is found is added, with corners; each text of a symbology once
 *
 * A code is told only when several strips across its bars say the same and none says otherwise.
 */
void cubby_linear_look (CubbyLinearReader *self, const CubbyFrame *frame, guint symbologies, gint64 until_us,
                        GPtrArray *codes);

/* Returns: (transfer none): what reads one place after the other, for cubby_linear_labels_look() */
CubbyLinearPlace *cubby_linear_reader_get_place (CubbyLinearReader *self);

G_END_DECLS
