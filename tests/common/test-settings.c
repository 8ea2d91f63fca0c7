/* SPDX-License-Identifier: Apache-2.0 */
/* What an operator may write into cubby.conf and what is refused, a row each; and the example that is
 * shipped. */
#include "app/common/conf-file.h"
#include "app/common/settings.h"

#include <string.h>

#define STORE "[store]\nid=1\nname=Shop\n"
#define KIOSK "[kiosk]\nid=kiosk-1\n"
#define LINK "[link]\ncentral-url=https://central.example\n"
#define BUS "[bus main]\ntransport=tcp\naddress=127.0.0.1\n"
#define BOARD "[board 1]\nbus=main\nprofile=waveshare-rtu-d\n"
#define BASE STORE KIOSK LINK
#define WIRED BASE BUS BOARD

typedef struct {
  const char *path;
  const char *text;
  CubbyConfError code;
  const char *message; /* what it begins with, after the name of the file */
} Row;

static const Row refusals[] = {
    {"an unknown key", WIRED "[locker]\npuls-ms=500\n", CUBBY_CONF_ERROR_UNKNOWN,
     "[locker] puls-ms: there is no key of this name; this group knows: state-directory,"},
    {"an unknown group", WIRED "[lockers]\npulse-ms=500\n", CUBBY_CONF_ERROR_UNKNOWN, "[lockers]"},
    {"no store", KIOSK LINK, CUBBY_CONF_ERROR_MISSING, "[store] id: "},
    {"no kiosk", STORE LINK, CUBBY_CONF_ERROR_MISSING, "[kiosk] id: "},
    {"no link", STORE KIOSK, CUBBY_CONF_ERROR_MISSING, "[link] central-url: "},
    {"a language that is not shipped", STORE KIOSK "languages=vi;fr\n" LINK, CUBBY_CONF_ERROR_VALUE,
     "[kiosk] languages: “fr” is not one of: vi, th, en"},
    {"no language", STORE KIOSK "languages=;\n" LINK, CUBBY_CONF_ERROR_VALUE,
     "[kiosk] languages: names no language"},
    {"http without allow-plain-http", STORE KIOSK "[link]\ncentral-url=http://127.0.0.1:8080\n",
     CUBBY_CONF_ERROR_VALUE,
     "[link] central-url: “http://127.0.0.1:8080” is not encrypted; use https://, or set "
     "allow-plain-http=true"},
    {"plain http to another machine",
     STORE KIOSK "[link]\ncentral-url=http://192.0.2.7:8080\nallow-plain-http=true\n", CUBBY_CONF_ERROR_VALUE,
     "[link] central-url: “http://192.0.2.7:8080” is not on this machine"},
    {"a URL of another kind", STORE KIOSK "[link]\ncentral-url=ftp://x\n", CUBBY_CONF_ERROR_VALUE,
     "[link] central-url: “ftp://x” does not start with https://"},
    {"a pulse that burns a lock", WIRED "[locker]\npulse-ms=2001\n", CUBBY_CONF_ERROR_VALUE,
     "[locker] pulse-ms: “2001” is not a whole number from 100 to 2000"},
    {"a number with a unit", WIRED "[locker]\npulse-ms=500ms\n", CUBBY_CONF_ERROR_VALUE,
     "[locker] pulse-ms: “500ms”"},
    {"a switch that is neither on nor off", STORE KIOSK "fullscreen=yes\n" LINK, CUBBY_CONF_ERROR_VALUE,
     "[kiosk] fullscreen: “yes” is neither true nor false"},
    {"a transport that does not exist", BASE "[bus main]\ntransport=udp\n", CUBBY_CONF_ERROR_VALUE,
     "[bus main] transport: “udp” is not one of: tcp, rtu"},
    {"a bus without a transport", BASE "[bus main]\naddress=127.0.0.1\n", CUBBY_CONF_ERROR_MISSING,
     "[bus main] transport: "},
    {"tcp without an address", BASE "[bus main]\ntransport=tcp\n", CUBBY_CONF_ERROR_MISSING,
     "[bus main] address: "},
    {"rtu without a device", BASE "[bus main]\ntransport=rtu\n", CUBBY_CONF_ERROR_MISSING,
     "[bus main] device: "},
    {"a baud rate that libmodbus makes 9600 of",
     BASE "[bus main]\ntransport=rtu\ndevice=/dev/x\nbaud=14400\n", CUBBY_CONF_ERROR_VALUE,
     "[bus main] baud: “14400” is not one of: 1200, 2400,"},
    {"a baud rate on tcp", BASE BUS "baud=9600\n", CUBBY_CONF_ERROR_UNKNOWN,
     "[bus main] baud: there is no key"},
    {"a parity that does not exist", BASE "[bus main]\ntransport=rtu\ndevice=/dev/x\nparity=mark\n",
     CUBBY_CONF_ERROR_VALUE, "[bus main] parity: “mark” is not one of: none, even, odd"},
    {"a port that is none", BASE BUS "port=70000\n", CUBBY_CONF_ERROR_VALUE, "[bus main] port: “70000”"},
    {"a board on a bus that is not there", BASE BUS "[board 1]\nbus=other\nprofile=waveshare-rtu-d\n",
     CUBBY_CONF_ERROR_VALUE, "[board 1] bus: there is no group [bus other]"},
    {"a board without a profile", BASE BUS "[board 1]\nbus=main\n", CUBBY_CONF_ERROR_MISSING,
     "[board 1] profile: "},
    {"unit 0, which is everybody", WIRED "unit=0\n", CUBBY_CONF_ERROR_VALUE, "[board 1] unit: “0”"},
    {"two boards of one unit", WIRED "[board 2]\nbus=main\nprofile=waveshare-rtu-d\n", CUBBY_CONF_ERROR_VALUE,
     "[board 2] unit: 1 is already the unit of [board 1] on the same bus"},
    {"a sensor level that is none", WIRED "input-when-shut=2\n", CUBBY_CONF_ERROR_VALUE,
     "[board 1] input-when-shut: “2” is not one of: 0, 1"},
    {"a door that is no NAME SIZE BOARD/CHANNEL", WIRED "[column A]\ndoors=A1 S\n", CUBBY_CONF_ERROR_VALUE,
     "[column A] doors: “A1 S” is not NAME SIZE BOARD/CHANNEL"},
    {"a size that does not exist", WIRED "[column A]\ndoors=A1 XXL 1/1\n", CUBBY_CONF_ERROR_VALUE,
     "[column A] doors: “A1 XXL 1/1”: size XXL is not one of"},
    {"channel 0, for they are printed from 1", WIRED "[column A]\ndoors=A1 S 1/0\n", CUBBY_CONF_ERROR_VALUE,
     "[column A] doors: “A1 S 1/0”: 1/0 is not BOARD/CHANNEL with a channel from 1"},
    {"a door on a board that is not there", WIRED "[column A]\ndoors=A1 S 2/1\n", CUBBY_CONF_ERROR_VALUE,
     "[column A] doors: “A1 S 2/1”: there is no group [board 2]"},
    {"two doors on one channel", WIRED "[column A]\ndoors=A1 S 1/1; A2 S 1/1\n", CUBBY_CONF_ERROR_VALUE,
     "[column A] doors: “A2 S 1/1”: channel 1/1 is already wired to door A1"},
    {"two doors of one name", WIRED "[column A]\ndoors=A1 S 1/1\n[column B]\ndoors=A1 S 1/2\n",
     CUBBY_CONF_ERROR_VALUE, "[column B] doors: “A1 S 1/2”: there is already a door A1"},
    {"a column without doors", WIRED "[column A]\nwidth-mm=400\n", CUBBY_CONF_ERROR_MISSING,
     "[column A] doors: "},
    {"doors in the kiosk's column", WIRED "[column K]\nkiosk=true\ndoors=A1 S 1/1\n",
     CUBBY_CONF_ERROR_UNKNOWN, "[column K] doors: there is no key"},
    {"a scanner of another kind", WIRED "[scanner s]\nkind=nose\n", CUBBY_CONF_ERROR_VALUE,
     "[scanner s] kind: “nose” is not one of: camera, serial"},
    {"a camera without a pipeline", WIRED "[scanner s]\nkind=camera\n", CUBBY_CONF_ERROR_MISSING,
     "[scanner s] pipeline: "},
};

