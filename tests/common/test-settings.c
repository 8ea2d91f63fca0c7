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
#define CAMERA WIRED "[scanner s]\nkind=camera\n"
#define CAMERA_DEVICE CAMERA "device=/dev/video0\n"
#define SERIAL WIRED "[scanner s]\nkind=serial\ndevice=/dev/ttyACM0\n"
#define HID WIRED "[scanner s]\nkind=hid\ndevice=/dev/input/event3\n"

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
    {"a light of another kind", WIRED "[light l]\nkind=candle\ndevice=/dev/x\n", CUBBY_CONF_ERROR_VALUE,
     "[light l] kind: “candle” is not one of: gpio, usb"},
    {"a light without a device", WIRED "[light l]\nkind=gpio\n", CUBBY_CONF_ERROR_MISSING,
     "[light l] device: "},
    {"a light whose device is no path", WIRED "[light l]\nkind=gpio\ndevice=gpiochip0\n",
     CUBBY_CONF_ERROR_VALUE, "[light l] device: “gpiochip0” does not begin with /"},
    {"a relay of nine channels", WIRED "[light l]\nkind=usb\ndevice=/dev/ttyUSB0\nchannel=9\n",
     CUBBY_CONF_ERROR_VALUE, "[light l] channel: “9” is not a whole number from 1 to 8"},
    {"a line of a relay", WIRED "[light l]\nkind=usb\ndevice=/dev/ttyUSB0\nline=1\n",
     CUBBY_CONF_ERROR_UNKNOWN, "[light l] line: there is no key"},
    {"a scanner of another kind", WIRED "[scanner s]\nkind=nose\n", CUBBY_CONF_ERROR_VALUE,
     "[scanner s] kind: “nose” is not one of: camera, serial, hid"},
    {"a camera without a device or a pipeline", CAMERA, CUBBY_CONF_ERROR_VALUE,
     "[scanner s] device: is missing, such as device=/dev/v4l/by-id/"},
    {"a camera with a device and a pipeline", CAMERA "device=/dev/video0\npipeline=videotestsrc\n",
     CUBBY_CONF_ERROR_VALUE, "[scanner s] pipeline: a camera has a device= or a pipeline=, not both"},
    {"a width beside a pipeline", CAMERA "pipeline=videotestsrc\nwidth=640\n", CUBBY_CONF_ERROR_UNKNOWN,
     "[scanner s] width: there is no key"},
    {"a camera that is narrower than a code", CAMERA_DEVICE "width=8\n", CUBBY_CONF_ERROR_VALUE,
     "[scanner s] width: “8” is not a whole number from 160 to 4096"},
    {"an odd width of pixels in pairs", CAMERA_DEVICE "width=641\nformat=yuy2\n", CUBBY_CONF_ERROR_VALUE,
     "[scanner s] width: 641 is odd; pixels of format=yuy2 come in pairs"},
    {"no picture a second", CAMERA_DEVICE "rate=0\n", CUBBY_CONF_ERROR_VALUE,
     "[scanner s] rate: “0” is not a whole number from 1 to 120"},
    {"a rate in parts", CAMERA_DEVICE "rate=30/1\n", CUBBY_CONF_ERROR_VALUE, "[scanner s] rate: “30/1”"},
    {"a format that needs a decoder", CAMERA_DEVICE "format=h264\n", CUBBY_CONF_ERROR_VALUE,
     "[scanner s] format: “h264” is not one of: any, gray8, yuy2, nv12, i420, mjpg"},
    {"an exposure longer than a picture", CAMERA_DEVICE "rate=60\nexposure=20000\n", CUBBY_CONF_ERROR_VALUE,
     "[scanner s] exposure: 20000 µs is longer than a picture lasts at rate=60: 16666 µs"},
    {"an exposure that is no time", CAMERA_DEVICE "exposure=short\n", CUBBY_CONF_ERROR_VALUE,
     "[scanner s] exposure: “short” is neither auto nor a whole number from 100 to 1000000"},
    {"mains of no country", CAMERA_DEVICE "mains=55\n", CUBBY_CONF_ERROR_VALUE,
     "[scanner s] mains: “55” is not one of: 50, 60, off"},
    {"a device that is no path", CAMERA "device=video0\n", CUBBY_CONF_ERROR_VALUE,
     "[scanner s] device: “video0” does not begin with /"},
    {"a device whose name ends a name", CAMERA "device=/dev/a\" ! filesink\n", CUBBY_CONF_ERROR_VALUE,
     "[scanner s] device: “/dev/a\" ! filesink” has a quotation mark or a backslash, as no device has"},
    {"a camera with a framing", CAMERA_DEVICE "framing=cr\n", CUBBY_CONF_ERROR_UNKNOWN,
     "[scanner s] framing: there is no key"},
    {"two scanners of one name", SERIAL "[scanner s]\nkind=hid\ndevice=/dev/input/event3\n",
     CUBBY_CONF_ERROR_VALUE,
     "[scanner s] kind: is set in line 15 and again in line 18; keep one of them, or give "},
    {"a key that is set twice", SERIAL "baud=9600\nbaud = 115200\n", CUBBY_CONF_ERROR_VALUE,
     "[scanner s] baud: is set in line 17 and again in line 18"},
    {"a scanner without a name", WIRED "[scanner ]\nkind=hid\ndevice=/dev/input/event3\n",
     CUBBY_CONF_ERROR_UNKNOWN, "[scanner ]: there is no group of this name"},
    {"an empty pipeline", CAMERA "pipeline=\n", CUBBY_CONF_ERROR_VALUE,
     "[scanner s] pipeline: is empty; it is a GStreamer source, such as"},
    {"a suffix that ends a line", SERIAL "suffix=\\r\n", CUBBY_CONF_ERROR_VALUE,
     "[scanner s] suffix: has what ends a code with framing=line, which is taken off by itself: leave it out "
     "here"},
    {"a prefix with an end within", SERIAL "framing=tab\nprefix=a\\tb\n", CUBBY_CONF_ERROR_VALUE,
     "[scanner s] prefix: has what ends a code with framing=tab"},
    {"a suffix that ends with both", SERIAL "framing=crlf\nsuffix=;\\r\\n\n", CUBBY_CONF_ERROR_VALUE,
     "[scanner s] suffix: has what ends a code with framing=crlf"},
    {"a prefix that begins a code", SERIAL "framing=stx-etx\nprefix=\\x02\n", CUBBY_CONF_ERROR_VALUE,
     "[scanner s] prefix: has what ends a code with framing=stx-etx"},
    {"keys with a suffix of Tab", HID "suffix=\\t\n", CUBBY_CONF_ERROR_VALUE,
     "[scanner s] suffix: has a character that no key types"},
    {"two scanners of one device", SERIAL "[scanner t]\nkind=serial\ndevice=/dev/ttyACM0\n",
     CUBBY_CONF_ERROR_VALUE, "[scanner t] device: “/dev/ttyACM0” is already the device of [scanner s]"},
    {"a serial reader without a device", WIRED "[scanner s]\nkind=serial\n", CUBBY_CONF_ERROR_VALUE,
     "[scanner s] device: is missing, such as device=/dev/serial/by-id/"},
    {"a framing that does not exist", SERIAL "framing=eol\n", CUBBY_CONF_ERROR_VALUE,
     "[scanner s] framing: “eol” is not one of: line, cr, lf, crlf, tab, stx-etx, gap"},
    {"an identifier of another maker", SERIAL "identifier=acme\n", CUBBY_CONF_ERROR_VALUE,
     "[scanner s] identifier: “acme” is not one of: aim, none, honeywell, newland, zebra"},
    {"a prefix with half an escape", SERIAL "prefix=\\x0\n", CUBBY_CONF_ERROR_VALUE,
     "[scanner s] prefix: “\\x0” is neither printable ASCII nor one of \\r, \\n, \\t, \\s, \\\\, \\xHH"},
    {"a suffix that ends the text", SERIAL "suffix=a\\x00\n", CUBBY_CONF_ERROR_VALUE,
     "[scanner s] suffix: “\\x00” is neither"},
    {"a prefix beyond ASCII", SERIAL "prefix=é\n", CUBBY_CONF_ERROR_VALUE, "[scanner s] prefix: “é”"},
    {"a prefix longer than any reader's", SERIAL "prefix=012345678901234567890123456789012\n",
     CUBBY_CONF_ERROR_VALUE, "[scanner s] prefix: is longer than 32 characters"},
    {"a gap shorter than a character", SERIAL "gap-ms=1\n", CUBBY_CONF_ERROR_VALUE,
     "[scanner s] gap-ms: “1” is not a whole number from 10 to 2000"},
    {"a serial reader with a width", SERIAL "width=640\n", CUBBY_CONF_ERROR_UNKNOWN,
     "[scanner s] width: there is no key"},
    {"keys framed by ETX", HID "framing=stx-etx\n", CUBBY_CONF_ERROR_VALUE,
     "[scanner s] framing: “stx-etx” is not for keys: a code ends with Enter or Tab (line), or with none"},
    {"keys at a baud rate", HID "baud=9600\n", CUBBY_CONF_ERROR_UNKNOWN, "[scanner s] baud: there is no key"},
    {"keys without a device", WIRED "[scanner s]\nkind=hid\n", CUBBY_CONF_ERROR_VALUE,
     "[scanner s] device: is missing, such as device=/dev/input/by-id/"},
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

