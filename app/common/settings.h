/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/common/board-profile.h"
#include "app/domain/bank.h"

#include <glib.h>

G_BEGIN_DECLS

typedef enum { CUBBY_TRANSPORT_TCP, CUBBY_TRANSPORT_RTU } CubbyTransport;

typedef struct {
  char *name;
  CubbyTransport transport;
  char *address;             /* TCP: host */
  guint16 port;              /* TCP */
  char *device;              /* RTU: /dev/serial/by-id/… or a pty */
  guint baud;                /* RTU */
  char parity;               /* RTU: 'N', 'E' or 'O' */
  guint response_timeout_ms; /* to the first byte of the answer */
  guint byte_timeout_ms;     /* between bytes */
  guint gap_ms;              /* quiet time before a request; 0: by the baud rate */
  guint poll_ms;             /* one look at every board of the bus */
} CubbyBusSettings;

typedef struct {
  char *name;
  guint bus;     /* index into CubbySettings.buses */
  char *profile; /* a row of the table of boards, such as "waveshare-rtu-d", or a [profile NAME] */
  guint8 unit;
  char *power_group;    /* one lock at a time is energised in a group */
  gboolean shut_is_one; /* what the sensor says when the door is shut */
} CubbyBoardSettings;

/* How a reader marks the end of a code: by the names of the makers' manuals. */
typedef enum {
  CUBBY_FRAMING_LINE, /* CR, LF or both, in any order and number; STX before and ETX behind are framing too */
  CUBBY_FRAMING_CR,
  CUBBY_FRAMING_LF,
  CUBBY_FRAMING_CRLF,
  CUBBY_FRAMING_TAB,
  CUBBY_FRAMING_STX_ETX,
  CUBBY_FRAMING_GAP, /* nothing: a code ends when nothing more comes */
  CUBBY_N_FRAMINGS,
} CubbyFraming;

/* What a reader puts before a code to say of which symbology it is. */
typedef enum {
  CUBBY_IDENTIFIER_AIM, /* "]Q1" and the like (ISO/IEC 15424) where they are sent */
  CUBBY_IDENTIFIER_NONE,
  CUBBY_IDENTIFIER_HONEYWELL, /* the code id of that maker, always */
  CUBBY_IDENTIFIER_NEWLAND,
  CUBBY_IDENTIFIER_ZEBRA,
  CUBBY_N_IDENTIFIERS,
} CubbyIdentifier;

/* What a camera is told; each is what it chooses itself where a number is CUBBY_CAMERA_AUTO. */
#define CUBBY_CAMERA_AUTO (-1)
typedef struct {
  guint width; /* pixels */
  guint height;
  guint rate;      /* pictures a second at most */
  char *format;    /* "any", "gray8", "yuy2", "nv12", "i420" or "mjpg" */
  int exposure_us; /* the time a picture is lit */
  int gain;        /* in the camera's own unit */
  int focus;       /* in the camera's own unit */
  char *mains;     /* "50", "60" or "off": the lamps' flicker that is evened out */
} CubbyCameraSettings;

typedef struct {
  CubbyFraming framing;
  CubbyIdentifier identifier;
  guint gap_ms; /* with no byte or key for so long a code has ended, or was left unfinished */
  char *prefix; /* what stands before and behind each code, and is taken off; may be "" */
  char *suffix;
} CubbyReaderSettings;

typedef struct {
  char *name;
  char *kind;     /* "camera", "serial" or "hid" */
  char *pipeline; /* camera: instead of a device, a GStreamer source ending in raw video; or NULL */
  char *device;   /* /dev/v4l/by-id/…, /dev/serial/by-id/… or /dev/input/by-id/…-event-kbd; or NULL */
  CubbyCameraSettings camera;
  CubbyReaderSettings reader; /* serial and hid */
  guint baud;                 /* serial */
} CubbyScannerSettings;

