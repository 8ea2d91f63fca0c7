/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/common/settings.h"
#include "app/kiosk/navigator.h"
#include "app/kiosk/peers.h"
#include "app/kiosk/scan-source.h"
#include "app/kiosk/session.h"
#include "app/kiosk/shelf.h"

G_BEGIN_DECLS

/**
 * CubbyContext:
 *
 * What a page may lean on. Made by the program, borrowed by the pages.
 */
typedef struct {
  const CubbySettings *settings;
  CubbyPeers *peers;
  CubbyShelf *shelf;
  CubbyScanSource *scans;
  CubbySession *session;
  CubbyNavigator *navigator;
} CubbyContext;

G_END_DECLS
