/* SPDX-License-Identifier: Apache-2.0 */
/* Prints the table of routes, for the comparison with the OpenAPI file. */
#include "app/central/central.h"

#include <stdio.h>

int
main (void)
{
  for (guint i = 0; i < cubby_central_n_routes; i++) {
    const CubbyHttpRoute *route = &cubby_central_routes[i];
    g_autofree char *scopes = cubby_scope_list (route->scope);
    printf ("%s\t%s\t%s\n", route->method, route->pattern, scopes);
  }
  return 0;
}
