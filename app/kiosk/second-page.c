/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/camera-view.h"
#include "app/kiosk/page.h"
#include "app/kiosk/pages.h"
#include "app/kiosk/parts.h"
#include "app/kiosk/staff-ask.h"
#include "app/kiosk/staff-frame.h"
#include "app/kiosk/words.h"

#define SCENE_SHARE 38

/* Many doors need two people: the badge of the other one. */
#define CUBBY_TYPE_SECOND_PAGE (cubby_second_page_get_type ())
G_DECLARE_FINAL_TYPE (CubbySecondPage, cubby_second_page, CUBBY, SECOND_PAGE, CubbyPage)

struct _CubbySecondPage {
  CubbyPage parent_instance;
  CubbyStaffFrame *frame;
};

G_DEFINE_FINAL_TYPE (CubbySecondPage, cubby_second_page, CUBBY_TYPE_PAGE)

static gboolean
cubby_second_page_scanned (CubbyPage *page, CubbyScanKind kind, const char *value)
{
  CubbySecondPage *self = CUBBY_SECOND_PAGE (page);
  CubbyContext *context = cubby_page_get_context (page);
  if (cubby_staff_takes_badge (context, kind, value) || kind != CUBBY_SCAN_BADGE)
    return TRUE;
  if (g_strcmp0 (value, context->session->shift.badge) == 0) {
    cubby_session_set (&context->session->refused.reason, "second_badge");
    cubby_staff_tell (context, cubby_staff_frame_get_note (self->frame));
    return TRUE;
  }
  cubby_session_set (&context->session->errand.second_badge, value);
  cubby_page_go (self, CUBBY_STEP_BADGE);
  return TRUE;
}

static void
cubby_second_page_begin (CubbyPage *page)
{
  CubbySecondPage *self = CUBBY_SECOND_PAGE (page);
  CubbyContext *context = cubby_page_get_context (self);
  GtkWidget *camera = g_object_new (CUBBY_TYPE_CAMERA_VIEW, NULL);
  self->frame = cubby_staff_frame_add (self, camera, TRUE, SCENE_SHARE);
  cubby_camera_view_set_source (CUBBY_CAMERA_VIEW (camera), context->scans);
  cubby_staff_frame_say (self->frame, _ ("Now the second badge"),
                         _ ("Another supervisor holds up their badge, and enters their PIN."));
  cubby_staff_tell (context, cubby_staff_frame_get_note (self->frame));
  gtk_box_append (GTK_BOX (cubby_staff_frame_get_buttons (self->frame)),
                  cubby_part_action_button ("badge", _ ("Tasks"), "wide", "win.home"));
}

static void
cubby_second_page_class_init (CubbySecondPageClass *klass)
{
  CUBBY_PAGE_CLASS (klass)->begin = cubby_second_page_begin;
  CUBBY_PAGE_CLASS (klass)->scanned = cubby_second_page_scanned;
}

static void
cubby_second_page_init (CubbySecondPage *self)
{
}
