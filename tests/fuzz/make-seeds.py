#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Writes the first inputs of the fuzzers into corpus/: real frames, configurations, rows, passes. make-seeds.py ROOT"""

import os
import re
import struct
import subprocess
import sys
import tempfile

ROOT = sys.argv[1]
HERE = os.path.join(ROOT, "tests", "fuzz", "corpus")


def seed(target, name, data):
    folder = os.path.join(HERE, target)
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, name), "wb") as file:
        file.write(data if isinstance(data, bytes) else data.encode())


def crc(data):
    value = 0xFFFF
    for byte in data:
        value ^= byte
        for _ in range(8):
            value = (value >> 1) ^ 0xA001 if value & 1 else value >> 1
    return data + struct.pack("<H", value)


def mbap(unit, pdu):
    return struct.pack(">HHHB", 0, 0, len(pdu) + 1, unit) + pdu


# The kind of the request, as modbus-reply.c reads it; the answer of a board (reference: Modbus application protocol 1.1b3, 6).
REPLIES = {
    "read-coils": (bytes([0, 0, 0, 0, 8]), bytes([1, 1, 0x05])),
    "read-inputs": (bytes([1, 0, 0, 0, 16]), bytes([2, 2, 0x01, 0x80])),
    "read-holding": (bytes([2, 0, 0, 0, 2]), bytes([3, 4, 0, 1, 0, 2])),
    "read-registers": (bytes([3, 0, 0, 0, 1]), bytes([4, 2, 0, 1])),
    "write-coil": (bytes([4, 2, 0, 0, 7]), bytes([5, 2, 0, 0, 7])),
    "write-register": (bytes([5, 0, 1, 3, 0]), bytes([6, 0, 1, 3, 0])),
    "clear-coils": (bytes([6, 0, 0, 0, 7]), bytes([0x0F, 0, 0, 0, 7])),
    "write-words": (bytes([7, 0, 3, 0, 1]), bytes([0x10, 0, 3, 0, 2])),
    "refused": (bytes([4, 2, 0, 0, 7]), bytes([0x85, 2])),
    "other-channel": (bytes([4, 2, 0, 0, 7]), bytes([5, 2, 1, 0, 7])),
}
for name, (request, pdu) in REPLIES.items():
    seed("modbus-reply", f"tcp-{name}", bytes([0, 1]) + request + mbap(1, pdu))
    seed("modbus-reply", f"rtu-{name}", bytes([1, 1]) + request + crc(bytes([1]) + pdu))
seed("bus-link", "echo", bytes([1, 0x02, 0, 0, 7]) + mbap(1, bytes([5, 0, 2, 0, 7])))
seed("bus-link", "refused", bytes([1, 0x02, 0, 0, 7]) + mbap(1, bytes([0x85, 2])))
seed("bus-link", "another", bytes([1, 0x02, 0, 0, 7]) + mbap(2, bytes([5, 0, 3, 0, 7])))
seed("bus-link", "half", bytes([1, 0x02, 0, 0, 7]) + mbap(1, bytes([5, 0, 2, 0, 7]))[:9])
for board in range(0, 32):
    seed("board-reply", f"bits-{board}", bytes([board, 0, 2, 1, 0xA5]))
    if board % 4 == 0:
        seed("board-reply", f"words-{board}", bytes([board, 0, 3, 16]) + bytes(range(16)))

SIM = [bytes([5, 2, 0, 0, 7]), bytes([2, 0, 0, 0, 8]), bytes([1, 0, 0, 0, 8]), bytes([3, 0x10, 0, 0, 8]), bytes([0x0F, 0, 0, 0, 8, 1, 0]),
       bytes([6, 0, 1, 3, 0]), bytes([0x10, 0, 3, 0, 2, 4, 0, 4, 0, 5])]
for number, pdu in enumerate(SIM):
    seed("sim-wire", f"tcp-{number}", bytes([0, number]) + mbap(1, pdu))
    seed("sim-wire", f"rtu-{number}", bytes([1, number]) + crc(bytes([1]) + pdu) * 2)

COMMANDS = ["help", "doors", "boards", "hand A1 open", "force A1\nhand A1 put 00893000000000000017\nhand A1 shut\nhand A1 take", "jam A1 on",
            "sensor A1 stuck-shut", "sensor A2 flap\ndoors", "board 1 dead", "board 1 late 300", "board 1 modes 1", "pulses", "hand A9 open"]
