/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/unit-of-work.h"
#include "app/central/feed-buffer.h"
#include "app/central/ledger.h"
#include "app/central/row-buffer.h"

/* Numbers of labels that a process takes at a time: those it does not use are skipped. */
#define SERIALS 256

struct _CubbyUnitOfWork {
  CubbySql *sql;
  CubbyFacts *facts;
  CubbyStockLevels *levels;
  CubbyKeptAnswers *answers;
  CubbyKnownPeople *people;
  CubbyRowBuffer *rows[CUBBY_N_TABLES];
  CubbyFeedBuffer *feed;
  GStringChunk *texts; /* of the rows */
  gint64 next_serial;
  guint n_serials; /* left */
  guint n_serial_blocks;
  guint64 number;
  gboolean gathering;
};

CubbyUnitOfWork *
cubby_unit_of_work_new (CubbySql *sql)
{
  CubbyUnitOfWork *self = g_new0 (CubbyUnitOfWork, 1);
  self->sql = sql;
  self->facts = cubby_facts_new ();
  self->levels = cubby_stock_levels_new ();
  self->answers = cubby_kept_answers_new ();
  self->people = cubby_known_people_new ();
  self->feed = cubby_feed_buffer_new ();
  self->texts = g_string_chunk_new (1 << 16);
  for (guint i = 0; i < CUBBY_N_TABLES; i++)
    self->rows[i] = cubby_row_buffer_new (cubby_table_get_insert (i), cubby_table_get_types (i));
  return self;
}

void
cubby_unit_of_work_free (CubbyUnitOfWork *self)
{
  if (self == NULL)
    return;
  cubby_facts_free (self->facts);
  cubby_stock_levels_free (self->levels);
  cubby_kept_answers_free (self->answers);
  cubby_known_people_free (self->people);
  cubby_feed_buffer_free (self->feed);
  g_string_chunk_free (self->texts);
  for (guint i = 0; i < CUBBY_N_TABLES; i++)
    cubby_row_buffer_free (self->rows[i]);
  g_free (self);
}

static void
forget_rows (CubbyUnitOfWork *self)
{
  for (guint i = 0; i < CUBBY_N_TABLES; i++)
    cubby_row_buffer_truncate (self->rows[i], 0);
  g_string_chunk_clear (self->texts);
}

void
cubby_unit_of_work_begin (CubbyUnitOfWork *self)
{
  self->number++;
  forget_rows (self);
  cubby_feed_buffer_truncate (self->feed, 0);
  cubby_stock_levels_forget (self->levels);
  cubby_kept_answers_forget (self->answers);
  cubby_known_people_forget (self->people);
  self->gathering = FALSE;
}

/* What was read from the counters or the range may not have happened. */
void
cubby_unit_of_work_roll_back (CubbyUnitOfWork *self)
{
  cubby_unit_of_work_begin (self);
  cubby_facts_forget (self->facts);
  self->n_serials = 0;
}

gboolean
cubby_unit_of_work_gather (CubbyUnitOfWork *self, GError **error)
{
  if (!cubby_facts_refresh (self->facts, self->sql, error))
    return FALSE;
  self->gathering = TRUE;
  return TRUE;
}

gboolean
cubby_unit_of_work_is_gathering (const CubbyUnitOfWork *self)
{
  return self != NULL && self->gathering;
}

static void
publish_levels (CubbyUnitOfWork *self)
{
  g_autoptr (GPtrArray) changed = cubby_stock_levels_list_changed (self->levels);
  for (guint i = 0; i < changed->len; i++) {
    const CubbyStockPlace *place = g_ptr_array_index (changed, i);
    g_autofree char *item = cubby_ledger_make_item (place->sku, place->location);
    g_autofree char *data =
        cubby_ledger_level_to_json (place->sku, place->location, &place->level, place->updated_ms);
    cubby_feed_buffer_add (self->feed, "stock", item, NULL, data, place->updated_ms);
  }
}

