/* SPDX-License-Identifier: Apache-2.0 */
/* TLS of the server, by OpenSSL below libevent. */
#define G_LOG_DOMAIN "cubby-http"
#include "protocols/http/server-private.h"

#include <event2/bufferevent_ssl.h>
#include <openssl/err.h>
#include <openssl/ssl.h>

struct _CubbyHttpTls {
  guint n_refs;
  SSL_CTX *context;
  char *certificate;
  char *key;
};

static SSL_CTX *
fail (SSL_CTX *context, const char *file, GError **error)
{
  char reason[200] = "";
  ERR_error_string_n (ERR_get_error (), reason, sizeof reason);
  ERR_clear_error ();
  g_set_error (error, CUBBY_HTTP_SERVER_ERROR, CUBBY_HTTP_SERVER_ERROR_TLS,
               "%s: %s; it must be PEM, the certificate first and its key the one that belongs to it", file,
               reason);
  SSL_CTX_free (context);
  return NULL;
}

static SSL_CTX *
load (const char *certificate, const char *key, GError **error)
{
  SSL_CTX *context = SSL_CTX_new (TLS_server_method ());
  SSL_CTX_set_min_proto_version (context, TLS1_2_VERSION);
  SSL_CTX_set_options (context,
                       SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_CIPHER_SERVER_PREFERENCE);
  SSL_CTX_set_cipher_list (context, "ECDHE+AESGCM:ECDHE+CHACHA20");
  /* a client that closes without saying so has still said how long its request is */
  SSL_CTX_set_options (context, SSL_OP_IGNORE_UNEXPECTED_EOF);
  if (SSL_CTX_use_certificate_chain_file (context, certificate) != 1)
    return fail (context, certificate, error);
  if (SSL_CTX_use_PrivateKey_file (context, key, SSL_FILETYPE_PEM) != 1 ||
      SSL_CTX_check_private_key (context) != 1)
    return fail (context, key, error);
  return context;
}

CubbyHttpTls *
cubby_http_tls_new (const char *certificate_file, const char *key_file, GError **error)
{
  SSL_CTX *context = load (certificate_file, key_file, error);
  if (context == NULL)
    return NULL;
  CubbyHttpTls *self = g_new0 (CubbyHttpTls, 1);
  self->n_refs = 1;
  self->context = context;
  self->certificate = g_strdup (certificate_file);
  self->key = g_strdup (key_file);
  return self;
}

gboolean
cubby_http_tls_reload (CubbyHttpTls *self, GError **error)
{
  SSL_CTX *context = load (self->certificate, self->key, error);
  if (context == NULL)
    return FALSE;
  SSL_CTX_free (self->context); /* connections hold theirs */
  self->context = context;
  return TRUE;
}

CubbyHttpTls *
cubby_http_tls_ref (CubbyHttpTls *self)
{
  self->n_refs++;
  return self;
}

void
cubby_http_tls_unref (CubbyHttpTls *self)
{
  if (self == NULL || --self->n_refs > 0)
    return;
  SSL_CTX_free (self->context);
  g_free (self->certificate);
  g_free (self->key);
  g_free (self);
}

struct bufferevent *
cubby_http_tls_accept (CubbyHttpTls *self, struct event_base *base, int fd)
{
  return bufferevent_openssl_socket_new (base, fd, SSL_new (self->context), BUFFEREVENT_SSL_ACCEPTING,
                                         BEV_OPT_CLOSE_ON_FREE);
}

void
cubby_http_tls_finish (struct bufferevent *bev)
{
  SSL *ssl = bufferevent_openssl_get_ssl (bev);
  if (SSL_is_init_finished (ssl))
    SSL_shutdown (ssl);
  ERR_clear_error ();
}
