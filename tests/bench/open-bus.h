/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/common/settings.h"

/* Looks at the inputs of every board in turn, over our bus and over libmodbus as it comes, and reports both.
 */
void bench_compare_buses (const CubbySettings *settings);
