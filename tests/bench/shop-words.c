/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/bench/shop-words.h"

/* The plain form is written by hand and not folded by the product's code, which is what is tried. */
static const struct {
  const char *marked;
  const char *plain;
} vi_words[] = {
    {"áo", "ao"},       {"thun", "thun"},   {"quần", "quan"},   {"đỏ", "do"},       {"đen", "den"},
    {"trắng", "trang"}, {"xanh", "xanh"},   {"sữa", "sua"},     {"đá", "da"},       {"cà", "ca"},
    {"phê", "phe"},     {"bánh", "banh"},   {"mì", "mi"},       {"gạo", "gao"},     {"nước", "nuoc"},
    {"mắm", "mam"},     {"đường", "duong"}, {"dép", "dep"},     {"giày", "giay"},   {"túi", "tui"},
    {"ví", "vi"},       {"mũ", "mu"},       {"nón", "non"},     {"lụa", "lua"},     {"vải", "vai"},
    {"bông", "bong"},   {"len", "len"},     {"khăn", "khan"},   {"chăn", "chan"},   {"gối", "goi"},
    {"đèn", "den"},     {"bàn", "ban"},     {"ghế", "ghe"},     {"tủ", "tu"},       {"kệ", "ke"},
    {"sách", "sach"},   {"bút", "but"},     {"vở", "vo"},       {"giấy", "giay"},   {"thước", "thuoc"},
    {"kéo", "keo"},     {"dao", "dao"},     {"thìa", "thia"},   {"đũa", "dua"},     {"bát", "bat"},
    {"đĩa", "dia"},     {"cốc", "coc"},     {"chén", "chen"},   {"nồi", "noi"},     {"chảo", "chao"},
    {"ấm", "am"},       {"bình", "binh"},   {"hộp", "hop"},     {"rổ", "ro"},       {"dầu", "dau"},
    {"gội", "goi"},     {"xà", "xa"},       {"phòng", "phong"}, {"kem", "kem"},     {"răng", "rang"},
    {"chải", "chai"},   {"tóc", "toc"},     {"nhỏ", "nho"},     {"lớn", "lon"},     {"vừa", "vua"},
    {"dài", "dai"},     {"ngắn", "ngan"},   {"mềm", "mem"},     {"mỏng", "mong"},   {"dày", "day"},
    {"mới", "moi"},     {"thơm", "thom"},   {"ngọt", "ngot"},   {"cay", "cay"},     {"mặn", "man"},
    {"trẻ", "tre"},     {"em", "em"},       {"nam", "nam"},     {"nữ", "nu"},       {"người", "nguoi"},
    {"hương", "huong"}, {"quế", "que"},     {"gừng", "gung"},   {"nghệ", "nghe"},   {"ớt", "ot"},
    {"tỏi", "toi"},     {"chuối", "chuoi"}, {"xoài", "xoai"},   {"dừa", "dua"},     {"thị", "thi"},
    {"trà", "tra"},     {"mật", "mat"},     {"ong", "ong"},     {"hạt", "hat"},     {"điều", "dieu"},
    {"đậu", "dau"},     {"phộng", "phong"}, {"nếp", "nep"},     {"khoai", "khoai"}, {"lang", "lang"},
};

static const char *const th_words[] = {
    "เสื้อ",   "ยืด",     "กางเกง", "แดง",    "ดำ",    "ขาว",   "นม",    "กาแฟ",   "ขนม",   "ข้าว",  "น้ำปลา",
    "น้ำตาล", "รองเท้า", "กระเป๋า", "หมวก",   "ผ้าไหม", "ผ้าฝ้าย", "ผ้าห่ม",  "หมอน",   "โคมไฟ", "โต๊ะ",  "เก้าอี้",
    "หนังสือ", "ปากกา",  "กระดาษ", "กรรไกร", "ช้อน",   "จาน",   "แก้ว",   "หม้อ",    "กระทะ", "กล่อง", "ตะกร้า",
    "แชมพู",  "สบู่",     "แปรง",   "เล็ก",    "ใหญ่",   "ยาว",   "สั้น",    "ใหม่",    "หอม",   "หวาน", "เผ็ด",
    "เค็ม",   "เด็ก",    "ผู้ชาย",   "ผู้หญิง",   "ขิง",    "กล้วย",  "มะม่วง", "มะพร้าว", "ชา",    "น้ำผึ้ง", "ถั่ว",
};

