/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "protocols/pass/pass.h"

G_BEGIN_DECLS

/* Writes the fields of a pass to standard output, one a line. */
void cubby_ctl_print_pass (const CubbyPass *pass);

G_END_DECLS
