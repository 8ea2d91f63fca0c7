/* SPDX-License-Identifier: Apache-2.0 */
/* The locker as text and back.
 *
 * TO ADD A DURABLE FIELD: one row in the table of its struct below. That row writes it, reads it, and makes
 * every replay test compare it. A new kind of record: a table, an each_…(), a take_…() and a row in kinds[].
 * Once a version of this program is in shops, a new field also raises VERSION and has .since = VERSION in its
 * row, so that the snapshots of the version before can still be read. */
#include "app/domain/locker-snapshot.h"

#include "app/domain/locker-private.h"
#include "app/domain/locker-queue.h"
#include "app/domain/locker-record.h"

#include <string.h>

#define VERSION 1
#define FIRST_WORD "cubby-locker"
#define LAST_LINE "end"

#define AT(type, member) G_STRUCT_OFFSET (type, member)

G_DEFINE_QUARK (cubby - locker - snapshot - error - quark, cubby_locker_snapshot_error)

/* The same as what they stand for, with the key beside it. */
typedef struct {
  char *name;
  CubbyLockerDoor door;
} SavedDoor;

typedef struct {
  char *badge;
  CubbyAttempts attempts;
} SavedBadge;

typedef struct {
  char *cti;
  gint64 since_ms;
} SavedRevoked;

static const CubbyRecordField locker_fields[] = {
    {"started", CUBBY_FIELD_INT64, AT (CubbyLocker, started_ms)},
    {"last", CUBBY_FIELD_INT64, AT (CubbyLocker, last_ms)},
    {"epoch", CUBBY_FIELD_UINT64, AT (CubbyLocker, epoch)},
    {"tested", CUBBY_FIELD_INT64, AT (CubbyLocker, tested_ms)},
    {"test_failed", CUBBY_FIELD_INT64, AT (CubbyLocker, test_failed_ms)},
    {"jumped", CUBBY_FIELD_INT64, AT (CubbyLocker, jumped_ms)},
    {"grants", CUBBY_FIELD_UINT, AT (CubbyLocker, n_grants)},
    {"keypad", CUBBY_FIELD_UINT, AT (CubbyLocker, keypad.failures)},
    {"keypad-last", CUBBY_FIELD_INT64, AT (CubbyLocker, keypad.last_ms)},
    {"codes", CUBBY_FIELD_UINT, AT (CubbyLocker, codes.failures)},
    {"codes-last", CUBBY_FIELD_INT64, AT (CubbyLocker, codes.last_ms)},
    {"passes", CUBBY_FIELD_UINT, AT (CubbyLocker, passes.failures)},
    {"passes-last", CUBBY_FIELD_INT64, AT (CubbyLocker, passes.last_ms)},
    {NULL},
};

static const CubbyRecordField door_fields[] = {
    {"name", CUBBY_FIELD_TEXT, AT (SavedDoor, name)},
    {"openings", CUBBY_FIELD_UINT64, AT (SavedDoor, door.openings)},
    {"pulsed", CUBBY_FIELD_INT64, AT (SavedDoor, door.pulsed_ms)},
    {"out", CUBBY_FIELD_INT64, AT (SavedDoor, door.out_of_service_ms)},
    {"out_by_staff", CUBBY_FIELD_FLAG, AT (SavedDoor, door.out_by_staff)},
    {"check", CUBBY_FIELD_INT64, AT (SavedDoor, door.check_ms)},
    {"forced", CUBBY_FIELD_INT64, AT (SavedDoor, door.forced_ms)},
    {"left", CUBBY_FIELD_INT64, AT (SavedDoor, door.left_open_ms)},
    {"emptied", CUBBY_FIELD_FLAG, AT (SavedDoor, door.emptied)},
    {NULL},
};

