/* SPDX-License-Identifier: Apache-2.0 */
#include "protocols/http/forwarded.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>

/* Stands for unix sockets: an address that nobody has (RFC 6666). */
#define UNIX "100::1"

GPtrArray *
cubby_forwarded_read_proxies (const char *text, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_object_unref);
  g_auto (GStrv) words = g_strsplit_set (text, ", ", -1);
  for (char **word = words; *word != NULL; word++) {
    if (**word == '\0')
      continue;
    const char *address = g_str_equal (*word, "unix") ? UNIX : *word;
    GInetAddressMask *mask = g_inet_address_mask_new_from_string (address, error);
    if (mask == NULL)
      return NULL;
    g_ptr_array_add (list, mask);
  }
  return g_steal_pointer (&list);
}

gboolean
cubby_forwarded_is_proxy (const char *address, GPtrArray *proxies)
{
  if (proxies == NULL || proxies->len == 0)
    return FALSE;
  g_autoptr (GInetAddress) parsed =
      g_inet_address_new_from_string (g_str_equal (address, "unix") ? UNIX : address);
  for (guint i = 0; parsed != NULL && i < proxies->len; i++)
    if (g_inet_address_mask_matches (g_ptr_array_index (proxies, i), parsed))
      return TRUE;
  return FALSE;
}

char *
cubby_forwarded_get_network (const char *address)
{
  struct in6_addr six;
  char text[INET6_ADDRSTRLEN];
  if (inet_pton (AF_INET6, address, &six) != 1)
    return g_strdup (address);
  if (IN6_IS_ADDR_V4MAPPED (&six))
    return g_strdup (inet_ntop (AF_INET, six.s6_addr + 12, text, sizeof text));
  memset (six.s6_addr + 8, 0, 8);
  return g_strconcat (inet_ntop (AF_INET6, &six, text, sizeof text), "/64", NULL);
}

/* "1.2.3.4", "1.2.3.4:567", "[::1]:567" or "::1"; NULL for what is no address. */
static char *
clean (const char *word)
{
  g_autofree char *text = g_strstrip (g_strdup (word));
  char *begin = text;
  if (*begin == '[') {
    begin++;
    begin[strcspn (begin, "]")] = '\0';
  } else if (strchr (begin, ':') != NULL && strchr (begin, ':') == strrchr (begin, ':')) {
    *strchr (begin, ':') = '\0';
  }
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (begin);
  return address != NULL ? g_inet_address_to_string (address) : NULL;
}

char *
cubby_forwarded_find (const char *peer, const char *field, GPtrArray *proxies)
{
  if (field == NULL || !cubby_forwarded_is_proxy (peer, proxies))
    return g_strdup (peer);
  g_auto (GStrv) words = g_strsplit (field, ",", -1);
  g_autofree char *found = g_strdup (peer);
  for (guint i = g_strv_length (words); i > 0; i--) {
    if (*g_strstrip (words[i - 1]) == '\0')
      continue; /* an empty element of a list means nothing (RFC 9110, 5.6.1) */
    char *address = clean (words[i - 1]);
    if (address == NULL)
      break;
    g_free (found);
    found = address;
    if (!cubby_forwarded_is_proxy (address, proxies))
      break;
  }
  return g_steal_pointer (&found);
}
