/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/linkd/central-api.h"

G_BEGIN_DECLS

/**
 * CubbyPictures:
 *
 * Fetches pictures into media/, a few at a time. A file appears whole or not at all. What could not be had is
 * fetched when it is wanted again, which the wiring does whenever the link comes up.
 */
typedef struct _CubbyPictures CubbyPictures;

CubbyPictures *cubby_pictures_new (CubbyCentralApi *api, const char *folder);
void cubby_pictures_free (CubbyPictures *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyPictures, cubby_pictures_free)

/* @names: already found good. @again: fetch also what is there, since it may have changed. */
void cubby_pictures_want (CubbyPictures *self, const char *const *names, gboolean again);

G_END_DECLS