for number, command in enumerate(COMMANDS):
    seed("sim-control", f"{number}", command)

CONF = """[store]
id=4711
name=Test
[kiosk]
id=k
[locker]
pulse-ms=100
cool-down-ms=500
doors-per-minute=60
[link]
central-url=https://central.example
[bus main]
transport=tcp
address=127.0.0.1
port=502
[bus serial]
transport=rtu
device=/dev/ttyUSB0
baud=9600
parity=E
[board 1]
bus=main
profile=waveshare-rtu-d
unit=1
[board 2]
bus=serial
profile=lc-modbus
unit=2
power-group=two
[column A]
doors=A1 S 1/1; A2 M 1/2
[column B]
doors=B1 L 2/1
[scanner 1]
kind=serial
device=/dev/ttyACM0
framing=stx-etx
prefix=\\x02
suffix=;\\r
[scanner 2]
kind=camera
device=/dev/video0
exposure=8000
format=yuy2
[scanner 3]
kind=hid
device=/dev/input/event3
framing=gap
"""
seed("configuration", "conf", "c" + CONF)
with open(os.path.join(ROOT, "assets/examples/cubby.conf"), encoding="utf-8") as file:
    lines = [line for line in file if not line.startswith("#")]
seed("configuration", "example", "c" + "".join(lines))
PIN = "$argon2id$v=19$m=8192,t=1,p=1$EG9mEgoxw37Ct4BjnzzUKA$xUVoELJyZRqohQVhCjTwdRS4MX02m/qtfUYqCjnovxg"
seed("configuration", "staff", f"s[badge B-1]\nname=An\nrole=restock\npin={PIN}\n[badge B-2]\nname=Binh\nrole=supervise\npin={PIN}\n")
seed("configuration", "keys", "p[pass-keys]\n0001=d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a\n[codes]\nkey=" + "0" * 64 + "\n")

EVENTS = """started why=0.1.0
clock
parcel.expected label=P1 fulfilment=F1 size=M ctis=aa,cc code_hash=c1 version=3 hold_until=0 heavy=1 reach=0
parcel.recalled label=P2 version=5
sign-in.tried badge=B-2
session.opened session=s1 badge=B-1 role=supervise
session.ended session=s1 why=idle
code.tried
pass.refused why=not_loaded
grant.issued grant=g1 sequence=g1 purpose=stow door=A1 label=P1 session=s1 badge=B-1
grant.intent grant=g1 pulse_ms=500
grant.opened grant=g1
grant.not_opened grant=g1 result=again
grant.unknown grant=g1 why=restart
grant.closed grant=g1 result=review why=brief
door.forced door=Z%209
request.made door=A1 request=r1 why=b%C3%BCro
request.answered badge=B-1 request=r1 yes=1
door.read door=A1 reading=open
board.answers board=0 yes=1"""
for number, line in enumerate(EVENTS.split("\n")):
    name, _, text = line.partition(" ")
    seed("locker-event", f"{number}", f"{name}\n{text}")

for number, change in enumerate([b"", b"\x00\x20\x39", b"\x00\x60\x20\x01\x00\x0a"]):
    seed("locker-snapshot", f"now-{number}", b"\0" + change)

seed("pass", "prefix", "CC1:")
seed("pass", "nothing", "CC1:NCF")
for number, text in enumerate(["ABCDE-FGHJK", "abcdefghjk", "0IL1O-00000", "04006381333931", "4006381333931", "00893000000000000017",
                               "(00)893000000000000017", "]C10089300000000000001", "CC1:NCFOXN%TS3DH", "https://example.com/b/abc", "B-1",
                               "CB1:0190f8a4", "badge:B-1"]):
    seed("scan", f"{number}", text)

ORDER = """{"channel":"web","language":"en","customer":{"email":"a@example.com"},"lines":[{"sku":"SKU-1","quantity":1}],
"fulfilment":{"method":"locker_pickup","location":"4711"},"payment":{"method":"card","status":"paid"}}"""
for name, text in {"order": ORDER, "empty": "{}", "deep": "[" * 40 + "]" * 40, "text": '{"a":"\\u00e9\\ud83d\\ude00\\n\\"","b":1e3,"c":[{}],"d":null}',
                   "comment": "{/* */'a':1}", "large": '{"a":9223372036854775807,"b":-1}'}.items():
    seed("json", name, text)
