/* SPDX-License-Identifier: Apache-2.0 */
#include "app/ctl/verbs.h"
#include "tests/rig/answer.h"

#include <string.h>

/* The vector of RFC 8032's first key: tests/protocols/pass/vectors. */
#define PASS                                                                                                 \
  "CC1:RRQN29P60AO0 OD8CK::3DJ02R6%96FN0-ODJ+TR-0390W UD3LM/F*%J/PADJGN7T27BZGOQ:6/X08 77JBQUV0*UV:MJ+"      \
  "KQLD/41CPL:K66 B*:KX$QS*NPZIISJFTD$YF7PVITVG7HW$I$CBLU9RS8S%TK/79II$JR"
#define KEY "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
#define WEAK_KEY "0100000000000000000000000000000000000000000000000000000000000000"
#define BELIEVED "--kid", "6b31", "--public-key", KEY

static const char *program, *manual, *completion;

typedef struct {
  const char *name;
  const char *args[16];
  int status;
  const char *out; /* is in standard output */
  const char *err; /* is in standard error */
} Row;

static const Row rows[] = {
    {"no verb is a mistake", {NULL}, 2, NULL, "say what to do"},
    {"an unknown verb is a mistake", {"frob"}, 2, NULL, "there is no verb 'frob'"},
    {"half a verb names the others", {"pass"}, 2, NULL, "pass verify"},
    {"half a verb explains itself", {"pass", "--help"}, 0, "Verbs:\n  pass inspect  ", NULL},
    {"what is no verb explains nothing", {"frob", "--help"}, 2, NULL, "there is no verb 'frob'"},
    {"an unknown option is a mistake", {"--frob"}, 2, NULL, "--frob"},
    {"help lists the verbs", {"--help"}, 0, "pass verify", NULL},
    {"the version is shown", {"--version"}, 0, "cubbyctl 0.", NULL},
    {"a verb explains itself", {"pass", "verify", "--help"}, 0, "--public-key", NULL},
    {"a verb names its arguments once", {"scan", "--help"}, 0, "scan [OPTION…] FILE…\n", NULL},
    {"no bus is named, and the way out", {"status"}, 1, NULL, "system bus cannot be reached"},
    {"no session bus is named", {"open", "--session", "A1"}, 1, NULL, "session bus cannot be reached"},
    {"an unknown option of a verb is a mistake", {"pass", "verify", "--frob", "--", PASS}, 2, NULL, "--frob"},

    {"a good pass is good",
     {"pass", "verify", BELIEVED, "--store", "4711", "--at", "1798761599", "--", PASS},
     0,
     "good\nstore 4711\nexp 1798761600 (2027-01-01T00:00:00Z)\ncti 0198f3c2a6b17e4c9d2053aa81f4e6b7\nkid "
     "6b31\n",
     NULL},
    {"a pass at its end is refused",
     {"pass", "verify", BELIEVED, "--store", "4711", "--at", "1798761600", "--", PASS},
     1,
     "refused: expired",
     NULL},
    {"another store's pass is refused",
     {"pass", "verify", BELIEVED, "--store", "4712", "--at", "0", "--", PASS},
     1,
     "refused: other_store",
     NULL},
    {"an unknown key is refused",
     {"pass", "verify", "--kid", "6b32", "--public-key", KEY, "--store", "4711", "--at", "0", "--", PASS},
     1,
     "refused: unknown_key",
     NULL},
    {"a weak key is refused",
     {"pass", "verify", "--kid", "6b31", "--public-key", WEAK_KEY, "--store", "4711", "--at", "0", "--",
      PASS},
     1,
     "refused: forged",
     NULL},
    {"a damaged pass is refused",
     {"pass", "verify", BELIEVED, "--store", "4711", "--", PASS "X"},
     1,
     "refused: not_a_pass",
     NULL},
    {"no pass is refused",
     {"pass", "verify", BELIEVED, "--store", "4711", "--", "hello"},
     1,
     "refused: not_a_pass: does not start with CC1:",
     NULL},
    {"an empty text is refused",
     {"pass", "verify", BELIEVED, "--store", "4711", "--", ""},
     1,
     "not_a_pass",
     NULL},
    {"a text like an option is refused",
     {"pass", "verify", BELIEVED, "--store", "4711", "--", "--help"},
     1,
     "not_a_pass",
     NULL},
    {"bytes that are no UTF-8 are refused",
     {"pass", "verify", BELIEVED, "--store", "4711", "--", "CC1:\xff\xfe"},
     1,
     "not_a_pass",
     NULL},
    {"verify without a text is a mistake",
     {"pass", "verify", BELIEVED, "--store", "4711"},
     2,
     NULL,
     "TEXT is missing"},
    {"verify with two texts is a mistake",
     {"pass", "verify", BELIEVED, "--store", "4711", "--", PASS, "x"},
     2,
     NULL,
     "one argument too many"},
    {"verify without a kid is a mistake",
     {"pass", "verify", "--public-key", KEY, "--store", "4711", "--", PASS},
     2,
     NULL,
     "--kid is missing"},
    {"verify with a long kid is a mistake",
     {"pass", "verify", "--kid", "6b3131", "--public-key", KEY, "--store", "4711", "--", PASS},
     2,
     NULL,
     "--kid: '6b3131' is not 4 hex digits"},
    {"verify with a short key is a mistake",
     {"pass", "verify", "--kid", "6b31", "--public-key", "d75a", "--store", "4711", "--", PASS},
     2,
     NULL,
     "--public-key: 'd75a'"},
    {"verify without a key is a mistake",
     {"pass", "verify", "--kid", "6b31", "--store", "4711", "--", PASS},
     2,
     NULL,
     "--public-key is missing"},
    {"verify without a store is a mistake",
     {"pass", "verify", BELIEVED, "--", PASS},
     2,
     NULL,
     "--store is missing"},
    {"verify at no time is a mistake",
     {"pass", "verify", BELIEVED, "--store", "4711", "--at", "noon", "--", PASS},
     2,
     NULL,
     "--at: 'noon'"},

    {"a pass is inspected", {"pass", "inspect", PASS}, 0, "kid 6b31\nsignature not checked\n", NULL},
    {"what is no pass is not inspected",
     {"pass", "inspect", "CC1:BB8"},
     1,
     NULL,
     "COSE_Sign1: byte 0, tag 18"},
    {"inspect without a text is a mistake", {"pass", "inspect"}, 2, NULL, "TEXT is missing"},

    {"mint without a key is a mistake",
     {"pass", "mint", "--store", "4711", "--exp", "1"},
     2,
     NULL,
     "--key-file is missing"},
    {"mint with a short id is a mistake",
     {"pass", "mint", "--key-file", "/nowhere/key", "--store", "4711", "--exp", "1", "--cti", "00"},
     2,
     NULL,
     "--cti"},
    {"mint beyond 2106 is a mistake",
     {"pass", "mint", "--key-file", "/nowhere/key", "--store", "4711", "--exp", "4294967296"},
     2,
     NULL,
     "--exp"},
    {"mint with an argument is a mistake",
     {"pass", "mint", "--key-file", "/nowhere/key", "--store", "4711", "--exp", "1", "x"},
     2,
     NULL,
     "too many"},
    {"mint with no key file fails",
     {"pass", "mint", "--key-file", "/nowhere/key", "--store", "4711", "--exp", "1"},
     1,
     NULL,
     "/nowhere/key: cannot be read"},
    {"keygen where it cannot write fails",
     {"pass", "keygen", "/nowhere/key"},
     1,
     NULL,
     "/nowhere/key: cannot be made"},

    {"qr to another kind of file is a mistake",
     {"pass", "qr", "x", "--output", "x.gif"},
     2,
     NULL,
     "neither in .png"},
    {"qr without a file is a mistake", {"pass", "qr", "x"}, 2, NULL, "--output is missing"},
    {"qr of an unknown level is a mistake",
     {"pass", "qr", "x", "--output", "x.png", "--level", "Z"},
     2,
     NULL,
     "--level: 'Z'"},
    {"qr at a huge scale is a mistake",
     {"pass", "qr", "x", "--output", "x.png", "--scale", "33"},
     2,
     NULL,
     "--scale"},
    {"qr of nothing fails", {"pass", "qr", "", "--output", "x.png"}, 1, NULL, "0 bytes"},
    {"qr where it cannot write fails",
     {"pass", "qr", "x", "--output", "/nowhere/x.png"},
     1,
     NULL,
     "/nowhere/x.png"},

    {"staff add without a role is a mistake",
     {"staff", "add", "B-1", "--name", "Lan", "--pin-stdin"},
     2,
     NULL,
     "--role is missing"},
    {"staff add with an unknown role is a mistake",
     {"staff", "add", "B-1", "--name", "Lan", "--role", "boss", "--pin-stdin"},
     2,
     NULL,
     "restock, supervise, service"},
    {"staff add of no badge is a mistake",
     {"staff", "add", "B]1", "--name", "Lan", "--role", "restock", "--pin-stdin"},
     2,
     NULL,
     "'B]1' is no badge"},
    {"staff add with a line in the name is a mistake",
     {"staff", "add", "B-1", "--name", "Lan\npin=x", "--role", "restock", "--pin-stdin"},
     2,
     NULL,
     "--name"},
    {"staff add with the PIN as an argument is a mistake",
     {"staff", "add", "B-1", "--name", "Lan", "--role", "restock", "--pin", "482913"},
     2,
     NULL,
     "--pin"},
    {"staff remove without a badge is a mistake", {"staff", "remove"}, 2, NULL, "BADGE is missing"},
};

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_ptr_array_add (argv, (char *)program);
  for (guint i = 0; row->args[i] != NULL; i++)
    g_ptr_array_add (argv, (char *)row->args[i]);
  g_ptr_array_add (argv, NULL);

  g_auto (TestAnswer) answer = test_run ((const char *const *)argv->pdata, "");
  if (answer.status != row->status)
    g_error ("exit status %d instead of %d\n%s%s", answer.status, row->status, answer.out, answer.err);
  if (row->out != NULL && strstr (answer.out, row->out) == NULL)
    g_error ("“%s” is not in “%s”", row->out, answer.out);
  if (row->err != NULL && strstr (answer.err, row->err) == NULL)
    g_error ("“%s” is not in “%s”", row->err, answer.err);
  if (row->err == NULL)
    g_assert_cmpstr (answer.err, ==, "");
}

