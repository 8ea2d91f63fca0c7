/* SPDX-License-Identifier: Apache-2.0 */
/* From exec to ready, and what each program keeps in memory when it has nothing to do. */
#include "tests/bench/report.h"
#include "tests/bench/samples.h"
#include "tests/bench/start-command.h"
#include "tests/bench/start-process.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <unistd.h>

#define BENCH "start"
#define STARTS 7
#define SETTLE_US (2 * G_USEC_PER_SEC)
#define SCREEN "1080x1920x24"

/* Arguments hold FOLDER for the bench's directory. */
typedef struct {
  const char *name;
  const char *program;
  const char *arguments;
  gboolean screen;
} Row;

static const Row rows[] = {
    {"cubby-lockerd", "app/lockerd/cubby-lockerd", "--session --config FOLDER/cubby.conf", FALSE},
    {"cubby-linkd", "app/linkd/cubby-linkd", "--session --config FOLDER/cubby.conf", FALSE},
    {"cubby-central", "app/central/cubby-central", "--database sqlite:FOLDER/central.db --listen 127.0.0.1:0",
     FALSE},
    {"cubby-kiosk", "app/kiosk/cubby-kiosk", "--session --config FOLDER/cubby.conf --windowed 1080x1920",
     TRUE},
    {"cubby-sim", "hardware/sim/cubby-sim",
     "--config FOLDER/cubby.conf --listen tcp:127.0.0.1:0 --control FOLDER/sim", FALSE},
};

/* Nobody answers on port 9: neither boards nor the centre are there, so what is measured is the program. */
static const char config_text[] =
    "[store]\nid=4711\nname=Bench\n[kiosk]\nid=k\nfullscreen=false\n"
    "[locker]\nstate-directory=FOLDER/state\nstaff-file=FOLDER/staff.conf\n"
    "pass-keys-file=FOLDER/pass-keys.conf\n"
    "[link]\ncentral-url=http://127.0.0.1:9\nallow-plain-http=true\ntoken-file=FOLDER/token\n"
    "replica-directory=FOLDER/replica\n[bus main]\ntransport=tcp\naddress=127.0.0.1\nport=9\n"
    "[board 1]\nbus=main\nprofile=waveshare-rtu-d\nunit=1\n[board "
    "2]\nbus=main\nprofile=waveshare-rtu-d\nunit=2\n"
    "[board 3]\nbus=main\nprofile=waveshare-rtu-d\nunit=3\n"
    "[column A]\ndoors=A1 L 1/1; A2 M 1/2; A3 M 1/3; A4 S 1/4; A5 S 1/5; A6 S 1/6; A7 M 1/7; A8 M 1/8\n"
    "[column kiosk]\nkiosk=true\n"
    "[column B]\ndoors=B1 L 2/1; B2 M 2/2; B3 M 2/3; B4 S 2/4; B5 S 2/5; B6 S 2/6; B7 M 2/7; B8 M 2/8\n"
    "[column C]\ndoors=C1 L 3/1; C2 L 3/2; C3 S 3/3; C4 S 3/4; C5 S 3/5; C6 S 3/6; C7 S 3/7; C8 M 3/8\n";

typedef struct {
  const char *build;
  char *folder;
  GTestDBus *dbus;
  pid_t screen;
  int notify;
} Fixture;

typedef struct {
  BenchSamples *ready_ms;
  BenchSamples *cpu_ms;
  BenchMemory memory;
  char *libraries;
} Measure;

static char *
fill_in (const char *text, const char *folder)
{
  g_auto (GStrv) parts = g_strsplit (text, "FOLDER", -1);
  return g_strjoinv (folder, parts);
}

static void
write_file (Fixture *fixture, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  g_autofree char *filled = fill_in (text, fixture->folder);
  g_autoptr (GError) error = NULL;
  g_file_set_contents_full (path, filled, -1, G_FILE_SET_CONTENTS_NONE, 0600, &error);
  bench_check (error, path);
}

/* Xvfb takes a free display and tells which. */
static void
start_screen (Fixture *fixture)
{
  int ends[2];
  char number[16] = "";
  g_autofree char *program = g_find_program_in_path ("Xvfb");
  if (program == NULL)
    bench_fail ("Xvfb is not installed: apt install xvfb");
  if (pipe (ends) != 0)
    bench_fail ("pipe: %s", g_strerror (errno));
  g_autofree char *fd = g_strdup_printf ("%d", ends[1]);
  const char *const argv[] = {program, "-displayfd", fd, "-screen", "0", SCREEN, "-nolisten", "tcp", NULL};
  fixture->screen = bench_spawn (argv, NULL, ends[1]);
  close (ends[1]);
  if (read (ends[0], number, sizeof number - 1) <= 0)
    bench_fail ("Xvfb does not start");
  close (ends[0]);
  g_autofree char *display = g_strconcat (":", g_strstrip (number), NULL);
  g_setenv ("DISPLAY", display, TRUE);
  g_setenv ("GDK_BACKEND", "x11", TRUE);
}

static void
set_up (Fixture *fixture, const char *build)
{
  g_autoptr (GError) error = NULL;
  fixture->build = build;
  fixture->folder = g_dir_make_tmp ("cubby-start-XXXXXX", &error);
  bench_check (error, "a directory");
  write_file (fixture, "cubby.conf", config_text);
  write_file (fixture, "token", "a-token-of-nobody-0123456789abcdef\n");
  g_setenv ("LC_ALL", "C.UTF-8", TRUE);
  fixture->dbus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (fixture->dbus);
  start_screen (fixture);
  fixture->notify = bench_notify_listen (fixture->folder);
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) directory = g_dir_open (path, 0, NULL);
  for (const char *name = directory != NULL ? g_dir_read_name (directory) : NULL; name != NULL;
       name = g_dir_read_name (directory)) {
    g_autofree char *child = g_build_filename (path, name, NULL);
    remove_tree (child);
  }
  g_remove (path);
}

