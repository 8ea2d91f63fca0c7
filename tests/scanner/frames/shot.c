/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/scanner/frames/shot.h"

#include <string.h>

/* A good frame: a steady hand, a good camera, the light of a shop. */
static const CubbyRange ordinary[CUBBY_SHOT_N] = {
    [CUBBY_SHOT_MODULE_PX] = {3.2, 5.5},   [CUBBY_SHOT_TURN] = {-15, 15},
    [CUBBY_SHOT_TILT] = {0, 14},           [CUBBY_SHOT_DEFOCUS] = {0.1, 0.25},
    [CUBBY_SHOT_MOTION] = {0, 0.25},       [CUBBY_SHOT_ELECTRONS] = {1500, 5000},
    [CUBBY_SHOT_CONTRAST] = {0.85, 0.95},  [CUBBY_SHOT_EXPOSURE] = {0.45, 0.85},
    [CUBBY_SHOT_SHADE_EDGE] = {0.05, 0.3}, [CUBBY_SHOT_GRADIENT] = {0, 0.15},
    [CUBBY_SHOT_GLARE_SIZE] = {0.2, 0.5},  [CUBBY_SHOT_VIGNETTE] = {0.05, 0.25},
    [CUBBY_SHOT_SKEW] = {-0.4, 0.4},       [CUBBY_SHOT_SHAKE] = {1, 4},
};

/* Drawn each apart: who adds one leaves the people of all other classes as they are. */
static double
draw_apart (guint value, const CubbyRange *range, guint64 seed)
{
  CubbyDice dice = cubby_dice_new (seed, value);
  return cubby_dice_range (&dice, range->low, range->high);
}

void
cubby_shot_draw (CubbyShot *self, const CubbyShotClass *class, CubbyDice *dice)
{
  guint64 seed = dice->state;
  self->symbologies =
      class->symbologies != 0 ? class->symbologies : CUBBY_SYMBOLOGY_QR | CUBBY_SYMBOLOGIES_PRODUCT;
  self->prop = cubby_dice_bit (dice, class->props != 0 ? class->props : CUBBY_PROP_PHONE | CUBBY_PROP_PAPER);
  self->backdrop = cubby_dice_bit (dice, class->backdrops != 0 ? class->backdrops : CUBBY_BACKDROPS_ALL);
  self->n_codes = MAX (class->n_codes, 1);
  for (guint i = 0; i < CUBBY_SHOT_N; i++) {
    const CubbyRange *range = &class->ranges[i];
    if (range->low >= 0 && range->high <= 0) /* as it was left */
      range = &ordinary[i];
    self->values[i] =
        i > CUBBY_SHOT_SHAKE ? draw_apart (i, range, seed) : cubby_dice_range (dice, range->low, range->high);
  }
}

static void
fill (char *text, gsize n, const char *alphabet, CubbyDice *dice)
{
  for (gsize i = 0; i < n; i++)
    text[i] = alphabet[cubby_dice_below (dice, (guint)strlen (alphabet))];
  text[n] = '\0';
}

/* As long as a pickup pass and of its letters. */
static CubbyArt *
draw_pass (CubbyDice *dice)
{
  char text[170] = "CC1:";
  fill (text + 4, 165, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:", dice);
  return cubby_art_new_qr (text, CUBBY_QR_LEVEL_M);
}

static CubbyArt *
draw_short (CubbyDice *dice)
{
  char text[11];
  fill (text, 10, "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ", dice);
  return cubby_art_new_qr (text, (CubbyQrLevel)cubby_dice_below (dice, 4));
}

static CubbyArt *
draw_url (CubbyDice *dice)
{
  char word[13];
  fill (word, 12, "abcdefghijklmnopqrstuvwxyz0123456789", dice);
  g_autofree char *text = g_strdup_printf ("https://shop.example/p/%s?from=app", word);
  return cubby_art_new_qr (text, (CubbyQrLevel)cubby_dice_below (dice, 3));
}

static CubbyArt *
draw_basket (CubbyDice *dice)
{
  char word[44];
  fill (word, 43, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_", dice);
  g_autofree char *text = g_strdup_printf ("https://shop.example/basket#%s", word);
  return cubby_art_new_qr (text, CUBBY_QR_LEVEL_M);
}

static CubbyArt *
draw_ean13 (CubbyDice *dice)
{
  char digits[13];
  fill (digits, 12, "0123456789", dice);
  digits[0] = (char)('1' + cubby_dice_below (dice, 9)); /* a 0 would be a UPC-A */
  return cubby_art_new_ean (CUBBY_SYMBOLOGY_EAN13, digits);
}

static CubbyArt *
draw_ean8 (CubbyDice *dice)
{
  char digits[8];
  fill (digits, 7, "0123456789", dice);
  return cubby_art_new_ean (CUBBY_SYMBOLOGY_EAN8, digits);
}

static CubbyArt *
draw_upca (CubbyDice *dice)
{
  char digits[12];
  fill (digits, 11, "0123456789", dice);
  return cubby_art_new_ean (CUBBY_SYMBOLOGY_UPCA, digits);
}

static CubbyArt *
draw_sscc (CubbyDice *dice)
{
  char text[21] = "00";
  fill (text + 2, 18, "0123456789", dice);
  return cubby_art_new_code128 (text, TRUE);
}

static CubbyArt *
draw_shelf (CubbyDice *dice)
{
  char word[7];
  fill (word, 6, "ABCDEFGHJKLMNPQRSTUVWXYZ23456789", dice);
  g_autofree char *text = g_strdup_printf ("CUBBY-%s", word);
  return cubby_art_new_code128 (text, FALSE);
}

static const struct {
  guint content;
  CubbyArt *(*draw) (CubbyDice *dice);
} contents[] = {
    {CUBBY_CONTENT_PASS, draw_pass},     {CUBBY_CONTENT_SHORT, draw_short}, {CUBBY_CONTENT_URL, draw_url},
    {CUBBY_CONTENT_BASKET, draw_basket}, {CUBBY_CONTENT_EAN13, draw_ean13}, {CUBBY_CONTENT_EAN8, draw_ean8},
    {CUBBY_CONTENT_UPCA, draw_upca},     {CUBBY_CONTENT_SSCC, draw_sscc},   {CUBBY_CONTENT_SHELF, draw_shelf},
};

CubbyArt *
cubby_shot_draw_art (const CubbyShotClass *class, guint prop, CubbyDice *dice)
{
  guint set = class->contents != 0 ? class->contents : CUBBY_CONTENTS_QR;
  /* What phones show is a pass, every other time. */
  gboolean is_phone = (prop & CUBBY_PROPS_PHONES) != 0;
  if (is_phone && (set & CUBBY_CONTENT_PASS) != 0 && cubby_dice_below (dice, 2) == 0)
    set = CUBBY_CONTENT_PASS;
  guint content = cubby_dice_bit (dice, set);
  for (guint i = 0; i < G_N_ELEMENTS (contents); i++)
    if (contents[i].content == content)
      return contents[i].draw (dice);
  g_return_val_if_reached (NULL);
}
