/* SPDX-License-Identifier: Apache-2.0 */
#include "app/ctl/board-place.h"
#include "app/ctl/board-report.h"
#include "app/ctl/usage.h"

#define UNITS_SERIAL "1-32,255"
#define UNITS_TCP "1"
#define N_PLACE_OPTIONS (CUBBY_BOARD_PLACE_OPTIONS + CUBBY_BOARD_PLACE_BUS_OPTIONS)

/* Each rate in turn; over TCP there is none. */
static gboolean
probe_at (CubbyBoardPlace *place, guint baud, const GByteArray *units, GPtrArray *founds, GError **error)
{
  if (!cubby_board_place_is_tcp (place))
    place->bus.baud = baud;
  g_autoptr (CubbyBoardLine) line = cubby_board_line_open (&place->bus, error);
  return line != NULL && cubby_board_find (line, cubby_board_place_is_tcp (place) ? 0 : baud, units, TRUE,
                                           cubby_board_show_progress, founds, error);
}

static gboolean
probe (CubbyBoardPlace *place, const GByteArray *units, gboolean all_bauds, GPtrArray *founds, GError **error)
{
  static const guint bauds[] = {9600, 19200, 115200, 57600, 38400, 4800, 2400, 1200};
  if (!all_bauds || cubby_board_place_is_tcp (place))
    return probe_at (place, place->bus.baud, units, founds, error);
  for (guint i = 0; i < G_N_ELEMENTS (bauds); i++)
    if (!probe_at (place, bauds[i], units, founds, error))
      return FALSE;
  return TRUE;
}

static void
print (const CubbyBoardPlace *place, const GPtrArray *founds)
{
  gboolean tcp = cubby_board_place_is_tcp (place);
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  json_builder_begin_array (builder);
  for (guint i = 0; i < founds->len; i++) {
    const CubbyBoardFound *found = g_ptr_array_index (founds, i);
    g_autofree char *text = cubby_board_found_describe (found, tcp);
    if (place->json)
      cubby_board_found_to_json (found, tcp, builder);
    else
      g_print ("%s", text);
  }
  json_builder_end_array (builder);
  if (place->json)
    cubby_board_print_json (builder);
}

/* Good: somebody answered, and everybody who did was understood. */
static int
conclude (const GPtrArray *founds)
{
  for (guint i = 0; i < founds->len; i++)
    if (((const CubbyBoardFound *)g_ptr_array_index (founds, i))->questions == NULL)
      return cubby_ctl_failed (
          "address %u cannot be understood: take boards off the cable until it can, and give each "
          "its own address with 'cubbyctl board address'",
          ((const CubbyBoardFound *)g_ptr_array_index (founds, i))->unit);
  if (founds->len == 0)
    return cubby_ctl_failed (
        "no board answers: look at its power, at A and B of the cable, and try --units 1-247 or "
        "--all-bauds");
  return CUBBY_CTL_GOOD;
}

int
cubby_ctl_board_probe (int argc, char **argv)
{
  g_auto (CubbyBoardPlace) place = {0};
  g_autofree char *text = NULL;
  gboolean all_bauds = FALSE;
  GOptionEntry entries[N_PLACE_OPTIONS + 3] = {{NULL}};
  cubby_board_place_add_options (&place, entries);
  cubby_board_place_add_bus_options (&place, entries + CUBBY_BOARD_PLACE_OPTIONS);
  entries[N_PLACE_OPTIONS] =
      (GOptionEntry){"units", 0,
                     0,       G_OPTION_ARG_STRING,
                     &text,   "Addresses to ask (" UNITS_SERIAL "; over TCP " UNITS_TCP ")",
                     "LIST"};
  entries[N_PLACE_OPTIONS + 1] = (GOptionEntry){
      "all-bauds", 0, 0, G_OPTION_ARG_NONE, &all_bauds, "Try every rate, the usual ones first", NULL};
  int status;
  if (!cubby_ctl_parse (entries, argc, argv))
    return CUBBY_CTL_USAGE;
  if (!cubby_board_place_find (&place, &status))
    return status;
  const char *usual = cubby_board_place_is_tcp (&place) ? UNITS_TCP : UNITS_SERIAL;
  g_autoptr (GByteArray) units = cubby_board_parse_units (text != NULL ? text : usual);
  if (units == NULL)
    return cubby_ctl_usage_error ("--units: '%s' is not a list such as 1-32,255 of addresses from 1 to 255",
                                  text);
  g_autofree char *stop = cubby_board_place_forbids (&place, FALSE);
  if (stop != NULL)
    return cubby_ctl_failed ("%s", stop);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) founds = cubby_board_founds_new ();
  if (!probe (&place, units, all_bauds, founds, &error))
    return cubby_ctl_failed ("%s", error->message);
  print (&place, founds);
  return conclude (founds);
}