static void
tear_down (Fixture *fixture)
{
  BenchProcess screen = {.pid = fixture->screen};
  bench_process_stop (&screen);
  close (fixture->notify);
  g_test_dbus_down (fixture->dbus);
  g_object_unref (fixture->dbus);
  remove_tree (fixture->folder);
  g_free (fixture->folder);
}

/* The first start is not counted: it brings the files into the page cache and makes databases. */
static Measure
measure (Fixture *fixture, const char *program, const char *arguments, const char *const *environment)
{
  Measure result = {.ready_ms = bench_samples_new (), .cpu_ms = bench_samples_new ()};
  g_autofree char *path = g_build_filename (fixture->build, program, NULL);
  g_autofree char *filled = fill_in (arguments, fixture->folder);
  g_autofree char *line = g_strjoin (*filled != '\0' ? " " : "", path, filled, NULL);
  g_auto (GStrv) argv = g_strsplit (line, " ", -1);
  for (guint i = 0; i <= STARTS; i++) {
    BenchProcess process = bench_process_start ((const char *const *)argv, environment, fixture->notify);
    if (i > 0) {
      bench_samples_add (result.ready_ms, process.ready_ms);
      bench_samples_add (result.cpu_ms, process.ready_cpu_ms);
    }
    if (i == STARTS) {
      g_usleep (SETTLE_US);
      result.memory = bench_process_read_memory (&process);
      result.libraries = bench_process_list_libraries (&process);
    }
    bench_process_stop (&process);
  }
  return result;
}

static void
measure_clear (Measure *self)
{
  bench_samples_free (self->ready_ms);
  bench_samples_free (self->cpu_ms);
  g_free (self->libraries);
}

static void
report (const char *program, const char *what, double value, const char *unit, double peer,
        const char *against)
{
  g_autofree char *name = g_strdup_printf ("%s: %s", program, what);
  bench_report_against (BENCH, name, value, unit, peer, against);
}

static void
run (Fixture *fixture, const Row *row)
{
  bench_progress ("start: %s", row->name);
  Measure ours = measure (fixture, row->program, row->arguments, NULL);
  g_autofree char *preload = g_strconcat ("LD_PRELOAD=", ours.libraries, NULL);
  const char *const environment[] = {preload, NULL};
  Measure peer = row->screen ? measure (fixture, "tests/bench/start-window", "", NULL)
                             : measure (fixture, "tests/bench/start-bare", "", environment);
  const char *against = row->screen ? "a GTK window with nothing in it"
                                    : "a program that does nothing, with the same libraries";
  report (row->name, "exec to ready, median", bench_samples_get_percentile (ours.ready_ms, 50), "ms",
          bench_samples_get_percentile (peer.ready_ms, 50), against);
  report (row->name, "exec to ready, CPU, median", bench_samples_get_percentile (ours.cpu_ms, 50), "ms CPU",
          bench_samples_get_percentile (peer.cpu_ms, 50), against);
  report (row->name, "RSS", ours.memory.rss_kb / 1024, "MiB", peer.memory.rss_kb / 1024, against);
  report (row->name, "PSS", ours.memory.pss_kb / 1024, "MiB", peer.memory.pss_kb / 1024, against);
  measure_clear (&ours);
  measure_clear (&peer);
}

/* The median start of a command, and what it kept. */
static BenchCommand
measure_command (Fixture *fixture, const char *program, const char *argument, const char *const *environment)
{
  g_autoptr (BenchSamples) wall_ms = bench_samples_new ();
  g_autoptr (BenchSamples) cpu_ms = bench_samples_new ();
  g_autofree char *path = g_build_filename (fixture->build, program, NULL);
  const char *const argv[] = {path, argument, NULL};
  BenchCommand last = {0};
  for (guint i = 0; i <= STARTS; i++) {
    last = bench_command_run (argv, environment);
    bench_samples_add (wall_ms, last.wall_ms);
    bench_samples_add (cpu_ms, last.cpu_ms);
  }
  last.wall_ms = bench_samples_get_percentile (wall_ms, 50);
  last.cpu_ms = bench_samples_get_percentile (cpu_ms, 50);
  return last;
}

static void
run_command (Fixture *fixture)
{
  static const char against[] = "a program that does nothing, with the same libraries";
  g_autofree char *program = g_build_filename (fixture->build, "app/ctl/cubbyctl", NULL);
  g_autofree char *libraries = bench_command_list_libraries (program);
  g_autofree char *preload = g_strconcat ("LD_PRELOAD=", libraries, NULL);
  const char *const environment[] = {preload, NULL};
  bench_progress ("start: cubbyctl --version");
  BenchCommand ours = measure_command (fixture, "app/ctl/cubbyctl", "--version", NULL);
  BenchCommand peer = measure_command (fixture, "tests/bench/start-bare", "--end", environment);
  report ("cubbyctl --version", "exec to exit, median", ours.wall_ms, "ms", peer.wall_ms, against);
  report ("cubbyctl --version", "exec to exit, CPU, median", ours.cpu_ms, "ms CPU", peer.cpu_ms, against);
  report ("cubbyctl --version", "RSS", ours.rss_kb / 1024, "MiB", peer.rss_kb / 1024, against);
}

int
main (int argc, char **argv)
{
  bench_begin (BENCH);
  Fixture fixture = {0};
  if (argc != 2)
    bench_fail ("usage: bench-start BUILD-DIRECTORY");
  set_up (&fixture, argv[1]);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    run (&fixture, &rows[i]);
  run_command (&fixture);
  tear_down (&fixture);
  return 0;
}
