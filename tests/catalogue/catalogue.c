/* SPDX-License-Identifier: Apache-2.0 */
#include "app/catalogue/catalogue.h"
#include "app/catalogue/writer.h"
#include "protocols/sql/sqlite-file.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* A small range: what is tested is written beside the test, not taken from the demonstration. */
static const struct {
  const char *topic;
  const char *key;
  const char *data;
} range[] = {
    {"category", "tops",
     "{'id':'tops','name':{'vi':'Áo','en':'Tops'},'position':2,'picture':'/media/tops.svg'}"},
    {"category", "food", "{'id':'food','name':{'vi':'Thực phẩm','th':'อาหาร','en':'Food'},'position':1}"},
    {"location", "4711", "{'id':'4711','kind':'store','name':'Lê Lợi','gln':'8931','lockers':true}"},
    {"location", "4712", "{'id':'4712','kind':'store','name':'An Phú','lockers':false}"},
    {"location", "W1", "{'id':'W1','kind':'warehouse','name':'Kho','lockers':false}"},
    {"option", "size",
     "{'id':'size','name':{'en':'Size'},'values':{'S':{'name':{'en':'S'}},'M':{'name':{'en':'M'}}}}"},
    {"option", "colour",
     "{'id':'colour','name':{'vi':'Màu','en':'Colour'},'values':{"
     "'white':{'name':{'vi':'Trắng','en':'White'},'swatch':'#ffffff'},"
     "'red':{'name':{'vi':'Đỏ','en':'Red'},'swatch':'#ff0000'}}}"},
    {"product", "tee",
     "{'id':'tee','category':'tops','brand':'Cubby','name':{'vi':'Áo thun cổ "
     "tròn','th':'เสื้อยืดคอกลม','en':'Crew-neck T-shirt'},"
     "'description':{'vi':'Mặc mỗi ngày','en':'Every "
     "day'},'picture':'/media/tee.svg','popularity':2,'keywords':['tee'],"
     "'variants':[{'sku':'TEE-W-S','gtin':'08930000000017','options':{'colour':'white','size':'S'},'price':{'"
     "amount':150000,'currency':'VND'},'weight_g':180,'parcel_size':'S'},"
     "{'sku':'TEE-R-M','gtin':'08930000000024','options':{'colour':'red','size':'M'},'price':{'amount':"
     "170000,'currency':'VND'},'weight_g':190,'parcel_size':'S','picture':'/media/tee-red.svg'}]}"},
    {"product", "coffee",
     "{'id':'coffee','category':'food','brand':'Cubby','name':{'vi':'CÀ PHÊ SỮA ĐÁ','en':'Iced milk "
     "coffee'},'popularity':1,"
     "'variants':[{'sku':'CF-1','gtin':'08930000000031','options':{},'price':{'amount':45000,'currency':'VND'"
     "},'list_price':{'amount':52000,'currency':'VND'},'picture':'/media/cf.svg'}]}"},
    {"product", "fish-sauce",
     "{'id':'fish-sauce','category':'food','brand':'','name':{'vi':'Nước mắm','th':'น้ำปลาแท้','en':'Fish "
     "sauce'},"
     "'description':{'vi':'Dùng với áo mưa','th':'สำหรับทำอาหาร'},'popularity':3,"
     "'variants':[{'sku':'FS-1','gtin':'','options':{},'price':{'amount':30000,'currency':'VND'}}]}"},
    {"stock", "TEE-W-S@4711", "{'purchasable':3,'incoming':0,'updated_at':'2026-11-21T10:00:00.250Z'}"},
    {"stock", "TEE-W-S@4712", "{'purchasable':5}"},
    {"stock", "TEE-R-M@4711", "{'purchasable':-2}"},
    {"stock", "TEE-R-M@W1", "{'purchasable':40,'incoming':7}"},
};

typedef struct {
  char *folder;
  char *path;
  CubbyCatalogueWriter *writer;
  CubbyCatalogue *reader;
  guint64 sequence;
} Fixture;

static void
apply (Fixture *fixture, const char *topic, const char *key, const char *data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = data != NULL ? json_from_string (data, &error) : NULL;
  g_assert_no_error (error);
  cubby_catalogue_writer_apply (fixture->writer, topic, key, node, &error);
  g_assert_no_error (error);
  fixture->sequence++;
}

