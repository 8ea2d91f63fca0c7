/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/decode/decoder.h"

G_BEGIN_DECLS

/* No more codes are followed at once: who shows more is asked for one. */
#define CUBBY_TRACKS_MAX 4

/**
 * CubbyTracks:
 *
 * Where codes were read in the last pictures of a camera, and where they will be in the next
 * one. Pure: the time comes in.
 */
typedef struct _CubbyTracks CubbyTracks;

CubbyTracks *cubby_tracks_new (void);
void cubby_tracks_free (CubbyTracks *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyTracks, cubby_tracks_free)

/**
 * cubby_tracks_begin:
 * @frame: the picture that is looked at now
 * @now_us: its time; does not go back
 * @ids: (out): of the codes that are followed; none has the id of another one that was forgotten
 *
 * Forgets what was not read lately, or lies outside of it.
 *
 * Returns: how many codes are followed
 */
guint cubby_tracks_begin (CubbyTracks *self, const CubbyFrame *frame, gint64 now_us,
                          guint ids[CUBBY_TRACKS_MAX]);

/**
 * cubby_tracks_get:
 * @ret_strategy: (out): the one that read it last
 * @region: (out): where the code should be, with room round it
 *
 * Returns: FALSE if it is followed no more
 */
gboolean cubby_tracks_get (const CubbyTracks *self, guint id, const CubbyFrame *frame, gint64 now_us,
                           guint *ret_strategy, CubbyRegion *region);

/* Returns: how many codes were ever noted as new. */
guint cubby_tracks_count_new (const CubbyTracks *self);
/* Returns: (nullable): what the bars said; %NULL for a QR code. */
const char *cubby_tracks_get_bars (const CubbyTracks *self, guint id, CubbySymbology *ret_symbology);
/* Returns: whether it says what that code said. */
gboolean cubby_tracks_is (const CubbyTracks *self, guint id, const CubbyCode *code);
/* @code was read by @strategy. */
void cubby_tracks_note (CubbyTracks *self, const CubbyCode *code, guint strategy, gint64 now_us);
/* Nothing was read where it should be. */
void cubby_tracks_miss (CubbyTracks *self, guint id);
/* Returns: how often in a row it was not where it should be. */
guint cubby_tracks_get_misses (const CubbyTracks *self, guint id);

G_END_DECLS
