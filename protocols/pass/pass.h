/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "protocols/pass/cwt.h"
#include "protocols/pass/pass-keys.h"
#include "protocols/pass/signing-key.h"

G_BEGIN_DECLS

#define CUBBY_PASS_PREFIX "CC1:"
#define CUBBY_PASS_MAX_LENGTH 512

/**
 * CubbyPass:
 * @store: the id of the store whose kiosks it is for
 * @exp: seconds of UTC; at this second and after it, it is expired
 * @cti: its random id; the parcels that it opens for are found by it
 * @kid: of the key that signed it
 */
typedef struct {
  char *store;
  gint64 exp;
  guint8 cti[CUBBY_CTI_SIZE];
  guint8 kid[CUBBY_KID_SIZE];
} CubbyPass;

void cubby_pass_clear (CubbyPass *pass);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CubbyPass, cubby_pass_clear)

/* Why a pass is refused, in the order in which it is looked at. */
typedef enum {
  CUBBY_PASS_NOT_A_PASS,
  CUBBY_PASS_UNKNOWN_KEY,
  CUBBY_PASS_FORGED,
  CUBBY_PASS_OTHER_STORE,
  CUBBY_PASS_EXPIRED,
  CUBBY_N_PASS_REFUSALS,
} CubbyPassRefusal;

/* Returns: the reason as D-Bus says it (org.cubby.Locker1.Counter): "not_a_pass", "unknown_key" … */
const char *cubby_pass_refusal_to_string (CubbyPassRefusal refusal);

/**
 * cubby_pass_mint:
 * @store: 1–23 printable ASCII characters
 * @exp: seconds of UTC, 1 to 2^32 - 1
 * @cti: 16 random bytes
 *
 * Returns: (transfer full) (nullable): "CC1:…", or NULL with @error set.
 */
char *cubby_pass_mint (const CubbyPassSigningKey *key, const char *store, gint64 exp,
                       const guint8 cti[CUBBY_CTI_SIZE], GError **error);

/**
 * cubby_pass_verify:
 * @text: what was scanned
 * @length: of @text in bytes, or -1 where it ends in NUL
 * @store: the store that asks
 * @now: seconds of UTC
 * @ret_pass: (out) (optional): set on success only; free with cubby_pass_clear()
 * @ret_refusal: (out) (optional): set on failure only
 * @ret_detail: (out) (optional) (transfer full): on failure, what is wrong in technical words
 *
 * A good pass alone opens nothing: the parcel of its cti must be here as well.
 */
gboolean cubby_pass_verify (const char *text, gssize length, const CubbyPassKeys *keys, const char *store,
                            gint64 now, CubbyPass *ret_pass, CubbyPassRefusal *ret_refusal,
                            char **ret_detail);

/**
 * cubby_pass_inspect:
 *
 * Reads a pass without believing it: no signature is checked.
 */
gboolean cubby_pass_inspect (const char *text, gssize length, CubbyPass *ret_pass, char **ret_detail);

G_END_DECLS
