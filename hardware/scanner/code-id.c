/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/code-id.h"

#include <string.h>

#define AIM_LENGTH 3 /* "]", the letter of the symbology, its modifier */

enum {
  OF_8 = 1 << 0,
  OF_12 = 1 << 1,
  OF_13 = 1 << 2,
};

/* A product's code is known by its digits: those of UPC-E (8) and with an add-on (10 to 18) are others. */
static const struct {
  guint digits;
  gsize length;
  const char *symbology;
} products[] = {{OF_8, 8, "EAN-8"}, {OF_12, 12, "UPC-A"}, {OF_13, 13, "EAN-13"}};

typedef struct {
  CubbyIdentifier identifier;
  const char *id;
  const char *symbology; /* NULL: a product's, by its digits */
  guint digits;          /* that it may have then; none: it is not read */
} CodeId;

/* What stands before a code and what it says; the first row that fits.
 * AIM: ISO/IEC 15424; its readers send UPC-A and UPC-E with ]E0, in 13 digits or as they are, and add-ons
 * with ]E1 to ]E3 (Zebra: “AIM Code Modifier Characters” of the DS2208, DS457 and DS6708 guides). Honeywell:
 * “Symbology Charts” of the 3820, Xenon 1900 and Voyager guides. Zebra: “Symbol Code Characters” of the SP72
 * guide; A is UPC-A, UPC-E, EAN-8 and EAN-13. Newland: the order (prefix, code id, AIM) is that of the EM
 * series' guides; no copy of their “Code ID Table” was at hand to hold the letters against, so AIM is the
 * better choice there. */
static const CodeId ids[] = {
    {CUBBY_IDENTIFIER_AIM, "]Q", "QR-Code", 0},
    {CUBBY_IDENTIFIER_AIM, "]E0", NULL, OF_12 | OF_13},
    {CUBBY_IDENTIFIER_AIM, "]E4", NULL, OF_8},
    {CUBBY_IDENTIFIER_AIM, "]E", NULL, 0},
    {CUBBY_IDENTIFIER_AIM, "]C", "Code-128", 0},
    {CUBBY_IDENTIFIER_AIM, "]", CUBBY_SYMBOLOGY_UNTOLD, 0},

    {CUBBY_IDENTIFIER_HONEYWELL, "s", "QR-Code", 0},
    {CUBBY_IDENTIFIER_HONEYWELL, "d", NULL, OF_13},
    {CUBBY_IDENTIFIER_HONEYWELL, "D", NULL, OF_8},
    {CUBBY_IDENTIFIER_HONEYWELL, "c", NULL, OF_12 | OF_13},
    {CUBBY_IDENTIFIER_HONEYWELL, "j", "Code-128", 0},
    {CUBBY_IDENTIFIER_HONEYWELL, "I", "Code-128", 0},

    {CUBBY_IDENTIFIER_NEWLAND, "s", "QR-Code", 0},
    {CUBBY_IDENTIFIER_NEWLAND, "d", NULL, OF_8 | OF_13},
    {CUBBY_IDENTIFIER_NEWLAND, "c", NULL, OF_12 | OF_13},
    {CUBBY_IDENTIFIER_NEWLAND, "j", "Code-128", 0},

    {CUBBY_IDENTIFIER_ZEBRA, "P01", "QR-Code", 0},
    {CUBBY_IDENTIFIER_ZEBRA, "P0Q", "QR-Code", 0},
    {CUBBY_IDENTIFIER_ZEBRA, "A", NULL, OF_8 | OF_12 | OF_13},
    {CUBBY_IDENTIFIER_ZEBRA, "D", "Code-128", 0},
    {CUBBY_IDENTIFIER_ZEBRA, "K", "Code-128", 0},
};

/* Returns: (nullable): the row; @text is moved on behind it. */
static const CodeId *
take_id (CubbyIdentifier identifier, const char **text)
{
  const char *at = *text;
  gboolean aim = identifier == CUBBY_IDENTIFIER_AIM;
  if (aim && (at[0] != ']' || !g_ascii_isalpha (at[1]) || !g_ascii_isalnum (at[2])))
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++) {
    if (ids[i].identifier != identifier || !g_str_has_prefix (at, ids[i].id))
      continue;
    *text += aim ? AIM_LENGTH : strlen (ids[i].id);
    return &ids[i];
  }
  return NULL;
}

static const char *
symbology_of (const CodeId *id, const char *text)
{
  if (id->symbology != NULL)
    return id->symbology;
  for (guint i = 0; i < G_N_ELEMENTS (products); i++)
    if ((id->digits & products[i].digits) != 0 && strlen (text) == products[i].length)
      return products[i].symbology;
  return NULL;
}

gboolean
cubby_code_id_take (CubbyIdentifier identifier, const char **text, const char **ret_symbology)
{
  *ret_symbology = CUBBY_SYMBOLOGY_UNTOLD;
  if (identifier == CUBBY_IDENTIFIER_NONE)
    return TRUE;
  gboolean aim_alone = identifier == CUBBY_IDENTIFIER_AIM;
  const CodeId *makers = aim_alone ? NULL : take_id (identifier, text);
  if (makers == NULL && !aim_alone)
    return FALSE;
  const CodeId *aim = take_id (CUBBY_IDENTIFIER_AIM, text);
  const CodeId *id = aim != NULL ? aim : makers;
  if (id == NULL || **text == '\0') /* without an identifier, or nothing that it could stand for */
    return TRUE;
  const char *symbology = symbology_of (id, *text);
  *ret_symbology = symbology != NULL ? symbology : CUBBY_SYMBOLOGY_UNTOLD;
  return symbology != NULL;
}
