/* SPDX-License-Identifier: Apache-2.0 */
#include "app/ctl/journal-words.h"

#include <string.h>

typedef struct {
  const char *type;
  const char *value; /* "field=value" that it has to have; NULL any */
  const char *words; /* {field} is its value; what is in [ ] is left out when a field in it has none */
} Row;

/* The first row that fits is taken; a type without a row is told as it is written. To add an event: a row. */
static const Row rows[] = {
    {"started", NULL, "cubby-lockerd started, version {why}"},
    {"clock", NULL, "the clock went on"},
    {"clock.jumped", NULL, "the clock jumped from {from} to {to}"},
    {"clock.reset", NULL, "{badge} set the clock back from {from} to {to}"},
    {"self_test.done", "failed=0", "self-test: all {checks} checks are good"},
    {"self_test.done", NULL, "self-test: {failed} of {checks} checks are NOT good"},
    {"parcel.expected", NULL, "parcel {label} was announced, size {size}[, a return ({returning})]"},
    {"parcel.recalled", NULL, "parcel {label} was recalled by the shop"},
    {"parcel.queued", NULL, "parcel {label} found no free compartment and waits[, scanned by {badge}]"},
    {"parcel.assigned", NULL, "kept for parcel {label}"},
    {"parcel.released", NULL, "not kept for parcel {label} any more: {why}"},
    {"parcel.rejected", NULL, "parcel {label} was rejected by {badge}: {why}"},
    {"door.seen", "labels=", "{badge} looked inside and found nothing"},
    {"door.seen", NULL, "{badge} looked inside and found {labels}"},
    {"parcel.settled", NULL, "parcel {label} is now: {result}"},
    {"sign-in.tried", NULL, "somebody tried to sign in[ as {badge}]"},
    {"session.opened", NULL, "{badge} signed in: {role}"},
    {"session.ended", NULL, "signed out: {why}"},
    {"code.tried", NULL, "a code was typed"},
    {"code.good", NULL, "the typed code opened something"},
    {"code.known", NULL, "the typed code was known, and opened nothing"},
    {"pass.refused", NULL, "a pass was refused: {why}"},
    {"grant.issued", NULL,
     "granted for {purpose}[ of parcel {label}][ by {badge}][ and {second_badge}][ on request {request}][: "
     "{why}]"},
    {"grant.intent", NULL, "pulsed for {pulse_ms} ms[: {purpose}][ of parcel {label}]"},
    {"grant.opened", NULL, "opened[: {purpose}][ of parcel {label}]"},
    {"grant.unfit", NULL, "does not fit[ parcel {label}][, a size {size} is wanted]: {why}"},
    {"grant.not_opened", "result=stuck", "did not open and is stuck: out of service, staff are called"},
    {"grant.not_opened", "result=not_sent", "was not pulsed: nothing left this machine"},
    {"grant.not_opened", NULL, "did not open[ for parcel {label}]"},
    {"grant.unknown", NULL, "whether it opened is not known ({why}): somebody has to look"},
    {"grant.closed", "result=collected", "shut: parcel {label} was collected"},
    {"grant.closed", "result=loaded", "shut: parcel {label} lies here"},
    {"grant.closed", "result=unloaded", "shut: it was emptied by staff"},
    {"grant.closed", "result=checked", "shut: staff looked inside"},
    {"grant.closed", "result=lapsed", "the grant lapsed: nothing was pulsed"},
    {"grant.closed", "result=review", "shut: somebody has to look inside[ ({why})]"},
    {"grant.closed", NULL, "shut: {result}"},
    {"door.forced", NULL, "OPENED WITHOUT A GRANT: alarm"},
    {"door.settled", NULL, "the forced door was shut"},
    {"door.left-open", NULL, "stands open for too long: staff are called"},
    {"door.service", "yes=0", "taken out of service by {badge}: {why}"},
    {"door.service", NULL, "put back into service by {badge}: {why}"},
    {"staff.called", NULL, "staff were called: {why}"},
    {"request.made", NULL, "somebody far away asks for it to be opened: {why}"},
    {"request.answered", "yes=0", "{badge} declined a request to open"},
    {"request.answered", NULL, "{badge} agreed to a request to open"},
    {"journal.snapshot", NULL, "the journal wrote a snapshot"},
    {"journal.trimmed", NULL, "the journal removed its rows up to {through}"},
};

