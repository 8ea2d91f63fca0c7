/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/light/lamp-kind.h"

#include <errno.h>
#include <gpiod.h>

typedef struct {
  const CubbyLightSettings *settings;
  struct gpiod_chip *chip;
  struct gpiod_line *line;
} Gpio;

static void
gpio_close (gpointer lamp)
{
  Gpio *self = lamp;
  g_clear_pointer (&self->chip, gpiod_chip_close); /* and gives the line back */
  g_free (self);
}

static gboolean
gpio_take_line (Gpio *self, GError **error)
{
  const CubbyLightSettings *settings = self->settings;
  g_autofree char *number = g_strdup_printf ("%u", settings->line);
  self->line = gpiod_chip_get_line (self->chip, settings->line);
  if (self->line == NULL)
    return cubby_lamp_fail (error, settings, "line", number,
                            errno == EINVAL ? "the chip has not so many lines; gpioinfo shows them"
                                            : g_strerror (errno));
  int flags = settings->active_low ? GPIOD_LINE_REQUEST_FLAG_ACTIVE_LOW : 0;
  if (gpiod_line_request_output_flags (self->line, "cubby", flags, 0) == 0)
    return TRUE;
  return cubby_lamp_fail (error, settings, "line", number,
                          errno == EBUSY
                              ? "another program or driver has taken it; gpioinfo shows whose it is"
                              : g_strerror (errno));
}

static gpointer
gpio_open (const CubbyLightSettings *settings, GError **error)
{
  Gpio *self = g_new0 (Gpio, 1);
  self->settings = settings;
  self->chip = gpiod_chip_open (settings->device);
  gboolean good = self->chip != NULL ? gpio_take_line (self, error)
                                     : cubby_lamp_fail (error, settings, "device", settings->device,
                                                        errno == ENOTTY || errno == ENODEV || errno == EINVAL
                                                            ? "is not a GPIO chip; gpiodetect shows them"
                                                            : g_strerror (errno));
  if (good)
    return self;
  gpio_close (self);
  return NULL;
}

static gboolean
gpio_turn (gpointer lamp, gboolean on, GError **error)
{
  Gpio *self = lamp;
  if (gpiod_line_set_value (self->line, on ? 1 : 0) == 0)
    return TRUE;
  return cubby_lamp_fail (error, self->settings, "device", self->settings->device, g_strerror (errno));
}

const CubbyLampKind cubby_lamp_gpio = {
    .kind = "gpio",
    .open = gpio_open,
    .turn = gpio_turn,
    .close = gpio_close,
};
