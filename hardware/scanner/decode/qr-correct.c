/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/qr-correct.h"

#include "hardware/scanner/decode/qr-layout.h"

#include <string.h>

#define CORRECTION_MAX CUBBY_QR_CORRECTION_MAX
#define ORDER 255

/* Logarithm of 0: where powers[] is zero whatever is added, so that a product needs no question. */
#define LOG_ZERO 512

/* Powers of the generator 2 of GF(256) with the polynomial 0x11D, twice over, and their logarithms. */
static const guint8 powers[2 * LOG_ZERO + 1] = {
    1,   2,   4,   8,   16,  32,  64,  128, 29,  58,  116, 232, 205, 135, 19,  38,  76,  152, 45,  90,  180,
    117, 234, 201, 143, 3,   6,   12,  24,  48,  96,  192, 157, 39,  78,  156, 37,  74,  148, 53,  106, 212,
    181, 119, 238, 193, 159, 35,  70,  140, 5,   10,  20,  40,  80,  160, 93,  186, 105, 210, 185, 111, 222,
    161, 95,  190, 97,  194, 153, 47,  94,  188, 101, 202, 137, 15,  30,  60,  120, 240, 253, 231, 211, 187,
    107, 214, 177, 127, 254, 225, 223, 163, 91,  182, 113, 226, 217, 175, 67,  134, 17,  34,  68,  136, 13,
    26,  52,  104, 208, 189, 103, 206, 129, 31,  62,  124, 248, 237, 199, 147, 59,  118, 236, 197, 151, 51,
    102, 204, 133, 23,  46,  92,  184, 109, 218, 169, 79,  158, 33,  66,  132, 21,  42,  84,  168, 77,  154,
    41,  82,  164, 85,  170, 73,  146, 57,  114, 228, 213, 183, 115, 230, 209, 191, 99,  198, 145, 63,  126,
    252, 229, 215, 179, 123, 246, 241, 255, 227, 219, 171, 75,  150, 49,  98,  196, 149, 55,  110, 220, 165,
    87,  174, 65,  130, 25,  50,  100, 200, 141, 7,   14,  28,  56,  112, 224, 221, 167, 83,  166, 81,  162,
    89,  178, 121, 242, 249, 239, 195, 155, 43,  86,  172, 69,  138, 9,   18,  36,  72,  144, 61,  122, 244,
    245, 247, 243, 251, 235, 203, 139, 11,  22,  44,  88,  176, 125, 250, 233, 207, 131, 27,  54,  108, 216,
    173, 71,  142, 1,   2,   4,   8,   16,  32,  64,  128, 29,  58,  116, 232, 205, 135, 19,  38,  76,  152,
    45,  90,  180, 117, 234, 201, 143, 3,   6,   12,  24,  48,  96,  192, 157, 39,  78,  156, 37,  74,  148,
    53,  106, 212, 181, 119, 238, 193, 159, 35,  70,  140, 5,   10,  20,  40,  80,  160, 93,  186, 105, 210,
    185, 111, 222, 161, 95,  190, 97,  194, 153, 47,  94,  188, 101, 202, 137, 15,  30,  60,  120, 240, 253,
    231, 211, 187, 107, 214, 177, 127, 254, 225, 223, 163, 91,  182, 113, 226, 217, 175, 67,  134, 17,  34,
    68,  136, 13,  26,  52,  104, 208, 189, 103, 206, 129, 31,  62,  124, 248, 237, 199, 147, 59,  118, 236,
    197, 151, 51,  102, 204, 133, 23,  46,  92,  184, 109, 218, 169, 79,  158, 33,  66,  132, 21,  42,  84,
    168, 77,  154, 41,  82,  164, 85,  170, 73,  146, 57,  114, 228, 213, 183, 115, 230, 209, 191, 99,  198,
    145, 63,  126, 252, 229, 215, 179, 123, 246, 241, 255, 227, 219, 171, 75,  150, 49,  98,  196, 149, 55,
    110, 220, 165, 87,  174, 65,  130, 25,  50,  100, 200, 141, 7,   14,  28,  56,  112, 224, 221, 167, 83,
    166, 81,  162, 89,  178, 121, 242, 249, 239, 195, 155, 43,  86,  172, 69,  138, 9,   18,  36,  72,  144,
    61,  122, 244, 245, 247, 243, 251, 235, 203, 139, 11,  22,  44,  88,  176, 125, 250, 233, 207, 131, 27,
    54,  108, 216, 173, 71,  142,
};
static const guint16 logarithms[256] = {
    512, 0,   1,   25,  2,   50,  26,  198, 3,   223, 51,  238, 27,  104, 199, 75,  4,   100, 224, 14,
    52,  141, 239, 129, 28,  193, 105, 248, 200, 8,   76,  113, 5,   138, 101, 47,  225, 36,  15,  33,
    53,  147, 142, 218, 240, 18,  130, 69,  29,  181, 194, 125, 106, 39,  249, 185, 201, 154, 9,   120,
    77,  228, 114, 166, 6,   191, 139, 98,  102, 221, 48,  253, 226, 152, 37,  179, 16,  145, 34,  136,
    54,  208, 148, 206, 143, 150, 219, 189, 241, 210, 19,  92,  131, 56,  70,  64,  30,  66,  182, 163,
    195, 72,  126, 110, 107, 58,  40,  84,  250, 133, 186, 61,  202, 94,  155, 159, 10,  21,  121, 43,
    78,  212, 229, 172, 115, 243, 167, 87,  7,   112, 192, 247, 140, 128, 99,  13,  103, 74,  222, 237,
    49,  197, 254, 24,  227, 165, 153, 119, 38,  184, 180, 124, 17,  68,  146, 217, 35,  32,  137, 46,
    55,  63,  209, 91,  149, 188, 207, 205, 144, 135, 151, 178, 220, 252, 190, 97,  242, 86,  211, 171,
    20,  42,  93,  158, 132, 60,  57,  83,  71,  109, 65,  162, 31,  45,  67,  216, 183, 123, 164, 118,
    196, 23,  73,  236, 127, 12,  111, 246, 108, 161, 59,  82,  41,  157, 85,  170, 251, 96,  134, 177,
    187, 204, 62,  90,  203, 89,  95,  176, 156, 169, 160, 81,  11,  245, 22,  235, 122, 117, 44,  215,
    79,  174, 213, 233, 230, 231, 173, 232, 116, 214, 244, 234, 168, 80,  88,  175,
};

