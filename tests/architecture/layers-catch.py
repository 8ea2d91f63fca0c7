#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""The test of layers catches each kind of breach: one small broken tree a row (TAP)."""

import os
import subprocess
import sys
import tempfile

LAYERS = sys.argv[1]
LICENCE = "/* SPDX-License-Identifier: Apache-2.0 */\n"

ROWS = [  # (name, file, text, what the test must say)
    ("the domain includes a program", "app/domain/x.c", LICENCE + '#include "app/kiosk/y.h"\n', "app/domain may not include app/kiosk"),
    ("a program includes another program", "app/linkd/x.c", LICENCE + '#include "app/lockerd/y.h"\n', "app/linkd may not include app/lockerd"),
    ("a protocol includes hardware", "protocols/dbus/x.c", LICENCE + '#include "hardware/locks/y.h"\n', "protocols/dbus may not include hardware/locks"),
    ("GIO in the domain", "app/domain/x.c", LICENCE + "#include <gio/gio.h>\n", "gio is not used in app/domain"),
    ("SQLite outside its folder", "app/lockerd/x.c", LICENCE + "#include <sqlite3.h>\n", "sqlite is not used in app/lockerd"),
    ("libcurl outside its folder", "protocols/notify/x.c", LICENCE + "#include <curl/curl.h>\n", "libcurl is not used in protocols/notify"),
    ("GTK outside the kiosk", "app/central/x.c", LICENCE + "#include <gtk/gtk.h>\n", "gtk is not used in app/central"),
    ("an include not written from the root", "app/ctl/x.c", LICENCE + '#include "y.h"\n', "is not written from the root"),
    ("a clock in the domain", "app/domain/x.c", LICENCE + "long f (void) { return g_get_real_time (); }\n", "the rules have no clock"),
    ("a folder without a row", "app/newthing/x.c", LICENCE, "has no row in the table"),
    ("a library without a reason", "meson.build", "png_dep = dependency('libpng')\n", "no folder and reason beside png_dep"),
    ("a library asked for in a folder", "app/ctl/meson.build", "x_dep = dependency('libpng')\n", "libpng belongs into the root meson.build"),
    ("a folder without a README", "tests/newthing/x.py", "", "tests/newthing: has no README.md"),
    ("a folder of tests that is not run", "tests/newthing/meson.build", "", "tests/newthing: no meson.build names it"),
    ("a file without its licence", "app/ctl/x.c", "int x;\n", "does not start with its licence"),
]

print(f"1..{len(ROWS)}")
failed = 0
for index, (name, path, text, expected) in enumerate(ROWS, 1):
    with tempfile.TemporaryDirectory() as tree:
        for place, content in (("meson.build", ""), (path, text), ("app/kiosk/y.h", LICENCE), ("app/lockerd/y.h", LICENCE), ("hardware/locks/y.h", LICENCE)):
            os.makedirs(os.path.dirname(os.path.join(tree, place)), exist_ok=True)
            with open(os.path.join(tree, place), "w", encoding="utf-8") as file:
                file.write(content)
        run = subprocess.run(["/usr/bin/python3", LAYERS, tree], capture_output=True, text=True, check=False)
    good = run.returncode == 1 and expected in run.stdout
    failed += not good
    print(f"{'ok' if good else 'not ok'} {index} - caught: {name}")
    if not good:
        print(f"# expected: {expected}")
sys.exit(1 if failed else 0)