static void
commit (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  cubby_catalogue_writer_commit (fixture->writer, fixture->sequence, &error);
  g_assert_no_error (error);
}

static void
change (Fixture *fixture, const char *topic, const char *key, const char *data)
{
  g_assert_true (cubby_catalogue_writer_begin (fixture->writer, NULL));
  apply (fixture, topic, key, data);
  commit (fixture);
}

static void
fill (Fixture *fixture)
{
  g_assert_true (cubby_catalogue_writer_begin (fixture->writer, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (range); i++) {
    g_autofree char *data = g_strdelimit (g_strdup (range[i].data), "'", '"');
    apply (fixture, range[i].topic, range[i].key, data);
  }
  commit (fixture);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  fixture->folder = g_dir_make_tmp ("cubby-catalogue-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "catalogue.db", NULL);
  fixture->writer = cubby_catalogue_writer_open (fixture->path, &error);
  g_assert_no_error (error);
  fill (fixture);
  fixture->reader = cubby_catalogue_open (fixture->path, "4711", &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  cubby_catalogue_free (fixture->reader);
  cubby_catalogue_writer_free (fixture->writer);
  cubby_catalogue_remove_file (fixture->path);
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->folder);
  g_free (fixture->path);
}

/* The ids of the hits, separated by spaces; a hit by its code shows its SKU too. */
static char *
search (Fixture *fixture, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) hits = cubby_catalogue_search (fixture->reader, text, "vi", 20, &error);
  g_assert_no_error (error);
  GString *ids = g_string_new (NULL);
  for (guint i = 0; i < hits->len; i++) {
    const CubbyProductSummary *hit = g_ptr_array_index (hits, i);
    g_string_append_printf (ids, "%s%s%s%s", i > 0 ? " " : "", hit->id, hit->sku != NULL ? "=" : "",
                            hit->sku != NULL ? hit->sku : "");
  }
  return g_string_free (ids, FALSE);
}

static void
expect (Fixture *fixture, const char *text, const char *ids)
{
  g_autofree char *found = search (fixture, text);
  g_assert_cmpstr (found, ==, ids);
}

typedef struct {
  const char *name;
  const char *text;
  const char *ids;
} SearchRow;

static const SearchRow searches[] = {
    {"without marks", "ao thun", "tee"},
    {"with marks", "Áo thun", "tee"},
    {"d finds đ", "sua da", "coffee"},
    {"capitals", "SUA ĐÁ", "coffee"},
    {"the first letter, what sells best first", "c", "coffee tee"},
    {"an unfinished last word", "co tro", "tee"},
    {"an unfinished word that is not the last finds nothing", "thu ao", ""},
    {"words in any order", "tron co", "tee"},
    {"hits in the name come before more popular ones elsewhere", "ao", "tee fish-sauce"},
    {"another language than the screen's", "t-shirt crew", "tee"},
    {"Thai without spaces", "น้ำปลา", "fish-sauce"},
    {"Thai, half typed", "น้ำป", "fish-sauce"},
    {"Thai from the middle of a phrase", "แท้", "fish-sauce"},
    {"Thai, more than the dictionary's first word", "เสื้อยืดคอ", "tee"},
    {"Thai with the words apart", "คอกลม เสื้อ", "tee"},
    {"Thai and Latin mixed", "เสื้อยืด cubby", "tee"},
    {"a keyword", "tee", "tee"},
    {"a colour", "ao thun do", "tee"},
    {"a category", "thuc pham", "coffee fish-sauce"},
    {"a GTIN of 13 digits", "8930000000024", "tee=TEE-R-M"},
    {"a GTIN of 14 digits", "08930000000017", "tee=TEE-W-S"},
    {"a SKU in small letters", "tee-r-m", "tee=TEE-R-M"},
    {"syntax of the index is just text", "\" OR title : * NEAR(", ""},
    {"a lone star", "*", ""},
    {"nothing", "", ""},
    {"what is not there", "xyz", ""},
};

static void
test_search (Fixture *fixture, gconstpointer data)
{
  const SearchRow *row = data;
  expect (fixture, row->text, row->ids);
}

static void
test_renamed (Fixture *fixture, gconstpointer data)
{
  change (
      fixture, "product", "coffee",
      "{\"category\":\"food\",\"name\":{\"vi\":\"Trà đào\"},\"popularity\":1,\"variants\":[{\"sku\":\"CF-1\","
      "\"price\":{\"amount\":1,\"currency\":\"VND\"}}]}");
  expect (fixture, "sua", "");
  expect (fixture, "tra dao", "coffee");
  change (fixture, "product", "coffee", NULL);
  expect (fixture, "dao", "");
  expect (fixture, "cubby", "tee");
}

static void
test_popularity (Fixture *fixture, gconstpointer data)
{
  change (fixture, "product", "fish-sauce",
          "{\"category\":\"food\",\"name\":{\"vi\":\"Cá\"},\"popularity\":1,\"variants\":[{\"sku\":\"FS-1\","
          "\"price\":{\"amount\":1,\"currency\":\"VND\"}}]}");
  expect (fixture, "c", "coffee fish-sauce tee"); /* the same rank: the earlier one first */
}

static void
test_names_of_options (Fixture *fixture, gconstpointer data)
{
  change (
      fixture, "option", "colour",
      "{\"name\":{\"vi\":\"Màu\"},\"values\":{\"red\":{\"name\":{\"vi\":\"Cam\"}},\"white\":{\"name\":{}}}}");
  expect (fixture, "ao thun do", "");
  expect (fixture, "ao thun cam", "tee");
  change (fixture, "category", "food", NULL);
  expect (fixture, "thuc pham", "");
}

/* The index says itself whether it still fits: SQLite's own check of every token. */
static void
test_index_is_sound (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  fill (fixture);
  test_renamed (fixture, data);
  test_names_of_options (fixture, data);
  for (guint i = 0; i < G_N_ELEMENTS (range); i++)
    change (fixture, range[i].topic, range[i].key, NULL);
  g_autoptr (CubbySqliteFile) file =
      cubby_sqlite_file_open (fixture->path, CUBBY_SQLITE_READ_WRITE, NULL, &error);
  g_assert_no_error (error);
  cubby_sqlite_file_execute (file, "INSERT INTO search (search) VALUES ('integrity-check')", &error);
  g_assert_no_error (error);
  gint64 left = -1;
  cubby_sqlite_file_execute (file, "CREATE VIRTUAL TABLE temp.words USING fts5vocab (main, search, row)",
                             &error);
  g_assert_no_error (error);
  cubby_sqlite_file_read_int (file, &left, -1, &error, "SELECT count(*) FROM temp.words", "");
  g_assert_no_error (error);
  g_assert_cmpint (left, ==, 0);
}

static void
test_lists (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) categories = cubby_catalogue_list_categories (fixture->reader, "th", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (categories->len, ==, 2);
  const CubbyCategory *food = g_ptr_array_index (categories, 0);
  const CubbyCategory *tops = g_ptr_array_index (categories, 1);
  g_assert_cmpstr (food->name, ==, "อาหาร");
  g_assert_cmpuint (food->n_products, ==, 2);
  g_assert_cmpstr (tops->name, ==, "Tops"); /* no Thai: English */
  g_assert_cmpstr (tops->picture, ==, "/media/tops.svg");

  g_autoptr (GPtrArray) locations = cubby_catalogue_list_locations (fixture->reader, &error);
  g_assert_cmpuint (locations->len, ==, 3);
  const CubbyLocation *here = g_ptr_array_index (locations, 0);
  const CubbyLocation *last = g_ptr_array_index (locations, 2);
  g_assert_cmpstr (here->id, ==, "4711");
  g_assert_true (here->lockers);
  g_assert_cmpstr (last->kind, ==, "warehouse");

  g_autoptr (GPtrArray) all = cubby_catalogue_list_products (fixture->reader, NULL, "vi", 1, 1, &error);
  g_assert_cmpuint (all->len, ==, 1);
  g_assert_cmpstr (((CubbyProductSummary *)g_ptr_array_index (all, 0))->id, ==, "tee");
}

static void
test_summary (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) list = cubby_catalogue_list_products (fixture->reader, "tops", "th", 0, 10, NULL);
  g_assert_cmpuint (list->len, ==, 1);
  const CubbyProductSummary *tee = g_ptr_array_index (list, 0);
  g_assert_cmpstr (tee->name, ==, "เสื้อยืดคอกลม");
  g_assert_cmpint (tee->price_from, ==, 150000);
  g_assert_cmpint (tee->price_to, ==, 170000);
  g_assert_cmpstr (tee->currency, ==, "VND");
  g_assert_cmpint (tee->list_price, ==, 0);
  g_assert_cmpuint (tee->n_variants, ==, 2);
  g_assert_cmpint (tee->stock.here, ==, 3); /* less than none elsewhere on the shelf takes nothing away */
  g_assert_cmpint (tee->stock.elsewhere, ==, 5);
  g_assert_cmpint (tee->stock.online, ==, 40);
}

