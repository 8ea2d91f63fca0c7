/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "protocols/http/server.h"

G_BEGIN_DECLS

/* Handlers of the pages that people open; rows in routes.c. */
void cubby_route_pass_page (CubbyHttpRequest *request, gpointer data);
void cubby_route_basket_page (CubbyHttpRequest *request, gpointer data);
void cubby_route_edit_basket (CubbyHttpRequest *request, gpointer data);
void cubby_route_admin_page (CubbyHttpRequest *request, gpointer data);

/* Its forms. */
void cubby_route_pass_help (CubbyHttpRequest *request, gpointer data);
void cubby_route_pass_revoke (CubbyHttpRequest *request, gpointer data);
void cubby_route_pass_reissue (CubbyHttpRequest *request, gpointer data);

/* Returns: FALSE for a form that no page of ours at @public_url has sent. */
gboolean cubby_route_check_origin (CubbyHttpRequest *request, const char *public_url, GError **error);

/* Answers with a finished page; nothing of it is kept, framed or sent on. */
void cubby_route_reply_page (CubbyHttpRequest *request, guint status, const char *html);

/* Answers with what is wrong: a page in words where there is no such thing, or not now; the problem for who
 * asks for JSON, and for all else. @data: the CubbyCentral */
void cubby_route_reply_no_page (CubbyHttpRequest *request, gpointer data, const GError *error);

/* The same for a page that asks for itself again: with its ETag, and 304 when it is still so. @script is the
 * one script in it. */
void cubby_route_reply_live_page (CubbyHttpRequest *request, const char *html, const char *script);

G_END_DECLS
