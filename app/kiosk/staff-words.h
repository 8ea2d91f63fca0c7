/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CubbyStaffWords:
 * @reason: of org.cubby.Locker1.Counter, of counter-ask.h, or of the screen's own
 * @text: what it means to staff, in English, to be translated
 * @kind: "warning" or "good"
 * @drawing: of assets/icons
 */
typedef struct {
  const char *reason;
  const char *text;
  const char *kind;
  const char *drawing;
} CubbyStaffWords;

/* Returns: (nullable): NULL when all went well; a row for everything else, also for what is not known. */
const CubbyStaffWords *cubby_staff_words_find (const char *reason);

/* Returns: (transfer full): the text in the language that is spoken. @place: in the queue, 0: not told */
char *cubby_staff_words_say (const CubbyStaffWords *words, guint place);

/* What staff may be asked to choose from: the word that lockerd gets, and what it is called. */
typedef struct {
  const char *word;
  const char *text;
  const char *drawing;
} CubbyStaffOption;

/* Why a parcel is rejected; why a door is taken out of service; why many doors are opened. Each ends with
 * NULL.
 */
const CubbyStaffOption *cubby_staff_options_reject (void);
const CubbyStaffOption *cubby_staff_options_service (void);
const CubbyStaffOption *cubby_staff_options_open (void);

G_END_DECLS