typedef struct {
  guint8 at[CORRECTION_MAX + 1];
  guint degree;
} Polynomial;

static inline guint8
multiply (guint8 one, guint8 other)
{
  return powers[logarithms[one] + logarithms[other]];
}

static inline guint8
divide (guint8 one, guint8 other)
{
  return powers[logarithms[one] + ORDER - logarithms[other]];
}

static guint8
evaluate (const Polynomial *polynomial, guint8 x)
{
  guint8 sum = 0;
  for (guint i = polynomial->degree + 1; i > 0; i--)
    sum = multiply (sum, x) ^ polynomial->at[i - 1];
  return sum;
}

/* Returns: whether one of them is not zero. */
static gboolean
get_syndromes (const guint8 *block, guint n_block, guint n_correction, guint8 *syndromes)
{
  guint8 any = 0;
  memset (syndromes, 0, n_correction);
  for (guint j = 0; j < n_block; j++)
    for (guint i = 0; i < n_correction; i++) /* inside: none waits for another */
      syndromes[i] = powers[logarithms[syndromes[i]] + i] ^ block[j];
  for (guint i = 0; i < n_correction; i++)
    any |= syndromes[i];
  return any != 0;
}

/* The polynomial whose roots are the inverses of the erasures' places. */
static Polynomial
locate_erasures (guint n_block, const guint8 *erasures, guint n_erasures)
{
  Polynomial result = {.at = {1}};
  for (guint i = 0; i < n_erasures; i++) {
    guint8 place = powers[n_block - 1 - erasures[i]];
    result.degree++;
    for (guint j = result.degree; j > 0; j--)
      result.at[j] ^= multiply (result.at[j - 1], place);
  }
  return result;
}

