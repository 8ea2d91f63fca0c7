/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/common/conf-file.h"
#include "app/common/settings.h"

void cubby_board_profile_free (CubbyBoardProfile *self);

/* Each reads its groups of the file into @settings; errors stick in @conf. */
void cubby_settings_read_hardware (CubbySettings *settings, CubbyConfFile *conf);
void cubby_settings_read_scanners (CubbySettings *settings, CubbyConfFile *conf);
void cubby_settings_read_lights (CubbySettings *settings, CubbyConfFile *conf);
void cubby_settings_read_profiles (CubbySettings *settings, CubbyConfFile *conf);
void cubby_settings_read_bank (CubbySettings *settings, CubbyConfFile *conf);

/* Returns: the key baud= of @group, which is a bus or a scanner. */
guint cubby_settings_read_baud (CubbyConfFile *conf, const char *group);
