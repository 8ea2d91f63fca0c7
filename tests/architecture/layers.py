#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Which folder may include what. The table is the architecture; each row is a test case (TAP)."""

import os
import re
import sys

ROOT = sys.argv[1]

LIBRARIES = {  # third-party header -> library
    "gtk": r"^(gtk|gdk/|gsk|pango|cairo|graphene)",
    "gdk-pixbuf": r"^gdk-pixbuf/",
    "gio": r"^gio/",
    "gstreamer": r"^gst/",
    "zbar": r"^zbar\.h",
    "libseccomp": r"^seccomp\.h",
    "libmodbus": r"^modbus",
    "libgpiod": r"^gpiod\.h",
    "libsodium": r"^sodium",
    "libqrencode": r"^qrencode\.h",
    "libpng": r"^png\.h",
    "libcurl": r"^curl/",
    "libevent": r"^event2?[/.]",
    "openssl": r"^openssl/",
    "json-glib": r"^json-glib/",
    "sqlite": r"^sqlite3\.h",
    "libpq": r"^libpq|^postgresql/",
    "libthai": r"^thai/",
    "zlib": r"^zlib\.h",
    "libwebp": r"^webp/",
    "libevdev": r"^libevdev/",
}

SHARED = ["app/domain", "app/common"]
PROTOCOLS = ["protocols/" + name for name in ("dbus", "http", "modbus", "notify", "pass", "payqr", "sql")]
HARDWARE = ["hardware/light", "hardware/locks", "hardware/scanner", "hardware/scanner/child", "hardware/scanner/decode", "hardware/sim"]
PROGRAM = SHARED + PROTOCOLS + HARDWARE + ["app/journal", "app/catalogue"]

# folder: (the folders of ours it may include besides itself, the libraries it may include)
LAYERS = {
    "app/domain": ([], []),
    "app/common": (["app/domain"], ["gio", "libsodium"]),
    "protocols/sql": (SHARED, ["gio", "libpq", "sqlite"]),
    "protocols/pass": (SHARED, ["gio", "libsodium", "libqrencode", "libpng"]),
    "protocols/payqr": (SHARED, []),
    "protocols/modbus": (SHARED, ["gio", "libmodbus"]),
    "protocols/dbus": (SHARED, ["gio"]),
    "protocols/http": (SHARED, ["gio", "json-glib", "libcurl", "libevent", "openssl"]),
    "protocols/notify": (SHARED + ["protocols/http", "protocols/pass"], ["gio", "json-glib"]),
    "hardware/light": (SHARED, ["gio", "libgpiod"]),
    "hardware/locks": (SHARED + ["protocols/modbus"], ["gio"]),
    "hardware/scanner": (
        SHARED + ["hardware/scanner/child", "hardware/scanner/decode"],
        ["gio", "gstreamer", "gdk-pixbuf", "libwebp", "libevdev"],
    ),
    "hardware/scanner/child": (SHARED + ["hardware/scanner/decode"], ["gio", "libseccomp"]),
    "hardware/scanner/decode": (["app/domain"], ["zbar"]),
    "hardware/sim": (SHARED + ["protocols/http", "hardware/scanner", "hardware/scanner/decode"], ["gio", "json-glib"]),
    "app/journal": (SHARED + ["protocols/sql"], ["gio", "json-glib"]),
    "app/catalogue": (SHARED + ["protocols/sql"], ["gio", "json-glib", "libthai"]),
    "app/lockerd": (PROGRAM, ["gio", "json-glib"]),
    "app/linkd": (PROGRAM, ["gio", "json-glib"]),
    "app/kiosk": (PROGRAM, ["gio", "json-glib", "gtk", "gdk-pixbuf"]),
    "app/central": (PROGRAM, ["gio", "json-glib"]),
    "app/ctl": (PROGRAM, ["gio", "json-glib"]),
}

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.M)
GENERATED = re.compile(r"^(cubby-(locker|link)-dbus\.h|config\.h|qr-charsets\.h|[a-z-]+-resources\.h)$")


def sources(folder):
    for directory, folders, names in os.walk(os.path.join(ROOT, folder)):
        inside = os.path.relpath(directory, ROOT)
        folders[:] = [name for name in folders if f"{inside}/{name}" not in LAYERS]  # they have rows of their own
        for name in sorted(names):
            if name.endswith((".c", ".h")):
                yield os.path.relpath(os.path.join(directory, name), ROOT)


def library_of(header):
    return next((name for name, pattern in LIBRARIES.items() if re.match(pattern, header)), None)


def faults_of_include(folder, quote, header):
    ours, libraries = LAYERS[folder]
    library = library_of(header)
    if library is not None:
        if library not in libraries:
            yield f"{header}: {library} is not used in {folder}"
        return
    if quote == "<" or GENERATED.match(header):
        return
    if not os.path.isfile(os.path.join(ROOT, header)):
        yield f"{header}: is not written from the root of the project"
        return
    target = max((f for f in LAYERS if header.startswith(f + "/")), key=len, default=None)
    if target != folder and target not in ours:
        yield f"{header}: {folder} may not include {target or os.path.dirname(header)}"


