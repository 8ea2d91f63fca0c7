#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Writes the tables of qr-charset.c from Python's codecs: the sandbox of the decoder cannot open those of iconv."""

import sys

# By ECI assignment number (AIM ITS/04-023).
SINGLE = {
    3: "latin-1", 4: "iso8859-2", 5: "iso8859-3", 6: "iso8859-4", 7: "iso8859-5", 8: "iso8859-6", 9: "iso8859-7", 10: "iso8859-8",
    11: "iso8859-9", 12: "iso8859-10", 13: "iso8859-11", 15: "iso8859-13", 16: "iso8859-14", 17: "iso8859-15", 18: "iso8859-16",
    2: "cp437", 21: "cp1250", 22: "cp1251", 23: "cp1252", 24: "cp1256",
}
LEADS = [*range(0x81, 0xA0), *range(0xE0, 0xFD)]
TRAILS = [*range(0x40, 0x7F), *range(0x80, 0xFD)]


def character(encoded, codec):
    try:
        text = encoded.decode(codec)
    except UnicodeDecodeError:
        return 0
    return ord(text) if len(text) == 1 and ord(text) < 0x10000 else 0


def write_array(file, values):
    for start in range(0, len(values), 16):
        file.write("    " + ", ".join(str(value) for value in values[start:start + 16]) + ",\n")


with open(sys.argv[1], "w", encoding="ascii") as file:
    file.write("/* Upper halves of the character sets of one byte; 0: no character. */\n")
    file.write("static const SingleByte single_byte[] = {\n")
    for eci, codec in sorted(SINGLE.items()):
        file.write(f"    {{.eci = {eci}, .upper = {{\n")
        write_array(file, [character(bytes([byte]), codec) for byte in range(0x80, 0x100)])
        file.write("    }},\n")
    file.write("};\n\n/* Shift JIS: rows by the first byte, 188 to a row. */\n")
    file.write("static const guint16 shift_jis[] = {\n")
    write_array(file, [character(bytes([lead, trail]), "cp932") for lead in LEADS for trail in TRAILS])
    file.write("};\n")
