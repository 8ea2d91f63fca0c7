/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/clock-skew.h"
#include "app/domain/list-text.h"
#include "app/domain/pass-key-life.h"
#include "app/domain/pass-life.h"
#include "app/domain/pin-rule.h"
#include "app/domain/same-origin.h"

#define NOW 1000

typedef CubbyPassVerdict (*Judge) (const CubbyPassFacts *facts);

static const struct {
  const char *name;
  Judge judge;
  CubbyPassFacts facts;
  CubbyPassVerdict verdict;
} verdicts[] = {
    {"a buyer makes a helper pass", cubby_pass_judge_helper, {.open = TRUE}, CUBBY_PASS_ALLOWED},
    {"a third helper pass is the last at once",
     cubby_pass_judge_helper,
     {.open = TRUE, .helpers = 2},
     CUBBY_PASS_ALLOWED},
    {"there is no fourth helper pass",
     cubby_pass_judge_helper,
     {.open = TRUE, .helpers = 3},
     CUBBY_PASS_TOO_MANY},
    {"ten helper passes are enough for a day",
     cubby_pass_judge_helper,
     {.open = TRUE, .helpers_made = 10},
     CUBBY_PASS_TOO_OFTEN},
    {"what is collected has no helper",
     cubby_pass_judge_helper,
     {.open = TRUE, .own = CUBBY_PASS_LIFE_USED},
     CUBBY_PASS_OVER},
    {"what is expired has no helper",
     cubby_pass_judge_helper,
     {.open = TRUE, .own = CUBBY_PASS_LIFE_EXPIRED},
     CUBBY_PASS_OVER},
    {"what is cancelled has no helper", cubby_pass_judge_helper, {.open = FALSE}, CUBBY_PASS_OVER},
    {"a revoked pass is made anew before it has helpers",
     cubby_pass_judge_helper,
     {.open = TRUE, .own = CUBBY_PASS_LIFE_REVOKED},
     CUBBY_PASS_REISSUE_BEFORE},
    {"a pass is made anew", cubby_pass_judge_reissue, {.open = TRUE}, CUBBY_PASS_ALLOWED},
    {"a revoked pass is made anew",
     cubby_pass_judge_reissue,
     {.open = TRUE, .own = CUBBY_PASS_LIFE_REVOKED},
     CUBBY_PASS_ALLOWED},
    {"helpers do not hinder a new pass",
     cubby_pass_judge_reissue,
     {.open = TRUE, .helpers = 3},
     CUBBY_PASS_ALLOWED},
    {"three new passes are enough for a day",
     cubby_pass_judge_reissue,
     {.open = TRUE, .reissues = 3},
     CUBBY_PASS_TOO_OFTEN},
    {"a used pass is not made anew",
     cubby_pass_judge_reissue,
     {.open = TRUE, .own = CUBBY_PASS_LIFE_USED},
     CUBBY_PASS_OVER},
    {"a cancelled order gets no new pass", cubby_pass_judge_reissue, {.open = FALSE}, CUBBY_PASS_OVER},
};

static void
test_verdict (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_assert_cmpint (verdicts[i].judge (&verdicts[i].facts), ==, verdicts[i].verdict);
}

static const struct {
  const char *name;
  CubbyPassLife stored;
  gint64 exp;
  CubbyPassLife now;
} lives[] = {
    {"a pass is good before its time is over", CUBBY_PASS_LIFE_ACTIVE, NOW + 1, CUBBY_PASS_LIFE_ACTIVE},
    {"a pass is expired at the second of its end", CUBBY_PASS_LIFE_ACTIVE, NOW, CUBBY_PASS_LIFE_EXPIRED},
    {"a used pass stays used", CUBBY_PASS_LIFE_USED, NOW - 1, CUBBY_PASS_LIFE_USED},
    {"a revoked pass stays revoked", CUBBY_PASS_LIFE_REVOKED, NOW - 1, CUBBY_PASS_LIFE_REVOKED},
};

static void
test_life (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  CubbyPassLife back = CUBBY_N_PASS_LIVES;
  g_assert_cmpint (cubby_pass_life_now (lives[i].stored, lives[i].exp, NOW), ==, lives[i].now);
  g_assert_true (cubby_pass_life_from_string (cubby_pass_life_to_string (lives[i].now), &back));
  g_assert_cmpint (back, ==, lives[i].now);
}

