/* SPDX-License-Identifier: Apache-2.0 */
/* [profile NAME]: a board that is not shipped, described wholly in the configuration. */
#include "app/common/settings-private.h"

#include <string.h>

#define PULSE_MAX_MS 2000
#define COIL_ON "0xFF00"
#define COIL_OFF "0x0000"

static const char *const outputs[] = {"coil", "register", NULL};
static const char *const pulses[] = {"none",          "coil-100ms",    "coil-1ms",
                                     "register-pair", "register-word", NULL};
static const char *const all_offs[] = {"each", "coils", "word", NULL};
static const char *const tables[] = {"none", "coils", "inputs", "registers", "input-registers", NULL};
static const char *const states[] = {"coils", "inputs", "registers", "input-registers", "none", NULL};
static const char *const layouts[] = {"bits", "words", NULL};
static const char *const levels[] = {"high", "low", NULL};

/* By name; the numbers are Modbus function codes. */
static const guint8 output_functions[] = {0x05, 0x06};
static const guint8 table_functions[] = {0, 0x01, 0x02, 0x03, 0x04};
static const guint8 state_functions[] = {0x01, 0x02, 0x03, 0x04, 0};

/* One row a kind of pulse; what its time means when the configuration does not say. */
static const struct {
  CubbyPulseKind kind;
  guint unit_ms;
} pulse_kinds[] = {
    {CUBBY_PULSE_KIND_NONE, 0},
    {CUBBY_PULSE_KIND_COIL, 100},
    {CUBBY_PULSE_KIND_COIL, 1},
    {CUBBY_PULSE_KIND_REGISTER_PAIR, 100},
    {CUBBY_PULSE_KIND_REGISTER_WORD, 1000},
};

void
cubby_board_profile_free (CubbyBoardProfile *self)
{
  g_free ((char *)self->profile);
  g_free ((char *)self->what);
  g_free (self);
}

/* Makers print addresses in hexadecimal; both are understood. NULL: it must be there. */
static guint16
read_word (CubbyConfFile *conf, const char *group, const char *key, const char *fallback)
{
  g_autofree char *text = cubby_conf_file_get_string (conf, group, key, fallback);
  gboolean hex = g_str_has_prefix (text, "0x");
  guint64 number = 0;
  if (!g_ascii_string_to_unsigned (hex ? text + 2 : text, hex ? 16 : 10, 0, 0xFFFF, &number, NULL))
    cubby_conf_file_fail (conf, group, key, "“%s” is not a number from 0 to 65535, such as 512 or 0x0200",
                          text);
  return (guint16)number;
}

static guint
read_choice (CubbyConfFile *conf, const char *group, const char *key, const char *fallback,
             const char *const *choices)
{
  g_autofree char *choice = cubby_conf_file_get_choice (conf, group, key, fallback, choices);
  for (guint i = 0; choices[i] != NULL; i++)
    if (g_str_equal (choices[i], choice))
      return i;
  return 0; /* the error sticks in @conf */
}

/* The last of @n things that lie @stride apart must have an address. */
static void
check_reach (CubbyConfFile *conf, const char *group, const char *key, guint address, guint stride, guint n)
{
  guint last = address + stride * (n - 1);
  if (last > 0xFFFF)
    cubby_conf_file_fail (
        conf, group, key,
        "0x%04X leaves no room: the last of %u would be at 0x%X, and addresses end at 0xFFFF", address, n,
        last);
}

static void
read_output (CubbyBoardProfile *profile, CubbyConfFile *conf, const char *group)
{
  profile->output.function = output_functions[read_choice (conf, group, "output", "coil", outputs)];
  profile->output.address = read_word (conf, group, "output-address", NULL);
  profile->output.stride = (guint16)cubby_conf_file_get_int (conf, group, "output-stride", 1, 1, 256);
  profile->output.on = read_word (conf, group, "output-on", COIL_ON);
  profile->output.off = read_word (conf, group, "output-off", COIL_OFF);
  check_reach (conf, group, "output-address", profile->output.address, profile->output.stride,
               profile->n_channels);
  if (profile->output.on == profile->output.off)
    cubby_conf_file_fail (conf, group, "output-on",
                          "0x%04X is output-off as well: the lock would stay energised", profile->output.on);
}

