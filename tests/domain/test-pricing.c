/* SPDX-License-Identifier: Apache-2.0 */
/* What a basket costs: the tables of the rules, and what must hold of any basket whatever. */
#include "app/domain/allotment.h"
#include "app/domain/pricing.h"
#include "app/domain/tax.h"

#include <string.h>

#define NOW G_GINT64_CONSTANT (1000000)
#define MAX_LINES 6
#define MAX_PROMOTIONS 4

/* -- which price of a list holds */

typedef struct {
  const char *name;
  CubbyListPrice prices[4];
  CubbyChannel channel;
  gint64 amount; /* 0: none */
} ListRow;

#define ALL (CUBBY_CHANNELS_IN_SHOP | CUBBY_CHANNEL_WEB)

static const ListRow lists[] = {
    {"no list, no price", {{0}}, CUBBY_CHANNEL_KIOSK, 0},
    {"a list of the channel", {{ALL, {0, 0}, "VND", 90}}, CUBBY_CHANNEL_WEB, 90},
    {"a list of another channel", {{CUBBY_CHANNELS_IN_SHOP, {0, 0}, "VND", 90}}, CUBBY_CHANNEL_WEB, 0},
    {"a list in another currency", {{ALL, {0, 0}, "THB", 90}}, CUBBY_CHANNEL_WEB, 0},
    {"not before it begins", {{ALL, {NOW + 1, 0}, "VND", 90}}, CUBBY_CHANNEL_WEB, 0},
    {"from the moment it begins", {{ALL, {NOW, 0}, "VND", 90}}, CUBBY_CHANNEL_WEB, 90},
    {"not at the moment it ends", {{ALL, {0, NOW}, "VND", 90}}, CUBBY_CHANNEL_WEB, 0},
    {"until just before it ends", {{ALL, {0, NOW + 1}, "VND", 90}}, CUBBY_CHANNEL_WEB, 90},
    {"a season beats what holds for ever, even when dearer",
     {{ALL, {0, 0}, "VND", 80}, {ALL, {NOW - 10, NOW + 10}, "VND", 90}},
     CUBBY_CHANNEL_PHONE,
     90},
    {"the shorter season beats the longer",
     {{ALL, {NOW - 10, NOW + 10}, "VND", 90}, {ALL, {NOW - 10, NOW + 9}, "VND", 95}},
     CUBBY_CHANNEL_PHONE,
     95},
    {"a season beats a window with one end",
     {{ALL, {NOW - 1, 0}, "VND", 80}, {ALL, {NOW - 1000, NOW + 1000}, "VND", 90}},
     CUBBY_CHANNEL_PHONE,
     90},
    {"a window with one end beats none",
     {{ALL, {0, 0}, "VND", 80}, {ALL, {NOW - 500, 0}, "VND", 90}},
     CUBBY_CHANNEL_PHONE,
     90},
    {"of two that only begin, the later",
     {{ALL, {NOW - 500, 0}, "VND", 80}, {ALL, {NOW - 100, 0}, "VND", 90}},
     CUBBY_CHANNEL_PHONE,
     90},
    {"fewer channels beat more",
     {{ALL, {0, 0}, "VND", 80}, {CUBBY_CHANNEL_WEB, {0, 0}, "VND", 90}},
     CUBBY_CHANNEL_WEB,
     90},
    {"of equals the lowest", {{ALL, {0, 0}, "VND", 90}, {ALL, {0, 0}, "VND", 80}}, CUBBY_CHANNEL_WEB, 80},
};

static void
test_list (gconstpointer data)
{
  const ListRow *row = data;
  CubbyListPrice turned[4];
  guint n = 0;
  while (n < 4 && row->prices[n].currency != NULL)
    n++;
  for (guint i = 0; i < n; i++)
    turned[i] = row->prices[n - 1 - i];
  const CubbyListPrice *price = cubby_list_price_choose (row->prices, n, row->channel, "VND", NOW);
  const CubbyListPrice *again = cubby_list_price_choose (turned, n, row->channel, "VND", NOW);
  g_assert_cmpint (price != NULL ? price->amount : 0, ==, row->amount);
  g_assert_cmpint (again != NULL ? again->amount : 0, ==, row->amount);
}

typedef struct {
  const char *name;
  CubbyPriceWindow window;
  gint64 next;
  gboolean upright;
} WindowRow;

static const WindowRow windows[] = {
    {"a window that is always open changes never", {0, 0}, G_MAXINT64, TRUE},
    {"the beginning is next", {NOW + 5, NOW + 9}, NOW + 5, TRUE},
    {"the end is next", {NOW, NOW + 9}, NOW + 9, TRUE},
    {"over is over", {NOW - 5, NOW}, G_MAXINT64, TRUE},
    {"a window upside down", {NOW + 9, NOW + 5}, NOW + 9, FALSE},
    {"a window without any time", {NOW, NOW}, G_MAXINT64, FALSE},
};

