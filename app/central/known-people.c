/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/known-people.h"

struct _CubbyKnownPeople {
  GPtrArray *people;    /* of CubbyKnownPerson */
  GHashTable *by_email; /* address -> CubbyKnownPerson */
  GHashTable *by_phone;
  GPtrArray *emails; /* wanted; some are NULL */
  GPtrArray *phones;
};

static void
person_free (gpointer data)
{
  CubbyKnownPerson *person = data;
  g_free (person->id);
  g_free (person);
}

CubbyKnownPeople *
cubby_known_people_new (void)
{
  CubbyKnownPeople *self = g_new0 (CubbyKnownPeople, 1);
  self->people = g_ptr_array_new_with_free_func (person_free);
  self->by_email = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->by_phone = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->emails = g_ptr_array_new_with_free_func (g_free);
  self->phones = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
cubby_known_people_free (CubbyKnownPeople *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->by_email);
  g_hash_table_unref (self->by_phone);
  g_ptr_array_unref (self->people);
  g_ptr_array_unref (self->emails);
  g_ptr_array_unref (self->phones);
  g_free (self);
}

void
cubby_known_people_forget (CubbyKnownPeople *self)
{
  g_hash_table_remove_all (self->by_email);
  g_hash_table_remove_all (self->by_phone);
  g_ptr_array_set_size (self->people, 0);
  g_ptr_array_set_size (self->emails, 0);
  g_ptr_array_set_size (self->phones, 0);
}

void
cubby_known_people_want (CubbyKnownPeople *self, const char *email, const char *phone)
{
  if (email == NULL && phone == NULL)
    return;
  g_ptr_array_add (self->emails, g_strdup (email));
  g_ptr_array_add (self->phones, g_strdup (phone));
}

static void
add_row (CubbyKnownPeople *self, CubbySqlRows *rows)
{
  CubbyKnownPerson *person = g_new0 (CubbyKnownPerson, 1);
  person->id = g_strdup (cubby_sql_rows_get_text (rows, 0));
  person->loyalty = cubby_sql_rows_get_int (rows, 1) != 0;
  person->notices = cubby_sql_rows_get_int (rows, 2) != 0;
  g_ptr_array_add (self->people, person);
  if (!cubby_sql_rows_is_null (rows, 3))
    g_hash_table_replace (self->by_email, g_strdup (cubby_sql_rows_get_text (rows, 3)), person);
  if (!cubby_sql_rows_is_null (rows, 4))
    g_hash_table_replace (self->by_phone, g_strdup (cubby_sql_rows_get_text (rows, 4)), person);
}

gboolean
cubby_known_people_load (CubbyKnownPeople *self, CubbySql *sql, GError **error)
{
  if (self->emails->len == 0)
    return TRUE;
  const CubbySqlColumn columns[] = {{.texts = (const char *const *)self->emails->pdata},
                                    {.texts = (const char *const *)self->phones->pdata}};
  g_autoptr (GError) local = NULL;
  g_autoptr (CubbySqlRows) rows = cubby_sql_query_many (
      sql, &local, "SELECT id, loyalty, notices, email, phone FROM customer WHERE email = ? OR phone = ?",
      "tt", self->emails->len, columns);
  while (rows != NULL && cubby_sql_rows_next (rows, &local))
    add_row (self, rows);
  g_clear_pointer (&rows, cubby_sql_rows_free); /* before its values */
  g_ptr_array_set_size (self->emails, 0);
  g_ptr_array_set_size (self->phones, 0);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

const CubbyKnownPerson *
cubby_known_people_find_email (CubbyKnownPeople *self, const char *email)
{
  return email != NULL ? g_hash_table_lookup (self->by_email, email) : NULL;
}

const CubbyKnownPerson *
cubby_known_people_find_phone (CubbyKnownPeople *self, const char *phone)
{
  return phone != NULL ? g_hash_table_lookup (self->by_phone, phone) : NULL;
}
