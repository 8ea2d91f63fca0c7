/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/journal/life.h"

#define CYCLES_A_CLOCK 32

typedef void (*Step) (Life *self, GPtrArray *events);

static void add (Life *self, GPtrArray *events, const char *type, const char *format, ...)
    G_GNUC_PRINTF (4, 5);

static void
add (Life *self, GPtrArray *events, const char *type, const char *format, ...)
{
  va_list args;
  va_start (args, format);
  g_autofree char *text = g_strdup_vprintf (format, args);
  va_end (args);
  g_autoptr (GError) error = NULL;
  CubbyLockerEvent *event = cubby_locker_event_parse (type, self->now_ms, text, &error);
  g_assert_no_error (error);
  g_ptr_array_add (events, event);
}

static const char *
door_of (const Life *self)
{
  return self->doors[self->cycle % g_strv_length ((char **)self->doors)];
}

static void
expect (Life *self, GPtrArray *events)
{
  if (self->cycle % CYCLES_A_CLOCK == 0)
    add (self, events, "clock", "%s", "");
  add (self, events, "parcel.expected",
       "label=%020u fulfilment=F%07u size=M ctis=%032x code_hash=%064x version=%u hold_until=0 heavy=0 "
       "reach=0",
       self->cycle, self->cycle / 2, self->cycle, self->cycle, self->cycle + 1);
}

static void
sign_in (Life *self, GPtrArray *events)
{
  add (self, events, "session.opened", "session=%032x badge=B-%u role=restock", self->cycle, self->cycle % 9);
}

static void
grant (Life *self, GPtrArray *events, char prefix, const char *purpose, const char *more)
{
  add (self, events, "grant.issued", "grant=%c%031x sequence=%c%031x purpose=%s door=%s label=%020u%s",
       prefix, self->cycle, prefix, self->cycle, purpose, door_of (self), self->cycle, more);
  add (self, events, "grant.intent", "grant=%c%031x pulse_ms=500", prefix, self->cycle);
}

static void
stow (Life *self, GPtrArray *events)
{
  g_autofree char *staff = g_strdup_printf (" session=%032x badge=B-%u", self->cycle, self->cycle % 9);
  grant (self, events, 'a', "stow", staff);
}

static void
stow_opened (Life *self, GPtrArray *events)
{
  add (self, events, "grant.opened", "grant=a%031x", self->cycle);
}

static void
stow_closed (Life *self, GPtrArray *events)
{
  add (self, events, "grant.closed", "grant=a%031x result=loaded", self->cycle);
}

static void
sign_out (Life *self, GPtrArray *events)
{
  add (self, events, "session.ended", "session=%032x why=sign-out", self->cycle);
}

static void
collect (Life *self, GPtrArray *events)
{
  grant (self, events, 'b', "pickup", "");
}

static void
collect_opened (Life *self, GPtrArray *events)
{
  add (self, events, "grant.opened", "grant=b%031x", self->cycle);
}

static void
collect_closed (Life *self, GPtrArray *events)
{
  add (self, events, "grant.closed", "grant=b%031x result=collected", self->cycle);
}

static const Step steps[] = {expect,   sign_in, stow,           stow_opened,   stow_closed,
                             sign_out, collect, collect_opened, collect_closed};

void
life_next (Life *self, GPtrArray *events)
{
  steps[self->step](self, events);
  self->now_ms += self->cycle_ms / (gint64)G_N_ELEMENTS (steps);
  self->step = (self->step + 1) % G_N_ELEMENTS (steps);
  self->cycle += self->step == 0;
}

GPtrArray *
life_events_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify)cubby_locker_event_free);
}
