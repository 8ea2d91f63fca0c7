/* SPDX-License-Identifier: Apache-2.0 */
/* Where the goods of a whole order come from: a table, and a search over small worlds that knows the best
 * answer. */
#include "app/domain/sourcing-plan.h"

#define N_ITEMS 3

static const CubbySourcingPlace places[] = {
    {"other", FALSE},
    {"warehouse", TRUE},
    {"third", FALSE},
    {"store", FALSE},
};
#define N_PLACES G_N_ELEMENTS (places)

typedef struct {
  const char *name;
  const char *pickup;
  gint64 quantities[N_ITEMS]; /* 0: no such item */
  gint64 purchasable[N_ITEMS][N_PLACES];
  const char *picks; /* "0store×2 1warehouse×1"; NULL: not enough */
} PlanRow;

static const PlanRow plans[] = {
    {"the pickup store has it", "store", {2}, {{9, 9, 9, 5}}, "0store×2"},
    {"the warehouse, when the pickup store has not", "store", {2}, {{9, 9, 9, 1}}, "0warehouse×2"},
    {"the store with most, when the warehouse has not", "store", {2}, {{3, 1, 7, 0}}, "0third×2"},
    {"an item whole from one place, if one has it", "store", {6}, {{6, 4, 2, 5}}, "0other×6"},
    {"split over pickup store and warehouse", "store", {6}, {{0, 4, 0, 3}}, "0store×3 0warehouse×3"},
    {"the fewest places, not the nearest", "store", {6}, {{5, 1, 0, 1}}, "0store×1 0other×5"},
    {"over all, the one with most first",
     "store",
     {7},
     {{2, 1, 3, 1}},
     "0store×1 0warehouse×1 0third×3 0other×2"},
    {"not enough anywhere", "store", {5}, {{1, 1, 1, 1}}, NULL},
    {"what is below zero gives nothing, and takes nothing",
     "store",
     {2},
     {{1, 0, 1, -4}},
     "0other×1 0third×1"},
    {"a shipment starts at the warehouse", NULL, {2}, {{9, 2, 9, 9}}, "0warehouse×2"},
    {"a shipment from the store with most", NULL, {2}, {{8, 1, 4, 3}}, "0other×2"},
    {"one place for the whole order, though the pickup store has a part",
     "store",
     {2, 1},
     {{0, 2, 0, 2}, {0, 1, 0, 0}},
     "0warehouse×2 1warehouse×1"},
    {"the pickup store first, when all is there",
     "store",
     {2, 1},
     {{0, 2, 0, 2}, {0, 1, 0, 1}},
     "0store×2 1store×1"},
    {"one place has everything, and it is neither",
     "store",
     {2, 1},
     {{0, 2, 9, 2}, {3, 0, 9, 0}},
     "0third×2 1third×1"},
    {"no place has everything: two do, the nearest of them",
     "store",
     {2, 1, 1},
     {{9, 0, 0, 2}, {0, 0, 9, 0}, {0, 0, 9, 0}},
     "0store×2 1third×1 2third×1"},
    {"two places, although each item has its own nearer one",
     NULL,
     {1, 1, 1},
     {{1, 1, 0, 0}, {1, 0, 1, 0}, {0, 0, 0, 1}},
     "0other×1 1other×1 2store×1"},
    {"three places when two will not do",
     "store",
     {1, 1, 1},
     {{1, 0, 0, 0}, {0, 1, 0, 0}, {0, 0, 1, 0}},
     "0other×1 1warehouse×1 2third×1"},
    {"a whole item of the places taken, not a part of each",
     "store",
     {3, 2},
     {{0, 4, 0, 2}, {0, 0, 0, 2}},
     "0warehouse×3 1store×2"},
    {"one item of many is nowhere", "store", {1, 1}, {{9, 9, 9, 9}, {0, 0, 0, 0}}, NULL},
};

static guint
count_items (const gint64 *quantities)
{
  guint n = 0;
  while (n < N_ITEMS && quantities[n] > 0)
    n++;
  return n;
}

static char *
format (const GArray *picks)
{
  GString *text = g_string_new (NULL);
  for (guint i = 0; i < picks->len; i++) {
    const CubbySourcingPick *pick = &g_array_index (picks, CubbySourcingPick, i);
    g_string_append_printf (text, "%s%u%s×%" G_GINT64_FORMAT, i > 0 ? " " : "", pick->item,
                            places[pick->place].location, pick->quantity);
  }
  return g_string_free (text, FALSE);
}

