/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/door-stage.h"

#include "app/kiosk/door-map.h"
#include "app/kiosk/door-words.h"
#include "app/kiosk/icon.h"
#include "app/kiosk/map-follow.h"
#include "app/kiosk/recent.h"
#include "app/kiosk/split.h"
#include "app/kiosk/where.h"
#include "app/kiosk/words.h"

struct _CubbyDoorStage {
  GtkWidget parent_instance;
  GtkWidget *split;
  CubbyDoorMap *map;
  GtkWidget *place; /* where the door is; of no use when all is done */
  GtkLabel *number;
  CubbyIcon *arrow;
  GtkLabel *where;
  GtkLabel *progress;
  GtkLabel *headline;
  GtkLabel *advice;
  GtkWidget *buttons;

  CubbyContext *context;
  CubbyDoorPhase phase;
};

G_DEFINE_FINAL_TYPE (CubbyDoorStage, cubby_door_stage, GTK_TYPE_WIDGET)

static guint phase_signal;

static const CubbyDoorLook looks[] = {
    [CUBBY_DOOR_OPENING] = CUBBY_DOOR_LOOK_SHUT,     [CUBBY_DOOR_OPEN] = CUBBY_DOOR_LOOK_OPEN,
    [CUBBY_DOOR_NEXT] = CUBBY_DOOR_LOOK_SHUT,        [CUBBY_DOOR_DONE] = CUBBY_DOOR_LOOK_TAKEN,
    [CUBBY_DOOR_NOT_OPENED] = CUBBY_DOOR_LOOK_FAULT, [CUBBY_DOOR_UNSURE] = CUBBY_DOOR_LOOK_FAULT,
};

static const char *const arrows[] = {
    [CUBBY_SIDE_LEFT] = "arrow-left",
    [CUBBY_SIDE_RIGHT] = "arrow-right",
    [CUBBY_SIDE_NONE] = "arrow-up",
};

/* The sentences hold the door's name at most once. */
static char *
name_door (const char *sentence, const char *door)
{
  g_auto (GStrv) halves = g_strsplit (sentence, "%s", 2);
  return g_strjoinv (door, halves);
}

static void
show_where (CubbyDoorStage *self, const char *door)
{
  CubbyWhere where;
  gboolean known = cubby_where_find (self->context->settings->bank, door, &where);
  gtk_widget_set_visible (GTK_WIDGET (self->arrow), known);
  if (!known)
    return;
  g_autofree char *words = cubby_where_say (&where);
  gtk_label_set_label (self->where, words);
  cubby_icon_set_name (self->arrow, arrows[where.side]);
}

/* Of several doors: which one it is, and which follow. Between two doors it is the next already. */
static void
show_progress (CubbyDoorStage *self, const CubbyTurn *turn)
{
  guint n, m;
  gboolean between = cubby_turn_count (turn, &n, &m) != NULL && self->phase == CUBBY_DOOR_NEXT;
  gboolean counts = m > 1 && self->phase != CUBBY_DOOR_DONE && !g_str_equal (turn->purpose, "stow");
  gtk_widget_set_visible (GTK_WIDGET (self->progress), counts);
  if (!counts)
    return;
  n += between;
  g_autofree char *rest = n < m ? g_strjoinv (", ", turn->doors + n) : NULL;
  g_autofree char *text = rest != NULL ? g_strdup_printf (_ ("Door %u of %u, then %s"), n, m, rest)
                                       : g_strdup_printf (_ ("Door %u of %u, the last one"), n, m);
  gtk_label_set_label (self->progress, text);
}

/* Between two doors the screen already leads to the next. */
static void
show (CubbyDoorStage *self)
{
  const CubbyTurn *turn = &self->context->session->turn;
  guint n, m;
  const char *next = cubby_turn_count (turn, &n, &m);
  const char *door = self->phase == CUBBY_DOOR_NEXT && next != NULL ? next : turn->door;
  const CubbyDoorWords *words = cubby_door_words_find (turn->purpose, self->phase, turn->result);
  g_autofree char *headline = name_door (_ (words->headline), door != NULL ? door : "");
  g_autofree char *advice = name_door (_ (words->advice), door != NULL ? door : "");
  gtk_label_set_label (self->number, door);
  gtk_label_set_label (self->headline, headline);
  gtk_label_set_label (self->advice, advice);
  show_where (self, door != NULL ? door : "");
  show_progress (self, turn);
  gtk_widget_set_visible (self->place, self->phase != CUBBY_DOOR_DONE);
  cubby_door_map_light (self->map, door, looks[self->phase]);
  gboolean fault = looks[self->phase] == CUBBY_DOOR_LOOK_FAULT;
  gtk_widget_remove_css_class (GTK_WIDGET (self->number), fault ? "accent-text" : "danger-text");
  gtk_widget_add_css_class (GTK_WIDGET (self->number), fault ? "danger-text" : "accent-text");
}

