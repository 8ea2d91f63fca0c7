# SPDX-License-Identifier: Apache-2.0
"""What a README names is there: links, paths from the root, and files of the folder it describes; a row a README. And
what is there is named, in a README with a table of files: each C file of its folder, by its noun or by a pattern.

usage: test-readmes.py SOURCE-ROOT

Looked at: the targets of links, and words between backticks or in indented commands that begin with a folder of the
root or end like a source file. A name with capitals (NAME, KIND) or "frob" stands for any; * and [ch] are patterns, and
a word of a folder without a suffix (app/domain/search-fold) is the noun of its files.
"""
import pathlib
import re
import sys

import tap

root = pathlib.Path(sys.argv[1])
TOP = ("app", "hardware", "protocols", "assets", "tests", "systemd")
SUFFIXES = ("c", "h", "py", "md", "xml", "ui", "yaml", "toml", "json", "sh", "html", "ini", "css", "bash", "build", "1", "5", "8")
LINK = re.compile(r"\]\(([^)#\s]+)[^)]*\)")
QUOTED = re.compile(r"`([^`\n]+)`")
ROOTED = re.compile(rf"(?:{'|'.join(TOP)})/[\w./*\[\]-]*")
NAMED = re.compile(rf"(?=.*[A-Za-z].*\.)[\w*\[\]-][\w./*\[\]-]*\.(?:{'|'.join(SUFFIXES)}|\[ch\])")
OF_FILES = re.compile(r"^\| files? \|", re.M)
ANY = re.compile(r"[A-Z]{2,}|\bN\b|frob")
GENERATED = ("build/",)  # by tests/run and app/demo/run


def listed():
    """What is in the repository; not what a build or an editor left."""
    done = tap.command("git", "-C", str(root), "ls-files", "--cached", "--others", "--exclude-standard")
    names = done.stdout.splitlines() if done.returncode == 0 else [
        str(path.relative_to(root)) for path in root.rglob("*") if path.is_file() and "build" not in path.relative_to(root).parts]
    return [name for name in names if (root / name).exists()]


FILES = listed()
FOLDERS = {str(parent) for name in FILES for parent in pathlib.PurePath(name).parents}


def to_pattern(path):
    return re.escape(path).replace(r"\*", "[^/]*").replace(r"\[ch\]", "[ch]")


def is_there(path):
    """@path from the root: a file, a folder, a pattern, or the noun of files."""
    path = path.rstrip("/.")
    pattern = re.compile(to_pattern(path) + r"(?:\.\w+|-[\w-]+\.\w+)?$")
    return path in FOLDERS or any(pattern.match(name) for name in FILES)


def is_below(folder, name):
    """A file of this name somewhere below @folder, or below what @folder mirrors: tests/assets mirrors assets."""
    folders = [folder, folder.removeprefix("tests/")]
    pattern = re.compile(rf"(?:{'|'.join(re.escape(each) for each in folders)})/(?:.*/)?" + to_pattern(name) + "$")
    return any(pattern.match(each) for each in FILES)


def words_of(text):
    for quoted in QUOTED.findall(text):
        yield from quoted.split()
    for line in text.splitlines():
        if line.startswith("    "):
            yield from line.split()


def check_readme(name):
    text = (root / name).read_text()
    folder = str(pathlib.PurePath(name).parent)
    gone = []
    for target in LINK.findall(text):
        if not re.match(r"\w+:", target) and not is_there(str(pathlib.PurePath(folder) / target)):
            gone.append(f"the link {target}")
    for word in words_of(text):
        word = word.strip("'\",;:()")
        if ANY.search(word) or word.startswith(GENERATED):
            continue
        if ROOTED.fullmatch(word):
            if not is_there(word) and not is_there(f"{folder}/{word}"):
                gone.append(word)
        elif NAMED.fullmatch(word) and not is_there(word) and not is_below(folder, word):
            gone.append(word)
    tap.check(not gone, f"is not there: {', '.join(gone)}")


def check_table(name):
    folder = pathlib.PurePath(name).parent
    nouns = {pathlib.PurePath(each).stem for each in FILES if each.endswith(".c") and pathlib.PurePath(each).parent == folder}
    words = {re.sub(r"\.(?:\w+|\[ch\])$", "", word.strip("'\",;:()")) for word in words_of((root / name).read_text())}
    patterns = [re.compile(to_pattern(word)) for word in words if re.search(r"\w", word)]
    missing = sorted(noun for noun in nouns if not any(pattern.fullmatch(noun) for pattern in patterns))
    tap.check(not missing, f"does not name: {', '.join(missing)}")


readmes = [name for name in FILES if pathlib.PurePath(name).name == "README.md"]
tap.check(len(readmes) > 20, f"{root}: only {len(readmes)} READMEs")
tables = [name for name in readmes if OF_FILES.search((root / name).read_text())]
tap.check(len(tables) > 10, f"{root}: only {len(tables)} READMEs with a table of files")
tap.run([(f"{name} names what is there", lambda readme=name: check_readme(readme)) for name in sorted(readmes)]
        + [(f"{name} names each C file", lambda readme=name: check_table(readme)) for name in sorted(tables)])