static void
test_window (gconstpointer data)
{
  const WindowRow *row = data;
  g_assert_cmpint (cubby_price_window_get_next (&row->window, NOW), ==, row->next);
  g_assert_cmpint (cubby_price_window_is_upright (&row->window), ==, row->upright);
}

/* -- channels, codes, standings */

static const struct {
  guint channels;
  gboolean fair;
} fairness[] = {
    {0, FALSE},
    {CUBBY_CHANNEL_PHONE, FALSE},
    {CUBBY_CHANNEL_KIOSK, FALSE},
    {CUBBY_CHANNEL_WEB, TRUE},
    {CUBBY_CHANNEL_KIOSK | CUBBY_CHANNEL_WEB, FALSE},
    {CUBBY_CHANNELS_IN_SHOP, TRUE},
    {ALL, TRUE},
};

static void
test_fairness (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (fairness); i++)
    g_assert_cmpint (cubby_channels_are_fair (fairness[i].channels), ==, fairness[i].fair);
}

static void
test_channel_names (void)
{
  CubbyChannel channel = CUBBY_CHANNEL_WEB;
  g_assert_true (cubby_channel_from_string ("kiosk", &channel));
  g_assert_cmpint (channel, ==, CUBBY_CHANNEL_KIOSK);
  g_assert_false (cubby_channel_from_string ("fax", &channel));
  g_assert_cmpint (channel, ==, CUBBY_CHANNEL_KIOSK);
  g_assert_cmpstr (cubby_channel_to_string (CUBBY_CHANNEL_PHONE), ==, "phone");
}

typedef struct {
  const char *name, *text, *code;
} CodeRow;

static const CodeRow codes[] = {
    {"a code in lower case", "summer-26", "SUMMER-26"},
    {"a code with spaces", " sum mer ", "SUMMER"},
    {"too short for a code", "AB", NULL},
    {"too long for a code", "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456", NULL},
    {"the longest code", "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345", "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"},
    {"a code with a mark", "HÈ2026", NULL},
    {"an empty code", "", NULL},
};

static void
test_code (gconstpointer data)
{
  const CodeRow *row = data;
  g_autofree char *code = cubby_promotion_normalise_code (row->text);
  g_assert_cmpstr (code, ==, row->code);
}

static void
test_standing (void)
{
  CubbyPromotion promotion = {.channels = CUBBY_CHANNEL_WEB, .window = {NOW, NOW + 10}, .left = 1};
  g_assert_cmpint (cubby_promotion_judge (&promotion, CUBBY_CHANNEL_WEB, NOW), ==, CUBBY_PROMOTION_HOLDS);
  g_assert_cmpint (cubby_promotion_judge (&promotion, CUBBY_CHANNEL_WEB, NOW - 1), ==,
                   CUBBY_PROMOTION_NOT_YET);
  g_assert_cmpint (cubby_promotion_judge (&promotion, CUBBY_CHANNEL_WEB, NOW + 10), ==, CUBBY_PROMOTION_OVER);
  g_assert_cmpint (cubby_promotion_judge (&promotion, CUBBY_CHANNEL_PHONE, NOW), ==,
                   CUBBY_PROMOTION_OTHER_CHANNEL);
  promotion.left = 0;
  g_assert_cmpint (cubby_promotion_judge (&promotion, CUBBY_CHANNEL_WEB, NOW), ==, CUBBY_PROMOTION_USED_UP);
}

/* -- amounts divided, tax contained */

typedef struct {
  const char *name;
  gint64 amount;
  gint64 weights[4];
  gint64 parts[4];
} AllotRow;

static const AllotRow allotments[] = {
    {"in proportion", 100, {1, 2, 1, 0}, {25, 50, 25, 0}},
    {"the largest remainder takes what is left", 100, {1, 1, 1, 0}, {34, 33, 33, 0}},
    {"remainders in their order", 10, {3, 3, 1, 0}, {4, 4, 2, 0}},
    {"nothing to divide", 0, {1, 2, 3, 4}, {0, 0, 0, 0}},
    {"no weight at all: the first", 5, {0, 0, 0, 0}, {5, 0, 0, 0}},
    {"everything", 10, {1, 2, 3, 4}, {1, 2, 3, 4}},
    {"large amounts do not overflow",
     G_GINT64_CONSTANT (4000000000000000000),
     {G_GINT64_CONSTANT (4000000000000000000), G_GINT64_CONSTANT (4000000000000000000), 0, 0},
     {G_GINT64_CONSTANT (2000000000000000000), G_GINT64_CONSTANT (2000000000000000000), 0, 0}},
};

