# SPDX-License-Identifier: Apache-2.0
"""The command line: broken configurations, busy ports, other databases; each says what and the way out."""

import os
import shutil
import sys

from harness import ENGINE, Central, run

central = Central().start()
PORT = central.address[1]


def write(name, content):
    with open(central.path(name), "w", encoding="utf-8") as file:
        file.write(content)
    return central.path(name)


def fails(status, *words, arguments, without=None):
    def test():
        done = central.run(*(one() if callable(one) else one for one in arguments), check=False)
        assert done.returncode == status, (done.returncode, done.stderr)
        assert len(done.stderr.strip().splitlines()) == 1, done.stderr
        for word in words:
            assert word in done.stderr, done.stderr
        assert without is None or without not in done.stderr, done.stderr
    return test


def serve(database=None, listen="127.0.0.1:0", config=None):
    arguments = ["--database", database or (lambda: central.new_database("other").uri), "--listen", listen]
    return arguments + (["--config", config] if config else [])


def newer():
    database = central.new_database("newer")
    central.run("migrate", "--database", database.uri)
    database.sql("INSERT INTO schema_migration VALUES (99, 'from tomorrow', 0)")
    return database.uri


def older():
    database = central.new_database("older")
    central.run("migrate", "--database", database.uri)
    database.sql("DELETE FROM schema_migration WHERE number = (SELECT MAX(number) FROM schema_migration)")
    return database.uri


def check_finds_a_wrong_level():
    database = central.new_database("wrong")
    central.run("import", central.path("range.json"), "--database", database.uri)
    database.sql("UPDATE stock_level SET on_hand = on_hand + 1 WHERE sku = 'SKU-2' AND location = 'W1'")
    done = central.run("check", "--database", database.uri, check=False)
    assert done.returncode == 1 and "SKU-2 at W1" in done.stderr, done.stderr


def check_finds(sentence, *statements):
    """Behind the service's back, in a shop with one order; a database of its own is quicker than a repair."""
    def test():
        database = central.new_database("hangs")
        central.run("restore", shop(), "--database", database.uri)
        for statement in statements:
            database.sql(statement)
        done = central.run("check", "--database", database.uri, check=False)
        database.close()
        if database.engine == "sqlite":
            os.remove(database.path)
        assert done.returncode == 1 and sentence in done.stderr, done.stderr
    return test


def shop():
    path = central.path("shop.jsonl.gz")
    if not os.path.exists(path):
        central.order()
        central.command("backup", path)
    return path


def check_runs_beside_the_service():
    assert central.command("check").startswith("good")


def a_pass_key_is_never_overwritten():
    before = open(central.path("pass.key"), "rb").read()
    assert central.run("pass-key", "generate", central.path("pass.key"), check=False).returncode == 1
    assert open(central.path("pass.key"), "rb").read() == before
    assert os.stat(central.path("pass.key")).st_mode & 0o777 == 0o600


def config_check_says_what_a_file_holds():
    path = write("good.conf", "[service]\nname=Nhà Nắng\n[mail]\nurl=smtp://localhost:2525\n")
    assert central.run("config", "check", path) == f"{path}: Nhà Nắng at http://127.0.0.1:8080, signs no passes, sends mail"


def a_broken_picture_is_named_and_nothing_is_imported():
    folder = central.path("broken")
    os.makedirs(os.path.join(folder, "pictures"))
    shutil.copy(central.path("range.json"), folder)
    for name, data in (("good.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"), ("noise.svg", bytes(range(256)))):
        with open(os.path.join(folder, "pictures", name), "wb") as file:
            file.write(data)
    database = central.new_database("broken/shop")
    with open(central.path("broken.conf"), "w", encoding="utf-8") as file:
        file.write(f"[service]\nmedia-folder={folder}/media\n")
    arguments = ["import", folder, "--database", database.uri, "--config", central.path("broken.conf")]
    done = central.run(*arguments, check=False)
    assert done.returncode == 1 and "noise.svg: is not a picture" in done.stderr, done.stderr
    assert not os.path.exists(os.path.join(folder, "media")), "pictures were copied"
    assert database.sql("SELECT count(*) FROM product") == [("0",)], "the range was imported"
    os.remove(os.path.join(folder, "pictures", "noise.svg"))
    assert "1 pictures" in central.run(*arguments)


def help_names_every_command():
    text = central.run("--help")
    for word in ("import", "key add", "enrol-code", "begin-epoch", "pass-key generate", "pass-key list", "pass-key rotate", "pass-key retire", "config check", "migrate", "check"):
        assert word in text, text
    assert central.run("--version").startswith("cubby-central ")