typedef struct {
  char *name;
  char *kind;          /* "gpio" or "usb" */
  char *device;        /* /dev/gpiochip0, or /dev/serial/by-id/… of a relay */
  guint line;          /* gpio: of the chip, from 0; usb: the channel of the relay, from 1 */
  gboolean active_low; /* gpio: it is on when the line is low */
  guint dark_below;    /* mean gray level of the camera's picture below which the place is dark */
} CubbyLightSettings;

typedef struct {
  guint doors_per_minute;
  guint doors_open;     /* at once */
  guint pulse_ms;       /* 100..2000 */
  guint cool_down_ms;   /* a lock rests between two pulses */
  guint open_wait_ms;   /* from the pulse to the sensor's "open" */
  guint shut_remind_s;  /* an open door is reminded of after this */
  guint shut_alarm_s;   /* and staff are called after this */
  guint assigned_s;     /* a compartment is kept this long for a parcel that waits */
  guint reopen_s;       /* after a pickup its door is opened again for so long; 0 never */
  guint undo_s;         /* staff take a parcel back that they put in so long ago; 0 never */
  int self_test_minute; /* of the day, in the shop's time zone; -1: none */
  guint retries;        /* new grants a person gets after NOT_OPENED */
} CubbyLockerSettings;

/**
 * CubbySettings:
 *
 * All of `cubby.conf`, the one configuration file of a shop's kiosk. Every
 * program reads the whole of it, strictly, and uses its part.
 */
typedef struct {
  char *path;

  char *store_id; /* [store] id: the audience of its passes */
  char *store_gln;
  char *store_name;
  char *currency;  /* ISO 4217 */
  char *time_zone; /* IANA name, for what people read */

  char *kiosk_id;  /* [kiosk] */
  GStrv languages; /* the first is what the screen rests in */
  guint session_timeout_s;
  guint warning_s;
  gboolean fullscreen;

  char *state_directory;    /* [locker] journal and snapshots */
  guint journal_days;       /* rows are kept so long */
  char *staff_file;         /* badges, PIN hashes, roles: local, written by cubbyctl staff */
  char *central_staff_file; /* the same of the centre, written by cubbyctl staff sync; @staff_file wins */
  char *pass_keys_file;     /* kid = public key: local, written by cubbyctl enrol */
  CubbyLockerSettings locker;

  char *central_url;         /* [link] base URL of cubby-central */
  char *link_token_file;     /* the kiosk's bearer key */
  char *replica_directory;   /* catalogue.db and media/ */
  gboolean allow_plain_http; /* only for a desk: http:// to loopback */

  GPtrArray *buses;    /* of CubbyBusSettings */
  GPtrArray *profiles; /* of CubbyBoardProfile: the boards that are described here */
  GPtrArray *boards;   /* of CubbyBoardSettings */
  GPtrArray *scanners; /* of CubbyScannerSettings */
  GPtrArray *lights;   /* of CubbyLightSettings */
  CubbyBank *bank;
} CubbySettings;

/**
 * cubby_settings_load:
 * @path: `cubby.conf`
 *
 * Reads and checks the file. Unknown groups and keys, doors that share a channel,
 * and names that do not exist are errors that name file, group and key.
 * Profiles are checked by hardware/locks, which owns their table.
 */
CubbySettings *cubby_settings_load (const char *path, GError **error);
CubbySettings *cubby_settings_load_from_data (const char *name, const char *text, GError **error);
/* Returns: (transfer full): the same again; fields that are NULL or zero stay so. */
CubbyScannerSettings *cubby_scanner_settings_copy (const CubbyScannerSettings *self);
void cubby_scanner_settings_free (CubbyScannerSettings *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyScannerSettings, cubby_scanner_settings_free)

/* Returns: (nullable): the group [profile @name]. */
const CubbyBoardProfile *cubby_settings_find_profile (const CubbySettings *self, const char *name);
void cubby_settings_free (CubbySettings *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbySettings, cubby_settings_free)

G_END_DECLS
