/* SPDX-License-Identifier: Apache-2.0 */
/* Serial readers that come, go, send half of a code, send without end, or two at once. A pty stands for each,
 * a link for the name that udev gives it. */
#include "app/domain/reader-watch.h"
#include "tests/hardware/scanner/plugging.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <pty.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define PRODUCT "4006381333931"
#define PASS "CC1:6BF+70$:QC-1/9T8BD%2 L0*4.E6ZG3KX/5A"
#define TRIES 10
#define BLOCK_US (10 * 1000)
#define BLOCK_BYTES 10240

typedef struct {
  char *link;
  int reader;
  int line;
  char device[128];
} Pty;

static Pty
plug (Plugging *f, const char *name)
{
  Pty pty = {g_build_filename (f->directory, name, NULL), -1, -1, ""};
  g_assert_cmpint (openpty (&pty.reader, &pty.line, pty.device, NULL, NULL), ==, 0);
  g_assert_cmpint (symlink (pty.device, pty.link), ==, 0);
  return pty;
}

static void
unplug (Pty *pty)
{
  g_unlink (pty->link);
  close (pty->line);
  close (pty->reader);
  g_clear_pointer (&pty->link, g_free);
}

static void
add_reader (Plugging *f, const char *name, const char *link, CubbyFraming framing)
{
  g_autofree char *device = g_build_filename (f->directory, link, NULL);
  const CubbyScannerSettings settings = {.name = (char *)name,
                                         .kind = (char *)"serial",
                                         .device = device,
                                         .baud = 9600,
                                         .reader = {.framing = framing, .gap_ms = 100}};
  plugging_add (f, &settings);
}

static void
send_line (const Pty *pty, const char *text)
{
  g_assert_cmpint (write (pty->reader, text, strlen (text)), ==, (int)strlen (text));
}

/* Five failures within four seconds: the next try by itself would come after another 3.7. Returns: how long
 * it was kept waiting. */
static gint64
plug_in_late (Plugging *f, Pty *pty)
{
  plugging_run_until_fails (f, "hand");
  g_usleep (4 * G_USEC_PER_SEC);
  gint64 plugged_us = g_get_monotonic_time ();
  *pty = plug (f, "usb-reader");
  plugging_run_until_works (f, "hand");
  gint64 took_us = g_get_monotonic_time () - plugged_us;
  g_test_message ("it works %" G_GINT64_FORMAT " ms after it was plugged in", took_us / 1000);
  return took_us;
}

/* A busy machine may keep it waiting many times: only a try of its own would come so late each time. */
static void
test_back_at_once (Plugging *f)
{
  gint64 least_us = G_MAXINT64;
  Pty pty;
  add_reader (f, "hand", "usb-reader", CUBBY_FRAMING_LINE);
  plugging_start (f);
  for (guint i = 0; i < TRIES && least_us >= 3 * G_USEC_PER_SEC; i++) {
    gint64 took_us = plug_in_late (f, &pty);
    least_us = MIN (least_us, took_us);
    unplug (&pty);
  }
  g_assert_cmpint (least_us, <, 3 * G_USEC_PER_SEC);
  cubby_scanner_stop (f->scanner);
}

/* It comes back as another node (ttyACM1 for ttyACM0): its link follows it. */
static void
test_half_a_code (Plugging *f)
{
  add_reader (f, "hand", "usb-reader", CUBBY_FRAMING_LINE);
  Pty pty = plug (f, "usb-reader"), placeholder = {NULL};
  plugging_start (f);
  plugging_run_until_works (f, "hand");
  send_line (&pty, "CC1:6BF+70$:");
  plugging_run_for (f, G_USEC_PER_SEC / 10);
  g_autofree char *link = g_strdup (pty.link);
  unplug (&pty);
  plugging_run_until_fails (f, "hand");
  g_assert_nonnull (strstr (plugging_get_why (f, "hand"), link));
  placeholder = plug (f, "usb-other"); /* takes the number of the node */
  pty = plug (f, "usb-reader");
  plugging_run_until_works (f, "hand");
  send_line (&pty, PRODUCT "\r");
  plugging_run_until_read (f, PRODUCT);
  g_assert_cmpuint (f->read->len, ==, 1);
  cubby_scanner_stop (f->scanner);
  unplug (&pty);
  unplug (&placeholder);
}

/* Returns: whether it was so quick that the second sight is one with the first. */
static gboolean
read_one_code_at_both (Plugging *f, const Pty *left, const Pty *right)
{
  gint64 from_us = g_get_monotonic_time ();
  send_line (left, PASS "\r");
  plugging_run_until_read (f, PASS);
  send_line (right, PASS "\r" PRODUCT "\r");
  plugging_run_until_read (f, PRODUCT);
  if (g_get_monotonic_time () - from_us > G_USEC_PER_SEC)
    return FALSE;
  g_assert_cmpuint (plugging_count_read (f, PASS), ==, 1);
  return TRUE;
}