static void
test_reduced (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) list = cubby_catalogue_list_products (fixture->reader, "food", "en", 0, 10, NULL);
  const CubbyProductSummary *coffee = g_ptr_array_index (list, 0);
  g_assert_cmpstr (coffee->id, ==, "coffee");
  g_assert_cmpint (coffee->price_from, ==, 45000);
  g_assert_cmpint (coffee->list_price, ==, 52000);
}

static void
test_product (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CubbyProduct) tee = cubby_catalogue_get_product (fixture->reader, "tee", "vi", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (tee->category_name, ==, "Áo");
  g_assert_cmpuint (tee->options->len, ==, 2);
  const CubbyOption *colour = g_ptr_array_index (tee->options, 0);
  g_assert_cmpstr (colour->name, ==, "Màu");
  g_assert_cmpuint (colour->values->len, ==, 2);
  const CubbyOptionValue *red = g_ptr_array_index (colour->values, 1);
  g_assert_cmpstr (red->name, ==, "Đỏ");
  g_assert_cmpstr (red->swatch, ==, "#ff0000");
  const CubbyVariant *second = g_ptr_array_index (tee->variants, 1);
  const char *choice[] = {"red", "M", NULL};
  g_assert_cmpstrv (second->values, choice);
  g_assert_cmpint (second->stock.here, ==, 0);
  g_assert_cmpint (second->stock.online, ==, 40);
  const CubbyStockAt *at = g_ptr_array_index (second->stock_at, 0);
  g_assert_true (at->here);
  g_assert_cmpint (at->purchasable, ==, -2);
  const CubbyVariant *first = g_ptr_array_index (tee->variants, 0);
  at = g_ptr_array_index (first->stock_at, 0);
  g_assert_cmpint (at->updated_at, ==, G_GINT64_CONSTANT (1795255200250));

  g_assert_null (cubby_catalogue_get_product (fixture->reader, "nothing", "vi", &error));
  g_assert_no_error (error);

  g_autoptr (CubbyProduct) product = NULL;
  g_autoptr (CubbyVariant) variant =
      cubby_catalogue_get_variant (fixture->reader, "CF-1", "en", &product, &error);
  g_assert_cmpstr (product->name, ==, "Iced milk coffee");
  g_assert_cmpint (variant->price, ==, 45000);
  g_assert_cmpint (variant->list_price, ==, 52000);
  g_assert_cmpint (first->list_price, ==, 0);
}