static const CubbyRecordField parcel_fields[] = {
    {"label", CUBBY_FIELD_TEXT, AT (CubbyParcel, label)},
    {"epoch", CUBBY_FIELD_UINT64, AT (CubbyParcel, epoch)},
    {"version", CUBBY_FIELD_UINT64, AT (CubbyParcel, version)},
    {"fulfilment", CUBBY_FIELD_TEXT_OR_NONE, AT (CubbyParcel, fulfilment)},
    {"size", CUBBY_FIELD_WORD, AT (CubbyParcel, size), cubby_size_to_string, CUBBY_N_SIZES},
    {"ctis", CUBBY_FIELD_LIST, AT (CubbyParcel, ctis)},
    {"code_hash", CUBBY_FIELD_TEXT, AT (CubbyParcel, code_hash)},
    {"hold", CUBBY_FIELD_INT64, AT (CubbyParcel, hold_until_s)},
    {"heavy", CUBBY_FIELD_FLAG, AT (CubbyParcel, heavy)},
    {"reach", CUBBY_FIELD_FLAG, AT (CubbyParcel, reach)},
    {"state", CUBBY_FIELD_WORD, AT (CubbyParcel, state), cubby_parcel_state_to_string, CUBBY_N_PARCEL_STATES},
    {"review", CUBBY_FIELD_WORD, AT (CubbyParcel, review), cubby_review_to_string, CUBBY_N_REVIEWS},
    {"stowing", CUBBY_FIELD_FLAG, AT (CubbyParcel, stowing)},
    {"recalled", CUBBY_FIELD_FLAG, AT (CubbyParcel, recalled)},
    {"withdrawal", CUBBY_FIELD_WORD, AT (CubbyParcel, withdrawal), cubby_withdrawal_to_string,
     CUBBY_N_WITHDRAWALS},
    {"door", CUBBY_FIELD_TEXT_OR_NONE, AT (CubbyParcel, door)},
    {"used", CUBBY_FIELD_INT64, AT (CubbyParcel, used_ms)},
    {"changed", CUBBY_FIELD_INT64, AT (CubbyParcel, changed_ms)},
    {"tries", CUBBY_FIELD_UINT, AT (CubbyParcel, tries)},
    {"last_grant", CUBBY_FIELD_TEXT_OR_NONE, AT (CubbyParcel, last_grant)},
    {"reopens", CUBBY_FIELD_UINT, AT (CubbyParcel, reopens)},
    {"at_counter", CUBBY_FIELD_FLAG, AT (CubbyParcel, at_counter)},
    {"undo_until", CUBBY_FIELD_INT64, AT (CubbyParcel, undo_until_ms)},
    {"rejected", CUBBY_FIELD_FLAG, AT (CubbyParcel, rejected)},
    {"returning", CUBBY_FIELD_FLAG, AT (CubbyParcel, returning)},
    {NULL},
};

static const CubbyRecordField grant_fields[] = {
    {"id", CUBBY_FIELD_TEXT, AT (CubbyGrant, id)},
    {"sequence", CUBBY_FIELD_TEXT, AT (CubbyGrant, sequence)},
    {"purpose", CUBBY_FIELD_WORD, AT (CubbyGrant, purpose), cubby_purpose_to_string, CUBBY_N_PURPOSES},
    {"door", CUBBY_FIELD_TEXT, AT (CubbyGrant, door)},
    {"label", CUBBY_FIELD_TEXT_OR_NONE, AT (CubbyGrant, label)},
    {"session", CUBBY_FIELD_TEXT_OR_NONE, AT (CubbyGrant, session)},
    {"badge", CUBBY_FIELD_TEXT_OR_NONE, AT (CubbyGrant, badge)},
    {"second", CUBBY_FIELD_TEXT_OR_NONE, AT (CubbyGrant, second)},
    {"retry_of", CUBBY_FIELD_TEXT_OR_NONE, AT (CubbyGrant, retry_of)},
    {"state", CUBBY_FIELD_WORD, AT (CubbyGrant, state), cubby_grant_state_to_string, CUBBY_N_GRANT_STATES},
    {"number", CUBBY_FIELD_UINT, AT (CubbyGrant, number)},
    {"pulse", CUBBY_FIELD_UINT, AT (CubbyGrant, pulse_ms)},
    {"issued", CUBBY_FIELD_INT64, AT (CubbyGrant, issued_ms)},
    {"intent", CUBBY_FIELD_INT64, AT (CubbyGrant, intent_ms)},
    {"opened", CUBBY_FIELD_INT64, AT (CubbyGrant, opened_ms)},
    {"turn", CUBBY_FIELD_INT64, AT (CubbyGrant, turn_ms)},
    {"unfit", CUBBY_FIELD_TEXT_OR_NONE, AT (CubbyGrant, unfit)},
    {"seen", CUBBY_FIELD_TEXT_OR_NONE, AT (CubbyGrant, seen)},
    {NULL},
};

