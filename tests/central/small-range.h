/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

/* The smallest range that can be ordered: one product of one variant, five of it in one store with lockers.
 */
static const char test_small_range[] =
    "{\"categories\":[{\"id\":\"tops\",\"name\":{\"vi\":\"a\",\"th\":\"b\",\"en\":\"c\"}}],"
    "\"locations\":[{\"id\":\"4711\",\"kind\":\"store\",\"name\":\"S\",\"lockers\":true}],"
    "\"products\":[{\"id\":\"p\",\"category\":\"tops\",\"name\":{\"vi\":\"a\",\"th\":\"b\",\"en\":\"c\"},"
    "\"variants\":[{\"sku\":\"A\",\"gtin\":\"9521234543213\",\"price\":{\"amount\":1,\"currency\":\"VND\"},"
    "\"parcel_size\":\"S\"}]}],\"stock\":[{\"sku\":\"A\",\"location\":\"4711\",\"on_hand\":5}]}";