static void
test_changed_skus (Fixture *fixture, gconstpointer data)
{
  g_auto (GStrv) first = cubby_catalogue_writer_take_changed_skus (fixture->writer);
  g_assert_cmpuint (g_strv_length (first), ==, 4);
  change (fixture, "stock", "FS-1@4711", "{\"purchasable\":1}");
  g_auto (GStrv) second = cubby_catalogue_writer_take_changed_skus (fixture->writer);
  const char *expected[] = {"FS-1", NULL};
  g_assert_cmpstrv (second, expected);
  g_autoptr (CubbyVariant) variant = cubby_catalogue_get_variant (fixture->reader, "FS-1", "vi", NULL, NULL);
  g_assert_cmpint (variant->stock.here, ==, 1);
}

static void
test_batch_is_whole (Fixture *fixture, gconstpointer data)
{
  g_assert_true (cubby_catalogue_writer_begin (fixture->writer, NULL));
  apply (fixture, "product", "coffee", NULL);
  expect (fixture, "sua da", "coffee");
  cubby_catalogue_writer_rollback (fixture->writer);
  expect (fixture, "sua da", "coffee");
  guint64 sequence = 0;
  g_assert_true (cubby_catalogue_get_sequence (fixture->reader, &sequence, NULL));
  g_assert_cmpuint (sequence, ==, G_N_ELEMENTS (range));
}

