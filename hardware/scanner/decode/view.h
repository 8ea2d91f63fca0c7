/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

/* CubbyView and CubbyPoint: the rules that turn views into advice (app/domain/scan-advice) share them. */
#include "app/domain/scan-view.h" // IWYU pragma: export