static void
test_allotment (gconstpointer data)
{
  const AllotRow *row = data;
  gint64 parts[4];
  cubby_allot (row->amount, row->weights, 4, parts);
  for (guint i = 0; i < 4; i++)
    g_assert_cmpint (parts[i], ==, row->parts[i]);
}

typedef struct {
  const char *name;
  gint64 gross;
  guint rate_bp;
  gint64 tax;
} TaxRow;

static const TaxRow taxes[] = {
    {"8 % in dong", 108000, 800, 8000},
    {"10 % in dong", 110000, 1000, 10000},
    {"7 % in satang", 10700, 700, 700},
    {"half up", 199000, 800, 14741},           /* 14740.74 */
    {"just a half goes up", 3, 2000, 1},       /* 0.5 */
    {"less than a half goes down", 5, 800, 0}, /* 0.37 */
    {"no tax", 199000, 0, 0},
    {"nothing", 0, 1000, 0},
    {"everything again", 200, 10000, 100},
    {"the largest amount", G_MAXINT64, 10000, G_MAXINT64 / 2 + 1},
};

static void
test_tax (gconstpointer data)
{
  const TaxRow *row = data;
  g_assert_cmpint (cubby_tax_contained (row->gross, row->rate_bp), ==, row->tax);
}

static void
test_tax_rates (void)
{
  const CubbyTaxed lines[] = {{333, 1000}, {1080, 800}, {333, 1000}, {334, 1000}};
  gint64 parts[4];
  g_assert_cmpint (cubby_tax_divide (lines, 4, parts), ==,
                   91 + 80); /* 1000 at 10 %: 90.9; each alone: 30 + 30 + 30 */
  g_assert_cmpint (parts[1], ==, 80);
  g_assert_cmpint (parts[0] + parts[2] + parts[3], ==, 91);
}

/* -- quotes */

typedef struct {
  const char *sku;
  const char *category;
  gint64 quantity, unit_price;
  gint64 discount, tax; /* as they must be; tax at 10 % */
} Line;

typedef struct {
  const char *name;
  Line lines[4];
  struct {
    CubbyPromotionKind kind;
    gint64 value; /* percent, amount, or buy × 100 + get */
    const char *skus, *categories, *code, *currency;
    gint64 minimum;
    gboolean combinable;
  } promotions[3];
  const char *code;
  gint64 given[3]; /* by each promotion */
  gint64 points, point_worth;
  gint64 total;
} QuoteRow;

#define PERCENT CUBBY_PROMOTION_PERCENT
#define BUY CUBBY_PROMOTION_BUY_X_GET_Y
#define AMOUNT CUBBY_PROMOTION_AMOUNT