typedef struct {
  const char *name;
  const char *topic;
  const char *key;
  const char *data;
  const char *named; /* the message holds it */
} WrongRow;

static const WrongRow wrong[] = {
    {"an unknown topic", "weather", "x", "{}", "weather"},
    {"a list instead of an object", "product", "tee", "[]", "tee"},
    {"a product without variants", "product", "tee", "{\"category\":\"tops\"}", "variants"},
    {"a price that is text", "product", "tee",
     "{\"category\":\"tops\",\"variants\":[{\"sku\":\"X\",\"price\":{\"amount\":\"5\",\"currency\":\"VND\"}}]"
     "}",
     "amount"},
    {"a list price that is text", "product", "tee",
     "{\"category\":\"tops\",\"variants\":[{\"sku\":\"X\",\"price\":{\"amount\":5,\"currency\":\"VND\"},"
     "\"list_price\":{\"amount\":\"6\"}}]}",
     "amount"},
    {"a variant without price", "product", "tee", "{\"category\":\"tops\",\"variants\":[{\"sku\":\"X\"}]}",
     "price"},
    {"a variant that is a number", "product", "tee", "{\"category\":\"tops\",\"variants\":[5]}", "object"},
    {"a name that is a number", "category", "tops", "{\"name\":{\"vi\":5}}", "name"},
    {"a name that is a string", "category", "tops", "{\"name\":\"x\"}", "name"},
    {"a stock key without location", "stock", "TEE-W-S", "{\"purchasable\":1}", "SKU@LOCATION"},
    {"a stock level that is half a piece", "stock", "TEE-W-S@4711", "{\"purchasable\":1.5}", "purchasable"},
    {"a location without name", "location", "4711", "{\"kind\":\"store\"}", "name"},
};

static void
test_wrong (Fixture *fixture, gconstpointer data)
{
  const WrongRow *row = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = json_from_string (row->data, NULL);
  g_assert_true (cubby_catalogue_writer_begin (fixture->writer, NULL));
  g_assert_false (cubby_catalogue_writer_apply (fixture->writer, row->topic, row->key, node, &error));
  g_assert_error (error, CUBBY_CATALOGUE_ERROR, CUBBY_CATALOGUE_ERROR_CHANGE);
  g_assert_nonnull (strstr (error->message, row->named));
  commit (fixture); /* the batch goes on without it */
  expect (fixture, "ao thun", "tee");
}

static void
test_new_file (Fixture *fixture, gconstpointer data)
{
  g_autofree char *next = g_strconcat (fixture->path, ".next", NULL);
  g_autoptr (GError) error = NULL;
  CubbyCatalogueWriter *fresh = cubby_catalogue_writer_open (next, &error);
  g_assert_no_error (error);
  cubby_catalogue_writer_free (g_steal_pointer (&fixture->writer));
  cubby_catalogue_writer_free (fresh);
  g_assert_true (cubby_catalogue_replace_file (next, fixture->path, &error));
  g_assert_no_error (error);
  expect (fixture, "ao thun", "");
  fixture->writer = cubby_catalogue_writer_open (fixture->path, &error);
  g_assert_no_error (error);
  change (fixture, "product", "hat",
          "{\"category\":\"tops\",\"name\":{\"vi\":\"Mũ\"},\"variants\":[{\"sku\":\"H\","
          "\"price\":{\"amount\":1,\"currency\":\"VND\"}}]}");
  expect (fixture, "mu", "hat");
}

/* What the kiosk is: another user, who may read and nothing else. Returns: how many hits "ao thun" has, 99:
 * error. */
static int
search_as_nobody (const char *path)
{
  pid_t child = fork ();
  if (child == 0) {
    if (setgid (65534) != 0 || setuid (65534) != 0)
      _exit (98);
    g_autoptr (CubbyCatalogue) reader = cubby_catalogue_open (path, "4711", NULL);
    g_autoptr (GPtrArray) hits =
        reader != NULL ? cubby_catalogue_search (reader, "ao thun", "vi", 20, NULL) : NULL;
    _exit (hits != NULL ? (int)hits->len : 99);
  }
  int status = 0;
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFEXITED (status));
  return WEXITSTATUS (status);
}