/* Berlekamp and Massey, begun with the erasures (Blahut): the shortest register that makes the syndromes. */
static Polynomial
locate_errors (const guint8 *syndromes, guint n_correction, const Polynomial *erasures)
{
  Polynomial locator = *erasures, last = *erasures;
  guint length = erasures->degree, n_erasures = erasures->degree;
  for (guint r = n_erasures + 1; r <= n_correction; r++) {
    guint8 discrepancy = 0;
    for (guint i = 0; i < r; i++)
      discrepancy ^= multiply (locator.at[i], syndromes[r - 1 - i]);
    memmove (&last.at[1], &last.at[0], n_correction);
    last.at[0] = 0;
    if (discrepancy == 0)
      continue;
    Polynomial before = locator;
    for (guint i = 0; i <= n_correction; i++)
      locator.at[i] ^= multiply (discrepancy, last.at[i]);
    if (2 * length > r - 1 + n_erasures)
      continue;
    length = r + n_erasures - length;
    for (guint i = 0; i <= n_correction; i++)
      last.at[i] = divide (before.at[i], discrepancy);
  }
  locator.degree = n_correction;
  while (locator.degree > 0 && locator.at[locator.degree] == 0)
    locator.degree--;
  return locator;
}

/* Chien's search, from the last codeword: each term of the locator is multiplied on from place to place.
 * Returns: how many indices in the block there are. */
static guint
find_roots (const Polynomial *locator, guint n_block, guint8 *roots)
{
  guint8 terms[CORRECTION_MAX + 1];
  guint n = 0;
  memcpy (terms, locator->at, locator->degree + 1);
  for (guint place = 0; place < n_block && n + n_block - place >= locator->degree; place++) {
    guint8 sum = 0;
    for (guint i = 0; i <= locator->degree; i++) {
      sum ^= terms[i];
      terms[i] = powers[logarithms[terms[i]] + ORDER - i];
    }
    if (sum == 0 && n < locator->degree)
      roots[n++] = (guint8)(n_block - 1 - place);
  }
  return n;
}

/* Forney's values, put into the block. Returns: FALSE where one cannot be. */
static gboolean
mend (guint8 *block, guint n_block, const guint8 *syndromes, guint n_correction, const Polynomial *locator,
      const guint8 *roots)
{
  Polynomial evaluator = {.degree = n_correction - 1}, derivative = {.degree = locator->degree};
  for (guint i = 0; i < n_correction; i++)
    for (guint j = 0; j <= MIN (i, locator->degree); j++)
      evaluator.at[i] ^= multiply (locator->at[j], syndromes[i - j]);
  for (guint i = 1; i <= locator->degree; i += 2)
    derivative.at[i - 1] = locator->at[i];
  for (guint i = 0; i < locator->degree; i++) {
    guint place = n_block - 1 - roots[i];
    guint8 inverse = powers[ORDER - place];
    guint8 divisor = evaluate (&derivative, inverse);
    if (divisor == 0)
      return FALSE;
    block[roots[i]] ^= multiply (powers[place], divide (evaluate (&evaluator, inverse), divisor));
  }
  return TRUE;
}

gint
cubby_qr_correct (guint8 *block, guint n_block, guint n_correction, const guint8 *erasures, guint n_erasures)
{
  g_return_val_if_fail (n_block <= ORDER && n_correction <= CORRECTION_MAX, -1);
  g_return_val_if_fail (n_correction < n_block && n_erasures <= n_correction, -1);

  guint8 syndromes[CORRECTION_MAX], roots[CORRECTION_MAX], mended[ORDER];
  if (!get_syndromes (block, n_block, n_correction, syndromes))
    return 0;
  Polynomial erased = locate_erasures (n_block, erasures, n_erasures);
  Polynomial locator = locate_errors (syndromes, n_correction, &erased);
  if (locator.degree < n_erasures || 2 * locator.degree > n_correction + n_erasures)
    return -1;
  if (find_roots (&locator, n_block, roots) != locator.degree)
    return -1;
  memcpy (mended, block, n_block);
  if (!mend (mended, n_block, syndromes, n_correction, &locator, roots) ||
      get_syndromes (mended, n_block, n_correction, syndromes))
    return -1;
  memcpy (block, mended, n_block);
  return (gint)(locator.degree - n_erasures);
}
