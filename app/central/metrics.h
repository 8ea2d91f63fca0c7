/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "protocols/http/server.h"

G_BEGIN_DECLS

/* Counts answers by route and status, and how long they took, for Prometheus. */
typedef struct _CubbyMetrics CubbyMetrics;

CubbyMetrics *cubby_metrics_new (void);
void cubby_metrics_free (CubbyMetrics *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyMetrics, cubby_metrics_free)

void cubby_metrics_count (CubbyMetrics *self, const char *method, const char *pattern, guint status,
                          gint64 took_us);
/* Appends the counts in the text format 0.0.4. */
void cubby_metrics_append (CubbyMetrics *self, GString *text);
/* Appends one gauge with its help line. */
void cubby_metrics_append_counter (GString *text, const char *name, const char *help, guint64 value);
void cubby_metrics_append_gauge (GString *text, const char *name, const char *help, gint64 value);
/* @labels: (nullable): NAME="VALUE"; @help: (nullable): for the first of a name */
void cubby_metrics_append_labelled (GString *text, const char *name, const char *labels, const char *help,
                                    gint64 value);

G_END_DECLS