static const QuoteRow quotes[] = {
    {"no promotion", {{"A", "x", 2, 1000, 0, 182}, {"B", "y", 1, 500, 0, 45}}, {{0}}, NULL, {0}, 0, 0, 2500},
    {"a percentage of everything",
     {{"A", "x", 2, 1000, 200, 164}, {"B", "y", 1, 500, 50, 41}},
     {{PERCENT, 10}},
     NULL,
     {250},
     0,
     0,
     2250},
    {"a percentage of a SKU",
     {{"A", "x", 2, 1000, 200, 164}, {"B", "y", 1, 500, 0, 45}},
     {{PERCENT, 10, .skus = "A"}},
     NULL,
     {200},
     0,
     0,
     2300},
    {"a percentage of a category",
     {{"A", "x", 2, 1000, 0, 182}, {"B", "y", 1, 500, 50, 41}},
     {{PERCENT, 10, .categories = "y"}},
     NULL,
     {50},
     0,
     0,
     2450},
    {"a percentage is of one piece, half up",
     {{"A", "x", 3, 5, 3, 1}}, /* 10 % of 5 is 0.5: 1 a piece */
     {{PERCENT, 10}},
     NULL,
     {3},
     0,
     0,
     12},
    {"all of the price, and not a piece more",
     {{"A", "x", 2, 1000, 2000, 0}},
     {{PERCENT, 100, .combinable = TRUE}, {PERCENT, 50, .combinable = TRUE}, {AMOUNT, 10, .currency = "VND"}},
     NULL,
     {2000},
     0,
     0,
     0},
    {"two that are combinable: the second of what the first left",
     {{"A", "x", 1, 1000, 280, 65}},
     {{PERCENT, 10, .combinable = TRUE}, {PERCENT, 20, .combinable = TRUE}},
     NULL,
     {80, 200},
     0,
     0,
     720},
    {"two that are not: the larger",
     {{"A", "x", 1, 1000, 200, 73}},
     {{PERCENT, 10}, {PERCENT, 20}},
     NULL,
     {0, 200},
     0,
     0,
     800},
    {"one alone against two together: what takes more off",
     {{"A", "x", 1, 1000, 280, 65}},
     {{PERCENT, 25}, {PERCENT, 10, .combinable = TRUE}, {PERCENT, 20, .combinable = TRUE}},
     NULL,
     {0, 80, 200},
     0,
     0,
     720},
    {"one alone that takes more off",
     {{"A", "x", 1, 1000, 300, 64}},
     {{PERCENT, 30}, {PERCENT, 10, .combinable = TRUE}, {PERCENT, 20, .combinable = TRUE}},
     NULL,
     {300, 0, 0},
     0,
     0,
     700},
    {"each line its own best",
     {{"A", "x", 1, 1000, 300, 63}, {"B", "y", 1, 1000, 100, 82}},
     {{PERCENT, 30, .categories = "x"}, {PERCENT, 10}},
     NULL,
     {300, 100},
     0,
     0,
     1600},
    {"two for the price of one",
     {{"A", "x", 2, 1000, 1000, 91}},
     {{BUY, 101, .skus = "A"}},
     NULL,
     {1000},
     0,
     0,
     1000},
    {"the third piece for nothing, and it repeats",
     {{"A", "x", 7, 100, 200, 45}},
     {{BUY, 201, .skus = "A"}},
     NULL,
     {200},
     0,
     0,
     500},
    {"the cheapest is free, and every piece it took carries a share of that",
     {{"A", "x", 2, 1000, 261, 158}, {"B", "x", 1, 300, 39, 24}},
     {{BUY, 201, .categories = "x"}},
     NULL,
     {300},
     0,
     0,
     2000},
    {"two for the price of one, of two lines: none of them is for nothing",
     {{"A", "x", 1, 199000, 99500, 9046}, {"B", "x", 1, 199000, 99500, 9045}},
     {{BUY, 101, .categories = "x"}},
     NULL,
     {199000},
     0,
     0,
     199000},
    {"a piece that was not needed for it carries nothing of it",
     {{"A", "x", 2, 100, 100, 9}, {"B", "x", 1, 1000, 0, 91}},
     {{BUY, 101, .categories = "x"}},
     NULL,
     {100},
     0,
     0,
     1100},
    {"a piece counts for one of two such promotions, never for both",
     {{"A", "x", 5, 100, 200, 27}},
     {{BUY, 101, .combinable = TRUE}, {BUY, 101, .combinable = TRUE}},
     NULL,
     {200, 0},
     0,
     0,
     300},
    {"what the first left over counts for the second",
     {{"A", "x", 5, 100, 200, 27}},
     {{BUY, 201, .combinable = TRUE}, {BUY, 101, .combinable = TRUE}},
     NULL,
     {100, 100},
     0,
     0,
     300},
    {"a line that earned a free piece is shared with nothing that is not combinable",
     {{"A", "x", 1, 1000, 500, 46}, {"B", "x", 1, 1000, 500, 45}},
     {{BUY, 101, .combinable = TRUE}, {AMOUNT, 100, .currency = "VND"}},
     NULL,
     {1000, 0},
     0,
     0,
     1000},
    {"one piece too few",
     {{"A", "x", 2, 1000, 0, 182}, {"B", "y", 5, 300, 0, 136}},
     {{BUY, 201, .categories = "x"}},
     NULL,
     {0},
     0,
     0,
     3500},
    {"free pieces cost what the percentage left",
     {{"A", "x", 2, 1000, 1100, 82}},
     {{PERCENT, 10, .combinable = TRUE}, {BUY, 101, .combinable = TRUE}},
     NULL,
     {200, 900},
     0,
     0,
     900},
    {"not combinable: no free piece where a percentage is",
     {{"A", "x", 2, 1000, 200, 164}},
     {{PERCENT, 10, .combinable = TRUE}, {BUY, 101}},
     NULL,
     {200, 0},
     0,
     0,
     1800},
    {"an amount, divided by largest remainder",
     {{"A", "x", 1, 1000, 67, 85}, {"B", "y", 1, 500, 33, 42}},
     {{AMOUNT, 100, .currency = "VND"}},
     NULL,
     {100},
     0,
     0,
     1400},
    {"an amount larger than the basket",
     {{"A", "x", 1, 1000, 1000, 0}},
     {{AMOUNT, 5000, .currency = "VND"}},
     NULL,
     {1000},
     0,
     0,
     0},
    {"an amount in another currency",
     {{"A", "x", 1, 1000, 0, 91}},
     {{AMOUNT, 100, .currency = "THB"}},
     NULL,
     {0},
     0,
     0,
     1000},
    {"an amount of some lines only",
     {{"A", "x", 1, 1000, 0, 91}, {"B", "y", 1, 500, 100, 36}},
     {{AMOUNT, 100, .skus = "B", .currency = "VND"}},
     NULL,
     {100},
     0,
     0,
     1400},
    {"below the minimum",
     {{"A", "x", 1, 1999, 0, 182}},
     {{AMOUNT, 100, .currency = "VND", .minimum = 2000}},
     NULL,
     {0},
     0,
     0,
     1999},
    {"just the minimum, before any promotion",
     {{"A", "x", 2, 1000, 300, 155}},
     {{PERCENT, 10, .combinable = TRUE},
      {AMOUNT, 100, .currency = "VND", .minimum = 2000, .combinable = TRUE}},
     NULL,
     {200, 100},
     0,
     0,
     1700},
    {"the minimum counts only what takes part",
     {{"A", "x", 1, 1999, 0, 182}, {"B", "y", 1, 1000, 0, 91}},
     {{PERCENT, 10, .categories = "x", .currency = "VND", .minimum = 2000}},
     NULL,
     {0},
     0,
     0,
     2999},
    {"without its code", {{"A", "x", 1, 1000, 0, 91}}, {{PERCENT, 10, .code = "TET"}}, NULL, {0}, 0, 0, 1000},
    {"with its code",
     {{"A", "x", 1, 1000, 100, 82}},
     {{PERCENT, 10, .code = "TET"}},
     "TET",
     {100},
     0,
     0,
     900},
    {"with another code",
     {{"A", "x", 1, 1000, 0, 91}},
     {{PERCENT, 10, .code = "TET"}},
     "NOEL",
     {0},
     0,
     0,
     1000},
    {"points after everything else, the tax of the whole",
     {{"A", "x", 1, 1000, 100, 82}},
     {{PERCENT, 10}},
     NULL,
     {100},
     3,
     100,
     600},
    {"no more points than it costs", {{"A", "x", 1, 1050, 0, 95}}, {{0}}, NULL, {0}, 50, 100, 50},
};