def faults_of_folder(folder):
    for path in sources(folder):
        with open(os.path.join(ROOT, path), encoding="utf-8") as file:
            text = file.read()
        for quote, header in INCLUDE.findall(text):
            for fault in faults_of_include(folder, quote, header):
                yield f"{path}: {fault}"
        if "SPDX-License-Identifier: Apache-2.0" not in text.split("\n", 1)[0]:
            yield f"{path}: does not start with its licence"


def folders_without_row():
    for top in ("app", "hardware", "protocols"):
        for path in sources(top):
            if not any(path.startswith(folder + "/") for folder in LAYERS):
                yield f"{path}: its folder has no row in the table of layers"


def folders_not_run():
    """A folder of tests that no meson.build names is never run, and nobody notices."""
    named = set()
    folders = []
    for directory, _, names in os.walk(os.path.join(ROOT, "tests")):
        if "meson.build" not in names:
            continue
        folder = os.path.relpath(directory, ROOT)
        folders.append(folder)
        with open(os.path.join(directory, "meson.build"), encoding="utf-8") as file:
            named.update(f"{folder}/{name}" for name in re.findall(r"^\s*subdir\('([^']+)'\)", file.read(), re.M))
    for folder in sorted(folders):
        if folder != "tests" and folder not in named:
            yield f"{folder}: no meson.build names it, so its tests are never run"


def libraries_without_reason():
    """Each library is asked for once, in the root meson.build, beside the folder that uses it and why."""
    root = os.path.join(ROOT, "meson.build")
    if not os.path.isfile(root):
        yield "meson.build: is not there"
        return
    with open(root, encoding="utf-8") as file:
        for line in file:
            if re.match(r"\w+_dep = ", line) and not re.search(r"# (everywhere|[\w/, -]+)\b[^:]*: \w", line):
                yield f"meson.build: no folder and reason beside {line.split(' =')[0]}"
    for folder in LAYERS:
        path = os.path.join(ROOT, folder, "meson.build")
        if os.path.isfile(path):
            with open(path, encoding="utf-8") as file:
                for name in re.findall(r"\bdependency\('([^']+)'", file.read()):
                    if name != "threads":
                        yield f"{folder}/meson.build: {name} belongs into the root meson.build"


def folders_without_readme():
    """Folders of files, not of folders; those that only hold pictures, data or scripts of the folder above are told of there."""
    leaves = list(LAYERS) + ["app/demo", "systemd", "tests"]
    for top in ("assets", "tests"):
        _, names, _ = next(os.walk(os.path.join(ROOT, top)), (top, [], []))
        leaves += [f"{top}/{name}" for name in sorted(names) if not name.startswith(("__", "."))]
    for folder in leaves:
        if not os.path.isfile(os.path.join(ROOT, folder, "README.md")):
            yield f"{folder}: has no README.md"


def clock_in_domain():
    forbidden = re.compile(r"\b(g_get_real_time|g_get_monotonic_time|g_random_|time|fopen|g_file_|g_date_time_new_now\w*|getenv|g_getenv)\s*\(")
    for path in sources("app/domain"):
        with open(os.path.join(ROOT, path), encoding="utf-8") as file:
            for number, line in enumerate(file, 1):
                found = forbidden.search(line)
                if found:
                    yield f"{path}:{number}: the rules have no clock, no files, no chance: {found.group(1)}"


def reads_outside():
    """The project stands alone: nothing in it names the folder beside it."""
    outside = "/".join(["..", "shared"])
    absolute = "/".join(["", "work", "shared"])
    for directory, names, files in os.walk(ROOT):
        names[:] = [n for n in names if not n.startswith((".", "build", "node_modules"))]
        for name in files:
            path = os.path.join(directory, name)
            with open(path, "rb") as file:
                text = file.read()
            if outside.encode() in text or absolute.encode() in text:
                yield f"{os.path.relpath(path, ROOT)}: names {outside}"


CASES = [(f"{folder} includes only what is below it", lambda f=folder: faults_of_folder(f)) for folder in LAYERS] + [
    ("every folder with sources has a row", folders_without_row),
    ("every leaf folder has a README", folders_without_readme),
    ("every folder of tests is run", folders_not_run),
    ("every library has its folder and its reason", libraries_without_reason),
    ("the domain has no clock, files or chance", clock_in_domain),
    ("nothing reads the folder beside the project", reads_outside),
]

print(f"1..{len(CASES)}")
failed = 0
for index, (name, check) in enumerate(CASES, 1):
    faults = list(check())
    failed += bool(faults)
    print(f"{'not ok' if faults else 'ok'} {index} - {name}")
    for fault in faults:
        print(f"# {fault}")
sys.exit(1 if failed else 0)