static const struct {
  const char *name;
  CubbyPassKeyLife keys[3];
  guint n_keys;
  int signer;
  CubbyPassKeyState first;
} rings[] = {
    {"no key signs nothing", {{0, 0}}, 0, -1, CUBBY_PASS_KEY_OVER},
    {"the only key signs", {{0, 0}}, 1, 0, CUBBY_PASS_KEY_ACTIVE},
    {"a key that is announced does not sign yet", {{0, NOW + 90}, {NOW + 1, 0}}, 2, 0, CUBBY_PASS_KEY_ACTIVE},
    {"the key begun last signs, the other is believed",
     {{0, NOW + 90}, {NOW, 0}},
     2,
     1,
     CUBBY_PASS_KEY_RETIRED},
    {"a key whose time is over is forgotten", {{0, NOW}, {NOW - 9, 0}}, 2, 1, CUBBY_PASS_KEY_OVER},
    {"a key whose time is over never signs", {{NOW - 1, NOW}, {0, 0}}, 2, 1, CUBBY_PASS_KEY_OVER},
    {"of two that begin together the later row signs", {{0, 0}, {0, 0}}, 2, 1, CUBBY_PASS_KEY_RETIRED},
    {"announced keys alone sign nothing", {{NOW + 5, 0}}, 1, -1, CUBBY_PASS_KEY_ANNOUNCED},
};

static void
test_ring (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_assert_cmpint (cubby_pass_key_choose (rings[i].keys, rings[i].n_keys, NOW), ==, rings[i].signer);
  if (rings[i].n_keys > 0)
    g_assert_cmpint (cubby_pass_key_get_state (rings[i].keys, rings[i].n_keys, 0, NOW), ==, rings[i].first);
}

static void
test_end (void)
{
  g_assert_cmpint (cubby_pass_key_get_end (NOW, 72), ==, NOW + (72 + 168) * 3600);
}

static const struct {
  const char *pin;
  gboolean good;
} pins[] = {
    {"482913", TRUE},  {"112233", TRUE},  {"135790", TRUE},         {"482913482913", TRUE},
    {"", FALSE},       {"4829", FALSE},   {"4829134829134", FALSE}, {"48291x", FALSE},
    {"777777", FALSE}, {"234567", FALSE}, {"987654", FALSE},        {"12345678", FALSE},
};

static void
test_pin (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_assert_cmpint (cubby_pin_judge (pins[i].pin) == NULL, ==, pins[i].good);
}

#define DAY_MS (24 * 3600 * G_GINT64_CONSTANT (1000))

static const struct {
  const char *name;
  CubbyClockSkew kept;
  gint64 skew_ms;
  gint64 most_ms;
  gboolean alarm;
} skews[] = {
    {"the first measurement is the farthest of its day", {0, 0, 0}, -500, -500, FALSE},
    {"a smaller one leaves the farthest", {-9000, -9000, 7}, 20, -9000, FALSE},
    {"a larger one on the other side takes its place", {-9000, -9000, 7}, 9001, 9001, FALSE},
    {"another day begins anew", {-9000, -9000, 6}, 20, 20, FALSE},
    {"a minute is no alarm", {0, 0, 7}, 60000, 60000, FALSE},
    {"more than a minute behind is one", {0, 0, 7}, -60001, -60001, TRUE},
};

static void
test_skew (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  CubbyClockSkew now = cubby_clock_skew_add (skews[i].kept, skews[i].skew_ms, 7 * DAY_MS + 5);
  g_assert_cmpint (now.last_ms, ==, skews[i].skew_ms);
  g_assert_cmpint (now.most_ms, ==, skews[i].most_ms);
  g_assert_cmpint (now.day, ==, 7);
  g_assert_cmpint (cubby_clock_skew_is_alarm (now.last_ms), ==, skews[i].alarm);
}

static const struct {
  const char *name;
  const char *site, *origin, *host;
  gboolean same;
} origins[] = {
    {"a browser says that it is the same", "same-origin", NULL, NULL, TRUE},
    {"a browser says that it is another", "cross-site", "https://shop.example", NULL, FALSE},
    {"a browser says that it is a neighbour", "same-site", "https://shop.example", NULL, FALSE},
    {"an address typed by hand sends no form", "none", NULL, NULL, FALSE},
    {"the public address is ours", NULL, "https://shop.example", "10.0.0.1:8080", TRUE},
    {"the host that was asked is ours", NULL, "http://10.0.0.1:8080", "10.0.0.1:8080", TRUE},
    {"another host is not", NULL, "https://evil.example", "10.0.0.1:8080", FALSE},
    {"ours as the beginning of another is not", NULL, "https://shop.example.evil", "10.0.0.1:8080", FALSE},
    {"an origin has no path", NULL, "https://shop.example/p", "10.0.0.1:8080", FALSE},
    {"an origin that is hidden is not", NULL, "null", "null", FALSE},
    {"a browser that says nothing is refused", NULL, NULL, "shop.example", FALSE},
};

