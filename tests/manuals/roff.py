# SPDX-License-Identifier: Apache-2.0
"""A manual page as data, as far as the pages of this project need it."""
import re
import shlex

FONTS = re.compile(r"\\f(?:[BIRP]|\[\])")


def plain(text):
    """@text as it is read: no fonts, no escapes."""
    text = FONTS.sub("", text)
    for escape, sign in (("\\-", "-"), ("\\e", "\\"), ("\\(dq", '"'), ("\\&", "")):
        text = text.replace(escape, sign)
    return text


def line_text(line):
    """A line of text, or the arguments of a font macro, as it is read."""
    if not line.startswith("."):
        return plain(line)
    macro, _, rest = line[1:].partition(" ")
    lexer = shlex.shlex(rest, posix=True)
    lexer.whitespace_split, lexer.escape, lexer.quotes, lexer.commenters = True, "", '"', ""
    return plain(("" if len(macro) == 2 else " ").join(lexer))


class Entry:
    """Tags of .TP and .TQ, and what is said below them."""

    def __init__(self):
        self.tags = []
        self.body = ""


class Page:
    def __init__(self, text):
        self.sections = {}  # name of .SH: its lines
        for line in text.splitlines():
            if line.startswith(".SH "):
                lines = self.sections.setdefault(plain(line[4:]), [])
            elif self.sections:
                lines.append(line)

    def text(self, section):
        return " ".join(line_text(line) for line in self.sections.get(section, []))

    def groups(self, section):
        """Returns: {name of .SS, "" before the first: its lines}."""
        found = {"": []}
        name = ""
        for line in self.sections.get(section, []):
            if line.startswith(".SS "):
                name = plain(line[4:])
                found[name] = []
            else:
                found[name].append(line)
        return found

    def examples(self):
        """Returns: what stands between .nf and .fi of EXAMPLES, a text each."""
        found = re.findall(r"^\.nf\n(.*?)^\.fi$", "\n".join(self.sections["EXAMPLES"]), re.S | re.M)
        return ["\n".join(plain(line) for line in text.splitlines() if not line.startswith(".")) + "\n" for text in found]


def entries(lines):
    """Returns: the tagged paragraphs of @lines."""
    found = []
    position = 0
    while position < len(lines):
        line = lines[position]
        if line in (".TP", ".TQ"):
            if line == ".TP":
                found.append(Entry())
            position += 1
            found[-1].tags.append(line_text(lines[position]))
        elif line in (".PP", ".nf", ".fi", ".RS", ".RE"):
            pass
        elif found:
            found[-1].body += " " + line_text(line)
        position += 1
    return found
