/* SPDX-License-Identifier: Apache-2.0 */
#include "app/ctl/journal-words.h"

#include <string.h>

typedef struct {
  const char *type;
  const char *value; /* of result, why or yes, whichever the event has; NULL any */
  const char *words; /* {field} is its value; [ ] is left out when a field in it has none */
} Row;

/* The first row that fits is taken; a type without a row is told as it is written. To add an event: a row. */
static const Row rows[] = {
    {"started", NULL, "cubby-lockerd started, version {why}"},
    {"clock", NULL, "the clock went on"},
    {"clock.jumped", NULL, "the machine's clock stepped far ahead"},
    {"clock.reset", NULL, "{badge} reset the clock"},
    {"self_test.done", NULL, "the bank tested itself"},
    {"parcel.expected", NULL, "parcel {label} was announced, size {size}"},
    {"parcel.recalled", NULL, "parcel {label} was recalled by the shop"},
    {"parcel.queued", NULL, "parcel {label} found no free compartment and waits[, scanned by {badge}]"},
    {"parcel.assigned", NULL, "kept for parcel {label}"},
    {"parcel.released", NULL, "not kept for parcel {label} any more: {why}"},
    {"sign-in.tried", NULL, "somebody tried to sign in[ as {badge}]"},
    {"session.opened", NULL, "{badge} signed in: {role}"},
    {"session.ended", NULL, "signed out: {why}"},
    {"code.tried", NULL, "a code was typed"},
    {"code.known", NULL, "the typed code belongs to a parcel whose door does not open now"},
    {"code.good", NULL, "a typed code was good"},
    {"pass.refused", NULL, "a pass was refused: {why}"},
    {"grant.issued", NULL, "granted for {purpose}[ of parcel {label}][ by {badge}][ on request {request}]"},
    {"grant.intent", NULL, "pulsed for {pulse_ms} ms[, {purpose}][ of parcel {label}]"},
    {"grant.opened", NULL, "opened[: {purpose}][ of parcel {label}]"},
    {"grant.not_opened", "stuck", "did not open and is stuck: out of service, staff are called"},
    {"grant.not_opened", "not_sent", "was not pulsed: nothing left this machine"},
    {"grant.not_opened", NULL, "did not open[ for parcel {label}]"},
    {"grant.unknown", NULL, "whether it opened is not known: {why}; somebody has to look"},
    {"grant.closed", "collected", "shut: parcel {label} was collected"},
    {"grant.closed", "loaded", "shut: parcel {label} lies here"},
    {"grant.closed", "unloaded", "shut: it was emptied by staff"},
    {"grant.closed", "checked", "shut: staff looked inside"},
    {"grant.closed", "lapsed", "the grant lapsed: nothing was pulsed"},
    {"grant.closed", "review", "shut: somebody has to look inside[: {why}]"},
    {"grant.closed", NULL, "shut: {result}"},
    {"door.forced", NULL, "OPENED WITHOUT A GRANT: alarm"},
    {"door.settled", NULL, "the forced door was shut"},
    {"door.left-open", NULL, "stands open for too long: staff are called"},
    {"door.service", "0", "taken out of service by {badge}: {why}"},
    {"door.service", "1", "put back into service by {badge}: {why}"},
    {"staff.called", NULL, "staff were called: {why}"},
    {"request.made", NULL, "somebody far away asks for it to be opened: {why}"},
    {"request.answered", "1", "{badge} agreed to a request to open"},
    {"request.answered", "0", "{badge} declined a request to open"},
    {"journal.snapshot", NULL, "the journal wrote a snapshot"},
    {"journal.trimmed", NULL, "the journal removed its oldest rows"},
};

typedef struct {
  const char *name;
  gsize offset;
} Word;

static const Word texts[] = {
    {"label", G_STRUCT_OFFSET (CubbyLockerEvent, label)},
    {"size", G_STRUCT_OFFSET (CubbyLockerEvent, size)},
    {"badge", G_STRUCT_OFFSET (CubbyLockerEvent, badge)},
    {"role", G_STRUCT_OFFSET (CubbyLockerEvent, role)},
    {"why", G_STRUCT_OFFSET (CubbyLockerEvent, why)},
    {"result", G_STRUCT_OFFSET (CubbyLockerEvent, result)},
    {"purpose", G_STRUCT_OFFSET (CubbyLockerEvent, purpose)},
    {"request", G_STRUCT_OFFSET (CubbyLockerEvent, request)},
};

static char *
get_value (const CubbyLockerEvent *event, const char *name, gsize length)
{
  if (strncmp (name, "pulse_ms", length) == 0)
    return g_strdup_printf ("%" G_GINT64_FORMAT, event->pulse_ms);
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    if (strlen (texts[i].name) == length && strncmp (texts[i].name, name, length) == 0)
      return g_strdup (*(char *const *)G_STRUCT_MEMBER_P (event, texts[i].offset));
  return NULL;
}

/* Appends the part from @words to @end; FALSE when a field in it has no value. */
static gboolean
fill (GString *out, const char *words, const char *end, const CubbyLockerEvent *event)
{
  for (const char *c = words; c < end; c++) {
    if (*c != '{') {
      g_string_append_c (out, *c);
      continue;
    }
    const char *close = strchr (c, '}');
    g_autofree char *value = get_value (event, c + 1, (gsize)(close - c - 1));
    if (value == NULL)
      return FALSE;
    g_string_append (out, value);
    c = close;
  }
  return TRUE;
}

static char *
fill_all (const char *words, const CubbyLockerEvent *event)
{
  GString *out = g_string_new (NULL);
  for (const char *c = words; *c != '\0';) {
    const char *end = *c == '[' ? strchr (c, ']') : strchrnul (c, '[');
    gboolean optional = *c == '[';
    gsize before = out->len;
    gboolean good = fill (out, optional ? c + 1 : c, end, event);
    if (!good && optional)
      g_string_truncate (out, before);
    else if (!good)
      g_string_append_c (out, '?');
    c = optional ? end + 1 : end;
  }
  return g_string_free (out, FALSE);
}

static gboolean
fits (const Row *row, const char *type, const CubbyLockerEvent *event)
{
  if (strcmp (row->type, type) != 0)
    return FALSE;
  if (row->value == NULL)
    return TRUE;
  const char *yes = event->yes != 0 ? "1" : "0";
  return g_strcmp0 (row->value, event->result) == 0 || strcmp (row->value, yes) == 0;
}

char *
cubby_journal_words (const char *type, const CubbyLockerEvent *event, const char *text)
{
  CubbyLockerEvent none = {0};
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    if (fits (&rows[i], type, event != NULL ? event : &none))
      return fill_all (rows[i].words, event != NULL ? event : &none);
  return g_strdup_printf ("%s %s", type, text);
}