static CubbyScannerSettings *
load_scanner (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CubbySettings) settings = cubby_settings_load_from_data ("cubby.conf", text, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (settings->scanners->len, ==, 1);
  return cubby_scanner_settings_copy (g_ptr_array_index (settings->scanners, 0)); /* outlives the rest */
}

static void
test_camera (void)
{
  g_autoptr (CubbyScannerSettings) camera = load_scanner (CAMERA_DEVICE);
  g_assert_cmpstr (camera->name, ==, "s");
  g_assert_cmpstr (camera->kind, ==, "camera");
  g_assert_cmpstr (camera->device, ==, "/dev/video0");
  g_assert_null (camera->pipeline);
  g_assert_cmpuint (camera->camera.width, ==, 1280);
  g_assert_cmpuint (camera->camera.height, ==, 720);
  g_assert_cmpuint (camera->camera.rate, ==, 30);
  g_assert_cmpstr (camera->camera.format, ==, "any");
  g_assert_cmpint (camera->camera.exposure_us, ==, CUBBY_CAMERA_AUTO);
  g_assert_cmpint (camera->camera.gain, ==, CUBBY_CAMERA_AUTO);
  g_assert_cmpint (camera->camera.focus, ==, CUBBY_CAMERA_AUTO);
  g_assert_cmpstr (camera->camera.mains, ==, "50");
}

