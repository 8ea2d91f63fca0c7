/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/domain/parcel.h"

G_BEGIN_DECLS

/* What is behind a door, as staff and screens see it. */
typedef enum {
  CUBBY_CONTENT_EMPTY,
  CUBBY_CONTENT_ASSIGNED, /* kept for a parcel; its door was not pulsed yet */
  CUBBY_CONTENT_LOADING,
  CUBBY_CONTENT_LOADED,
  CUBBY_CONTENT_COLLECTING,
  CUBBY_CONTENT_EMPTIED, /* taken out by staff */
  CUBBY_CONTENT_REVIEW,
  CUBBY_CONTENT_OUT_OF_SERVICE,
  CUBBY_N_CONTENTS,
} CubbyContent;

/**
 * CubbyContentFacts:
 * @parcel: (nullable): the one behind the door
 * @assigned: a stow was granted on the door and waits for its turn
 * @kept: for a parcel of the queue
 * @check: staff have to look inside before it is used again
 */
typedef struct {
  const CubbyParcel *parcel;
  gboolean assigned;
  gboolean kept;
  gboolean out_of_service;
  gboolean check;
  gboolean emptied;
} CubbyContentFacts;

CubbyContent cubby_content_judge (const CubbyContentFacts *facts);
const char *cubby_content_to_string (CubbyContent content);

G_END_DECLS