static GHashTable *
make_set (const char *words)
{
  if (words == NULL)
    return NULL;
  GHashTable *set = g_hash_table_new (g_str_hash, g_str_equal);
  g_hash_table_add (set, (char *)words);
  return set;
}

static guint
fill_promotions (const QuoteRow *row, CubbyPromotion *promotions)
{
  static const char *const ids[] = {"p0", "p1", "p2"};
  guint n = 0;
  for (; n < 3 && row->promotions[n].value != 0; n++)
    promotions[n] = (CubbyPromotion){
        .id = ids[n],
        .kind = row->promotions[n].kind,
        .percent = row->promotions[n].kind == PERCENT ? (guint)row->promotions[n].value : 0,
        .amount = row->promotions[n].kind == AMOUNT ? row->promotions[n].value : 0,
        .buy = row->promotions[n].value / 100,
        .get = row->promotions[n].value % 100,
        .code = row->promotions[n].code,
        .channels = ALL,
        .skus = make_set (row->promotions[n].skus),
        .categories = make_set (row->promotions[n].categories),
        .currency = row->promotions[n].currency,
        .minimum = row->promotions[n].minimum,
        .combinable = row->promotions[n].combinable,
        .left = CUBBY_PROMOTION_UNLIMITED,
    };
  return n;
}

static void
clear_promotions (CubbyPromotion *promotions, guint n)
{
  for (guint i = 0; i < n; i++) {
    g_clear_pointer (&promotions[i].skus, g_hash_table_unref);
    g_clear_pointer (&promotions[i].categories, g_hash_table_unref);
  }
}

static gint64
get_given (const CubbyQuote *quote, guint promotion)
{
  for (guint i = 0; i < quote->discounts->len; i++) {
    const CubbyQuoteDiscount *discount = &g_array_index (quote->discounts, CubbyQuoteDiscount, i);
    if (discount->promotion == promotion)
      return discount->amount;
  }
  return 0;
}

