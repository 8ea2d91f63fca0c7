/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/sim/disk.h"

#include <sqlite3.h>
#include <string.h>

#define SECTOR 512

typedef struct {
  gint64 offset;
  gint64 truncate; /* -1: a write */
  GBytes *bytes;
} Change;

typedef struct {
  char *name;
  gboolean ours; /* the machine's: it can fail */
  gboolean there;
  gboolean there_durably;
  GByteArray *now;     /* what the machine reads */
  GByteArray *durable; /* what is on the disk */
  GArray *changes;     /* of Change: from the one to the other */
} DiskFile;

struct _SimDisk {
  sqlite3_vfs vfs;
  SimRandom *random;
  SimDiskFaults faults;
  SimDiskCounts counts;
  GHashTable *files; /* name → DiskFile */
  gboolean dead;
  guint trip;
  void (*deed) (gpointer data);
  gpointer data;
};

typedef struct {
  sqlite3_file base;
  SimDisk *disk;
  DiskFile *file;
  DiskFile *own; /* a file without a name */
} Handle;

static void
change_clear (gpointer data)
{
  Change *change = data;
  g_clear_pointer (&change->bytes, g_bytes_unref);
}

static DiskFile *
file_new (const char *name)
{
  DiskFile *self = g_new0 (DiskFile, 1);
  self->name = g_strdup (name);
  self->ours = g_str_has_prefix (name, SIM_DISK_MACHINE);
  self->now = g_byte_array_new ();
  self->durable = g_byte_array_new ();
  self->changes = g_array_new (FALSE, FALSE, sizeof (Change));
  g_array_set_clear_func (self->changes, change_clear);
  return self;
}

static void
file_free (gpointer data)
{
  DiskFile *self = data;
  g_free (self->name);
  g_byte_array_unref (self->now);
  g_byte_array_unref (self->durable);
  g_array_unref (self->changes);
  g_free (self);
}

static void
grow (GByteArray *array, gsize size)
{
  gsize before = array->len;
  if (before >= size)
    return;
  g_byte_array_set_size (array, (guint)size);
  memset (array->data + before, 0, size - before);
}

static void
put (GByteArray *array, gint64 offset, const guint8 *bytes, gsize size)
{
  grow (array, (gsize)offset + size);
  memcpy (array->data + offset, bytes, size);
}

static void
copy (GByteArray *to, const GByteArray *from)
{
  g_byte_array_set_size (to, 0);
  g_byte_array_append (to, from->data, from->len);
}

/* Returns: TRUE when this operation is the one in whose middle the power goes. */
static gboolean
trips (SimDisk *self)
{
  if (self->trip == 0 || --self->trip > 0)
    return FALSE;
  self->dead = TRUE;
  self->deed (self->data);
  return TRUE;
}

static gboolean
fails (SimDisk *self, const DiskFile *file, double chance)
{
  if (!file->ours)
    return FALSE;
  if (self->dead)
    return TRUE;
  if (chance <= 0 || !sim_random_chance (self->random, chance))
    return FALSE;
  self->counts.errors++;
  return TRUE;
}

static void
record_write (DiskFile *file, gint64 offset, const void *bytes, gsize size)
{
  if (size == 0)
    return;
  put (file->now, offset, bytes, size);
  if (!file->ours)
    return;
  const Change change = {.offset = offset, .truncate = -1, .bytes = g_bytes_new (bytes, size)};
  g_array_append_val (file->changes, change);
}

static int
handle_read (sqlite3_file *base, void *buffer, int size, sqlite3_int64 offset)
{
  Handle *self = (Handle *)base;
  if (fails (self->disk, self->file, self->disk->faults.read))
    return SQLITE_IOERR_READ;
  const GByteArray *now = self->file->now;
  gint64 there = CLAMP ((gint64)now->len - offset, 0, size);
  if (there > 0)
    memcpy (buffer, now->data + offset, (gsize)there);
  if (there == size)
    return SQLITE_OK;
  memset ((char *)buffer + there, 0, (gsize)(size - there));
  return SQLITE_IOERR_SHORT_READ;
}

