/* SPDX-License-Identifier: Apache-2.0 */
/* How many pickups the simulator carries out in a second of CPU: the core, the journal, the bus and the
 * doors. Against it: the same number of journal rows, written bare, a transaction each, on the same disk in
 * memory. */
#include "tests/sim/sim.h"
#include "tests/bench/report.h"
#include "tests/sim/oracle.h"

#include <sqlite3.h>

#define N_SEEDS 12

typedef struct {
  const char *name;
  gboolean no_faults;
} Case;

typedef struct {
  double cpu_s;
  guint64 pickups;
  guint64 rows;
  double years;
} Figures;

static void
run_case (const Case *it, Figures *ret_figures)
{
  *ret_figures = (Figures){0};
  double from_s = sim_cpu_seconds ();
  for (guint seed = 1; seed <= N_SEEDS; seed++) {
    const SimOptions options = {.no_faults = it->no_faults, .days = 2};
    g_autoptr (Sim) sim = sim_run (seed, &options);
    if (sim->violation != NULL)
      bench_fail ("seed %u: %s", seed, sim->violation);
    ret_figures->pickups += sim_oracle_count_pickups (sim->oracle);
    ret_figures->rows += sim_oracle_count_rows (sim->oracle);
    ret_figures->years += (double)(sim_clock_get_us (sim->clock) - sim->started_us) / 1e6 / 86400 / 365.25;
  }
  ret_figures->cpu_s = sim_cpu_seconds () - from_s;
}

static void
execute (sqlite3 *db, const char *sql)
{
  if (sqlite3_exec (db, sql, NULL, NULL, NULL) != SQLITE_OK)
    bench_fail ("%s: %s", sql, sqlite3_errmsg (db));
}

/* Returns: the CPU seconds of @rows transactions of one row. */
static double
write_bare (guint64 rows)
{
  SimRandom random;
  sqlite3 *db;
  sim_random_init (&random, 1, 1);
  SimDisk *disk = sim_disk_new (&random);
  if (sqlite3_open (SIM_DISK_MACHINE "bare.db", &db) != SQLITE_OK)
    bench_fail ("bare.db: %s", sqlite3_errmsg (db));
  execute (db,
           "PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
           "CREATE TABLE event (seq INTEGER PRIMARY KEY, time_ms INTEGER, type TEXT, text TEXT, hash BLOB)");
  double from_s = sim_cpu_seconds ();
  for (guint64 i = 0; i < rows; i++)
    execute (db, "INSERT INTO event (time_ms, type, text, hash) VALUES (1800000000000, 'grant.intent',"
                 " 'grant=00112233445566778899aabbccddeeff-1 pulse_ms=500', zeroblob (32))");
  double cpu_s = sim_cpu_seconds () - from_s;
  sqlite3_close (db);
  sim_disk_free (disk);
  return cpu_s;
}

int
main (void)
{
  static const Case cases[] = {{"good days", TRUE}, {"bad days", FALSE}};
  bench_begin ("sim");
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    Figures figures;
    bench_progress ("%s, %d shops", cases[i].name, N_SEEDS);
    run_case (&cases[i], &figures);
    double bare_s = write_bare (figures.rows);
    g_autofree char *years = g_strdup_printf ("%s, simulated", cases[i].name);
    bench_report_against ("sim", cases[i].name, (double)figures.pickups / figures.cpu_s, "pickups/CPU-s",
                          (double)figures.pickups / bare_s,
                          "the same journal rows written bare, on the same disk");
    bench_report ("sim", years, figures.years / figures.cpu_s * 3600, "years/CPU-h");
  }
  return 0;
}
