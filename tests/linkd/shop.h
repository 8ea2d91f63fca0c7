/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/catalogue/catalogue.h"
#include "cubby-link-dbus.h"
#include "cubby-locker-dbus.h"
#include "protocols/http/client.h"

G_BEGIN_DECLS

/* The programs under test. */
typedef struct {
  const char *central;
  const char *linkd;
  const char *cubbyctl;
  const char *configuration; /* assets/examples/cubby.conf */
} ShopPrograms;

/**
 * Shop:
 *
 * A shop below a temporary folder: a real cubby-central that can be stopped and comes back on its port, a
 * real cubby-linkd on a bus of its own, and a stand-in for lockerd's Link interface that keeps events and
 * parcels.
 */
typedef struct {
  const ShopPrograms *programs;
  char *folder;
  GTestDBus *bus;
  GDBusConnection *connection;
  GSubprocess *central;
  GSubprocess *linkd;
  guint16 port;
  char *admin_key;
  CubbyLink1 *link; /* proxy */
  GString *changed; /* SKUs of Changed signals, each followed by a space */
  CubbyLockerLink *locker;
  guint locker_name;
  GPtrArray *events; /* of char*: types, 1-based by sequence */
  guint64 acknowledged;
  GString *expected; /* labels and states that Expect was called with */
} Shop;

void shop_set_up (Shop *shop, const ShopPrograms *programs);
void shop_tear_down (Shop *shop);

void shop_start_central (Shop *shop);
void shop_stop_central (Shop *shop);
void shop_start_linkd (Shop *shop);
/* Ends it by SIGTERM and sees that it ends well. */
void shop_stop_linkd (Shop *shop);
/* The stand-in takes lockerd's name on the bus, or gives it up. */
void shop_open_locker (Shop *shop);
void shop_close_locker (Shop *shop);
void shop_add_event (Shop *shop, const char *type, const char *data);

/* Turns the loop until @is_so, at most 15 s; then the test fails naming @what. */
void shop_wait (Shop *shop, const char *what, gboolean (*is_so) (Shop *shop));
gboolean shop_is_online (Shop *shop);
gboolean shop_is_acknowledged (Shop *shop);

/* Runs a command to its end; it must end well. Returns: (transfer full): what it wrote. */
char *shop_run (Shop *shop, ...) G_GNUC_NULL_TERMINATED;
/* POSTs with the admin's key; expects a 2xx. */
void shop_post (Shop *shop, const char *path, const char *body);
char *shop_path (Shop *shop, const char *name);
CubbyCatalogue *shop_open_catalogue (Shop *shop);
/* Pieces of a SKU here; -1: the range has none. */
gint64 shop_count_here (Shop *shop, const char *sku);

G_END_DECLS