static const CubbyRecordField closed_fields[] = {
    {"grant", CUBBY_FIELD_TEXT, AT (CubbyClosedPickup, grant)},
    {"sequence", CUBBY_FIELD_TEXT, AT (CubbyClosedPickup, sequence)},
    {"label", CUBBY_FIELD_TEXT, AT (CubbyClosedPickup, label)},
    {"door", CUBBY_FIELD_TEXT, AT (CubbyClosedPickup, door)},
    {"until", CUBBY_FIELD_INT64, AT (CubbyClosedPickup, until_ms)},
    {NULL},
};

static const CubbyRecordField request_fields[] = {
    {"id", CUBBY_FIELD_TEXT, AT (CubbyOpenRequest, id)},
    {"door", CUBBY_FIELD_TEXT, AT (CubbyOpenRequest, door)},
    {"why", CUBBY_FIELD_TEXT, AT (CubbyOpenRequest, why)},
    {"made", CUBBY_FIELD_INT64, AT (CubbyOpenRequest, made_ms)},
    {NULL},
};

static const CubbyRecordField call_fields[] = {
    {"kind", CUBBY_FIELD_TEXT, AT (CubbyCall, kind)},
    {"since", CUBBY_FIELD_INT64, AT (CubbyCall, since_ms)},
    {NULL},
};

static const CubbyRecordField queue_fields[] = {
    {"label", CUBBY_FIELD_TEXT, AT (CubbyQueueEntry, label)},
    {"since", CUBBY_FIELD_INT64, AT (CubbyQueueEntry, since_ms)},
    {"door", CUBBY_FIELD_TEXT_OR_NONE, AT (CubbyQueueEntry, door)},
    {"assigned", CUBBY_FIELD_INT64, AT (CubbyQueueEntry, assigned_ms)},
    {NULL},
};

static const CubbyRecordField session_fields[] = {
    {"id", CUBBY_FIELD_TEXT, AT (CubbyStaffSession, id)},
    {"badge", CUBBY_FIELD_TEXT, AT (CubbyStaffSession, badge)},
    {"role", CUBBY_FIELD_WORD, AT (CubbyStaffSession, role), cubby_role_to_string, CUBBY_N_ROLES},
    {"used", CUBBY_FIELD_INT64, AT (CubbyStaffSession, used_ms)},
    {NULL},
};

static const CubbyRecordField badge_fields[] = {
    {"badge", CUBBY_FIELD_TEXT, AT (SavedBadge, badge)},
    {"failures", CUBBY_FIELD_UINT, AT (SavedBadge, attempts.failures)},
    {"last", CUBBY_FIELD_INT64, AT (SavedBadge, attempts.last_ms)},
    {NULL},
};

static const CubbyRecordField revoked_fields[] = {
    {"cti", CUBBY_FIELD_TEXT, AT (SavedRevoked, cti)},
    {"since", CUBBY_FIELD_INT64, AT (SavedRevoked, since_ms)},
    {NULL},
};

static const CubbyRecordField pulse_fields[] = {{"at", CUBBY_FIELD_INT64, 0}, {NULL}};

typedef struct {
  const char *name;
  const CubbyRecordField *fields;
  gsize size;
} Shape;

/* each: writes a line for each record. take: makes a record part of the locker, and clears or keeps what it
 * points to; FALSE when there is one like it. */
typedef struct {
  Shape shape;
  void (*each) (const CubbyLocker *self, const Shape *shape, GString *text);
  gboolean (*take) (CubbyLocker *self, gpointer record);
} Kind;

static void
write_line (GString *text, const Shape *shape, gconstpointer record)
{
  g_string_append (text, shape->name);
  cubby_record_write (text, shape->fields, record);
  g_string_append_c (text, '\n');
}