static void
test_quote (gconstpointer data)
{
  const QuoteRow *row = data;
  CubbyPricingLine lines[4];
  CubbyPromotion promotions[3];
  const char *given[] = {row->code, NULL};
  CubbyPricingRequest request = {.lines = lines,
                                 .promotions = promotions,
                                 .codes = given,
                                 .currency = "VND",
                                 .channel = CUBBY_CHANNEL_KIOSK,
                                 .now_ms = NOW,
                                 .points = row->points,
                                 .point_worth = row->point_worth};
  for (; request.n_lines < 4 && row->lines[request.n_lines].sku != NULL; request.n_lines++) {
    const Line *line = &row->lines[request.n_lines];
    lines[request.n_lines] =
        (CubbyPricingLine){line->sku, line->category, line->quantity, line->unit_price, 1000};
  }
  request.n_promotions = fill_promotions (row, promotions);
  g_autoptr (CubbyQuote) quote = cubby_pricing_quote (&request);
  for (guint i = 0; i < request.n_lines; i++) {
    g_assert_cmpint (quote->lines[i].discount, ==, row->lines[i].discount);
    g_assert_cmpint (quote->lines[i].tax, ==, row->lines[i].tax);
  }
  for (guint i = 0; i < request.n_promotions; i++)
    g_assert_cmpint (get_given (quote, i), ==, row->given[i]);
  g_assert_cmpint (quote->total, ==, row->total);
  clear_promotions (promotions, request.n_promotions);
}

static void
test_named_code (void)
{
  const char *given[] = {"TET", NULL};
  const CubbyPricingLine line = {"A", "x", 1, 1000, 0};
  const CubbyPromotion promotion = {.id = "p",
                                    .kind = PERCENT,
                                    .percent = 10,
                                    .code = "TET",
                                    .channels = ALL,
                                    .currency = "VND",
                                    .minimum = 5000,
                                    .left = CUBBY_PROMOTION_UNLIMITED};
  const CubbyPricingRequest request = {.lines = &line,
                                       .n_lines = 1,
                                       .promotions = &promotion,
                                       .n_promotions = 1,
                                       .codes = given,
                                       .currency = "VND",
                                       .channel = CUBBY_CHANNEL_WEB,
                                       .now_ms = NOW};
  g_autoptr (CubbyQuote) quote = cubby_pricing_quote (&request);
  g_assert_cmpint (quote->discounts->len, ==, 1);
  g_assert_cmpint (g_array_index (quote->discounts, CubbyQuoteDiscount, 0).amount, ==, 0);
  g_assert_cmpint (quote->total, ==, 1000);
}

static void
test_overflow (void)
{
  const CubbyPricingLine lines[] = {{"A", "x", 2, G_MAXINT64 / 2, 1000}, {"B", "x", 2, 1, 1000}};
  CubbyPricingRequest request = {
      .lines = lines, .n_lines = 2, .currency = "VND", .channel = CUBBY_CHANNEL_WEB};
  g_assert_null (cubby_pricing_quote (&request));
  request.n_lines = 1;
  g_autoptr (CubbyQuote) quote = cubby_pricing_quote (&request);
  g_assert_cmpint (quote->total, ==, G_MAXINT64 - 1);
}

/* -- what must hold of any basket whatever, of seeds that stay the same */

static const char *const some_skus[] = {"A", "B", "C", "D"};
static const char *const some_categories[] = {"x", "y"};

typedef struct {
  CubbyPricingLine lines[MAX_LINES];
  CubbyPromotion promotions[MAX_PROMOTIONS];
  CubbyPricingRequest request;
} World;

static GHashTable *
pick_set (GRand *rand, const char *const *words, int n_words)
{
  return g_rand_int_range (rand, 0, 2) == 0 ? make_set (words[g_rand_int_range (rand, 0, n_words)]) : NULL;
}

static void
fill_world (World *world, GRand *rand)
{
  static const char *const ids[MAX_PROMOTIONS] = {"p0", "p1", "p2", "p3"};
  static const char *const given[] = {"CODE", NULL};
  int n_lines = g_rand_int_range (rand, 1, MAX_LINES + 1);
  int n_promotions = g_rand_int_range (rand, 0, MAX_PROMOTIONS + 1);
  for (int i = 0; i < n_lines; i++) {
    int sku = g_rand_int_range (rand, 0, 4);
    world->lines[i] =
        (CubbyPricingLine){some_skus[sku], some_categories[sku / 2], g_rand_int_range (rand, 1, 8),
                           (sku + 1) * 333 + sku % 2, sku % 2 == 0 ? 1000 : 800};
  }
  for (int i = 0; i < n_promotions; i++)
    world->promotions[i] = (CubbyPromotion){
        .id = ids[i],
        .kind = (CubbyPromotionKind)g_rand_int_range (rand, 0, CUBBY_N_PROMOTION_KINDS),
        .percent = (guint)g_rand_int_range (rand, 1, 101),
        .amount = g_rand_int_range (rand, 1, 4000),
        .buy = g_rand_int_range (rand, 1, 4),
        .get = g_rand_int_range (rand, 1, 3),
        .code = g_rand_int_range (rand, 0, 3) == 0 ? "CODE" : NULL,
        .channels = CUBBY_CHANNELS_IN_SHOP,
        .skus = pick_set (rand, some_skus, 4),
        .categories = pick_set (rand, some_categories, 2),
        .currency = "VND",
        .minimum = g_rand_int_range (rand, 0, 2) == 0 ? g_rand_int_range (rand, 0, 5000) : 0,
        .combinable = g_rand_int_range (rand, 0, 2) == 0,
        .left = CUBBY_PROMOTION_UNLIMITED,
    };
  world->request = (CubbyPricingRequest){.lines = world->lines,
                                         .n_lines = (guint)n_lines,
                                         .promotions = world->promotions,
                                         .n_promotions = (guint)n_promotions,
                                         .codes = given,
                                         .currency = "VND",
                                         .channel = CUBBY_CHANNEL_KIOSK,
                                         .now_ms = NOW,
                                         .points = g_rand_int_range (rand, 0, 100),
                                         .point_worth = g_rand_int_range (rand, 0, 50)};
}