static void
read_all_off (CubbyBoardProfile *profile, CubbyConfFile *conf, const char *group)
{
  profile->all_off.kind = read_choice (conf, group, "all-off", "each", all_offs);
  if (profile->all_off.kind == CUBBY_ALL_OFF_WORD) {
    profile->all_off.address = read_word (conf, group, "all-off-address", NULL);
    profile->all_off.value = read_word (conf, group, "all-off-value", NULL);
  }
  if (profile->all_off.kind != CUBBY_ALL_OFF_COILS)
    return;
  if (profile->output.function != 0x05 || profile->output.stride != 1)
    cubby_conf_file_fail (conf, group, "all-off",
                          "“coils” needs output=coil and output-stride=1; say each, or word");
}

/* The time of the register word is in its low byte. */
static void
check_word (CubbyBoardProfile *profile, CubbyConfFile *conf, const char *group)
{
  if ((profile->pulse.word & 0xFF) != 0)
    cubby_conf_file_fail (conf, group, "pulse-word",
                          "0x%04X does not end in 00: the time is added in the low byte",
                          profile->pulse.word);
  if (profile->pulse.unit_ms * 0xFF < PULSE_MAX_MS)
    cubby_conf_file_fail (conf, group, "pulse-unit-ms",
                          "%u is too fine: the longest pulse, %u ms, needs more than a byte",
                          profile->pulse.unit_ms, PULSE_MAX_MS);
}

static void
read_pulse (CubbyBoardProfile *profile, CubbyConfFile *conf, const char *group)
{
  guint choice = read_choice (conf, group, "pulse", NULL, pulses);
  profile->pulse.kind = pulse_kinds[choice].kind;
  profile->pulse.unit_ms = pulse_kinds[choice].unit_ms;
  if (profile->pulse.kind == CUBBY_PULSE_KIND_NONE)
    return;
  profile->pulse.address = read_word (conf, group, "pulse-address", NULL);
  profile->pulse.stride = (guint16)cubby_conf_file_get_int (conf, group, "pulse-stride", 1, 1, 256);
  check_reach (conf, group, "pulse-address", profile->pulse.address, profile->pulse.stride,
               profile->n_channels);
  if (profile->pulse.kind == CUBBY_PULSE_KIND_COIL)
    return;
  profile->pulse.word = read_word (conf, group, "pulse-word", NULL);
  if (profile->pulse.kind == CUBBY_PULSE_KIND_REGISTER_PAIR) {
    profile->pulse.unit_ms = (guint)cubby_conf_file_get_int (conf, group, "pulse-unit-ms", 100, 1, 1000);
    if (profile->pulse.stride < 2 && profile->n_channels > 1)
      cubby_conf_file_fail (conf, group, "pulse-stride",
                            "1 is too near: a pair of registers would reach into the next channel's");
    return;
  }
  profile->pulse.unit_ms = (guint)cubby_conf_file_get_int (conf, group, "pulse-unit-ms", 1000, 1, 1000);
  check_word (profile, conf, group);
}

static void
read_inputs (CubbyBoardProfile *profile, CubbyConfFile *conf, const char *group)
{
  guint table = read_choice (conf, group, "input-table", "none", tables);
  profile->inputs.function = table_functions[table];
  if (profile->inputs.function == 0)
    return;
  gboolean registers = profile->inputs.function > 0x02;
  gboolean words = registers && read_choice (conf, group, "input-layout", "bits", layouts) == 1;
  profile->inputs.kind = !registers ? CUBBY_INPUTS_BITS : words ? CUBBY_INPUTS_WORDS : CUBBY_INPUTS_BITMAP;
  profile->inputs.address = read_word (conf, group, "input-address", NULL);
  profile->inputs.count = (guint16)cubby_conf_file_get_int (conf, group, "inputs", profile->n_channels, 1,
                                                            CUBBY_BOARD_CHANNELS_MAX);
  profile->inputs.low = read_choice (conf, group, "input-active", "high", levels) == 1;
  if (profile->inputs.kind != CUBBY_INPUTS_BITMAP)
    profile->inputs.per_read =
        (guint16)cubby_conf_file_get_int (conf, group, "inputs-per-read", 0, 0, CUBBY_BOARD_CHANNELS_MAX);
  check_reach (conf, group, "input-address", profile->inputs.address, 1, profile->inputs.count);
}