/* A hash table in the order of its keys. */
static void
for_sorted (GHashTable *table, const Shape *shape, GString *text,
            void (*write) (GString *text, const Shape *shape, char *key, gpointer value))
{
  g_autoptr (GList) keys = g_list_sort (g_hash_table_get_keys (table), (GCompareFunc)strcmp);
  for (GList *key = keys; key != NULL; key = key->next)
    write (text, shape, key->data, g_hash_table_lookup (table, key->data));
}

static void
write_value (GString *text, const Shape *shape, char *key, gpointer value)
{
  write_line (text, shape, value);
}

static void
write_array (GString *text, const Shape *shape, const GPtrArray *records)
{
  for (guint i = 0; i < records->len; i++)
    write_line (text, shape, g_ptr_array_index (records, i));
}

/* Adds @record when @key is new to @table, whose values hold their keys. */
static gboolean
keep_new (GHashTable *table, char *key, gpointer record)
{
  if (g_hash_table_contains (table, key))
    return FALSE;
  return g_hash_table_insert (table, key, record);
}

static void
each_locker (const CubbyLocker *self, const Shape *shape, GString *text)
{
  write_line (text, shape, self);
}

static gboolean
take_locker (CubbyLocker *self, gpointer record)
{
  g_autofree CubbyLocker *counters = record; /* its numbers alone were read */
  self->started_ms = counters->started_ms;
  self->last_ms = counters->last_ms;
  self->epoch = counters->epoch;
  self->tested_ms = counters->tested_ms;
  self->test_failed_ms = counters->test_failed_ms;
  self->jumped_ms = counters->jumped_ms;
  self->n_grants = counters->n_grants;
  self->keypad = counters->keypad;
  self->codes = counters->codes;
  self->passes = counters->passes;
  return TRUE;
}

static void
write_door (GString *text, const Shape *shape, char *name, gpointer door)
{
  SavedDoor saved = {.name = name, .door = *(const CubbyLockerDoor *)door};
  if (!cubby_record_is_blank (&saved, shape->fields + 1)) /* after its name */
    write_line (text, shape, &saved);
}

static void
each_door (const CubbyLocker *self, const Shape *shape, GString *text)
{
  g_autoptr (GHashTable) doors = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTableIter iter;
  gpointer name, door;
  g_hash_table_iter_init (&iter, self->absent);
  while (g_hash_table_iter_next (&iter, &name, &door))
    g_hash_table_insert (doors, name, door);
  for (guint i = 0; i < self->n_doors; i++)
    g_hash_table_insert (doors, cubby_bank_get_compartment (self->bank, i)->name, &self->doors[i]);
  for_sorted (doors, shape, text, write_door);
}

static gboolean
take_door (CubbyLocker *self, gpointer record)
{
  SavedDoor *saved = record;
  *cubby_locker_door_of (self, saved->name) = saved->door;
  g_free (saved->name);
  g_free (saved);
  return TRUE;
}

static void
each_parcel (const CubbyLocker *self, const Shape *shape, GString *text)
{
  for_sorted (self->parcels, shape, text, write_value);
}

static gboolean
take_parcel (CubbyLocker *self, gpointer record)
{
  CubbyParcel *parcel = record;
  if (!keep_new (self->parcels, parcel->label, parcel))
    return FALSE;
  g_autofree char *door = g_steal_pointer (&parcel->door);
  cubby_locker_place (self, parcel, door);
  return TRUE;
}

static void
each_grant (const CubbyLocker *self, const Shape *shape, GString *text)
{
  write_array (text, shape, self->grants);
}

static gboolean
take_grant (CubbyLocker *self, gpointer record)
{
  CubbyGrant *grant = record;
  if (cubby_locker_find_grant (self, grant->id) != NULL)
    return FALSE;
  g_ptr_array_add (self->grants, grant);
  return TRUE;
}

static void
each_closed (const CubbyLocker *self, const Shape *shape, GString *text)
{
  write_array (text, shape, self->closed_pickups);
}

static gboolean
take_closed (CubbyLocker *self, gpointer record)
{
  g_ptr_array_add (self->closed_pickups, record);
  return TRUE;
}