static void
check_sums (const World *world, const CubbyQuote *quote)
{
  gint64 discount = 0, total = 0, tax = 0, given = 0;
  for (guint i = 0; i < quote->n_lines; i++) {
    const CubbyPricingLine *line = &world->lines[i];
    const CubbyQuoteLine *row = &quote->lines[i];
    CubbyPricingLine one = *line;
    gint64 shelf = cubby_pricing_shelf_price (&one, world->promotions, world->request.n_promotions,
                                              CUBBY_CHANNEL_KIOSK, NOW);
    g_assert_cmpint (row->total, ==, line->unit_price * line->quantity - row->discount);
    g_assert_cmpint (row->total, >=, 0);
    g_assert_cmpint (row->total, <=, shelf * line->quantity);
    g_assert_cmpint (row->tax, >=, 0);
    g_assert_cmpint (row->tax, <=, row->total);
    discount += row->discount;
    total += row->total;
    tax += row->tax;
  }
  for (guint i = 0; i < quote->discounts->len; i++)
    given += g_array_index (quote->discounts, CubbyQuoteDiscount, i).amount;
  g_assert_cmpint (discount, ==, quote->discount);
  g_assert_cmpint (given, ==, quote->discount);
  g_assert_cmpint (tax, ==, quote->tax);
  g_assert_cmpint (total, ==, quote->subtotal - quote->discount);
  g_assert_cmpint (total, ==, quote->total + quote->points_amount);
  g_assert_cmpint (quote->total, >=, 0);
  g_assert_cmpint (quote->points, <=, world->request.points);
}

static void
turn (World *world)
{
  for (guint i = 0, j = world->request.n_lines - 1; i < j; i++, j--) {
    CubbyPricingLine line = world->lines[i];
    world->lines[i] = world->lines[j];
    world->lines[j] = line;
  }
  for (guint i = 0, j = world->request.n_promotions; i + 1 < j; i++, j--) {
    CubbyPromotion promotion = world->promotions[i];
    world->promotions[i] = world->promotions[j - 1];
    world->promotions[j - 1] = promotion;
  }
}

/* What a SKU costs in all, whichever of its lines. */
static gint64
sum_sku (const World *world, const CubbyQuote *quote, const char *sku)
{
  gint64 sum = 0;
  for (guint i = 0; i < quote->n_lines; i++)
    if (g_str_equal (world->lines[i].sku, sku))
      sum += quote->lines[i].total * 1000 + quote->lines[i].tax;
  return sum;
}

static void
check_order (World *world, const CubbyQuote *quote)
{
  World turned = *world;
  turned.request.lines = turned.lines;
  turned.request.promotions = turned.promotions;
  turn (&turned);
  turned.request.channel = CUBBY_CHANNEL_PHONE; /* and the phone pays what the kiosk shows */
  g_autoptr (CubbyQuote) other = cubby_pricing_quote (&turned.request);
  g_assert_cmpint (other->total, ==, quote->total);
  g_assert_cmpint (other->discount, ==, quote->discount);
  g_assert_cmpint (other->tax, ==, quote->tax);
  for (guint i = 0; i < G_N_ELEMENTS (some_skus); i++)
    g_assert_cmpint (sum_sku (&turned, other, some_skus[i]), ==, sum_sku (world, quote, some_skus[i]));
}

static void
test_any_basket (void)
{
  for (guint32 seed = 1; seed <= 20000; seed++) {
    g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
    World world = {0};
    fill_world (&world, rand);
    g_autoptr (CubbyQuote) quote = cubby_pricing_quote (&world.request);
    check_sums (&world, quote);
    check_order (&world, quote);
    clear_promotions (world.promotions, world.request.n_promotions);
  }
}

