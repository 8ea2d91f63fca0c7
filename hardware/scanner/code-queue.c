/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/code-queue.h"

typedef struct {
  char *text;
  const char *symbology;
  CubbyRefusal refusal;
} Result;

struct _CubbyCodeQueue {
  const CubbyReaderSettings *settings;
  GQueue results; /* of Result */
};

static void
result_free (gpointer data)
{
  Result *result = data;
  g_free (result->text);
  g_free (result);
}

CubbyCodeQueue *
cubby_code_queue_new (const CubbyReaderSettings *settings)
{
  CubbyCodeQueue *self = g_new0 (CubbyCodeQueue, 1);
  self->settings = settings;
  g_queue_init (&self->results);
  return self;
}

void
cubby_code_queue_free (CubbyCodeQueue *self)
{
  if (self == NULL)
    return;
  g_queue_clear_full (&self->results, result_free);
  g_free (self);
}

/* What waits is bounded; the last place tells that there was more. */
static void
code_queue_add (CubbyCodeQueue *self, Result result)
{
  guint n_waiting = g_queue_get_length (&self->results);
  if (n_waiting >= CUBBY_CODES_WAITING_MAX) {
    g_free (result.text);
    return;
  }
  if (n_waiting == CUBBY_CODES_WAITING_MAX - 1) {
    g_clear_pointer (&result.text, g_free);
    result.refusal = CUBBY_REFUSAL_TOO_MANY;
  }
  g_queue_push_tail (&self->results, g_memdup2 (&result, sizeof result));
}

void
cubby_code_queue_push (CubbyCodeQueue *self, const char *sent, gsize length)
{
  Result result = {NULL};
  result.refusal = cubby_reader_text_take (self->settings, sent, length, &result.text, &result.symbology);
  code_queue_add (self, result);
}

void
cubby_code_queue_refuse (CubbyCodeQueue *self, CubbyRefusal refusal)
{
  code_queue_add (self, (Result){.symbology = "reader", .refusal = refusal});
}

gboolean
cubby_code_queue_pop (CubbyCodeQueue *self, char **ret_text, const char **ret_symbology,
                      CubbyRefusal *ret_refusal)
{
  g_autofree Result *result = g_queue_pop_head (&self->results);
  if (result == NULL)
    return FALSE;
  *ret_text = result->text;
  *ret_symbology = result->symbology;
  *ret_refusal = result->refusal;
  return TRUE;
}