static int
handle_write (sqlite3_file *base, const void *buffer, int size, sqlite3_int64 offset)
{
  Handle *self = (Handle *)base;
  SimDisk *disk = self->disk;
  if (self->file->ours && disk->dead)
    return SQLITE_IOERR_WRITE;
  gboolean tripped = self->file->ours && trips (disk);
  if (tripped || fails (disk, self->file, disk->faults.write)) {
    record_write (self->file, offset, buffer, (gsize)sim_random_range (disk->random, 0, size));
    return sim_random_chance (disk->random, 0.5) ? SQLITE_FULL : SQLITE_IOERR_WRITE;
  }
  disk->counts.writes += self->file->ours;
  record_write (self->file, offset, buffer, (gsize)size);
  return SQLITE_OK;
}

static int
handle_truncate (sqlite3_file *base, sqlite3_int64 size)
{
  Handle *self = (Handle *)base;
  if (fails (self->disk, self->file, self->disk->faults.write))
    return SQLITE_IOERR_TRUNCATE;
  if ((gint64)self->file->now->len <= size)
    return SQLITE_OK;
  g_byte_array_set_size (self->file->now, (guint)size);
  const Change change = {.truncate = size};
  if (self->file->ours)
    g_array_append_val (self->file->changes, change);
  return SQLITE_OK;
}

static void
apply (DiskFile *file, const Change *change)
{
  if (change->truncate >= 0) {
    if ((gint64)file->durable->len > change->truncate)
      g_byte_array_set_size (file->durable, (guint)change->truncate);
    return;
  }
  gsize size;
  const guint8 *bytes = g_bytes_get_data (change->bytes, &size);
  put (file->durable, change->offset, bytes, size);
}

/* As the wind blows: a sector is there, or not, or half of it. */
static void
apply_torn (SimDisk *self, DiskFile *file, const Change *change, double keep)
{
  if (change->truncate >= 0) {
    if (sim_random_chance (self->random, keep))
      apply (file, change);
    return;
  }
  gsize size;
  const guint8 *bytes = g_bytes_get_data (change->bytes, &size);
  for (gsize at = 0; at < size;) {
    gsize piece = MIN (SECTOR - (gsize)(change->offset + (gint64)at) % SECTOR, size - at);
    if (!sim_random_chance (self->random, keep)) {
      self->counts.dropped++;
    } else if (piece == SECTOR && sim_random_chance (self->random, 0.1)) {
      self->counts.torn++;
      put (file->durable, change->offset + (gint64)at, bytes + at,
           (gsize)sim_random_range (self->random, 1, SECTOR - 1));
    } else {
      put (file->durable, change->offset + (gint64)at, bytes + at, piece);
    }
    at += piece;
  }
}

static void
make_durable (DiskFile *file)
{
  for (guint i = 0; i < file->changes->len; i++)
    apply (file, &g_array_index (file->changes, Change, i));
  g_array_set_size (file->changes, 0);
  file->there_durably = file->there;
}

/* After a sync that failed some of it is on the disk; the rest is still to be written, or is lost and the
 * kernel shows again what the disk has (reading is honest; a lying page cache is not modelled). */
static void
fail_sync (SimDisk *self, DiskFile *file)
{
  for (guint i = 0; i < file->changes->len; i++)
    apply_torn (self, file, &g_array_index (file->changes, Change, i), 0.5);
  if (sim_random_chance (self->random, 0.5))
    return;
  copy (file->now, file->durable);
  g_array_set_size (file->changes, 0);
}

/* Names are written in the order of what was done to them (the journal of ext4 or XFS): a sync takes all
 * earlier deletions with it. */
static void
keep_deletions (SimDisk *self)
{
  GHashTableIter iter;
  gpointer value;
  g_hash_table_iter_init (&iter, self->files);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    DiskFile *file = value;
    if (file->there)
      continue;
    file->there_durably = FALSE;
    g_byte_array_set_size (file->durable, 0);
  }
}

static int
handle_sync (sqlite3_file *base, int flags)
{
  Handle *self = (Handle *)base;
  SimDisk *disk = self->disk;
  if (!self->file->ours)
    return SQLITE_OK;
  if (disk->dead)
    return SQLITE_IOERR_FSYNC;
  if (trips (disk))
    return SQLITE_IOERR_FSYNC;
  if (fails (disk, self->file, disk->faults.sync)) {
    fail_sync (disk, self->file);
    return SQLITE_IOERR_FSYNC;
  }
  disk->counts.syncs++;
  make_durable (self->file);
  keep_deletions (disk);
  return SQLITE_OK;
}

static int
handle_close (sqlite3_file *base)
{
  Handle *self = (Handle *)base;
  g_clear_pointer (&self->own, file_free);
  return SQLITE_OK;
}

