/* SPDX-License-Identifier: Apache-2.0 */
/* Badge and PIN: counted durably, then compared on a thread (Argon2id takes its time), then answered. */
#define G_LOG_DOMAIN "cubby-sign-in"
#include "app/lockerd/sign-in.h"

#include "app/common/hash.h"
#include "app/lockerd/dbus-detail.h"
#include "app/lockerd/staff-list.h"

#include <string.h>

#define MAX_BADGE 64
#define MAX_PIN 64

/* Compared with where there is no such badge, so that the time tells nothing. Of no PIN. */
static const char no_pin_hash[] =
    "$argon2id$v=19$m=32768,t=3,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

typedef struct {
  CubbyLockerd *lockerd;
  GDBusMethodInvocation *call;
  char *badge;
  char *pin;
  CubbyStaffMember *member; /* NULL: no such badge */
} SignIn;

static void
sign_in_free (gpointer data)
{
  SignIn *self = data;
  cubby_secret_clear (self->pin, strlen (self->pin));
  g_free (self->pin);
  g_free (self->badge);
  cubby_staff_member_free (self->member);
  g_object_unref (self->call);
  g_free (self);
}

static void
compare (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const SignIn *self = data;
  gboolean right = cubby_pin_verify (self->pin, self->member != NULL ? self->member->pin_hash : no_pin_hash);
  g_task_return_boolean (task, right && self->member != NULL);
}

static void
answer (SignIn *self, const char *reason, const char *session, GVariant *detail)
{
  cubby_locker_counter_complete_sign_in (self->lockerd->counter, g_object_ref (self->call), reason, session,
                                         detail);
}

static void
open_session (SignIn *self)
{
  CubbyLockerd *lockerd = self->lockerd;
  const CubbyLocker *locker = cubby_core_get_locker (lockerd->core);
  g_autofree char *session = cubby_core_new_id ();
  g_autoptr (CubbyDecision) decision = cubby_locker_decide_signed_in (
      locker, cubby_core_now_ms (lockerd->core), session, self->badge, self->member->role);
  g_object_ref (self->call); /* an answer lets it go */
  if (!cubby_lockerd_commit (lockerd, decision, self->call))
    return;
  g_object_unref (self->call);
  cubby_session_owners_add (lockerd->owners, session, g_dbus_method_invocation_get_connection (self->call),
                            g_dbus_method_invocation_get_sender (self->call));
  GVariantDict detail;
  g_variant_dict_init (&detail, NULL);
  g_variant_dict_insert (&detail, "role", "s", cubby_role_to_string (self->member->role));
  g_variant_dict_insert (&detail, "name", "s", self->member->name);
  g_variant_dict_insert (&detail, "expires", "x", cubby_locker_get_session_end_ms (locker, session));
  answer (self, "granted", session, g_variant_dict_end (&detail));
}

static void
on_compared (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SignIn *self = g_task_get_task_data (G_TASK (result));
  if (g_task_propagate_boolean (G_TASK (result), NULL))
    open_session (self);
  else
    answer (self, "wrong_badge_or_pin", "", g_variant_new ("a{sv}", NULL));
}

static CubbyStaffMember *
find_member (CubbyLockerd *lockerd, const char *badge)
{
  g_autoptr (GError) error = NULL;
  const char *central = lockerd->settings->central_staff_file;
  CubbyStaffMember *member = cubby_staff_list_find (lockerd->settings->staff_file, badge, &error);
  if (error != NULL)
    g_warning ("badges of this kiosk: %s", error->message);
  if (member != NULL || !g_file_test (central, G_FILE_TEST_EXISTS))
    return member;
  g_clear_error (&error);
  member = cubby_staff_list_find (central, badge, &error);
  if (error != NULL)
    g_warning ("badges of the central service: %s", error->message);
  return member;
}

gboolean
cubby_lockerd_sign_in (CubbyLockerCounter *counter, GDBusMethodInvocation *call, const char *badge,
                       const char *pin, gpointer user_data)
{
  CubbyLockerd *lockerd = user_data;
  if (!cubby_lockerd_is_word (badge, MAX_BADGE))
    return cubby_lockerd_refuse_argument (call, "badge", "is not 1–64 printable characters");
  if (strlen (pin) > MAX_PIN)
    return cubby_lockerd_refuse_argument (call, "pin", "is too long");
  g_autoptr (CubbyStaffMember) member = find_member (lockerd, badge);
  g_autoptr (CubbyDecision) decision = cubby_locker_decide_sign_in (
      cubby_core_get_locker (lockerd->core), cubby_core_now_ms (lockerd->core), badge, member != NULL);
  if (!cubby_lockerd_commit (lockerd, decision, call))
    return TRUE;
  if (!cubby_decision_is_granted (decision)) {
    cubby_locker_counter_complete_sign_in (counter, call, decision->reason, "",
                                           cubby_lockerd_make_detail (decision));
    return TRUE;
  }
  SignIn *self = g_new0 (SignIn, 1);
  self->lockerd = lockerd;
  self->call = call;
  self->badge = g_strdup (badge);
  self->pin = g_strdup (pin);
  self->member = g_steal_pointer (&member);
  g_autoptr (GTask) task = g_task_new (NULL, NULL, on_compared, NULL);
  g_task_set_task_data (task, self, sign_in_free);
  g_task_run_in_thread (task, compare);
  return TRUE;
}
