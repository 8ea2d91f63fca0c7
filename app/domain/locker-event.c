/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/locker-event.h"

#include <string.h>

typedef enum { KIND_TEXT, KIND_NUMBER } Kind;

typedef struct {
  const char *name;
  Kind kind;
  gsize offset;
} Field;

enum {
  F_GRANT,
  F_SEQUENCE,
  F_PURPOSE,
  F_DOOR,
  F_LABEL,
  F_LABELS,
  F_SESSION,
  F_BADGE,
  F_SECOND,
  F_SECOND_BADGE,
  F_ROLE,
  F_REQUEST,
  F_RETRY_OF,
  F_FULFILMENT,
  F_SIZE,
  F_CTIS,
  F_CODE_HASH,
  F_RESULT,
  F_WHY,
  F_READING,
  F_VERSION,
  F_HOLD_UNTIL,
  F_HEAVY,
  F_REACH,
  F_RETURNING,
  F_PULSE_MS,
  F_REOPEN_S,
  F_UNDO_S,
  F_BOARD,
  F_YES,
  F_FROM,
  F_TO,
  F_CHECKS,
  F_FAILED,
  F_EPOCH,
  N_FIELDS,
};

/* Their order is the order in the text. */
static const Field fields[N_FIELDS] = {
    [F_GRANT] = {"grant", KIND_TEXT, G_STRUCT_OFFSET (CubbyLockerEvent, grant)},
    [F_SEQUENCE] = {"sequence", KIND_TEXT, G_STRUCT_OFFSET (CubbyLockerEvent, sequence)},
    [F_PURPOSE] = {"purpose", KIND_TEXT, G_STRUCT_OFFSET (CubbyLockerEvent, purpose)},
    [F_DOOR] = {"door", KIND_TEXT, G_STRUCT_OFFSET (CubbyLockerEvent, door)},
    [F_LABEL] = {"label", KIND_TEXT, G_STRUCT_OFFSET (CubbyLockerEvent, label)},
    [F_LABELS] = {"labels", KIND_TEXT, G_STRUCT_OFFSET (CubbyLockerEvent, labels)},
    [F_SESSION] = {"session", KIND_TEXT, G_STRUCT_OFFSET (CubbyLockerEvent, session)},
    [F_BADGE] = {"badge", KIND_TEXT, G_STRUCT_OFFSET (CubbyLockerEvent, badge)},
    [F_SECOND] = {"second", KIND_TEXT, G_STRUCT_OFFSET (CubbyLockerEvent, second)},
    [F_SECOND_BADGE] = {"second_badge", KIND_TEXT, G_STRUCT_OFFSET (CubbyLockerEvent, second_badge)},
    [F_ROLE] = {"role", KIND_TEXT, G_STRUCT_OFFSET (CubbyLockerEvent, role)},
    [F_REQUEST] = {"request", KIND_TEXT, G_STRUCT_OFFSET (CubbyLockerEvent, request)},
    [F_RETRY_OF] = {"retry_of", KIND_TEXT, G_STRUCT_OFFSET (CubbyLockerEvent, retry_of)},
    [F_FULFILMENT] = {"fulfilment", KIND_TEXT, G_STRUCT_OFFSET (CubbyLockerEvent, fulfilment)},
    [F_SIZE] = {"size", KIND_TEXT, G_STRUCT_OFFSET (CubbyLockerEvent, size)},
    [F_CTIS] = {"ctis", KIND_TEXT, G_STRUCT_OFFSET (CubbyLockerEvent, ctis)},
    [F_CODE_HASH] = {"code_hash", KIND_TEXT, G_STRUCT_OFFSET (CubbyLockerEvent, code_hash)},
    [F_RESULT] = {"result", KIND_TEXT, G_STRUCT_OFFSET (CubbyLockerEvent, result)},
    [F_WHY] = {"why", KIND_TEXT, G_STRUCT_OFFSET (CubbyLockerEvent, why)},
    [F_READING] = {"reading", KIND_TEXT, G_STRUCT_OFFSET (CubbyLockerEvent, reading)},
    [F_VERSION] = {"version", KIND_NUMBER, G_STRUCT_OFFSET (CubbyLockerEvent, version)},
    [F_HOLD_UNTIL] = {"hold_until", KIND_NUMBER, G_STRUCT_OFFSET (CubbyLockerEvent, hold_until_s)},
    [F_HEAVY] = {"heavy", KIND_NUMBER, G_STRUCT_OFFSET (CubbyLockerEvent, heavy)},
    [F_REACH] = {"reach", KIND_NUMBER, G_STRUCT_OFFSET (CubbyLockerEvent, reach)},
    [F_RETURNING] = {"returning", KIND_NUMBER, G_STRUCT_OFFSET (CubbyLockerEvent, returning)},
    [F_PULSE_MS] = {"pulse_ms", KIND_NUMBER, G_STRUCT_OFFSET (CubbyLockerEvent, pulse_ms)},
    [F_REOPEN_S] = {"reopen_s", KIND_NUMBER, G_STRUCT_OFFSET (CubbyLockerEvent, reopen_s)},
    [F_UNDO_S] = {"undo_s", KIND_NUMBER, G_STRUCT_OFFSET (CubbyLockerEvent, undo_s)},
    [F_BOARD] = {"board", KIND_NUMBER, G_STRUCT_OFFSET (CubbyLockerEvent, board)},
    [F_YES] = {"yes", KIND_NUMBER, G_STRUCT_OFFSET (CubbyLockerEvent, yes)},
    [F_FROM] = {"from_ms", KIND_NUMBER, G_STRUCT_OFFSET (CubbyLockerEvent, from_ms)},
    [F_TO] = {"to_ms", KIND_NUMBER, G_STRUCT_OFFSET (CubbyLockerEvent, to_ms)},
    [F_CHECKS] = {"checks", KIND_NUMBER, G_STRUCT_OFFSET (CubbyLockerEvent, checks)},
    [F_FAILED] = {"failed", KIND_NUMBER, G_STRUCT_OFFSET (CubbyLockerEvent, failed)},
    [F_EPOCH] = {"epoch", KIND_NUMBER, G_STRUCT_OFFSET (CubbyLockerEvent, epoch)},
};