static void
test_plan (gconstpointer data)
{
  const PlanRow *row = data;
  CubbySourcing sourcing = {
      .places = places,
      .n_places = N_PLACES,
      .pickup = row->pickup,
      .quantities = row->quantities,
      .n_items = count_items (row->quantities),
      .purchasable = &row->purchasable[0][0],
  };
  g_autoptr (GArray) picks = cubby_sourcing_plan (&sourcing);
  g_autofree char *text = picks != NULL ? format (picks) : NULL;
  g_assert_cmpstr (text, ==, row->picks);
}

/* The fewest places that have everything together, by looking at every set of them; 0: there is none. */
static guint
count_fewest (const CubbySourcing *sourcing)
{
  guint fewest = 0;
  for (guint set = 1; set < 1u << N_PLACES; set++) {
    gboolean enough = TRUE;
    for (guint item = 0; item < sourcing->n_items; item++) {
      gint64 sum = 0;
      for (guint place = 0; place < N_PLACES; place++)
        if ((set >> place & 1) != 0)
          sum += MAX (sourcing->purchasable[item * N_PLACES + place], 0);
      enough = enough && sum >= sourcing->quantities[item];
    }
    guint size = (guint)__builtin_popcount (set);
    if (enough && (fewest == 0 || size < fewest))
      fewest = size;
  }
  return fewest;
}

static void
check_picks (const CubbySourcing *sourcing, const GArray *picks)
{
  gint64 given[N_ITEMS][N_PLACES] = {0};
  gboolean used[N_PLACES] = {0};
  guint n_used = 0;
  for (guint i = 0; i < picks->len; i++) {
    const CubbySourcingPick *pick = &g_array_index (picks, CubbySourcingPick, i);
    g_assert_cmpint (pick->quantity, >, 0);
    given[pick->item][pick->place] += pick->quantity;
    n_used += !used[pick->place];
    used[pick->place] = TRUE;
  }
  for (guint item = 0; item < sourcing->n_items; item++) {
    gint64 sum = 0;
    for (guint place = 0; place < N_PLACES; place++) {
      sum += given[item][place];
      g_assert_cmpint (given[item][place], <=, MAX (sourcing->purchasable[item * N_PLACES + place], 0));
    }
    g_assert_cmpint (sum, ==, sourcing->quantities[item]);
  }
  guint fewest = count_fewest (sourcing);
  g_assert_cmpuint (n_used, >=, fewest);
  if (fewest <= 2)
    g_assert_cmpuint (n_used, ==, fewest);
}

static void
test_worlds (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261122);
  guint planned = 0;
  for (guint world = 0; world < 20000; world++) {
    gint64 quantities[N_ITEMS], purchasable[N_ITEMS * N_PLACES];
    CubbySourcing sourcing = {
        .places = places,
        .n_places = N_PLACES,
        .pickup = g_rand_boolean (rand) ? "store" : NULL,
        .quantities = quantities,
        .n_items = (guint)g_rand_int_range (rand, 1, N_ITEMS + 1),
        .purchasable = purchasable,
    };
    for (guint i = 0; i < G_N_ELEMENTS (purchasable); i++)
      purchasable[i] = g_rand_int_range (rand, -2, 5);
    for (guint i = 0; i < N_ITEMS; i++)
      quantities[i] = g_rand_int_range (rand, 1, 6);
    g_autoptr (GArray) picks = cubby_sourcing_plan (&sourcing);
    g_assert_cmpint (picks != NULL, ==, count_fewest (&sourcing) > 0);
    if (picks == NULL)
      continue;
    check_picks (&sourcing, picks);
    planned++;
  }
  g_assert_cmpuint (planned, >, 5000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (plans); i++) {
    g_autofree char *path = g_strconcat ("/domain/sourcing-plan/", plans[i].name, NULL);
    g_test_add_data_func (path, &plans[i], test_plan);
  }
  g_test_add_func (
      "/domain/sourcing-plan/gives what is wanted, never more than there is, from the fewest places",
      test_worlds);
  return g_test_run ();
}