static void
each_request (const CubbyLocker *self, const Shape *shape, GString *text)
{
  write_array (text, shape, self->requests);
}

static gboolean
take_request (CubbyLocker *self, gpointer record)
{
  g_ptr_array_add (self->requests, record);
  return TRUE;
}

static void
each_call (const CubbyLocker *self, const Shape *shape, GString *text)
{
  write_array (text, shape, self->calls);
}

static gboolean
take_call (CubbyLocker *self, gpointer record)
{
  g_ptr_array_add (self->calls, record);
  return TRUE;
}

static void
each_queue (const CubbyLocker *self, const Shape *shape, GString *text)
{
  write_array (text, shape, self->queue);
}

static gboolean
take_queue (CubbyLocker *self, gpointer record)
{
  g_ptr_array_add (self->queue, record);
  return TRUE;
}

static void
each_session (const CubbyLocker *self, const Shape *shape, GString *text)
{
  for_sorted (self->sessions, shape, text, write_value);
}

static gboolean
take_session (CubbyLocker *self, gpointer record)
{
  CubbyStaffSession *session = record;
  cubby_staff_session_move (session, CUBBY_SESSION_SIGNED_IN,
                            session->used_ms); /* those that ended are not saved */
  return keep_new (self->sessions, session->id, session);
}

static void
write_badge (GString *text, const Shape *shape, char *badge, gpointer attempts)
{
  SavedBadge saved = {.badge = badge, .attempts = *(const CubbyAttempts *)attempts};
  write_line (text, shape, &saved);
}

static void
each_badge (const CubbyLocker *self, const Shape *shape, GString *text)
{
  for_sorted (self->badges, shape, text, write_badge);
}

static gboolean
take_badge (CubbyLocker *self, gpointer record)
{
  SavedBadge *saved = record;
  g_hash_table_insert (self->badges, saved->badge, g_memdup2 (&saved->attempts, sizeof saved->attempts));
  g_free (saved);
  return TRUE;
}

static void
write_revoked (GString *text, const Shape *shape, char *cti, gpointer since_ms)
{
  SavedRevoked saved = {.cti = cti, .since_ms = *(const gint64 *)since_ms};
  write_line (text, shape, &saved);
}

static void
each_revoked (const CubbyLocker *self, const Shape *shape, GString *text)
{
  for_sorted (self->revoked, shape, text, write_revoked);
}

static gboolean
take_revoked (CubbyLocker *self, gpointer record)
{
  SavedRevoked *saved = record;
  g_hash_table_insert (self->revoked, saved->cti, g_memdup2 (&saved->since_ms, sizeof saved->since_ms));
  g_free (saved);
  return TRUE;
}

static void
each_pulse (const CubbyLocker *self, const Shape *shape, GString *text)
{
  for (guint i = 0; i < self->pulses_ms->len; i++)
    write_line (text, shape, &g_array_index (self->pulses_ms, gint64, i));
}

static gboolean
take_pulse (CubbyLocker *self, gpointer record)
{
  g_autofree gint64 *at_ms = record;
  g_array_append_val (self->pulses_ms, *at_ms);
  return TRUE;
}

static const Kind kinds[] = {
    {{"locker", locker_fields, sizeof (CubbyLocker)}, each_locker, take_locker},
    {{"door", door_fields, sizeof (SavedDoor)}, each_door, take_door},
    {{"parcel", parcel_fields, sizeof (CubbyParcel)}, each_parcel, take_parcel},
    {{"grant", grant_fields, sizeof (CubbyGrant)}, each_grant, take_grant},
    {{"closed-pickup", closed_fields, sizeof (CubbyClosedPickup)}, each_closed, take_closed},
    {{"request", request_fields, sizeof (CubbyOpenRequest)}, each_request, take_request},
    {{"call", call_fields, sizeof (CubbyCall)}, each_call, take_call},
    {{"queue", queue_fields, sizeof (CubbyQueueEntry)}, each_queue, take_queue},
    {{"session", session_fields, sizeof (CubbyStaffSession)}, each_session, take_session},
    {{"badge", badge_fields, sizeof (SavedBadge)}, each_badge, take_badge},
    {{"revoked", revoked_fields, sizeof (SavedRevoked)}, each_revoked, take_revoked},
    {{"pulse", pulse_fields, sizeof (gint64)}, each_pulse, take_pulse},
};