static void
test_reader_may_only_read (Fixture *fixture, gconstpointer data)
{
  if (geteuid () != 0) {
    g_test_skip ("needs root, to become somebody else");
    return;
  }
  g_assert_cmpint (g_chmod (fixture->folder, 0755), ==, 0);
  g_assert_cmpint (search_as_nobody (fixture->path), ==, 1); /* beside a writer whose log is full */
  g_clear_pointer (&fixture->reader, cubby_catalogue_free);
  cubby_catalogue_writer_free (g_steal_pointer (&fixture->writer));
  g_assert_cmpint (search_as_nobody (fixture->path), ==, 1); /* and when nobody writes */
}

static void
test_other_version (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  cubby_catalogue_writer_free (g_steal_pointer (&fixture->writer));
  CubbySqliteFile *file =
      cubby_sqlite_file_open (fixture->path, CUBBY_SQLITE_READ_WRITE, "PRAGMA user_version=99", NULL);
  cubby_sqlite_file_free (file);
  g_assert_null (cubby_catalogue_open (fixture->path, "4711", &error));
  g_assert_error (error, CUBBY_CATALOGUE_ERROR, CUBBY_CATALOGUE_ERROR_VERSION);
  g_clear_error (&error);
  fixture->writer = cubby_catalogue_writer_open (fixture->path, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (cubby_catalogue_writer_get_sequence (fixture->writer), ==, 0);
}

static void
test_damaged (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  cubby_catalogue_writer_free (g_steal_pointer (&fixture->writer));
  cubby_catalogue_remove_file (fixture->path);
  g_file_set_contents (fixture->path, "This was a catalogue before the disk was full of cats.", -1, NULL);
  g_assert_null (cubby_catalogue_open (fixture->path, "4711", &error));
  g_assert_error (error, CUBBY_CATALOGUE_ERROR, CUBBY_CATALOGUE_ERROR_VERSION);
  g_clear_error (&error);
  fixture->writer = cubby_catalogue_writer_open (fixture->path, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (cubby_catalogue_writer_get_sequence (fixture->writer), ==, 0);
}

static void
test_absent (void)
{
  g_autoptr (GError) error = NULL;
  g_assert_null (cubby_catalogue_open ("/nonexistent/catalogue.db", "4711", &error));
  g_assert_error (error, CUBBY_CATALOGUE_ERROR, CUBBY_CATALOGUE_ERROR_ABSENT);
}

static void
add (const char *name, gconstpointer row, void (*function) (Fixture *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/catalogue/", name, NULL);
  g_test_add (path, Fixture, row, set_up, function, tear_down);
}

static void
add_tables (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (searches); i++) {
    g_autofree char *name = g_strconcat ("search/", searches[i].name, NULL);
    add (name, &searches[i], test_search);
  }
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++) {
    g_autofree char *name = g_strconcat ("refuses/", wrong[i].name, NULL);
    add (name, &wrong[i], test_wrong);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_tables ();
  add ("a renamed product is found by its new name only", NULL, test_renamed);
  add ("popularity orders the hits", NULL, test_popularity);
  add ("new names of colours and categories are searched", NULL, test_names_of_options);
  add ("the index fits the range after many changes", NULL, test_index_is_sound);
  add ("categories, locations and products in their order", NULL, test_lists);
  add ("a tile tells prices and stock", NULL, test_summary);
  add ("a tile tells what it cost before", NULL, test_reduced);
  add ("a product with options, variants and stock", NULL, test_product);
  add ("changed SKUs are told once", NULL, test_changed_skus);
  add ("a batch is seen whole or not at all", NULL, test_batch_is_whole);
  add ("a reader follows to a new file", NULL, test_new_file);
  add ("a reader needs no permission to write", NULL, test_reader_may_only_read);
  add ("another version is refused by readers and rebuilt by the writer", NULL, test_other_version);
  add ("a damaged file is refused by readers and rebuilt by the writer", NULL, test_damaged);
  g_test_add_func ("/catalogue/there is none yet", test_absent);
  return g_test_run ();
}