/* -- buy x get y, counted piece by piece */

#define MAX_PIECES (MAX_LINES * 8)

static int
compare_amounts (gconstpointer a, gconstpointer b)
{
  gint64 left = *(const gint64 *)a;
  gint64 right = *(const gint64 *)b;
  return left == right ? 0 : left < right ? -1 : 1;
}

/* What the cheapest pieces cost: those that are free, and all that the promotion takes. */
static guint
count_pieces (const World *world, gint64 *ret_free, gint64 *ret_taken)
{
  const CubbyPromotion *promotion = &world->promotions[0];
  gint64 pieces[MAX_PIECES];
  guint n = 0;
  for (guint i = 0; i < world->request.n_lines; i++)
    for (gint64 k = 0; k < world->lines[i].quantity; k++)
      pieces[n++] = world->lines[i].unit_price;
  qsort (pieces, n, sizeof *pieces, compare_amounts);
  gint64 groups = n / (promotion->buy + promotion->get);
  *ret_free = *ret_taken = 0;
  for (gint64 k = 0; k < groups * promotion->get; k++)
    *ret_free += pieces[k];
  for (gint64 k = 0; k < groups * (promotion->buy + promotion->get); k++)
    *ret_taken += pieces[k];
  return n;
}

/* A piece that was paid may be given back, and the free one kept: so neither is free, each has its share. */
static void
check_shares (const World *world, const CubbyQuote *quote)
{
  gint64 free = 0, taken = 0, sum = 0;
  guint n = count_pieces (world, &free, &taken);
  for (guint i = 0; i < quote->n_lines; i++) {
    gint64 gross = world->lines[i].unit_price * world->lines[i].quantity;
    gint64 discount = quote->lines[i].discount;
    sum += discount;
    g_assert_cmpint (quote->lines[i].total, >, 0);
    /* at most the share of all its pieces, rounded up; no less than that when all pieces were taken */
    g_assert_cmpint (discount * taken, <, gross * free + MAX (taken, 1));
    if (n % (world->promotions[0].buy + world->promotions[0].get) == 0)
      g_assert_cmpint (discount * taken, >, gross * free - taken);
  }
  g_assert_cmpint (sum, ==, free);
}

static void
test_any_shares (void)
{
  for (guint32 seed = 1; seed <= 5000; seed++) {
    g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
    World world = {0};
    fill_world (&world, rand);
    clear_promotions (world.promotions, world.request.n_promotions);
    world.promotions[0] = (CubbyPromotion){.id = "p0",
                                           .kind = CUBBY_PROMOTION_BUY_X_GET_Y,
                                           .buy = g_rand_int_range (rand, 1, 4),
                                           .get = g_rand_int_range (rand, 1, 3),
                                           .channels = CUBBY_CHANNELS_IN_SHOP,
                                           .currency = "VND",
                                           .left = CUBBY_PROMOTION_UNLIMITED};
    world.request.n_promotions = 1;
    g_autoptr (CubbyQuote) quote = cubby_pricing_quote (&world.request);
    check_shares (&world, quote);
    check_order (&world, quote);
  }
}

#define ADD(rows, prefix, test)                                                                              \
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {                                                          \
    g_autofree char *path = g_strconcat (prefix, rows[i].name, NULL);                                        \
    g_test_add_data_func (path, &rows[i], test);                                                             \
  }

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD (lists, "/domain/price-list/", test_list)
  ADD (windows, "/domain/price-list/", test_window)
  ADD (codes, "/domain/promotion/", test_code)
  ADD (allotments, "/domain/allotment/", test_allotment)
  ADD (taxes, "/domain/tax/", test_tax)
  ADD (quotes, "/domain/pricing/", test_quote)
  g_test_add_func ("/domain/channel/kiosk and phone are one price", test_fairness);
  g_test_add_func ("/domain/channel/a channel and its name", test_channel_names);
  g_test_add_func ("/domain/promotion/why a promotion holds or not", test_standing);
  g_test_add_func ("/domain/tax/once for each rate, divided over its lines", test_tax_rates);
  g_test_add_func ("/domain/pricing/a code that takes nothing off is named", test_named_code);
  g_test_add_func ("/domain/pricing/a sum too large is refused", test_overflow);
  g_test_add_func ("/domain/pricing/any basket adds up, in any order, on the phone and the kiosk",
                   test_any_basket);
  g_test_add_func ("/domain/pricing/every piece that a buy x get y takes carries its share of what is free",
                   test_any_shares);
  return g_test_run ();
}