static int
handle_size (sqlite3_file *base, sqlite3_int64 *ret_size)
{
  *ret_size = ((Handle *)base)->file->now->len;
  return SQLITE_OK;
}

static int
handle_lock (sqlite3_file *base, int level)
{
  return SQLITE_OK;
}

static int
handle_check_lock (sqlite3_file *base, int *ret_locked)
{
  *ret_locked = 0;
  return SQLITE_OK;
}

static int
handle_control (sqlite3_file *base, int operation, void *argument)
{
  return SQLITE_NOTFOUND;
}

static int
handle_sector_size (sqlite3_file *base)
{
  return SECTOR;
}

static int
handle_characteristics (sqlite3_file *base)
{
  return SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

static const sqlite3_io_methods methods = {
    .iVersion = 1, /* no shared memory: a journal is for one process */
    .xClose = handle_close,
    .xRead = handle_read,
    .xWrite = handle_write,
    .xTruncate = handle_truncate,
    .xSync = handle_sync,
    .xFileSize = handle_size,
    .xLock = handle_lock,
    .xUnlock = handle_lock,
    .xCheckReservedLock = handle_check_lock,
    .xFileControl = handle_control,
    .xSectorSize = handle_sector_size,
    .xDeviceCharacteristics = handle_characteristics,
};

static DiskFile *
disk_find (SimDisk *self, const char *name)
{
  DiskFile *file = g_hash_table_lookup (self->files, name);
  if (file == NULL) {
    file = file_new (name);
    g_hash_table_insert (self->files, file->name, file);
  }
  return file;
}

static int
disk_open (sqlite3_vfs *vfs, const char *name, sqlite3_file *base, int flags, int *ret_flags)
{
  SimDisk *self = vfs->pAppData;
  Handle *handle = (Handle *)base;
  memset (handle, 0, sizeof *handle);
  handle->disk = self;
  DiskFile *file = name != NULL ? disk_find (self, name) : (handle->own = file_new ("temporary"));
  if (fails (self, file, self->faults.open) || (!file->there && (flags & SQLITE_OPEN_CREATE) == 0))
    return SQLITE_CANTOPEN;
  if (!file->there) { /* another file of the same name */
    file->there_durably = FALSE;
    g_byte_array_set_size (file->durable, 0);
  }
  file->there = TRUE;
  handle->file = file;
  handle->base.pMethods = &methods;
  if (ret_flags != NULL)
    *ret_flags = flags;
  return SQLITE_OK;
}

static int
disk_delete (sqlite3_vfs *vfs, const char *name, int durably)
{
  SimDisk *self = vfs->pAppData;
  DiskFile *file = disk_find (self, name);
  if (!file->there)
    return SQLITE_IOERR_DELETE_NOENT;
  if (fails (self, file, self->faults.write))
    return SQLITE_IOERR_DELETE;
  file->there = FALSE;
  g_byte_array_set_size (file->now, 0);
  g_array_set_size (file->changes, 0);
  if (durably || !file->ours) {
    file->there_durably = FALSE;
    g_byte_array_set_size (file->durable, 0);
  }
  return SQLITE_OK;
}

static int
disk_access (sqlite3_vfs *vfs, const char *name, int flags, int *ret_there)
{
  SimDisk *self = vfs->pAppData;
  DiskFile *file = disk_find (self, name);
  if (file->ours && self->dead)
    return SQLITE_IOERR_ACCESS;
  *ret_there = file->there && (flags != SQLITE_ACCESS_EXISTS || file->now->len > 0);
  return SQLITE_OK;
}

static int
disk_full_path (sqlite3_vfs *vfs, const char *name, int size, char *path)
{
  g_strlcpy (path, name, (gsize)size);
  return SQLITE_OK;
}

static int
disk_randomness (sqlite3_vfs *vfs, int size, char *bytes)
{
  SimDisk *self = vfs->pAppData;
  sim_random_fill (self->random, bytes, (gsize)size);
  return size;
}

static int
disk_sleep (sqlite3_vfs *vfs, int us)
{
  return us;
}

static int
disk_now (sqlite3_vfs *vfs, sqlite3_int64 *ret_ms)
{
  *ret_ms = 210866760000000 + g_get_real_time () / 1000; /* of the Julian era */
  return SQLITE_OK;
}

static int
disk_now_days (sqlite3_vfs *vfs, double *ret_days)
{
  sqlite3_int64 ms;
  disk_now (vfs, &ms);
  *ret_days = (double)ms / 86400000;
  return SQLITE_OK;
}

static int
disk_last_error (sqlite3_vfs *vfs, int size, char *text)
{
  return 0;
}

SimDisk *
sim_disk_new (SimRandom *random)
{
  SimDisk *self = g_new0 (SimDisk, 1);
  self->random = random;
  self->files = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, file_free);
  self->vfs = (sqlite3_vfs){
      .iVersion = 2,
      .szOsFile = sizeof (Handle),
      .mxPathname = 256,
      .zName = "sim",
      .pAppData = self,
      .xOpen = disk_open,
      .xDelete = disk_delete,
      .xAccess = disk_access,
      .xFullPathname = disk_full_path,
      .xRandomness = disk_randomness,
      .xSleep = disk_sleep,
      .xCurrentTime = disk_now_days,
      .xGetLastError = disk_last_error,
      .xCurrentTimeInt64 = disk_now,
  };
  sqlite3_vfs_register (&self->vfs, 1);
  sqlite3_randomness (0, NULL); /* SQLite's own begins anew, from ours */
  return self;
}