#define BIT(field) (G_GUINT64_CONSTANT (1) << (field))

typedef struct {
  const char *name;
  gboolean durable;
  guint64 must; /* fields that are always there */
  guint64 may;  /* and those that may be missing: texts that are NULL, numbers that are 0 */
} EventRow;

static const EventRow events[CUBBY_N_EVENTS] = {
    [CUBBY_EVENT_STARTED] = {"started", TRUE, BIT (F_WHY), 0},
    [CUBBY_EVENT_CLOCK] = {"clock", TRUE, 0, 0},
    [CUBBY_EVENT_CLOCK_JUMPED] = {"clock.jumped", TRUE, BIT (F_FROM) | BIT (F_TO), 0},
    [CUBBY_EVENT_CLOCK_RESET] = {"clock.reset", TRUE, BIT (F_BADGE) | BIT (F_FROM) | BIT (F_TO), 0},
    [CUBBY_EVENT_SELF_TEST] = {"self_test.done", TRUE, BIT (F_CHECKS) | BIT (F_FAILED), 0},
    [CUBBY_EVENT_PARCEL_EXPECTED] = {"parcel.expected", TRUE,
                                     BIT (F_LABEL) | BIT (F_VERSION) | BIT (F_FULFILMENT) | BIT (F_SIZE) |
                                         BIT (F_CTIS) | BIT (F_CODE_HASH) | BIT (F_HOLD_UNTIL) |
                                         BIT (F_HEAVY) | BIT (F_REACH),
                                     BIT (F_RETURNING) | BIT (F_EPOCH)},
    [CUBBY_EVENT_PARCEL_RECALLED] = {"parcel.recalled", TRUE, BIT (F_LABEL) | BIT (F_VERSION),
                                     BIT (F_EPOCH) | BIT (F_WHY)},
    [CUBBY_EVENT_PARCEL_QUEUED] = {"parcel.queued", TRUE, BIT (F_LABEL), BIT (F_BADGE)},
    [CUBBY_EVENT_PARCEL_ASSIGNED] = {"parcel.assigned", TRUE, BIT (F_LABEL) | BIT (F_DOOR), 0},
    [CUBBY_EVENT_PARCEL_RELEASED] = {"parcel.released", TRUE, BIT (F_LABEL) | BIT (F_WHY), 0},
    [CUBBY_EVENT_PARCEL_REJECTED] = {"parcel.rejected", TRUE, BIT (F_LABEL) | BIT (F_WHY) | BIT (F_BADGE), 0},
    [CUBBY_EVENT_DOOR_SEEN] = {"door.seen", TRUE, BIT (F_GRANT) | BIT (F_BADGE) | BIT (F_LABELS), 0},
    [CUBBY_EVENT_PARCEL_SETTLED] = {"parcel.settled", TRUE, BIT (F_GRANT) | BIT (F_LABEL) | BIT (F_RESULT),
                                    0},
    [CUBBY_EVENT_SIGN_IN_TRIED] = {"sign-in.tried", TRUE, 0, BIT (F_BADGE)},
    [CUBBY_EVENT_SESSION_OPENED] = {"session.opened", TRUE, BIT (F_SESSION) | BIT (F_BADGE) | BIT (F_ROLE),
                                    0},
    [CUBBY_EVENT_SESSION_ENDED] = {"session.ended", TRUE, BIT (F_SESSION) | BIT (F_WHY), 0},
    [CUBBY_EVENT_CODE_TRIED] = {"code.tried", TRUE, 0, 0},
    [CUBBY_EVENT_CODE_GOOD] = {"code.good", TRUE, 0, 0},
    [CUBBY_EVENT_CODE_KNOWN] = {"code.known", TRUE, 0, 0},
    [CUBBY_EVENT_PASS_REFUSED] = {"pass.refused", TRUE, BIT (F_WHY), 0},
    [CUBBY_EVENT_GRANT_ISSUED] = {"grant.issued", TRUE,
                                  BIT (F_GRANT) | BIT (F_SEQUENCE) | BIT (F_PURPOSE) | BIT (F_DOOR),
                                  BIT (F_LABEL) | BIT (F_SESSION) | BIT (F_BADGE) | BIT (F_REQUEST) |
                                      BIT (F_RETRY_OF) | BIT (F_SECOND) | BIT (F_SECOND_BADGE) | BIT (F_WHY)},
    [CUBBY_EVENT_GRANT_INTENT] = {"grant.intent", TRUE, BIT (F_GRANT) | BIT (F_PULSE_MS), 0},
    [CUBBY_EVENT_GRANT_OPENED] = {"grant.opened", TRUE, BIT (F_GRANT), 0},
    [CUBBY_EVENT_GRANT_UNFIT] = {"grant.unfit", TRUE, BIT (F_GRANT) | BIT (F_WHY), BIT (F_SIZE)},
    [CUBBY_EVENT_GRANT_NOT_OPENED] = {"grant.not_opened", TRUE, BIT (F_GRANT) | BIT (F_RESULT), 0},
    [CUBBY_EVENT_GRANT_UNKNOWN] = {"grant.unknown", TRUE, BIT (F_GRANT) | BIT (F_WHY), 0},
    [CUBBY_EVENT_GRANT_CLOSED] = {"grant.closed", TRUE, BIT (F_GRANT) | BIT (F_RESULT),
                                  BIT (F_WHY) | BIT (F_REOPEN_S) | BIT (F_UNDO_S)},
    [CUBBY_EVENT_DOOR_FORCED] = {"door.forced", TRUE, BIT (F_DOOR), 0},
    [CUBBY_EVENT_DOOR_SETTLED] = {"door.settled", TRUE, BIT (F_DOOR), 0},
    [CUBBY_EVENT_DOOR_LEFT_OPEN] = {"door.left-open", TRUE, BIT (F_DOOR), 0},
    [CUBBY_EVENT_DOOR_SERVICE] = {"door.service", TRUE,
                                  BIT (F_DOOR) | BIT (F_BADGE) | BIT (F_WHY) | BIT (F_YES), 0},
    [CUBBY_EVENT_STAFF_CALLED] = {"staff.called", TRUE, BIT (F_WHY), 0},
    [CUBBY_EVENT_REQUEST_MADE] = {"request.made", TRUE, BIT (F_REQUEST) | BIT (F_DOOR) | BIT (F_WHY), 0},
    [CUBBY_EVENT_REQUEST_ANSWERED] = {"request.answered", TRUE, BIT (F_REQUEST) | BIT (F_BADGE) | BIT (F_YES),
                                      0},
    [CUBBY_EVENT_DOOR_READ] = {"door.read", FALSE, BIT (F_DOOR) | BIT (F_READING), 0},
    [CUBBY_EVENT_BOARD_ANSWERS] = {"board.answers", FALSE, BIT (F_BOARD) | BIT (F_YES), 0},
};

