/* SPDX-License-Identifier: Apache-2.0 */
#include "app/linkd/link-state.h"

/* What is not listed is a stray event: nothing happens. */
static const struct {
  gboolean known;
  CubbyLinkStep step;
} steps[CUBBY_N_LINK_STATES][CUBBY_N_LINK_EVENTS] = {
    [CUBBY_LINK_OFFLINE] =
        {
            [CUBBY_LINK_RETRY_DUE] = {TRUE, {CUBBY_LINK_CATCHING_UP, CUBBY_LINK_FETCH}},
        },
    [CUBBY_LINK_CATCHING_UP] =
        {
            [CUBBY_LINK_BATCH_MORE] = {TRUE, {CUBBY_LINK_CATCHING_UP, CUBBY_LINK_FETCH}},
            [CUBBY_LINK_BATCH_LAST] = {TRUE, {CUBBY_LINK_OPENING, CUBBY_LINK_OPEN}},
            [CUBBY_LINK_FAILED] = {TRUE, {CUBBY_LINK_OFFLINE, CUBBY_LINK_WAIT}},
            [CUBBY_LINK_TOO_OLD] = {TRUE, {CUBBY_LINK_CATCHING_UP, CUBBY_LINK_START_OVER}},
        },
    [CUBBY_LINK_OPENING] =
        {
            [CUBBY_LINK_STREAM_OPENED] = {TRUE, {CUBBY_LINK_LIVE, CUBBY_LINK_DO_NOTHING}},
            [CUBBY_LINK_FAILED] = {TRUE, {CUBBY_LINK_OFFLINE, CUBBY_LINK_WAIT}},
            [CUBBY_LINK_TOO_OLD] = {TRUE, {CUBBY_LINK_CATCHING_UP, CUBBY_LINK_START_OVER}},
        },
    [CUBBY_LINK_LIVE] =
        {
            [CUBBY_LINK_FAILED] = {TRUE, {CUBBY_LINK_OFFLINE, CUBBY_LINK_WAIT}},
            [CUBBY_LINK_TOO_OLD] = {TRUE, {CUBBY_LINK_CATCHING_UP, CUBBY_LINK_START_OVER}},
        },
};

CubbyLinkStep
cubby_link_step (CubbyLinkState state, CubbyLinkEvent event)
{
  if (steps[state][event].known)
    return steps[state][event].step;
  return (CubbyLinkStep){.next = state, .action = CUBBY_LINK_DO_NOTHING};
}

const char *
cubby_link_state_to_string (CubbyLinkState state)
{
  static const char *const names[CUBBY_N_LINK_STATES] = {
      [CUBBY_LINK_OFFLINE] = "offline",
      [CUBBY_LINK_CATCHING_UP] = "connecting",
      [CUBBY_LINK_OPENING] = "connecting",
      [CUBBY_LINK_LIVE] = "online",
  };
  return names[state];
}
