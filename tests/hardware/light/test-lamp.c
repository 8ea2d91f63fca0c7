/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/light/lamp.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <poll.h>
#include <pty.h>
#include <string.h>
#include <unistd.h>

/* A relay on a pty: what is written to it, in hexadecimal. */
typedef struct {
  int relay;
  int line;
  char name[64];
} Bench;

static void
set_up (Bench *bench, gconstpointer data)
{
  g_assert_cmpint (openpty (&bench->relay, &bench->line, bench->name, NULL, NULL), ==, 0);
}

static void
tear_down (Bench *bench, gconstpointer data)
{
  if (bench->relay >= 0)
    close (bench->relay);
  close (bench->line);
}

static void
assert_heard (Bench *bench, const char *expected)
{
  g_autoptr (GString) heard = g_string_new (NULL);
  struct pollfd ready = {.fd = bench->relay, .events = POLLIN};
  guint8 bytes[64];
  while (poll (&ready, 1, 200) == 1 && (ready.revents & POLLIN) != 0 && heard->len < strlen (expected)) {
    ssize_t n_bytes = read (bench->relay, bytes, sizeof bytes);
    for (ssize_t i = 0; i < n_bytes; i++)
      g_string_append_printf (heard, "%02x", bytes[i]);
  }
  g_assert_cmpstr (heard->str, ==, expected);
}

static void
test_relay (Bench *bench, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  const CubbyLightSettings settings = {
      .name = (char *)"l", .kind = (char *)"usb", .device = bench->name, .line = 1};
  CubbyLamp *lamp = cubby_lamp_open (&settings, &error);
  g_assert_no_error (error);
  assert_heard (bench, "a00100a1"); /* whatever it was, it is off */
  g_assert_true (cubby_lamp_switch (lamp, TRUE, &error));
  assert_heard (bench, "a00101a2");
  cubby_lamp_free (lamp);
  assert_heard (bench, "a00100a1");
}

static void
test_channel (Bench *bench, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  const CubbyLightSettings settings = {
      .name = (char *)"l", .kind = (char *)"usb", .device = bench->name, .line = 8};
  g_autoptr (CubbyLamp) lamp = cubby_lamp_open (&settings, &error);
  g_assert_no_error (error);
  assert_heard (bench, "a00800a8");
  g_assert_true (cubby_lamp_switch (lamp, TRUE, &error));
  assert_heard (bench, "a00801a9");
}

static void
test_unplugged (Bench *bench, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  const CubbyLightSettings settings = {
      .name = (char *)"l", .kind = (char *)"usb", .device = bench->name, .line = 1};
  g_autoptr (CubbyLamp) lamp = cubby_lamp_open (&settings, &error);
  g_assert_no_error (error);
  close (bench->relay);
  bench->relay = -1;
  g_assert_false (cubby_lamp_switch (lamp, TRUE, &error));
  g_assert_error (error, CUBBY_LAMP_ERROR, CUBBY_LAMP_ERROR_GONE);
  g_assert_true (g_str_has_prefix (error->message, "[light l] device: "));
}

static const struct {
  const char *name;
  const char *kind;
  const char *device;
  const char *message; /* how it begins */
} bad[] = {
    {"a relay that is not there", "usb", "/nonexistent/relay",
     "[light l] device: /nonexistent/relay: No such file"},
    {"a relay that is a file", "usb", "/dev/null", "[light l] device: /dev/null: is not a serial line"},
    {"a chip that is not there", "gpio", "/nonexistent/chip",
     "[light l] device: /nonexistent/chip: No such file"},
    {"a chip that is none", "gpio", "/dev/null",
     "[light l] device: /dev/null: is not a GPIO chip; gpiodetect"},
};

static void
test_bad (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (GError) error = NULL;
  const CubbyLightSettings settings = {
      .name = (char *)"l", .kind = (char *)bad[i].kind, .device = (char *)bad[i].device, .line = 1};
  g_assert_null (cubby_lamp_open (&settings, &error));
  g_assert_error (error, CUBBY_LAMP_ERROR, CUBBY_LAMP_ERROR_GONE);
  if (!g_str_has_prefix (error->message, bad[i].message))
    g_assert_cmpstr (error->message, ==, bad[i].message);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/light/a relay is switched on and off, and off at the end", Bench, NULL, set_up, test_relay,
              tear_down);
  g_test_add ("/light/each channel has its commands", Bench, NULL, set_up, test_channel, tear_down);
  g_test_add ("/light/a relay that was unplugged is told of", Bench, NULL, set_up, test_unplugged, tear_down);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autofree char *path = g_strconcat ("/light/refuses ", bad[i].name, NULL);
    g_test_add_data_func (path, GUINT_TO_POINTER (i), test_bad);
  }
  return g_test_run ();
}