G_DEFINE_QUARK (cubby - locker - event - error - quark, cubby_locker_event_error)

static char **
get_text (const CubbyLockerEvent *self, const Field *field)
{
  return (char **)G_STRUCT_MEMBER_P (self, field->offset);
}

static gint64 *
get_number (const CubbyLockerEvent *self, const Field *field)
{
  return (gint64 *)G_STRUCT_MEMBER_P (self, field->offset);
}

CubbyLockerEvent *
cubby_locker_event_new (CubbyLockerEventType type, gint64 time_ms)
{
  CubbyLockerEvent *self = g_new0 (CubbyLockerEvent, 1);
  self->type = type;
  self->time_ms = time_ms;
  return self;
}

void
cubby_locker_event_free (CubbyLockerEvent *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < N_FIELDS; i++)
    if (fields[i].kind == KIND_TEXT)
      g_free (*get_text (self, &fields[i]));
  g_free (self);
}

const char *
cubby_locker_event_get_name (const CubbyLockerEvent *self)
{
  return events[self->type].name;
}

gboolean
cubby_locker_event_is_durable (const CubbyLockerEvent *self)
{
  return events[self->type].durable;
}

static void
append_value (GString *text, const CubbyLockerEvent *self, const Field *field)
{
  if (field->kind == KIND_NUMBER)
    g_string_append_printf (text, "%" G_GINT64_FORMAT, *get_number (self, field));
  else
    g_string_append_uri_escaped (text, *get_text (self, field), ",:/", FALSE);
}