static const char *const en_words[] = {
    "shirt",  "crew",   "trousers", "red",     "black",  "white", "blue",   "milk",     "iced",   "coffee",
    "bread",  "noodle", "rice",     "fish",    "sauce",  "sugar", "sandal", "shoe",     "bag",    "wallet",
    "cap",    "hat",    "silk",     "linen",   "cotton", "wool",  "towel",  "throw",    "pillow", "lamp",
    "table",  "chair",  "shelf",    "book",    "pen",    "paper", "ruler",  "knife",    "spoon",  "plate",
    "cup",    "bowl",   "pan",      "kettle",  "bottle", "box",   "basket", "oil",      "soap",   "cream",
    "brush",  "hair",   "small",    "large",   "medium", "long",  "short",  "soft",     "thin",   "thick",
    "new",    "sweet",  "spicy",    "salted",  "baby",   "man",   "woman",  "cinnamon", "ginger", "chilli",
    "garlic", "banana", "mango",    "coconut", "tea",    "honey", "cashew", "bean",     "peanut", "potato",
};

/* Common words are common: the lower half of a list is taken three times as often as the upper. */
static guint
pick (GRand *random, gsize n_words)
{
  guint index = (guint)g_rand_int_range (random, 0, (gint32)n_words);
  return g_rand_boolean (random) ? index / 2 : index;
}

static char *
join_vi (const guint *words, guint n_words, gboolean plain)
{
  g_autoptr (GString) text = g_string_new (NULL);
  for (guint i = 0; i < n_words; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "",
                            plain ? vi_words[words[i]].plain : vi_words[words[i]].marked);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
join (GRand *random, const char *const *words, gsize n_words, guint count, const char *between)
{
  g_autoptr (GString) text = g_string_new (NULL);
  for (guint i = 0; i < count; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? between : "", words[pick (random, n_words)]);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static BenchProduct *
product_new (GRand *random)
{
  BenchProduct *self = g_new0 (BenchProduct, 1);
  guint about[BENCH_ABOUT_WORDS];
  for (guint i = 0; i < BENCH_NAME_WORDS; i++)
    self->words[i] = pick (random, G_N_ELEMENTS (vi_words));
  for (guint i = 0; i < BENCH_ABOUT_WORDS; i++)
    about[i] = pick (random, G_N_ELEMENTS (vi_words));
  self->vi = join_vi (self->words, BENCH_NAME_WORDS, FALSE);
  self->vi_plain = join_vi (self->words, BENCH_NAME_WORDS, TRUE);
  self->about_vi = join_vi (about, BENCH_ABOUT_WORDS, FALSE);
  self->th = join (random, th_words, G_N_ELEMENTS (th_words), BENCH_NAME_WORDS, "");
  self->about_th = join (random, th_words, G_N_ELEMENTS (th_words), BENCH_ABOUT_WORDS, "");
  self->en = join (random, en_words, G_N_ELEMENTS (en_words), BENCH_NAME_WORDS, " ");
  self->about_en = join (random, en_words, G_N_ELEMENTS (en_words), BENCH_ABOUT_WORDS, " ");
  return self;
}

static void
product_free (gpointer data)
{
  BenchProduct *self = data;
  g_free (self->vi);
  g_free (self->th);
  g_free (self->en);
  g_free (self->vi_plain);
  g_free (self->about_vi);
  g_free (self->about_th);
  g_free (self->about_en);
  g_free (self);
}

GPtrArray *
bench_products_new (guint n_products, guint seed)
{
  GRand *random = g_rand_new_with_seed (seed);
  GPtrArray *products = g_ptr_array_new_with_free_func (product_free);
  for (guint i = 0; i < n_products; i++)
    g_ptr_array_add (products, product_new (random));
  g_rand_free (random);
  return products;
}