void
sim_disk_free (SimDisk *self)
{
  sqlite3_vfs_unregister (&self->vfs);
  g_hash_table_unref (self->files);
  g_free (self);
}

void
sim_disk_set_faults (SimDisk *self, const SimDiskFaults *faults)
{
  self->faults = *faults;
}

const SimDiskCounts *
sim_disk_get_counts (SimDisk *self)
{
  return &self->counts;
}

void
sim_disk_trip (SimDisk *self, guint operations, void (*deed) (gpointer data), gpointer data)
{
  self->trip = operations;
  self->deed = deed;
  self->data = data;
}

void
sim_disk_set_dead (SimDisk *self, gboolean dead)
{
  self->dead = dead;
  self->trip = 0;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp ((*(DiskFile *const *)a)->name, (*(DiskFile *const *)b)->name);
}

/* In a fixed order: chance is thrown for each. */
static GPtrArray *
list_ours (SimDisk *self)
{
  GPtrArray *ours = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer value;
  g_hash_table_iter_init (&iter, self->files);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (((const DiskFile *)value)->ours)
      g_ptr_array_add (ours, value);
  g_ptr_array_sort (ours, compare_names);
  return ours;
}

void
sim_disk_lose_power (SimDisk *self)
{
  static const double keeps[] = {0, 1, 0.5, 0.9};
  double keep = keeps[sim_random_range (self->random, 0, G_N_ELEMENTS (keeps) - 1)];
  g_autoptr (GPtrArray) ours = list_ours (self);
  self->counts.power_losses++;
  for (guint i = 0; i < ours->len; i++) {
    DiskFile *file = g_ptr_array_index (ours, i);
    /* the files of one disk are written in any order, but each from its beginning is the commonest case */
    for (guint j = 0; j < file->changes->len; j++)
      apply_torn (self, file, &g_array_index (file->changes, Change, j), keep);
    g_array_set_size (file->changes, 0);
    if (file->there != file->there_durably && sim_random_chance (self->random, 0.5))
      file->there_durably = file->there;
    file->there = file->there_durably;
    if (!file->there)
      g_byte_array_set_size (file->durable, 0);
    copy (file->now, file->durable);
  }
}

gboolean
sim_disk_is_failing (SimDisk *self)
{
  const SimDiskFaults *faults = &self->faults;
  return self->dead || faults->write > 0 || faults->sync > 0 || faults->open > 0 || faults->read > 0;
}

gboolean
sim_disk_is_dirty (SimDisk *self)
{
  GHashTableIter iter;
  gpointer value;
  g_hash_table_iter_init (&iter, self->files);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    const DiskFile *file = value;
    if (file->ours && (file->changes->len > 0 || file->there != file->there_durably))
      return TRUE;
  }
  return FALSE;
}

void
sim_disk_copy_durable (SimDisk *self)
{
  g_autoptr (GPtrArray) ours = list_ours (self);
  for (guint i = 0; i < ours->len; i++) {
    const DiskFile *file = g_ptr_array_index (ours, i);
    g_autofree char *name = g_strconcat (SIM_DISK_SCRATCH, file->name + strlen (SIM_DISK_MACHINE), NULL);
    DiskFile *scratch = disk_find (self, name);
    scratch->there = file->there_durably;
    copy (scratch->now, file->durable);
  }
}