static void
test_refusal (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (GError) error = NULL;
  g_assert_null (cubby_settings_load_from_data ("cubby.conf", row->text, &error));
  g_assert_error (error, CUBBY_CONF_ERROR, (int)row->code);
  g_test_message ("%s", error->message);
  g_assert_true (g_str_has_prefix (error->message, "cubby.conf: "));
  g_assert_true (g_str_has_prefix (error->message + strlen ("cubby.conf: "), row->message));
}

static void
test_defaults (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CubbySettings) settings = cubby_settings_load_from_data ("cubby.conf", WIRED, &error);
  g_assert_no_error (error);
  const CubbyBusSettings *bus = g_ptr_array_index (settings->buses, 0);
  const CubbyBoardSettings *board = g_ptr_array_index (settings->boards, 0);
  g_assert_cmpuint (bus->port, ==, 502);
  g_assert_cmpuint (bus->response_timeout_ms, ==, 1000);
  g_assert_cmpuint (board->unit, ==, 1);
  g_assert_cmpstr (board->power_group, ==, "main");
  g_assert_true (board->shut_is_one);
  g_assert_cmpuint (settings->locker.pulse_ms, ==, 500);
  g_assert_true (settings->fullscreen);
  g_assert_false (settings->allow_plain_http);
}

static void
test_rtu (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CubbySettings) settings = cubby_settings_load_from_data (
      "cubby.conf",
      BASE "[bus main]\ntransport=rtu\ndevice=/dev/serial/by-id/x\nbaud=19200\nparity=even\n" BOARD, &error);
  g_assert_no_error (error);
  const CubbyBusSettings *bus = g_ptr_array_index (settings->buses, 0);
  g_assert_cmpint (bus->transport, ==, CUBBY_TRANSPORT_RTU);
  g_assert_cmpuint (bus->baud, ==, 19200);
  g_assert_cmpint (bus->parity, ==, 'E');
  g_assert_cmpuint (bus->response_timeout_ms, ==, 300);
}

