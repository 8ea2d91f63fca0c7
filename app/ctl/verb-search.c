/* SPDX-License-Identifier: Apache-2.0 */
#include "app/catalogue/catalogue.h"
#include "app/ctl/usage.h"
#include "app/ctl/verbs.h"

#define MOST 1000

typedef struct {
  char *catalogue;
  char *store;
  char *language;
  int limit;
  GStrv words;
} Options;

static void
options_clear (Options *self)
{
  g_free (self->catalogue);
  g_free (self->store);
  g_free (self->language);
  g_strfreev (self->words);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static int
print_hits (const Options *options, GError **error)
{
  g_autofree char *text = g_strjoinv (" ", options->words);
  g_autoptr (CubbyCatalogue) catalogue =
      cubby_catalogue_open (options->catalogue, options->store != NULL ? options->store : "", error);
  if (catalogue == NULL)
    return -1;
  g_autoptr (GPtrArray) hits = cubby_catalogue_search (
      catalogue, text, options->language != NULL ? options->language : "vi", (guint)options->limit, error);
  for (guint i = 0; hits != NULL && i < hits->len; i++) {
    const CubbyProductSummary *hit = g_ptr_array_index (hits, i);
    g_print ("%s\t%s\t%" G_GINT64_FORMAT "\t%s\t%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT
             "\n",
             hit->id, hit->name, hit->price_from, hit->currency != NULL ? hit->currency : "", hit->stock.here,
             hit->stock.elsewhere, hit->stock.online);
  }
  return hits != NULL ? (int)hits->len : -1;
}

int
cubby_ctl_search (int argc, char **argv)
{
  g_auto (Options) options = {.limit = 20};
  const GOptionEntry entries[] = {
      {"catalogue", 0, 0, G_OPTION_ARG_FILENAME, &options.catalogue, "The replica (catalogue.db)", "FILE"},
      {"language", 0, 0, G_OPTION_ARG_STRING, &options.language, "vi, th or en; vi when not said",
       "LANGUAGE"},
      {"store", 0, 0, G_OPTION_ARG_STRING, &options.store, "The store whose stock counts as here", "ID"},
      {"limit", 0, 0, G_OPTION_ARG_INT, &options.limit, "At most so many; 20 when not said", "N"},
      {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.words, NULL, NULL},
      {NULL},
  };
  if (!cubby_ctl_parse (entries, argc, argv))
    return CUBBY_CTL_USAGE;
  if (options.catalogue == NULL || options.words == NULL)
    return cubby_ctl_usage_error ("say where to search (--catalogue FILE) and what");
  if (options.limit < 1 || options.limit > MOST)
    return cubby_ctl_usage_error ("--limit %d is not from 1 to %d", options.limit, MOST);
  g_autoptr (GError) error = NULL;
  int n_hits = print_hits (&options, &error);
  if (error != NULL)
    return cubby_ctl_failed ("%s", error->message);
  return n_hits > 0 ? CUBBY_CTL_GOOD : CUBBY_CTL_FAILED;
}