static void
test_verbs_are_sorted (void)
{
  const CubbyCtlVerb *verbs = cubby_ctl_verbs ();
  for (guint i = 0; verbs[i].name != NULL; i++) {
    g_assert_nonnull (verbs[i].arguments);
    g_assert_false (g_str_has_suffix (verbs[i].summary, "."));
    if (i > 0)
      g_assert_cmpint (strcmp (verbs[i - 1].name, verbs[i].name), <, 0);
  }
}

static void
test_manual_has_every_verb (void)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  g_file_get_contents (manual, &text, NULL, &error);
  g_assert_no_error (error);
  for (const CubbyCtlVerb *verb = cubby_ctl_verbs (); verb->name != NULL; verb++) {
    g_autofree char *entry = g_strconcat ("\\fB", verb->name, "\\fR", NULL);
    g_assert_nonnull (strstr (text, entry));
  }
}

/* What bash offers after @words, the last of which is being typed. */
static char *
complete (const char *words)
{
  g_auto (GStrv) typed = g_strsplit (words, " ", -1);
  g_autofree char *quoted = g_strjoinv ("' '", typed);
  g_autofree char *script = g_strdup_printf (
      "source '%s'; COMP_WORDS=(cubbyctl '%s'); COMP_CWORD=%u; _cubbyctl '%s'; echo \"${COMPREPLY[*]}\"",
      completion, quoted, g_strv_length (typed), program);
  const char *const argv[] = {"bash", "-c", script, NULL};
  g_auto (TestAnswer) answer = test_run (argv, "");
  g_assert_cmpstr (answer.err, ==, "");
  return g_strchomp (g_steal_pointer (&answer.out));
}

static const struct {
  const char *name;
  const char *words;
  const char *offered;
} completions[] = {
    {"the first word of a verb", "pa", "pass"},
    {"the second word of a verb", "pass v", "verify"},
    {"every second word", "pass ", "inspect keygen mint qr verify"},
    {"an option", "pass verify --k", "--kid"},
    {"no verb that is none", "frob", ""},
};

static void
test_completion (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autofree char *offered = complete (completions[i].words);
  g_assert_cmpstr (offered, ==, completions[i].offered);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 4);
  program = argv[1];
  manual = argv[2];
  completion = argv[3];
  g_setenv ("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nowhere/system", TRUE);
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere/session", TRUE);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strconcat ("/ctl/", rows[i].name, NULL);
    g_test_add_data_func (path, &rows[i], test_row);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (completions); i++) {
    g_autofree char *path = g_strconcat ("/ctl/bash completes ", completions[i].name, NULL);
    g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_completion);
  }
  g_test_add_func ("/ctl/the verbs are sorted", test_verbs_are_sorted);
  g_test_add_func ("/ctl/the manual page has every verb", test_manual_has_every_verb);
  return g_test_run ();
}