/* What the grant of the row is known to be about. */
typedef struct {
  const char *name;
  gsize offset;
} Known;

static const Known known[] = {
    {"label", G_STRUCT_OFFSET (CubbyLockerEvent, label)},
    {"purpose", G_STRUCT_OFFSET (CubbyLockerEvent, purpose)},
};

static const char *const times[] = {"from", "to", NULL};

/* Returns: (nullable): a field of the row as it is written, still escaped. */
static char *
find_field (const char *text, const char *name)
{
  g_auto (GStrv) pairs = g_strsplit (text, " ", -1);
  g_autofree char *start = g_strconcat (name, "=", NULL);
  for (char **pair = pairs; *pair != NULL; pair++)
    if (g_str_has_prefix (*pair, start))
      return g_strdup (*pair + strlen (start));
  return NULL;
}

static char *
format_time (const char *digits)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (g_ascii_strtoll (digits, NULL, 10) / 1000);
  return time != NULL ? g_date_time_format (time, "%Y-%m-%d %H:%M:%S") : g_strdup (digits);
}

static char *
get_value (const CubbyLockerEvent *event, const char *text, const char *name)
{
  for (gsize i = 0; event != NULL && i < G_N_ELEMENTS (known); i++)
    if (strcmp (known[i].name, name) == 0)
      return g_strdup (*(char *const *)G_STRUCT_MEMBER_P (event, known[i].offset));
  g_autofree char *escaped = find_field (text, name);
  if (escaped == NULL)
    return NULL;
  return g_strv_contains (times, name) ? format_time (escaped) : g_uri_unescape_string (escaped, NULL);
}

/* Appends the words up to @end to @out; FALSE when a field in them has no value. */
static gboolean
fill (GString *out, const char *words, const char *end, const CubbyLockerEvent *event, const char *text)
{
  for (const char *c = words; c < end; c++) {
    if (*c != '{') {
      g_string_append_c (out, *c);
      continue;
    }
    const char *close = strchr (c, '}');
    g_autofree char *name = g_strndup (c + 1, (gsize)(close - c - 1));
    g_autofree char *value = get_value (event, text, name);
    if (value == NULL)
      return FALSE;
    g_string_append (out, value);
    c = close;
  }
  return TRUE;
}

static char *
fill_all (const char *words, const CubbyLockerEvent *event, const char *text)
{
  GString *out = g_string_new (NULL);
  for (const char *c = words; *c != '\0';) {
    gboolean optional = *c == '[';
    const char *end = optional ? strchr (c, ']') : strchrnul (c, '[');
    gsize before = out->len;
    gboolean good = fill (out, optional ? c + 1 : c, end, event, text);
    if (!good && optional)
      g_string_truncate (out, before);
    else if (!good)
      g_string_append (out, "(unknown)");
    c = optional ? end + 1 : end;
  }
  return g_string_free (out, FALSE);
}

static gboolean
has_pair (const char *text, const char *pair)
{
  g_auto (GStrv) pairs = g_strsplit (text, " ", -1);
  return pair == NULL || g_strv_contains ((const char *const *)pairs, pair);
}

char *
cubby_journal_words (const char *type, const CubbyLockerEvent *event, const char *text)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    if (strcmp (rows[i].type, type) == 0 && has_pair (text, rows[i].value))
      return fill_all (rows[i].words, event, text);
  return g_strdup_printf ("%s %s", type, text);
}