/* A pickup that may be opened again keeps the name that it had first. */
static void
keep_closed (CubbyTurn *turn, const char *grant, GVariant *detail)
{
  guint32 reopen_s = 0;
  if (!g_variant_lookup (detail, "reopen_s", "u", &reopen_s) || reopen_s == 0 || turn->closed == NULL)
    return;
  const char *key = g_str_equal (turn->purpose, "reopen") && turn->reopened != NULL ? turn->reopened : grant;
  cubby_recents_add (turn->closed, key, turn->door,
                     g_get_monotonic_time () + (gint64)reopen_s * G_USEC_PER_SEC);
}

static void
on_grant (CubbyDoorStage *self, const char *grant, const char *purpose, const char *door, const char *state,
          GVariant *detail)
{
  CubbyTurn *turn = &self->context->session->turn;
  if (turn->door == NULL ||
      cubby_door_flow_is_shoppers (purpose) != cubby_door_flow_is_shoppers (turn->purpose))
    return;
  if (!cubby_door_flow_follows (turn->door, self->phase, (const char *const *)turn->doors, door, state))
    return;
  guint32 remaining = 0;
  const char *result = NULL;
  gboolean told = g_variant_lookup (detail, "remaining", "u", &remaining);
  g_variant_lookup (detail, "result", "&s", &result);
  gboolean too_small = g_strcmp0 (turn->result, "too_small") == 0;
  gboolean moves_on = too_small && g_str_equal (door, turn->door);
  cubby_turn_move (turn, grant, purpose, door, state, result == NULL && moves_on ? "too_small" : result);
  guint n, m;
  gboolean larger = moves_on && cubby_turn_count (turn, &n, &m) != NULL;
  if (told || larger)
    turn->remaining = remaining + larger;
  self->phase = cubby_door_phase_of (state, turn->remaining);
  if (g_str_equal (state, "closed"))
    keep_closed (turn, grant, detail);
  show (self);
  g_signal_emit (self, phase_signal, 0);
}

static void
cubby_door_stage_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CUBBY_TYPE_DOOR_STAGE);
  G_OBJECT_CLASS (cubby_door_stage_parent_class)->dispose (object);
}

static void
cubby_door_stage_class_init (CubbyDoorStageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = cubby_door_stage_dispose;
  g_type_ensure (CUBBY_TYPE_SPLIT);
  g_type_ensure (CUBBY_TYPE_DOOR_MAP);
  g_type_ensure (CUBBY_TYPE_ICON);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/cubby/kiosk/door-stage.ui");
  gtk_widget_class_bind_template_child (widget_class, CubbyDoorStage, split);
  gtk_widget_class_bind_template_child (widget_class, CubbyDoorStage, map);
  gtk_widget_class_bind_template_child (widget_class, CubbyDoorStage, place);
  gtk_widget_class_bind_template_child (widget_class, CubbyDoorStage, number);
  gtk_widget_class_bind_template_child (widget_class, CubbyDoorStage, arrow);
  gtk_widget_class_bind_template_child (widget_class, CubbyDoorStage, where);
  gtk_widget_class_bind_template_child (widget_class, CubbyDoorStage, progress);
  gtk_widget_class_bind_template_child (widget_class, CubbyDoorStage, headline);
  gtk_widget_class_bind_template_child (widget_class, CubbyDoorStage, advice);
  gtk_widget_class_bind_template_child (widget_class, CubbyDoorStage, buttons);
  phase_signal =
      g_signal_new ("phase", CUBBY_TYPE_DOOR_STAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
cubby_door_stage_init (CubbyDoorStage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
cubby_door_stage_begin (CubbyDoorStage *self, CubbyContext *context)
{
  g_return_if_fail (CUBBY_IS_DOOR_STAGE (self) && context != NULL);
  self->context = context;
  self->phase = cubby_door_phase_of (context->session->turn.state, context->session->turn.remaining);
  cubby_door_map_set_bank (self->map, context->settings->bank);
  g_signal_connect_object (cubby_peers_get_bank (context->peers), "grant-changed", G_CALLBACK (on_grant),
                           self, G_CONNECT_SWAPPED);
  cubby_map_follow (self->map, context, FALSE); /* somebody may have left another one open */
  show (self);
}

void
cubby_door_stage_renew (CubbyDoorStage *self)
{
  g_return_if_fail (CUBBY_IS_DOOR_STAGE (self));
  show (self);
}

CubbyDoorPhase
cubby_door_stage_get_phase (CubbyDoorStage *self)
{
  g_return_val_if_fail (CUBBY_IS_DOOR_STAGE (self), CUBBY_DOOR_UNSURE);
  return self->phase;
}

GtkWidget *
cubby_door_stage_get_buttons (CubbyDoorStage *self)
{
  g_return_val_if_fail (CUBBY_IS_DOOR_STAGE (self), NULL);
  return self->buttons;
}