/* A board without inputs is read all the same, to see whether it is there; unless it cannot be read at all.
 */
static void
read_state (CubbyBoardProfile *profile, CubbyConfFile *conf, const char *group)
{
  if (profile->inputs.kind != CUBBY_INPUTS_NONE)
    return;
  guint table = read_choice (conf, group, "state-table", NULL, states);
  profile->state.function = state_functions[table];
  if (profile->state.function == 0) {
    if (profile->pulse.kind == CUBBY_PULSE_KIND_NONE)
      cubby_conf_file_fail (
          conf, group, "state-table",
          "“none” needs a board that ends its pulses itself: nobody would notice a lock that "
          "stays energised");
    return;
  }
  profile->state.address = read_word (conf, group, "state-address", NULL);
  profile->state.count = (guint16)cubby_conf_file_get_int (conf, group, "state-count", profile->n_channels, 1,
                                                           CUBBY_BOARD_CHANNELS_MAX);
  check_reach (conf, group, "state-address", profile->state.address, 1, profile->state.count);
}

static void
read_modes (CubbyBoardProfile *profile, CubbyConfFile *conf, const char *group)
{
  g_autofree char *address = cubby_conf_file_get_optional (conf, group, "modes-address");
  profile->modes.count =
      (guint16)cubby_conf_file_get_int (conf, group, "modes-count", 0, 0, CUBBY_BOARD_CHANNELS_MAX);
  if ((address != NULL) != (profile->modes.count > 0))
    cubby_conf_file_fail (conf, group, "modes-count", "modes-address and modes-count belong together");
  if (address == NULL)
    return;
  profile->modes.address = read_word (conf, group, "modes-address", NULL);
  check_reach (conf, group, "modes-address", profile->modes.address, 1, MAX (profile->modes.count, 1));
}

static CubbyBoardProfile *
read_profile (CubbyConfFile *conf, const char *name)
{
  g_autofree char *group = g_strconcat ("profile ", name, NULL);
  CubbyBoardProfile *profile = g_new0 (CubbyBoardProfile, 1);
  profile->profile = g_strdup (name);
  profile->what = cubby_conf_file_get_string (conf, group, "description", "a board of one's own");
  profile->n_channels =
      (guint)cubby_conf_file_get_int (conf, group, "channels", 8, 1, CUBBY_BOARD_CHANNELS_MAX);
  profile->unit_min = (guint)cubby_conf_file_get_int (conf, group, "unit-min", 1, 1, 255);
  profile->unit_max = (guint)cubby_conf_file_get_int (conf, group, "unit-max", 247, 1, 255);
  if (profile->unit_min > profile->unit_max)
    cubby_conf_file_fail (conf, group, "unit-max", "%u is below unit-min, %u", profile->unit_max,
                          profile->unit_min);
  profile->gap_ms = (guint)cubby_conf_file_get_int (conf, group, "gap-ms", 0, 0, 200);
  profile->misses_first_frame = cubby_conf_file_get_boolean (conf, group, "misses-first-frame", FALSE);
  read_output (profile, conf, group);
  read_all_off (profile, conf, group);
  read_pulse (profile, conf, group);
  read_inputs (profile, conf, group);
  read_state (profile, conf, group);
  read_modes (profile, conf, group);
  return profile;
}

void
cubby_settings_read_profiles (CubbySettings *settings, CubbyConfFile *conf)
{
  settings->profiles = g_ptr_array_new_with_free_func ((GDestroyNotify)cubby_board_profile_free);
  g_auto (GStrv) names = cubby_conf_file_list_groups (conf, "profile");
  for (char **name = names; *name != NULL; name++)
    g_ptr_array_add (settings->profiles, read_profile (conf, *name));
}

const CubbyBoardProfile *
cubby_settings_find_profile (const CubbySettings *self, const char *name)
{
  for (guint i = 0; i < self->profiles->len; i++) {
    const CubbyBoardProfile *profile = g_ptr_array_index (self->profiles, i);
    if (g_str_equal (profile->profile, name))
      return profile;
  }
  return NULL;
}