for name, text in {"change": "id: 17\nevent: change\ndata: {}\n\n", "mixed": "\ufeff: c\r\nid\r\ndata: a\rdata: b\n\nretry: 10\n\n", "nul": "id: a\0b\ndata\n\n"}.items():
    seed("event-stream", name, text)
for number, path in enumerate(["/v1/products", "/v1/orders/0190f8a4/pass.png", "/p/%41%2f", "/v1/products/%00", "/media/..%2Fx.svg", "/v1/orders//pass", "/b/%ff"]):
    seed("route", f"{number}", path)


def modules(*words):
    """What ZXingWriter (zxing-cpp-tools) draws: rows of modules, True is dark."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "code.svg")
        subprocess.run(["ZXingWriter", "-size", "1x1", *words, path], check=True, stdout=subprocess.DEVNULL)
        with open(path, encoding="utf-8") as file:
            text = file.read()
    width, height = map(int, re.search(r'viewBox="0 0 (\d+) (\d+)"', text).groups())
    dark = {(int(x), int(y)) for x, y in re.findall(r"M(\d+),(\d+)h1v1h-1z", text)}
    return [[(x, y) in dark for x in range(width)] for y in range(height)]


def packed(rows, scale, flags=0):
    """A picture for decode-image.c, a bit a pixel."""
    bits = [dark for row in rows for dark in row]
    bits += [False] * (-len(bits) % 8)
    body = bytes(sum(bit << (7 - i) for i, bit in enumerate(bits[at:at + 8])) for at in range(0, len(bits), 8))
    return bytes([flags | scale - 1, len(rows[0])]) + body


INVERSE, BYTES, ONE_ROW, QR, PRODUCT, CODE128 = 4, 8, 16, 32, 64, 96
for name, words in {"short": ("QRCode", "4711"), "pass": ("QRCode", "CC1:6BF+70$:QC-1/9T8BD%2 L0*4"), "bytes": ("-encoding", "UTF-8", "QRCode", "Xin chào, สวัสดี"),
                    "kanji": ("-encoding", "Shift_JIS", "QRCode", "点茗"), "high": ("-ecc", "8", "QRCode", "https://cubby.example/b/7")}.items():
    rows = modules("-margin", "8", *words)
    seed("decode-image", f"qr-{name}", packed(rows, 3, QR))
    seed("decode-image", f"qr-{name}-inverse", packed(rows, 2, QR | INVERSE))
rows = modules("-margin", "8", "QRCode", "4711")
gray = bytes(60 if dark else 190 for row in rows for dark in row)
seed("decode-image", "qr-gray", bytes([QR | BYTES | 3, len(rows[0])]) + gray)
seed("decode-image", "qr-two", packed([row + row for row in rows], 2))
for name, kind, text, flags in (("ean-13", "EAN-13", "4006381333931", PRODUCT), ("ean-8", "EAN-8", "96385074", PRODUCT),
                                ("upc-a", "UPC-A", "036000291452", PRODUCT), ("code-128", "Code128", "00089312345", CODE128)):
    row = modules("-margin", "20", kind, text)[:1]
    seed("decode-image", name, packed(row, 2, flags | ONE_ROW))
    seed("decode-image", f"{name}-among-all", packed(row, 2, ONE_ROW))
seed("decode-image", "noise", bytes([BYTES, 64]) + bytes((i * 2654435761 >> 16) & 255 for i in range(64 * 48)))
# A strip so long that its enlarged picture, or the doubled one, would pass the largest.
ALONE = 128
for name, flags in {"strip": QR, "strip-alone": QR | ALONE}.items():
    seed("decode-image", name, bytes([flags, 0, 0b01000010, 0x5D, 0xF1]))


def answer(*codes, serial=1, still=False):
    """As hardware/scanner/child/wire.c lays it out; the view is empty."""
    body = b"".join(struct.pack("<II8f4I8x", symbology, len(text), *[8.5] * 8, 1, 2, 30, 40) + text for symbology, text in codes)
    return bytes([still]) + struct.pack("<4I80x", 2, serial, len(codes), 0) + body


seed("decode-answer", "nothing", answer())
seed("decode-answer", "pass", answer((1, b"CC1:6BF+70$:QC")))
seed("decode-answer", "two", answer((1, "Xin chào".encode()), (2, b"4006381333931")))
seed("decode-answer", "still", answer((1, b"BEGIN:VCARD\r\n\0"), still=True))
seed("decode-answer", "late", answer((1, b"4711"), serial=9))
seed("decode-answer", "eight", answer(*[(4, b"96385074")] * 8))
for name, (slot, width, height, effort) in {"camera": (1, 1280, 720, 0), "still": (0, 100, 3000, 1), "large": (1, 1920, 1081, 0)}.items():
    seed("decode-request", name, struct.pack("<8IqQ", 2, 7, slot, width, height, width, 15, effort, 20000, 0))

# Readers: framing + 7 × identifier and the affixes, as reader-line.c reads them, then what is sent; 0xff is silence.
LINES = [(0, 0, b"\r\n]Q1CC1:ABC\r\n4006381333931\r"), (1, 0, b"CC1:ABC\r"), (2, 0, b"CC1:ABC\n"), (3, 0, b"CC1:ABC\r\n"), (4, 0, b"CC1:ABC\t"),
         (5, 0, b"\x02CC1:ABC\x03\x02half\x02whole\x03"), (6, 0, b"CC1:ABC\xff4006381333931\xff"), (0 + 7 * 2, 0, b"sCC1:ABC\rd4006381333931\r"),
         (0 + 7 * 4, 0, b"P01CC1:ABC\rA4006381333931\r"), (0, 2, b"\x02CC1:ABC\r"), (0, 0, b"half\xff~DEFALT.\r@FACDEF\r\x1b[2J\r"),
         (0, 0, b"half\xfeflood\rCC1:ABC\r]E004252614\r")]
for number, (framing, affix, data) in enumerate(LINES):
    seed("reader-line", f"{number}", bytes([framing, affix]) + data)
# Keys as reader-keys.c reads them: Shift is 42, Alt 56, Enter 28, Ctrl 29; silence 0xff, lost 0xfe.
PRESS = lambda *codes: b"".join(bytes([code, 1, code, 0]) for code in codes)
KEYS = [PRESS(5, 3, 28), bytes([42, 1]) + PRESS(46, 46) + bytes([42, 0]) + PRESS(2, 28), bytes([56, 1]) + PRESS(82, 77, 71) + bytes([56, 0]) + PRESS(28),
        bytes([29, 1]) + PRESS(50) + bytes([29, 0]) + PRESS(28), PRESS(1, 28, 30, 15), PRESS(30) + b"\xff\0" + PRESS(30) + b"\xfe\0" + PRESS(28)]
for number, data in enumerate(KEYS):
    for configuration in (0, 1, 16, 64):
        seed("reader-keys", f"{number}-{configuration}", bytes([configuration]) + data)

# The modules of a code as qr-modules.c reads them: version, what patterns are put in, a bit a module, how sure each is. The rest is tried as
# codewords too.
def soft_modules(rows, choice, sure=b""):
    bits = [dark for row in rows for dark in row]
    bits += [False] * (-len(bits) % 8)
    return bytes([(len(rows) - 17) // 4 - 1, choice]) + bytes(sum(bit << (7 - i) for i, bit in enumerate(bits[at:at + 8]))
                                                             for at in range(0, len(bits), 8)) + sure


for name, words in {"short": ("QRCode", "4711"), "bytes": ("-encoding", "UTF-8", "QRCode", "Xin chào, สวัสดี"), "kanji": ("-encoding", "Shift_JIS", "QRCode", "点茗"),
                    "high": ("-ecc", "8", "QRCode", "https://cubby.example/b/7")}.items():
    rows = modules("-margin", "0", *words)
    seed("qr-modules", name, soft_modules(rows, 200))
    seed("qr-modules", f"{name}-unsure", soft_modules(rows, 200, bytes(range(256)) * 2))
CODEWORDS = ["000100000000110001111011", "00100000001001110011101001110011100100001", "010000000010010000010100001", "0111000110100100000000010100000100",
             "1000000000010110111101000", "01010010000000110011100001110011000", "100110100101000100000000010111"]
for number, bits in enumerate(CODEWORDS):
    bits += "0" * (-len(bits) % 8)
    seed("qr-modules", f"codewords-{number}", bytes([0, number]) + bytes(int(bits[at:at + 8], 2) for at in range(0, len(bits), 8)))
