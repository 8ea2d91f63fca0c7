/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CubbyPage:
 *
 * Fills the templates of assets/web in one language.
 */
typedef struct _CubbyPage CubbyPage;

/* @language: vi, th or en; others and NULL are Vietnamese */
CubbyPage *cubby_page_new (const char *language);
void cubby_page_free (CubbyPage *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyPage, cubby_page_free)

const char *cubby_page_get_language (CubbyPage *self);
/* A text of texts.ini; the key itself where there is none. */
const char *cubby_page_get_text (CubbyPage *self, const char *key);
void cubby_page_set (CubbyPage *self, const char *name, const char *value);
/* Returns: (nullable): what it was set to. */
const char *cubby_page_get (CubbyPage *self, const char *name);
/* Sets {{qr}} to an SVG as a data address may hold it. */
void cubby_page_set_qr (CubbyPage *self, const char *svg);

/* Returns: (transfer full): the template @name with the values set so far. */
char *cubby_page_fill (CubbyPage *self, const char *name);
/* Returns: (transfer full): the whole page round @content, which is HTML. */
char *cubby_page_finish (CubbyPage *self, const char *title, const char *shop, const char *content);

G_END_DECLS