static void
test_plain_http_on_a_desk (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CubbySettings) settings = cubby_settings_load_from_data (
      "cubby.conf", STORE KIOSK "[link]\ncentral-url=http://127.0.0.1:1\nallow-plain-http=true\n", &error);
  g_assert_no_error (error);
  g_assert_true (settings->allow_plain_http);
}

static guint
column_height_mm (const CubbyBank *bank, guint column)
{
  guint top = 0;
  for (guint i = 0; i < cubby_bank_get_n_compartments (bank); i++) {
    const CubbyCompartment *it = cubby_bank_get_compartment (bank, i);
    if (it->column == column)
      top = MAX (top, it->bottom_mm + it->height_mm);
  }
  return top;
}

static void
test_example (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "assets", "examples", "cubby.conf", NULL);
  g_autoptr (CubbySettings) settings = cubby_settings_load (path, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (cubby_bank_get_n_compartments (settings->bank), ==, 24);
  g_assert_cmpuint (settings->boards->len, ==, 3);
  g_assert_cmpuint (settings->buses->len, ==, 1);
  guint reachable = 0;
  gboolean sizes[CUBBY_N_SIZES] = {FALSE};
  for (guint i = 0; i < 24; i++) {
    const CubbyCompartment *it = cubby_bank_get_compartment (settings->bank, i);
    sizes[it->size] = TRUE;
    reachable += cubby_compartment_is_reachable (it) ? 1 : 0;
  }
  g_assert_true (sizes[CUBBY_SIZE_S] && sizes[CUBBY_SIZE_M] && sizes[CUBBY_SIZE_L]);
  g_assert_cmpuint (reachable, >=, 8);
  /* The columns end at one height, below which a person can still see the top door. */
  guint height = column_height_mm (settings->bank, 0);
  g_assert_cmpuint (column_height_mm (settings->bank, 2), ==, height);
  g_assert_cmpuint (column_height_mm (settings->bank, 3), ==, height);
  g_assert_cmpuint (height, <=, 2000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++) {
    g_autofree char *path = g_strconcat ("/common/settings/refuses/", refusals[i].path, NULL);
    g_test_add_data_func (path, &refusals[i], test_refusal);
  }
  g_test_add_func ("/common/settings/what is left out has a default", test_defaults);
  g_test_add_func ("/common/settings/a serial bus", test_rtu);
  g_test_add_func ("/common/settings/plain http on a desk", test_plain_http_on_a_desk);
  g_test_add_func ("/common/settings/the example is good", test_example);
  return g_test_run ();
}