static void
test_origin (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_assert_cmpint (cubby_is_same_origin (origins[i].site, origins[i].origin, origins[i].host,
                                         "https://shop.example/cubby"),
                   ==, origins[i].same);
}

#define LIST "cubby-staff-1\nstore=4711\nversion=7\n"

static const struct {
  const char *name;
  const char *text;
  guint64 newest;
  const char *why;
} lists[] = {
    {"a list of this store is read", LIST "[badge B-1]\n", 6, NULL},
    {"the list in force is read again", LIST "[badge B-1]\n", 7, NULL},
    {"an empty list is one", LIST, 7, NULL},
    {"an older list is refused", LIST, 8, "is older than the one in force"},
    {"a list of keys is none of staff", "cubby-pass-keys-1\nstore=4711\nversion=7\n", 0,
     "is of another kind"},
    {"a list of a store that begins alike is refused", "cubby-staff-1\nstore=47110\nversion=7\n", 0,
     "is of another store"},
    {"a list of another store is refused", "cubby-staff-1\nstore=4713\nversion=7\n", 0,
     "is of another store"},
    {"a list without a version is refused", "cubby-staff-1\nstore=4711\n", 0, "has no version"},
    {"a version that is none is refused", "cubby-staff-1\nstore=4711\nversion=0\n", 0, "has no version"},
    {"the highest version is taken", "cubby-staff-1\nstore=4711\nversion=1099511627776\n", 7, NULL},
    {"a version that would shut out all after it is refused",
     "cubby-staff-1\nstore=4711\nversion=1099511627777\n", 7,
     "has a version that no central service gives out"},
    {"the highest number of all is no version", "cubby-staff-1\nstore=4711\nversion=9223372036854775807\n", 0,
     "has a version that no central service gives out"},
    {"a version that does not end is refused", "cubby-staff-1\nstore=4711\nversion=7", 0, "has no version"},
    {"nothing is no list", "", 0, "is of another kind"},
};

static void
test_list (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  guint64 version = 0;
  const char *rows = NULL;
  const char *why =
      cubby_list_text_read (lists[i].text, CUBBY_LIST_STAFF, "4711", lists[i].newest, &version, &rows);
  g_assert_cmpstr (why, ==, lists[i].why);
  if (why != NULL)
    return;
  g_autofree char *again = cubby_list_text_format (CUBBY_LIST_STAFF, "4711", version, rows);
  g_assert_cmpstr (again, ==, lists[i].text);
}

static void
add (const char *folder, const char *name, gsize i, GTestDataFunc test)
{
  g_autofree char *path = g_strdup_printf ("/domain/%s/%s", folder, name);
  g_test_add_data_func (path, GSIZE_TO_POINTER (i), test);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (verdicts); i++)
    add ("pass", verdicts[i].name, i, test_verdict);
  for (gsize i = 0; i < G_N_ELEMENTS (lives); i++)
    add ("pass", lives[i].name, i, test_life);
  for (gsize i = 0; i < G_N_ELEMENTS (origins); i++)
    add ("same-origin", origins[i].name, i, test_origin);
  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++)
    add ("list-text", lists[i].name, i, test_list);
  for (gsize i = 0; i < G_N_ELEMENTS (skews); i++)
    add ("clock-skew", skews[i].name, i, test_skew);
  for (gsize i = 0; i < G_N_ELEMENTS (rings); i++)
    add ("pass-key", rings[i].name, i, test_ring);
  g_test_add_func ("/domain/pass-key/a key is believed for the longest hold and a week", test_end);
  for (gsize i = 0; i < G_N_ELEMENTS (pins); i++) {
    g_autofree char *name = g_strdup_printf ("“%s” is %s PIN", pins[i].pin, pins[i].good ? "a" : "no");
    add ("pin", name, i, test_pin);
  }
  return g_test_run ();
}
