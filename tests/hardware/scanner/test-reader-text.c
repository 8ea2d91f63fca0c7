/* SPDX-License-Identifier: Apache-2.0 */
/* What readers of the makers send for one code, and what is told of it. */
#include "hardware/scanner/reader-text.h"

#include <string.h>

typedef struct {
  const char *name;
  CubbyReaderSettings settings;
  const char *sent;
  const char *text; /* or why not */
  const char *symbology;
} Row;

#define AIM CUBBY_IDENTIFIER_AIM
#define NONE CUBBY_IDENTIFIER_NONE
#define HONEYWELL CUBBY_IDENTIFIER_HONEYWELL
#define NEWLAND CUBBY_IDENTIFIER_NEWLAND
#define ZEBRA CUBBY_IDENTIFIER_ZEBRA

static const Row rows[] = {
    {"a pass without an identifier", {.identifier = AIM}, "CC1:ABC", "CC1:ABC", "reader"},
    {"AIM: QR", {.identifier = AIM}, "]Q1CC1:ABC", "CC1:ABC", "QR-Code"},
    {"AIM: EAN-13", {.identifier = AIM}, "]E04006381333931", "4006381333931", "EAN-13"},
    {"AIM: UPC-A in 12 digits", {.identifier = AIM}, "]E0012345678905", "012345678905", "UPC-A"},
    {"AIM: EAN-8", {.identifier = AIM}, "]E496385074", "96385074", "EAN-8"},
    {"AIM: Code 128", {.identifier = AIM}, "]C00008931234", "0008931234", "Code-128"},
    {"AIM: GS1-128", {.identifier = AIM}, "]C100089312345000000012", "00089312345000000012", "Code-128"},
    {"AIM: UPC-A in 13 digits, as most readers send it",
     {.identifier = AIM},
     "]E00012345678905",
     "0012345678905",
     "EAN-13"},
    {"AIM: UPC-E in its 8 digits is no EAN-8", {.identifier = AIM}, "]E004252614", "identifier", NULL},
    {"AIM: an add-on alone is no product", {.identifier = AIM}, "]E105", "identifier", NULL},
    {"AIM: 13 digits and an add-on of 5 are no label",
     {.identifier = AIM},
     "]E3977147396801212345",
     "identifier",
     NULL},
    {"AIM: EAN-8 has 8 digits", {.identifier = AIM}, "]E44006381333931", "identifier", NULL},
    {"AIM: GS1 QR", {.identifier = AIM}, "]Q3CC1:ABC", "CC1:ABC", "QR-Code"},
    {"AIM: the identifier of a product and nothing", {.identifier = AIM}, "]E0", "empty", NULL},
    {"AIM: a symbology that we do not know", {.identifier = AIM}, "]d2odd", "odd", "reader"},
    {"AIM: a bracket alone is text", {.identifier = AIM}, "]", "]", "reader"},
    {"AIM: a bracket and a letter are text", {.identifier = AIM}, "]Q", "]Q", "reader"},
    {"AIM: three brackets are text", {.identifier = AIM}, "]]]", "]]]", "reader"},
    {"AIM: an identifier and nothing", {.identifier = AIM}, "]Q1", "empty", NULL},
    {"no identifier: what looks like one is text",
     {.identifier = NONE},
     "]Q1CC1:ABC",
     "]Q1CC1:ABC",
     "reader"},

    {"Honeywell: QR", {.identifier = HONEYWELL}, "sCC1:ABC", "CC1:ABC", "QR-Code"},
    {"Honeywell: EAN-13", {.identifier = HONEYWELL}, "d4006381333931", "4006381333931", "EAN-13"},
    {"Honeywell: EAN-8", {.identifier = HONEYWELL}, "D96385074", "96385074", "EAN-8"},
    {"Honeywell: UPC-A", {.identifier = HONEYWELL}, "c012345678905", "012345678905", "UPC-A"},
    {"Honeywell: Code 128", {.identifier = HONEYWELL}, "jABC", "ABC", "Code-128"},
    {"Honeywell: GS1-128",
     {.identifier = HONEYWELL},
     "I00089312345000000012",
     "00089312345000000012",
     "Code-128"},
    {"Honeywell: UPC-A sent as EAN-13",
     {.identifier = HONEYWELL},
     "c0012345678905",
     "0012345678905",
     "EAN-13"},
    {"Honeywell: UPC-E is none of ours", {.identifier = HONEYWELL}, "E04252614", "identifier", NULL},
    {"Honeywell: PDF417 is none of ours", {.identifier = HONEYWELL}, "rABC", "identifier", NULL},
    {"Honeywell: no identifier", {.identifier = HONEYWELL}, "4006381333931", "identifier", NULL},
    {"Newland: QR", {.identifier = NEWLAND}, "sCC1:ABC", "CC1:ABC", "QR-Code"},
    {"Newland: EAN-13", {.identifier = NEWLAND}, "d4006381333931", "4006381333931", "EAN-13"},
    {"Newland: EAN-8 has the letter of EAN-13", {.identifier = NEWLAND}, "d96385074", "96385074", "EAN-8"},
    {"Newland: UPC-A", {.identifier = NEWLAND}, "c012345678905", "012345678905", "UPC-A"},
    {"Newland: UPC-E has the letter of UPC-A", {.identifier = NEWLAND}, "c04252614", "identifier", NULL},
    {"Newland: a prefix, its code id, AIM, and the code",
     {.identifier = NEWLAND, .prefix = (char *)"<"},
     "<s]Q1CC1:ABC",
     "CC1:ABC",
     "QR-Code"},
    {"Newland: its code id and AIM besides", {.identifier = NEWLAND}, "d]E496385074", "96385074", "EAN-8"},
    {"Newland: Code 128", {.identifier = NEWLAND}, "jABC", "ABC", "Code-128"},
    {"Zebra: QR", {.identifier = ZEBRA}, "P01CC1:ABC", "CC1:ABC", "QR-Code"},
    {"Zebra: EAN-13", {.identifier = ZEBRA}, "A4006381333931", "4006381333931", "EAN-13"},
    {"Zebra: UPC-A has the letter of EAN-13",
     {.identifier = ZEBRA},
     "A012345678905",
     "012345678905",
     "UPC-A"},
    {"Zebra: EAN-8 has the letter of EAN-13", {.identifier = ZEBRA}, "A96385074", "96385074", "EAN-8"},
    {"Zebra: Code 128", {.identifier = ZEBRA}, "DABC", "ABC", "Code-128"},
    {"Zebra: GS1-128", {.identifier = ZEBRA}, "K00089312345000000012", "00089312345000000012", "Code-128"},
    {"Zebra: GS1 QR", {.identifier = ZEBRA}, "P0QCC1:ABC", "CC1:ABC", "QR-Code"},
    {"Zebra: an add-on makes no product", {.identifier = ZEBRA}, "A400638133393105", "identifier", NULL},
    {"Zebra: Data Matrix is none of ours", {.identifier = ZEBRA}, "P00ABC", "identifier", NULL},

    {"a prefix and a suffix are taken off",
     {.prefix = (char *)"<", .suffix = (char *)">"},
     "<CC1:ABC>",
     "CC1:ABC",
     "reader"},
    {"a prefix stands before the identifier",
     {.prefix = (char *)"\x02"},
     "\x02]Q1CC1:ABC",
     "CC1:ABC",
     "QR-Code"},
    {"a prefix that is missing", {.prefix = (char *)"<"}, "CC1:ABC", "prefix", NULL},
    {"half a prefix", {.prefix = (char *)"<<"}, "<", "prefix", NULL},
    {"a suffix that is missing", {.suffix = (char *)"\t"}, "CC1:ABC", "suffix", NULL},
    {"a prefix is not a suffix besides", {.prefix = (char *)"#", .suffix = (char *)"#"}, "#", "suffix", NULL},
    {"affixes and nothing", {.prefix = (char *)"#", .suffix = (char *)"#"}, "##", "empty", NULL},

    {"nothing", {.identifier = AIM}, "", "empty", NULL},
    {"Vietnamese", {.identifier = AIM}, "áo", "áo", "reader"},
    {"escape inside", {.identifier = AIM}, "CC1:\x1b[2J", "control", NULL},
    {"a tab inside", {.identifier = AIM}, "CC1:\tABC", "control", NULL},
    {"GS inside",
     {.identifier = AIM},
     "]C10108931234\x1d"
     "10A",
     "control",
     NULL},
    {"half a character", {.identifier = AIM}, "a\xc3", "control", NULL},
    {"a mark that turns the direction",
     {.identifier = AIM},
     "a\xe2\x80\xae"
     "b",
     "control",
     NULL},
    {"setup of a Honeywell reader", {.identifier = AIM}, "~DEFALT.", "setup", NULL},
    {"setup of a Newland reader, behind an identifier", {.identifier = AIM}, "]C0@FACDEF", "setup", NULL},
};

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autofree char *text = NULL;
  const char *symbology = NULL;
  CubbyRefusal refusal =
      cubby_reader_text_take (&row->settings, row->sent, strlen (row->sent), &text, &symbology);
  if (row->symbology == NULL) {
    g_assert_cmpstr (cubby_refusal_to_string (refusal), ==, row->text);
    g_assert_null (text);
    return;
  }
  g_assert_cmpstr (cubby_refusal_to_string (refusal), ==, "none");
  g_assert_cmpstr (text, ==, row->text);
  g_assert_cmpstr (symbology, ==, row->symbology);
}

