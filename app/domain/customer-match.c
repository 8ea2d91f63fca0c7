/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/customer-match.h"

const char *
cubby_customer_match (const char *named, const CubbyCustomerCandidate *by_email,
                      const CubbyCustomerCandidate *by_phone)
{
  g_return_val_if_fail (by_email != NULL && by_phone != NULL, NULL);
  if (named != NULL)
    return named;
  if (by_email->id != NULL && by_phone->id != NULL && !g_str_equal (by_email->id, by_phone->id))
    return NULL;
  const CubbyCustomerCandidate *only = by_email->id != NULL ? by_email : by_phone;
  return only->loyalty ? only->id : NULL;
}