static void
test_camera_set (void)
{
  g_autoptr (CubbyScannerSettings) camera =
      load_scanner (CAMERA_DEVICE "width=1921\nheight=1080\nrate=10\nformat=gray8\nexposure=8000\ngain=0\n"
                                  "focus=30\nmains=off\n");
  g_assert_cmpuint (camera->camera.width, ==, 1921);
  g_assert_cmpint (camera->camera.exposure_us, ==, 8000);
  g_assert_cmpint (camera->camera.gain, ==, 0);
  g_assert_cmpint (camera->camera.focus, ==, 30);
  g_assert_cmpstr (camera->camera.mains, ==, "off");
}

static void
test_serial_reader (void)
{
  g_autoptr (CubbyScannerSettings) reader =
      load_scanner (SERIAL "baud=115200\nframing=stx-etx\nidentifier=zebra\ngap-ms=20\n"
                           "prefix=\\x01\\s\\\\\nsuffix=;\\r\\n\\t\n");
  g_assert_cmpuint (reader->baud, ==, 115200);
  g_assert_cmpint (reader->reader.framing, ==, CUBBY_FRAMING_STX_ETX);
  g_assert_cmpint (reader->reader.identifier, ==, CUBBY_IDENTIFIER_ZEBRA);
  g_assert_cmpuint (reader->reader.gap_ms, ==, 20);
  g_assert_cmpstr (reader->reader.prefix, ==, "\x01 \\");
  g_assert_cmpstr (reader->reader.suffix, ==, ";\r\n\t");
}

static void
test_hid_reader (void)
{
  g_autoptr (CubbyScannerSettings) reader = load_scanner (HID);
  g_assert_cmpstr (reader->kind, ==, "hid");
  g_assert_cmpint (reader->reader.framing, ==, CUBBY_FRAMING_LINE);
  g_assert_cmpint (reader->reader.identifier, ==, CUBBY_IDENTIFIER_AIM);
  g_assert_cmpuint (reader->reader.gap_ms, ==, 300);
  g_assert_cmpstr (reader->reader.prefix, ==, "");
  g_assert_cmpstr (reader->reader.suffix, ==, "");
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
  g_test_add_func ("/common/settings/a camera and its defaults", test_camera);
  g_test_add_func ("/common/settings/a camera that is set by hand", test_camera_set);
  g_test_add_func ("/common/settings/a serial reader", test_serial_reader);
  g_test_add_func ("/common/settings/a reader that types", test_hid_reader);
  g_test_add_func ("/common/settings/plain http on a desk", test_plain_http_on_a_desk);
  g_test_add_func ("/common/settings/the example is good", test_example);
  return g_test_run ();
}
