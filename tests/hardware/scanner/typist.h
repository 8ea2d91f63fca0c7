/* SPDX-License-Identifier: Apache-2.0 */
/* Presses keys as a reader in keyboard mode does. */
#pragma once

#include <glib.h>

/* @value: 1 pressed, 0 let go, 2 repeated; @code -1: silence, -2: the kernel lost events. */
typedef void (*TypistFunc) (int code, int value, gpointer data);

#define TYPIST_SILENCE -1
#define TYPIST_LOST -2

/**
 * typist_type:
 * @script: characters, and in braces: {enter} {kpenter} {tab} {esc} {f1} {up} {backspace} {caps} {num},
 *   {ctrl+X} {meta+X} {altgr+X} {shift+X} with a character, {alt+NUMBER} on the keypad, {kp+NUMBER} on the
 * keypad alone, {repeat} the key A, held, {silence}, {lost}, and {shift} {release}: Shift is held, all is let
 * go
 */
void typist_type (const char *script, TypistFunc press, gpointer data);