gboolean
cubby_unit_of_work_flush (CubbyUnitOfWork *self, GError **error)
{
  self->gathering = FALSE;
  publish_levels (self);
  gboolean done = cubby_stock_levels_flush (self->levels, self->sql, error);
  for (guint i = 0; done && i < CUBBY_N_TABLES; i++)
    done = cubby_row_buffer_flush (self->rows[i], self->sql, error);
  forget_rows (self);
  cubby_stock_levels_forget (self->levels); /* others write to the table itself */
  return done;
}

gboolean
cubby_unit_of_work_finish (CubbyUnitOfWork *self, GError **error)
{
  return cubby_feed_buffer_flush (self->feed, self->sql, error);
}

CubbyUnitMark
cubby_unit_of_work_mark (CubbyUnitOfWork *self)
{
  CubbyUnitMark mark = {
      .n_feed = cubby_feed_buffer_get_n (self->feed),
      .n_levels = cubby_stock_levels_get_n_changes (self->levels),
      .n_serial_blocks = self->n_serial_blocks,
  };
  for (guint i = 0; i < CUBBY_N_TABLES; i++)
    mark.n_rows[i] = cubby_row_buffer_get_n (self->rows[i]);
  return mark;
}

void
cubby_unit_of_work_undo (CubbyUnitOfWork *self, const CubbyUnitMark *mark)
{
  for (guint i = 0; i < CUBBY_N_TABLES; i++)
    cubby_row_buffer_truncate (self->rows[i], mark->n_rows[i]);
  cubby_feed_buffer_truncate (self->feed, mark->n_feed);
  cubby_stock_levels_undo (self->levels, mark->n_levels);
  if (!self->gathering)
    cubby_stock_levels_forget (self->levels);
  if (self->n_serial_blocks != mark->n_serial_blocks)
    self->n_serials = 0; /* a savepoint may have given the block back */
}

void
cubby_unit_of_work_add_row (CubbyUnitOfWork *self, CubbyTable table, va_list *values)
{
  cubby_row_buffer_add (self->rows[table], self->texts, values);
}

void
cubby_unit_of_work_put_feed (CubbyUnitOfWork *self, const char *topic, const char *item,
                             const char *only_store, const char *data, gint64 time_ms)
{
  cubby_feed_buffer_add (self->feed, topic, item, only_store, data, time_ms);
}

gboolean
cubby_unit_of_work_take_serial (CubbyUnitOfWork *self, gint64 *ret_serial, GError **error)
{
  gint64 last = 0;
  if (self->n_serials == 0) {
    if (!cubby_sql_read_int (self->sql, &last, 0, error,
                             "INSERT INTO counter (name, value) VALUES ('parcel-serial', ?)"
                             " ON CONFLICT (name) DO UPDATE SET value = counter.value + excluded.value"
                             " RETURNING value",
                             "i", (gint64)SERIALS))
      return FALSE;
    self->next_serial = last - SERIALS + 1;
    self->n_serials = SERIALS;
    self->n_serial_blocks++;
  }
  self->n_serials--;
  *ret_serial = self->next_serial++;
  return TRUE;
}

guint64
cubby_unit_of_work_get_number (const CubbyUnitOfWork *self)
{
  return self->number;
}

CubbyFacts *
cubby_unit_of_work_get_facts (CubbyUnitOfWork *self)
{
  return self->facts;
}

CubbyStockLevels *
cubby_unit_of_work_get_levels (CubbyUnitOfWork *self)
{
  return self->levels;
}

CubbyKeptAnswers *
cubby_unit_of_work_get_answers (CubbyUnitOfWork *self)
{
  return self->answers;
}

CubbyKnownPeople *
cubby_unit_of_work_get_people (CubbyUnitOfWork *self)
{
  return self->people;
}

gboolean
cubby_unit_of_work_load (CubbyUnitOfWork *self, GError **error)
{
  return cubby_kept_answers_load (self->answers, self->sql, error) &&
         cubby_known_people_load (self->people, self->sql, error) &&
         cubby_stock_levels_load (self->levels, self->sql, error);
}