char *
cubby_locker_save (const CubbyLocker *self)
{
  GString *text = g_string_new (NULL);
  g_string_append_printf (text, FIRST_WORD " %d\n", VERSION);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    kinds[i].each (self, &kinds[i].shape, text);
  g_string_append (text, LAST_LINE "\n");
  return g_string_free (text, FALSE);
}

static const Kind *
find_kind (const char *line)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++) {
    gsize length = strlen (kinds[i].shape.name);
    if (strncmp (line, kinds[i].shape.name, length) == 0 && line[length] == ' ')
      return &kinds[i];
  }
  return NULL;
}

static gboolean
bad_line (guint number, const char *place, GError **error)
{
  g_set_error (error, CUBBY_LOCKER_SNAPSHOT_ERROR, CUBBY_LOCKER_SNAPSHOT_ERROR_FIELD,
               "line %u of the snapshot: this version does not know “%.60s”", number, place);
  return FALSE;
}

static gboolean
take_line (CubbyLocker *self, const char *line, guint number, guint version, GError **error)
{
  const Kind *kind = find_kind (line);
  if (kind == NULL)
    return bad_line (number, line, error);
  gpointer record = g_malloc0 (kind->shape.size);
  const char *place =
      cubby_record_read (record, kind->shape.fields, line + strlen (kind->shape.name), version);
  if (place == NULL && kind->take (self, record))
    return TRUE;
  cubby_record_clear (record, kind->shape.fields);
  g_free (record);
  return bad_line (number, place != NULL ? place : line, error);
}

guint
cubby_locker_snapshot_get_version (const char *text)
{
  guint64 version = 0;
  const char *digits = g_str_has_prefix (text, FIRST_WORD " ") ? text + strlen (FIRST_WORD " ") : "";
  g_autofree char *word = g_strndup (digits, strcspn (digits, "\n"));
  return g_ascii_string_to_unsigned (word, 10, 1, G_MAXUINT, &version, NULL) ? (guint)version : 0;
}

/* Returns: 0 with @error set when it is none that can be read. */
static guint
parse_version (const char *line, GError **error)
{
  guint version = cubby_locker_snapshot_get_version (line);
  if (version >= 1 && version <= VERSION)
    return version;
  g_set_error (error, CUBBY_LOCKER_SNAPSHOT_ERROR, CUBBY_LOCKER_SNAPSHOT_ERROR_VERSION,
               "line 1 of the snapshot: this version reads " FIRST_WORD " 1 to %d, and not “%.60s”", VERSION,
               line);
  return 0;
}

static gboolean
take_lines (CubbyLocker *self, char **lines, guint version, GError **error)
{
  guint i = 1;
  for (; lines[i] != NULL && strcmp (lines[i], LAST_LINE) != 0; i++)
    if (!take_line (self, lines[i], i + 1, version, error))
      return FALSE;
  return lines[i] != NULL || bad_line (i + 1, "an end that is missing", error);
}

CubbyLocker *
cubby_locker_restore (const CubbyBank *bank, const guint *power_groups, const CubbyLockerRules *rules,
                      const char *text, GError **error)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  guint version = lines[0] != NULL ? parse_version (lines[0], error) : parse_version ("", error);
  if (version == 0)
    return NULL;
  g_autoptr (CubbyLocker) self = cubby_locker_new (bank, power_groups, rules);
  if (!take_lines (self, lines, version, error))
    return NULL;
  g_autofree char *again = version == VERSION ? cubby_locker_save (self) : g_strdup (text);
  if (strcmp (again, text) == 0)
    return g_steal_pointer (&self);
  g_set_error (error, CUBBY_LOCKER_SNAPSHOT_ERROR, CUBBY_LOCKER_SNAPSHOT_ERROR_FIELD,
               "the snapshot is not written as this version writes one");
  return NULL;
}
