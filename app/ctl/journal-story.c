/* SPDX-License-Identifier: Apache-2.0 */
#include "app/ctl/journal-story.h"

#include "app/ctl/journal-words.h"

#include <json-glib/json-glib.h>

typedef struct {
  char *door;
  char *label;
  char *purpose;
} Grant;

struct _CubbyJournalStory {
  CubbyJournalWish wish;
  GHashTable *grants; /* id -> Grant */
  GQueue lines;       /* the last ones */
  guint told;
};

static void
grant_free (gpointer data)
{
  Grant *grant = data;
  g_free (grant->door);
  g_free (grant->label);
  g_free (grant->purpose);
  g_free (grant);
}

CubbyJournalStory *
cubby_journal_story_new (const CubbyJournalWish *wish)
{
  CubbyJournalStory *self = g_new0 (CubbyJournalStory, 1);
  self->wish = *wish;
  self->grants = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, grant_free);
  g_queue_init (&self->lines);
  return self;
}

void
cubby_journal_story_free (CubbyJournalStory *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->grants);
  g_queue_clear_full (&self->lines, g_free);
  g_free (self);
}

static void
set_missing (char **field, const char *value)
{
  if (*field == NULL)
    *field = g_strdup (value);
}

/* A grant's first row says what it is for; the others its number alone. One that is over is forgotten. */
static void
complete (CubbyJournalStory *self, CubbyLockerEvent *event)
{
  if (event->grant == NULL)
    return;
  Grant *grant = g_hash_table_lookup (self->grants, event->grant);
  if (grant == NULL) {
    grant = g_new0 (Grant, 1);
    g_hash_table_insert (self->grants, g_strdup (event->grant), grant);
    grant->door = g_strdup (event->door);
    grant->label = g_strdup (event->label);
    grant->purpose = g_strdup (event->purpose);
  }
  set_missing (&event->door, grant->door);
  set_missing (&event->label, grant->label);
  set_missing (&event->purpose, grant->purpose);
  if (event->type == CUBBY_EVENT_GRANT_CLOSED || event->type == CUBBY_EVENT_GRANT_UNKNOWN ||
      event->type == CUBBY_EVENT_GRANT_NOT_OPENED)
    g_hash_table_remove (self->grants, event->grant);
}

static gboolean
is_wanted (const CubbyJournalWish *wish, gint64 time_ms, const CubbyLockerEvent *event)
{
  if (time_ms < wish->since_ms)
    return FALSE;
  if (wish->door != NULL && (event == NULL || g_strcmp0 (event->door, wish->door) != 0))
    return FALSE;
  return wish->label == NULL || (event != NULL && g_strcmp0 (event->label, wish->label) == 0);
}

static char *
format_time (gint64 time_ms, gboolean utc)
{
  g_autoptr (GDateTime) time =
      utc ? g_date_time_new_from_unix_utc (time_ms / 1000) : g_date_time_new_from_unix_local (time_ms / 1000);
  if (time == NULL)
    return g_strdup ("?");
  g_autofree char *text = g_date_time_format (time, utc ? "%Y-%m-%dT%H:%M:%S" : "%Y-%m-%d %H:%M:%S");
  return utc ? g_strdup_printf ("%s.%03dZ", text, (int)(time_ms % 1000)) : g_steal_pointer (&text);
}

static void
add_member (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

/* The fields as they are written, numbers as numbers. */
static void
add_fields (JsonBuilder *builder, const char *text)
{
  g_auto (GStrv) pairs = g_strsplit (text, " ", -1);
  json_builder_set_member_name (builder, "fields");
  json_builder_begin_object (builder);
  for (char **pair = pairs; *pair != NULL; pair++) {
    g_auto (GStrv) sides = g_strsplit (*pair, "=", 2);
    g_autofree char *value = sides[0] != NULL ? g_uri_unescape_string (sides[1], NULL) : NULL;
    if (value != NULL)
      add_member (builder, sides[0], value);
  }
  json_builder_end_object (builder);
}

static char *
make_json (const CubbyJournalRow *row, const CubbyLockerEvent *event, const char *words)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *time = format_time (row->time_ms, TRUE);
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "row");
  json_builder_add_int_value (builder, row->seq);
  add_member (builder, "time", time);
  add_member (builder, "type", row->type);
  if (event != NULL && event->door != NULL)
    add_member (builder, "door", event->door);
  if (event != NULL && event->label != NULL)
    add_member (builder, "label", event->label);
  add_fields (builder, row->text);
  add_member (builder, "words", words);
  json_builder_end_object (builder);
  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}

static char *
make_line (const CubbyJournalStory *self, const CubbyJournalRow *row, const CubbyLockerEvent *event)
{
  g_autofree char *words = cubby_journal_words (row->type, event, row->text);
  if (self->wish.json)
    return make_json (row, event, words);
  g_autofree char *time = format_time (row->time_ms, FALSE);
  return g_strdup_printf ("%s  %-6s  %s", time, event != NULL && event->door != NULL ? event->door : "-",
                          words);
}

static void
tell (CubbyJournalStory *self, char *line)
{
  g_print ("%s\n", line);
  g_free (line);
  self->told++;
}

gboolean
cubby_journal_story_add (const CubbyJournalRow *row, gpointer story, GError **error)
{
  CubbyJournalStory *self = story;
  g_autoptr (CubbyLockerEvent) event = NULL;
  if (!g_str_has_prefix (row->type, "journal.")) {
    event = cubby_locker_event_parse (row->type, row->time_ms, row->text, error);
    if (event == NULL)
      return FALSE;
    complete (self, event);
  }
  if (!is_wanted (&self->wish, row->time_ms, event))
    return TRUE;
  if (self->wish.last == 0) {
    tell (self, make_line (self, row, event));
    return TRUE;
  }
  g_queue_push_tail (&self->lines, make_line (self, row, event));
  if (self->lines.length > self->wish.last)
    g_free (g_queue_pop_head (&self->lines));
  return TRUE;
}

guint
cubby_journal_story_end (CubbyJournalStory *self)
{
  char *line;
  while ((line = g_queue_pop_head (&self->lines)) != NULL)
    tell (self, line);
  return self->told;
}
