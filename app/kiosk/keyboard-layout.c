/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/keyboard-layout.h"

static const CubbyKeyboardLayout layouts[CUBBY_N_KEYS] = {
    [CUBBY_KEYS_LATIN] =
        {
            .rows = {"q w e r t y u i o p", "a s d f g h j k l", "z x c v b n m - ."},
            .others = {CUBBY_KEYS_DIGITS, CUBBY_KEYS_THAI, CUBBY_N_KEYS},
            .label = "abc",
            .space = TRUE,
        },
    /* TIS 820-2538 (Kedmanee), without and with shift. */
    [CUBBY_KEYS_THAI] =
        {
            .rows = {"ๅ / - ภ ถ ุ ึ ค ต จ ข ช", "ๆ ไ ำ พ ะ ั ี ร น ย บ ล", "ฟ ห ก ด เ ้ ่ า ส ว ง ฃ",
                     "ผ ป แ อ ิ ื ท ม ใ ฝ"},
            .others = {CUBBY_KEYS_THAI_SHIFT, CUBBY_KEYS_DIGITS, CUBBY_KEYS_LATIN},
            .label = "กขค",
            .space = TRUE,
        },
    [CUBBY_KEYS_THAI_SHIFT] =
        {
            .rows = {"+ ๑ ๒ ๓ ๔ ู ฿ ๕ ๖ ๗ ๘ ๙", "๐ \" ฎ ฑ ธ ํ ๊ ณ ฯ ญ ฐ ,", "ฤ ฆ ฏ โ ฌ ็ ๋ ษ ศ ซ . ฅ",
                     "( ) ฉ ฮ ฺ ์ ? ฒ ฬ ฦ"},
            .others = {CUBBY_KEYS_THAI, CUBBY_KEYS_DIGITS, CUBBY_KEYS_LATIN},
            .label = "⇧ ฤฆฏ",
            .space = TRUE,
        },
    [CUBBY_KEYS_DIGITS] =
        {
            .rows = {"1 2 3 4 5 6 7 8 9 0", "@ . - _ + / ( ) &", "! ? , : ; ' # % ="},
            .others = {CUBBY_KEYS_LATIN, CUBBY_KEYS_THAI, CUBBY_N_KEYS},
            .label = "123",
            .space = TRUE,
        },
    [CUBBY_KEYS_CODE] =
        {
            .rows = {"1 2 3 4 5 6 7 8", "9 0 A B C D E F", "G H J K M N P Q", "R S T V W X Y Z"},
            .others = {CUBBY_N_KEYS, CUBBY_N_KEYS, CUBBY_N_KEYS},
            .label = "A1",
            .space = FALSE,
        },
    [CUBBY_KEYS_PIN] =
        {
            .rows = {"1 2 3", "4 5 6", "7 8 9", "0"},
            .others = {CUBBY_N_KEYS, CUBBY_N_KEYS, CUBBY_N_KEYS},
            .label = "123",
            .space = FALSE,
        },
};

const CubbyKeyboardLayout *
cubby_keyboard_layout_get (CubbyKeys keys)
{
  g_return_val_if_fail (keys < CUBBY_N_KEYS, NULL);
  return &layouts[keys];
}