static void
test_zero (void)
{
  const CubbyReaderSettings settings = {.identifier = AIM};
  g_autofree char *text = NULL;
  const char *symbology = NULL;
  g_assert_cmpint (cubby_reader_text_take (&settings, "CC1:\0ABC", 8, &text, &symbology), ==,
                   CUBBY_REFUSAL_CONTROL);
  g_assert_null (text);
}

static void
test_length (void)
{
  const CubbyReaderSettings settings = {.identifier = AIM};
  g_autofree char *longest = g_strnfill (512, 'x');
  g_autofree char *longer = g_strnfill (513, 'x');
  g_autofree char *text = NULL;
  const char *symbology = NULL;
  g_assert_cmpint (cubby_reader_text_take (&settings, longer, 513, &text, &symbology), ==,
                   CUBBY_REFUSAL_TOO_LONG);
  g_assert_cmpint (cubby_reader_text_take (&settings, longest, 512, &text, &symbology), ==,
                   CUBBY_REFUSAL_NONE);
  g_assert_cmpstr (text, ==, longest);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strdup_printf ("/hardware/scanner/reader-text/%s", rows[i].name);
    g_test_add_data_func (path, &rows[i], test_row);
  }
  g_test_add_func ("/hardware/scanner/reader-text/a zero inside", test_zero);
  g_test_add_func ("/hardware/scanner/reader-text/512 characters and no more", test_length);
  return g_test_run ();
}