TESTS = [
    ("a port that is taken", fails(1, f"127.0.0.1:{PORT}", "taken", arguments=serve(listen=f"127.0.0.1:{PORT}"))),
    ("an address that is none", fails(1, "ADDR:PORT", arguments=serve(listen="8080"))),
    ("a database we do not speak", fails(1, "mysql://x", "sqlite:", arguments=serve("mysql://x"))),
    ("a database in no folder", fails(1, "/nowhere/at/all", arguments=serve("sqlite:/nowhere/at/all.db"))),
    ("a file that is no database", fails(1, "range.json", arguments=serve(lambda: "sqlite:" + central.path("range.json")))),
    ("a database of a newer version", fails(1, "version 99", "restore a backup", arguments=serve(newer))),
    ("a database of an older version", fails(1, "cubby-central migrate", arguments=serve(older))),
    ("a configuration that is not there", fails(1, "none.conf", arguments=serve(config=lambda: central.path("none.conf")))),
    ("a key nobody knows", fails(1, "undo-delay", arguments=serve(config=lambda: write("a.conf", "[notices]\nundo-delay=1\n")))),
    ("a value out of range", fails(1, "hold-hours", arguments=serve(config=lambda: write("b.conf", "[pickup]\nhold-hours=0\n")))),
    ("a URL that is none", fails(1, "public-url", arguments=serve(config=lambda: write("c.conf", "[service]\npublic-url=ftp://x\n")))),
    ("a time zone that is none", fails(1, "time-zone", arguments=serve(config=lambda: write("d.conf", "[service]\ntime-zone=Mars/Base\n")))),
    ("a pass key that is not there", fails(1, "no.key", arguments=serve(config=lambda: write("e.conf", "[pass]\nkey-file=/no.key\n")))),
    ("no database", fails(2, "--database", arguments=["--listen", "127.0.0.1:0"])),
    ("no such command", fails(2, "no such command", arguments=["dance"])),
    ("a key without a scope", fails(2, "--scope", arguments=["key", "add", "--name", "x", "--database", lambda: central.database])),
    ("a code for no store", fails(1, "There is no location 9", arguments=["enrol-code", "--store", "9", "--database", lambda: central.database])),
    ("an import that is not there", fails(1, "none.json", arguments=["import", lambda: central.path("none.json"), "--database", lambda: central.database])),
    ("a configuration that is wrong, checked", fails(1, "[pickup]", "hold-hours", arguments=["config", "check", lambda: write("f.conf", "[pickup]\nhold-hours=x\n")])),
    ("no configuration to check", fails(2, "config check", arguments=["config", "check"])),
    ("config check says what a file holds", config_check_says_what_a_file_holds),
    ("check finds a level that is not the sum of its movements", check_finds_a_wrong_level),
    ("check finds stock nowhere", check_finds("of no location", "UPDATE stock_level SET location = '9' WHERE sku = 'SKU-3' AND location = 'W1'",
                                              "UPDATE stock_movement SET location = '9' WHERE sku = 'SKU-3' AND location = 'W1'")),
    ("check finds a movement of nothing", check_finds(
        "of no stock level", "INSERT INTO stock_movement (id, time_ms, kind, sku, location, quantity, on_hand, allocated, held, damaged, "
        "quality_control, incoming, actor) VALUES ('m', 0, 'receive', 'SKU-9', 'W1', 1, 1, 0, 0, 0, 0, 0, 'me')")),
    ("check finds a notice about nothing", check_finds("about no order", "UPDATE outbox SET order_id = 'o'")),
    ("check finds a feed that counts wrongly", check_finds("numbered higher", "UPDATE counter SET value = 1 WHERE name = 'feed'")),
    ("check runs beside the service", check_runs_beside_the_service),
    ("a pass key is never overwritten", a_pass_key_is_never_overwritten),
    ("a broken picture is named, and nothing is imported", a_broken_picture_is_named_and_nothing_is_imported),
    ("help names every command", help_names_every_command),
]
if ENGINE == "sqlite":
    TESTS += [
        ("a database that another service has", fails(1, "another cubby-central is running", arguments=serve(lambda: central.database))),
    ]
else:
    TESTS += [
        ("a password is in no message",
         fails(1, "postgresql://shop@127.0.0.1:1/shop", without="sesame", arguments=serve("postgresql://shop:sesame@127.0.0.1:1/shop"))),
        ("a password is in no message about a URI that is none",
         fails(1, "postgresql://", "cannot be read", without="sesame", arguments=serve("postgresql://shop:sesame@[::1/shop"))),
        ("a password is in no message about another engine",
         fails(1, "postgres://shop@h/shop", without="sesame", arguments=serve("postgres://shop:sesame@h/shop?password=sesame"))),
        ("a database that is not there", fails(1, "nowhere", "does not exist", arguments=serve(lambda: central.database.replace("/cubby_", "/nowhere_")))),
    ]

try:
    status = run("/central/command", TESTS)
finally:
    central.close()
sys.exit(status)
