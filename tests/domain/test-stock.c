/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/stock.h"

typedef struct {
  const char *kind;
  gint64 on_hand, allocated, held, damaged, quality_control, incoming; /* of two pieces */
  gboolean manual;
} KindRow;

static const KindRow kinds[CUBBY_N_MOVEMENTS] = {
    {.kind = "receive", .on_hand = 2, .manual = TRUE},
    {.kind = "expect", .incoming = 2, .manual = TRUE},
    {.kind = "arrive", .on_hand = 2, .incoming = -2, .manual = TRUE},
    {.kind = "adjust", .on_hand = 2, .manual = TRUE},
    {.kind = "count", .on_hand = 2, .manual = TRUE},
    {.kind = "damage", .damaged = 2, .manual = TRUE},
    {.kind = "inspect", .quality_control = 2, .manual = TRUE},
    {.kind = "sale", .on_hand = -2, .allocated = -2},
    {.kind = "return", .on_hand = 2, .manual = TRUE},
    {.kind = "transfer_out", .on_hand = -2, .manual = TRUE},
    {.kind = "transfer_in", .on_hand = 2, .manual = TRUE},
    {.kind = "hold", .held = 2},
    {.kind = "unhold", .held = -2},
    {.kind = "allocate", .allocated = 2},
    {.kind = "release", .allocated = -2},
};

static void
test_kind (gconstpointer data)
{
  const KindRow *row = data;
  CubbyMovementKind kind;
  CubbyStockLevel delta;
  g_assert_true (cubby_movement_kind_from_string (row->kind, &kind));
  g_assert_cmpstr (cubby_movement_kind_to_string (kind), ==, row->kind);
  g_assert_cmpint (cubby_movement_kind_is_manual (kind), ==, row->manual);
  cubby_movement_get_delta (kind, 2, &delta);
  g_assert_cmpint (delta.on_hand, ==, row->on_hand);
  g_assert_cmpint (delta.allocated, ==, row->allocated);
  g_assert_cmpint (delta.held, ==, row->held);
  g_assert_cmpint (delta.damaged, ==, row->damaged);
  g_assert_cmpint (delta.quality_control, ==, row->quality_control);
  g_assert_cmpint (delta.safety_stock, ==, 0);
  g_assert_cmpint (delta.incoming, ==, row->incoming);
}

typedef struct {
  const char *name;
  CubbyStockLevel level;
  gint64 available, purchasable;
} LevelRow;

static const LevelRow levels[] = {
    {"an empty shelf", {0}, 0, 0},
    {"goods", {.on_hand = 10}, 10, 10},
    {"promised goods are not available", {.on_hand = 10, .allocated = 3}, 7, 7},
    {"held goods are available and not for sale", {.on_hand = 10, .held = 3}, 10, 7},
    {"safety stock is not for sale", {.on_hand = 10, .safety_stock = 2}, 10, 8},
    {"damaged and inspected goods are neither", {.on_hand = 10, .damaged = 1, .quality_control = 2}, 7, 7},
    {"incoming goods are neither yet", {.on_hand = 1, .incoming = 50}, 1, 1},
    {"all of it", {10, 3, 2, 1, 1, 1, 9}, 5, 2},
    {"more promised than there is stays below zero",
     {.on_hand = 1, .allocated = 3, .safety_stock = 1},
     -2,
     -3},
};

static void
test_level (gconstpointer data)
{
  const LevelRow *row = data;
  g_assert_cmpint (cubby_stock_level_available (&row->level), ==, row->available);
  g_assert_cmpint (cubby_stock_level_purchasable (&row->level), ==, row->purchasable);
}

static void
test_apply (void)
{
  CubbyStockLevel level = {.on_hand = 5};
  CubbyStockLevel delta;
  cubby_movement_get_delta (CUBBY_MOVEMENT_ALLOCATE, 2, &delta);
  g_assert_true (cubby_stock_level_apply (&level, &delta));
  cubby_movement_get_delta (CUBBY_MOVEMENT_SALE, 2, &delta);
  g_assert_true (cubby_stock_level_apply (&level, &delta));
  g_assert_cmpint (level.on_hand, ==, 3);
  g_assert_cmpint (level.allocated, ==, 0);
  delta = (CubbyStockLevel){.on_hand = 1, .incoming = G_MAXINT64};
  level.incoming = 1;
  g_assert_false (cubby_stock_level_apply (&level, &delta));
  g_assert_cmpint (level.on_hand, ==, 3);
}

/* Ledger and projection: a thousand random movements, summed one by one and all at once. */
static void
test_ledger (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261121);
  CubbyStockLevel level = {0};
  gint64 totals[CUBBY_N_MOVEMENTS] = {0};
  for (guint i = 0; i < 1000; i++) {
    CubbyMovementKind kind = (CubbyMovementKind)g_rand_int_range (rand, 0, CUBBY_N_MOVEMENTS);
    gint64 quantity = g_rand_int_range (rand, -50, 50);
    CubbyStockLevel delta;
    cubby_movement_get_delta (kind, quantity, &delta);
    g_assert_true (cubby_stock_level_apply (&level, &delta));
    totals[kind] += quantity;
  }
  CubbyStockLevel sum = {0};
  for (guint kind = 0; kind < CUBBY_N_MOVEMENTS; kind++) {
    CubbyStockLevel delta;
    cubby_movement_get_delta (kind, totals[kind], &delta);
    g_assert_true (cubby_stock_level_apply (&sum, &delta));
  }
  g_assert_cmpmem (&level, sizeof level, &sum, sizeof sum);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++) {
    g_autofree char *path = g_strconcat ("/domain/stock/what moves by ", kinds[i].kind, NULL);
    g_test_add_data_func (path, &kinds[i], test_kind);
  }
  for (guint i = 0; i < G_N_ELEMENTS (levels); i++) {
    g_autofree char *path = g_strconcat ("/domain/stock/", levels[i].name, NULL);
    g_test_add_data_func (path, &levels[i], test_level);
  }
  g_test_add_func ("/domain/stock/a sale takes what was allocated, overflow takes nothing", test_apply);
  g_test_add_func ("/domain/stock/the level is the sum of its movements", test_ledger);
  return g_test_run ();
}
