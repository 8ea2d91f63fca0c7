/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

/* Under a sanitizer a picture takes some thirty times as long, and what a sanitizer looks for is in the first
 * ones as it is in the last: there are @few of them. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define TEST_SANITIZED 1
#define TEST_FEW(n, few) (few)
#else
#define TEST_SANITIZED 0
#define TEST_FEW(n, few) (n)
#endif