/* Old journals have not the fields that came later, and nothing writes them where they say nothing. */
static gboolean
is_missing (const CubbyLockerEvent *self, const EventRow *row, guint field)
{
  if (((row->must | row->may) & BIT (field)) == 0)
    return TRUE;
  if (fields[field].kind == KIND_TEXT)
    return *get_text (self, &fields[field]) == NULL;
  return (row->must & BIT (field)) == 0 && *get_number (self, &fields[field]) == 0;
}

char *
cubby_locker_event_format (const CubbyLockerEvent *self)
{
  const EventRow *row = &events[self->type];
  GString *text = g_string_new (NULL);
  for (guint i = 0; i < N_FIELDS; i++) {
    if (is_missing (self, row, i))
      continue;
    if (text->len > 0)
      g_string_append_c (text, ' ');
    g_string_append_printf (text, "%s=", fields[i].name);
    append_value (text, self, &fields[i]);
  }
  return g_string_free (text, FALSE);
}

static int
find_event (const char *name)
{
  for (guint i = 0; i < CUBBY_N_EVENTS; i++)
    if (g_strcmp0 (events[i].name, name) == 0)
      return (int)i;
  return -1;
}

static int
find_field (const char *name, gsize length)
{
  for (guint i = 0; i < N_FIELDS; i++)
    if (strlen (fields[i].name) == length && strncmp (fields[i].name, name, length) == 0)
      return (int)i;
  return -1;
}

static gboolean
parse_value (CubbyLockerEvent *self, const Field *field, const char *value, const char *end)
{
  if (field->kind == KIND_TEXT) {
    char **text = get_text (self, field);
    *text = g_uri_unescape_segment (value, end, NULL);
    return *text != NULL;
  }
  g_autofree char *digits = g_strndup (value, (gsize)(end - value));
  return g_ascii_string_to_signed (digits, 10, G_MININT64, G_MAXINT64, get_number (self, field), NULL);
}

/* One pair; *seen collects the fields. */
static gboolean
parse_pair (CubbyLockerEvent *self, const char *pair, const char *end, guint64 *seen)
{
  const EventRow *row = &events[self->type];
  const char *equals = memchr (pair, '=', (gsize)(end - pair));
  int field = equals != NULL ? find_field (pair, (gsize)(equals - pair)) : -1;
  if (field < 0 || (*seen & BIT (field)) != 0 || ((row->must | row->may) & BIT (field)) == 0)
    return FALSE;
  *seen |= BIT (field);
  return parse_value (self, &fields[field], equals + 1, end);
}

CubbyLockerEvent *
cubby_locker_event_parse (const char *name, gint64 time_ms, const char *text, GError **error)
{
  int type = find_event (name);
  if (type < 0) {
    g_set_error (error, CUBBY_LOCKER_EVENT_ERROR, CUBBY_LOCKER_EVENT_ERROR_TYPE,
                 "“%s” is no event that this version knows", name);
    return NULL;
  }
  g_autoptr (CubbyLockerEvent) self = cubby_locker_event_new (type, time_ms);
  guint64 seen = 0;
  for (const char *pair = text; *pair != '\0';) {
    const char *end = strchrnul (pair, ' ');
    if (!parse_pair (self, pair, end, &seen)) {
      g_set_error (error, CUBBY_LOCKER_EVENT_ERROR, CUBBY_LOCKER_EVENT_ERROR_FIELD,
                   "event %s: “%.*s” is no field of it", name, (int)(end - pair), pair);
      return NULL;
    }
    pair = *end == ' ' ? end + 1 : end;
  }
  if ((seen & events[type].must) != events[type].must) {
    g_set_error (error, CUBBY_LOCKER_EVENT_ERROR, CUBBY_LOCKER_EVENT_ERROR_FIELD,
                 "event %s: a field is missing in “%s”", name, text);
    return NULL;
  }
  g_autofree char *canonical = cubby_locker_event_format (self);
  if (g_str_equal (canonical, text))
    return g_steal_pointer (&self);
  g_set_error (error, CUBBY_LOCKER_EVENT_ERROR, CUBBY_LOCKER_EVENT_ERROR_FIELD,
               "event %s: “%s” is not written as “%s”", name, text, canonical);
  return NULL;
}