static void
test_two_equal (Plugging *f)
{
  Pty left = plug (f, "usb-left"), right = plug (f, "usb-right");
  add_reader (f, "left", "usb-left", CUBBY_FRAMING_LINE);
  add_reader (f, "right", "usb-right", CUBBY_FRAMING_LINE);
  plugging_start (f);
  plugging_run_until_works (f, "left");
  plugging_run_until_works (f, "right");
  while (!read_one_code_at_both (f, &left, &right))
    g_ptr_array_set_size (f->read, 0);
  unplug (&left);
  plugging_run_until_fails (f, "left");
  send_line (&right, "96385074\r");
  plugging_run_until_read (f, "96385074");
  g_assert_cmpstr (plugging_get_why (f, "right"), ==, "");
  cubby_scanner_stop (f->scanner);
  unplug (&right);
}

/* By its id and by its socket: whoever comes second is told, and takes it when the first lets go. */
static void
test_two_names (Plugging *f)
{
  Pty pty = plug (f, "by-id");
  g_autofree char *path = g_build_filename (f->directory, "by-path", NULL);
  g_assert_cmpint (symlink (pty.device, path), ==, 0);
  add_reader (f, "one", "by-id", CUBBY_FRAMING_LINE);
  plugging_start (f);
  plugging_run_until_works (f, "one");
  Plugging other = {NULL};
  plugging_set_up (&other);
  const CubbyScannerSettings again = {.name = (char *)"two",
                                      .kind = (char *)"serial",
                                      .device = path,
                                      .baud = 9600,
                                      .reader = {.gap_ms = 100}};
  plugging_add (&other, &again);
  plugging_start (&other);
  plugging_run_until_fails (&other, "two");
  g_assert_nonnull (strstr (plugging_get_why (&other, "two"), "another program holds it"));
  cubby_scanner_stop (f->scanner);
  plugging_run_until_works (&other, "two");
  send_line (&pty, PRODUCT "\r");
  plugging_run_until_read (&other, PRODUCT);
  plugging_tear_down (&other);
  g_unlink (path);
  unplug (&pty);
}

/* What is told is why it does not work now, not why it did not a while ago. */
static void
test_other_reason (Plugging *f)
{
  Pty pty = plug (f, "usb-reader");
  g_autofree char *aside = g_build_filename (f->directory, "aside", NULL);
  g_assert_cmpint (g_rename (pty.link, aside), ==, 0);
  add_reader (f, "first", "aside", CUBBY_FRAMING_LINE);
  add_reader (f, "hand", "usb-reader", CUBBY_FRAMING_LINE);
  plugging_start (f);
  plugging_run_until_works (f, "first");
  plugging_run_until_fails (f, "hand");
  g_assert_nonnull (strstr (plugging_get_why (f, "hand"), "is not there; plug it in"));
  guint before = f->n_states;
  g_assert_cmpint (symlink (pty.device, pty.link), ==, 0);
  while (f->n_states == before)
    plugging_run_for (f, G_USEC_PER_SEC / 50);
  g_assert_nonnull (strstr (plugging_get_why (f, "hand"), "another program holds it"));
  cubby_scanner_stop (f->scanner);
  g_unlink (aside);
  unplug (&pty);
}

static void
test_no_end (Plugging *f)
{
  Pty pty = plug (f, "usb-reader");
  add_reader (f, "hand", "usb-reader", CUBBY_FRAMING_GAP);
  plugging_start (f);
  plugging_run_until_works (f, "hand");
  send_line (&pty, PASS);
  plugging_run_until_read (f, PASS);
  send_line (&pty, PRODUCT);
  plugging_run_until_read (f, PRODUCT);
  g_assert_cmpuint (f->read->len, ==, 2);
  cubby_scanner_stop (f->scanner);
  unplug (&pty);
}

typedef struct {
  int fd;
  char bytes[BLOCK_BYTES];
  gsize n_sent;
} Flood;

static gboolean
on_flood (gpointer data)
{
  Flood *flood = data;
  gssize n = write (flood->fd, flood->bytes, sizeof flood->bytes);
  flood->n_sent += n > 0 ? (gsize)n : 0;
  return G_SOURCE_CONTINUE;
}

static gint64
used_us (void)
{
  struct timespec used;
  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &used);
  return used.tv_sec * G_USEC_PER_SEC + used.tv_nsec / 1000;
}

/* Codes all different, as fast as the line takes them: a few are told, it costs little, and when it ends the
 * next code is read. */
