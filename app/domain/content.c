/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/content.h"

static const char *const names[CUBBY_N_CONTENTS] = {
    [CUBBY_CONTENT_EMPTY] = "empty",           [CUBBY_CONTENT_ASSIGNED] = "assigned",
    [CUBBY_CONTENT_LOADING] = "loading",       [CUBBY_CONTENT_LOADED] = "loaded",
    [CUBBY_CONTENT_COLLECTING] = "collecting", [CUBBY_CONTENT_EMPTIED] = "emptied",
    [CUBBY_CONTENT_REVIEW] = "review",         [CUBBY_CONTENT_OUT_OF_SERVICE] = "out_of_service",
};

/* By the state of the parcel behind the door; a withdrawn one has to be taken out by staff. */
static const CubbyContent by_parcel[CUBBY_N_PARCEL_STATES] = {
    [CUBBY_PARCEL_EXPECTED] = CUBBY_CONTENT_EMPTY,   [CUBBY_PARCEL_LOADING] = CUBBY_CONTENT_LOADING,
    [CUBBY_PARCEL_LOADED] = CUBBY_CONTENT_LOADED,    [CUBBY_PARCEL_COLLECTING] = CUBBY_CONTENT_COLLECTING,
    [CUBBY_PARCEL_COLLECTED] = CUBBY_CONTENT_EMPTY,  [CUBBY_PARCEL_REVIEW] = CUBBY_CONTENT_REVIEW,
    [CUBBY_PARCEL_WITHDRAWN] = CUBBY_CONTENT_REVIEW, [CUBBY_PARCEL_UNLOADED] = CUBBY_CONTENT_EMPTIED,
};

CubbyContent
cubby_content_judge (const CubbyContentFacts *facts)
{
  if (facts->out_of_service)
    return CUBBY_CONTENT_OUT_OF_SERVICE;
  if (facts->check)
    return CUBBY_CONTENT_REVIEW;
  if (facts->parcel != NULL)
    return by_parcel[facts->parcel->state];
  if (facts->assigned || facts->kept)
    return CUBBY_CONTENT_ASSIGNED;
  return facts->emptied ? CUBBY_CONTENT_EMPTIED : CUBBY_CONTENT_EMPTY;
}

const char *
cubby_content_to_string (CubbyContent content)
{
  g_return_val_if_fail (content < CUBBY_N_CONTENTS, NULL);
  return names[content];
}
