/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/content.h"

#include <string.h>

/* Letters: e expected, g loading, L loaded, c collecting, C collected, r review, w withdrawn, u unloaded. */
static const char letters[CUBBY_N_PARCEL_STATES + 1] = "egLcCrwu";
static const struct {
  CubbyParcelState from;
  const char *to;
  CubbyContent content; /* with the parcel behind the door */
} rows[] = {
    {CUBBY_PARCEL_EXPECTED, "gLuw", CUBBY_CONTENT_EMPTY},
    {CUBBY_PARCEL_LOADING, "Ler", CUBBY_CONTENT_LOADING},
    {CUBBY_PARCEL_LOADED, "ecrwu", CUBBY_CONTENT_LOADED},
    {CUBBY_PARCEL_COLLECTING, "CLr", CUBBY_CONTENT_COLLECTING},
    {CUBBY_PARCEL_COLLECTED, "Lu", CUBBY_CONTENT_EMPTY},
    {CUBBY_PARCEL_REVIEW, "gLCwu", CUBBY_CONTENT_REVIEW},
    {CUBBY_PARCEL_WITHDRAWN, "eLCu", CUBBY_CONTENT_REVIEW},
    {CUBBY_PARCEL_UNLOADED, "gLew", CUBBY_CONTENT_EMPTIED},
};

static void
check_row (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  for (guint to = 0; to < CUBBY_N_PARCEL_STATES; to++) {
    g_autoptr (CubbyParcel) parcel = cubby_parcel_new ("P1");
    gboolean allowed = strchr (rows[i].to, letters[to]) != NULL;
    parcel->state = rows[i].from;
    g_assert_cmpint (cubby_parcel_move (parcel, to, 5), ==, allowed);
    g_assert_cmpint (parcel->state, ==, allowed ? to : rows[i].from);
  }
  g_autoptr (CubbyParcel) parcel = cubby_parcel_new ("P1");
  parcel->state = rows[i].from;
  CubbyContentFacts facts = {.parcel = parcel};
  g_assert_cmpint (cubby_content_judge (&facts), ==, rows[i].content);
}

static void
content_order (void)
{
  g_autoptr (CubbyParcel) parcel = cubby_parcel_new ("P1");
  parcel->state = CUBBY_PARCEL_LOADED;
  CubbyContentFacts facts = {.emptied = TRUE};
  g_assert_cmpint (cubby_content_judge (&facts), ==, CUBBY_CONTENT_EMPTIED);
  facts.assigned = TRUE;
  g_assert_cmpint (cubby_content_judge (&facts), ==, CUBBY_CONTENT_ASSIGNED);
  facts.parcel = parcel;
  g_assert_cmpint (cubby_content_judge (&facts), ==, CUBBY_CONTENT_LOADED);
  facts.check = TRUE;
  g_assert_cmpint (cubby_content_judge (&facts), ==, CUBBY_CONTENT_REVIEW);
  facts.out_of_service = TRUE;
  g_assert_cmpint (cubby_content_judge (&facts), ==, CUBBY_CONTENT_OUT_OF_SERVICE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  G_STATIC_ASSERT (G_N_ELEMENTS (rows) == CUBBY_N_PARCEL_STATES);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strdup_printf ("/domain/parcel/%s moves where the table says",
                                             cubby_parcel_state_to_string (rows[i].from));
    g_test_add_data_func (path, GUINT_TO_POINTER (i), check_row);
  }
  g_test_add_func ("/domain/parcel/what is behind a door: the worst is shown", content_order);
  return g_test_run ();
}