static void
test_flood (Plugging *f)
{
  Pty pty = plug (f, "usb-reader");
  g_autofree Flood *flood = g_new0 (Flood, 1);
  flood->fd = pty.reader;
  for (guint i = 0; i < BLOCK_BYTES / 8; i++)
    memcpy (flood->bytes + i * 8,
            (char[8]){'x', (char)('a' + i % 26), (char)('a' + i / 26 % 26), (char)('a' + i / 676), '0', '0',
                      '0', '\r'},
            8);
  g_assert_cmpint (fcntl (pty.reader, F_SETFL, O_NONBLOCK), ==, 0);
  add_reader (f, "hand", "usb-reader", CUBBY_FRAMING_LINE);
  plugging_start (f);
  plugging_run_until_works (f, "hand");
  guint source = g_timeout_add (BLOCK_US / 1000, on_flood, flood);
  gint64 before_us = used_us (), from_us = g_get_monotonic_time ();
  plugging_run_for (f, 2 * G_USEC_PER_SEC);
  gint64 took_us = used_us () - before_us;
  plugging_run_until_fails (f, "hand");
  guint most = 4 * (guint)((g_get_monotonic_time () - from_us) / G_USEC_PER_SEC + 3);
  g_assert_nonnull (strstr (plugging_get_why (f, "hand"), "it sends without end"));
  g_source_remove (source);
  g_test_message ("%" G_GSIZE_FORMAT " bytes cost %" G_GINT64_FORMAT " ms; %u were told", flood->n_sent,
                  took_us / 1000, f->read->len);
  g_assert_cmpuint (f->read->len, <=, most);
  g_assert_cmpint (took_us, <, G_USEC_PER_SEC);
  plugging_run_until_works (f, "hand");
  g_assert_cmpint (fcntl (pty.reader, F_SETFL, 0), ==, 0);
  send_line (&pty, "\r" PRODUCT "\r");
  plugging_run_until_read (f, PRODUCT);
  cubby_scanner_stop (f->scanner);
  unplug (&pty);
}

static void
test_label (Plugging *f)
{
  Pty pty = plug (f, "usb-reader");
  add_reader (f, "hand", "usb-reader", CUBBY_FRAMING_LINE);
  plugging_start (f);
  plugging_run_until_works (f, "hand");
  send_line (&pty, "]C100089312345000000012\r]E0" PRODUCT "\r");
  plugging_run_until_read (f, PRODUCT);
  g_assert_cmpuint (plugging_count_read (f, "00089312345000000012"), ==, 0);
  cubby_scanner_set_context (f->scanner, CUBBY_SCAN_CONTEXT_STAFF);
  send_line (&pty, "]C100089312345000000012\r");
  plugging_run_until_read (f, "00089312345000000012");
  cubby_scanner_stop (f->scanner);
  unplug (&pty);
}

/* What is said in words, by whatever thread. */
static gint n_said;

static void
on_message (const char *domain, GLogLevelFlags level, const char *message, gpointer data)
{
  if (strstr (message, "5 codes in a row were refused, the last one as control: if they were ours, "
                       "set framing=") != NULL)
    g_atomic_int_inc (&n_said);
}

/* It sends GS behind a prefix of its own. */
static void
test_set_otherwise (Plugging *f)
{
  Pty pty = plug (f, "usb-reader");
  add_reader (f, "hand", "usb-reader", CUBBY_FRAMING_LINE);
  GLogFunc before = g_log_set_default_handler (on_message, NULL);
  plugging_start (f);
  plugging_run_until_works (f, "hand");
  for (guint i = 0; i < CUBBY_READER_WRONG_MAX; i++) {
    g_assert_cmpint (g_atomic_int_get (&n_said), ==, 0);
    send_line (&pty, "01\x1d" PRODUCT "\r");
    plugging_run_for (f, G_USEC_PER_SEC / 5);
  }
  for (guint i = 0; i < 500 && g_atomic_int_get (&n_said) == 0; i++)
    plugging_run_for (f, G_USEC_PER_SEC / 50);
  send_line (&pty, PRODUCT "\r");
  plugging_run_until_read (f, PRODUCT);
  cubby_scanner_stop (f->scanner);
  g_log_set_default_handler (before, NULL);
  g_assert_cmpint (g_atomic_int_get (&n_said), ==, 1);
  unplug (&pty);
}

static const struct {
  const char *name;
  void (*run) (Plugging *f);
} rows[] = {
    {"a reader that is plugged in is not kept waiting", test_back_at_once},
    {"half a code is dropped when it is pulled out, and it comes back as another node", test_half_a_code},
    {"two equal readers: one code at both is told once, and one goes on without the other", test_two_equal},
    {"one reader by two names is told, and taken when it is free", test_two_names},
    {"why it does not work is told anew when it is something else", test_other_reason},
    {"a reader that sends nothing behind a code", test_no_end},
    {"a reader that floods is no matter", test_flood},
    {"a reader that is set otherwise than the configuration says is told once", test_set_otherwise},
    {"a label is for staff alone, by a reader too", test_label},
};

static void
run_row (gconstpointer data)
{
  void (*const *run) (Plugging *) = data;
  Plugging f = {NULL};
  plugging_set_up (&f);
  (*run) (&f);
  plugging_tear_down (&f);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strdup_printf ("/hardware/scanner/reader-plugging/%s", rows[i].name);
    g_test_add_data_func (path, &rows[i].run, run_row);
  }
  return g_test_run ();
}
