/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/language.h"

static const char *const languages[] = {"vi", "th", "en"};

/* @tag may have a region, such as en-GB. Returns: (nullable) */
static const char *
find (const char *tag)
{
  for (guint i = 0; tag != NULL && i < G_N_ELEMENTS (languages); i++)
    if (g_ascii_strncasecmp (tag, languages[i], 2) == 0 && (tag[2] == '\0' || tag[2] == '-'))
      return languages[i];
  return NULL;
}

/* The weight among the @parameters of a tag; 1 where none is said. */
static double
read_weight (char **parameters)
{
  for (; *parameters != NULL; parameters++) {
    const char *parameter = g_strstrip (*parameters);
    if (g_ascii_strncasecmp (parameter, "q=", 2) == 0)
      return g_ascii_strtod (parameter + 2, NULL);
  }
  return 1;
}

const char *
cubby_language_choose (const char *wanted, const char *accepted)
{
  const char *best = find (wanted);
  double most = 0;
  g_auto (GStrv) items = g_strsplit (best == NULL && accepted != NULL ? accepted : "", ",", -1);
  for (char **item = items; *item != NULL; item++) {
    g_auto (GStrv) parts = g_strsplit (*item, ";", -1);
    const char *language = parts[0] != NULL ? find (g_strstrip (parts[0])) : NULL;
    double weight = language != NULL ? read_weight (parts + 1) : 0;
    if (weight <= most)
      continue;
    best = language;
    most = weight;
  }
  return best != NULL ? best : languages[0];
}
