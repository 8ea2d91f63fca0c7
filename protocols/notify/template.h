/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "protocols/notify/notice.h"

G_BEGIN_DECLS

/* A notice in words: for the subject, for people who read text, for people who read pictures. */
typedef struct {
  char *subject;
  char *text;
  char *html;
} CubbyNoticeWords;

/**
 * cubby_template_render:
 *
 * Fills the template "KIND.LANGUAGE" of the folder templates/ (compiled in): the
 * first line is the subject; "{name}" is a field of the notice; a paragraph that
 * names an absent field is left out. Languages without a template are English.
 */
CubbyNoticeWords *cubby_template_render (const CubbyNotice *notice, GError **error);
void cubby_notice_words_free (CubbyNoticeWords *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyNoticeWords, cubby_notice_words_free)

G_END_DECLS
