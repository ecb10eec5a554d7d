"""Reads the template files.

`== family ~values : ACTION` starts a family: its templates are the lines below, `~values` names the function that draws
the row's values, and ACTION is what they ask for: `reply`, `other`, `ask QUESTION`, or a tool's name with constant
arguments: `list what=notes ; more=...`. A line may end with ` => ACTION` of its own. Lines that start with `#` are
comments.
"""

import re
from dataclasses import dataclass
from pathlib import Path

_header = re.compile(r"^== (?P<name>[a-z0-9-]+)(?: ~(?P<values>[a-z0-9_]+))?\s*: (?P<action>.+)$")


@dataclass(frozen=True)
class Action:
    """What a template asks for; `constants` are arguments that are no words of the message, templates themselves."""

    kind: str
    question: str = ""
    constants: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Template:
    """One line of a family; `group` is its id, the same in each run."""

    text: str
    action: Action
    group: str


@dataclass(frozen=True)
class Family:
    """Templates that ask for the same."""

    name: str
    values: str | None
    templates: tuple[Template, ...]


def read_families(folder: Path) -> dict[str, Family]:
    """All families of the `.txt` files of a folder, by name."""
    families: dict[str, Family] = {}
    for path in sorted(folder.glob("*.txt")):
        for family in _parse(path.read_text(encoding="utf-8"), path.name):
            if family.name in families:
                raise ValueError(f'{path.name}: the family "{family.name}" stands twice; rename one of them')
            families[family.name] = family
    return families


def read_words(folder: Path) -> dict[str, list[str]]:
    """Word lists by file name: one entry a line, or several headed by `== name`."""
    words: dict[str, list[str]] = {}
    for path in sorted(folder.glob("*.txt")):
        name = path.stem
        for line in _lines(path.read_text(encoding="utf-8")):
            if line.startswith("== "):
                name = line[3:].strip()
            else:
                words.setdefault(name, []).append(line)
    return words


def parse_action(text: str) -> Action:
    """`ask QUESTION`, `reply`, `other`, or `tool a=text ; b=text`."""
    kind, _, rest = text.strip().partition(" ")
    if kind == "ask":
        return Action(kind, question=rest.strip())
    pairs = [part.split("=", 1) for part in rest.split(" ; ") if part.strip() != ""]
    return Action(kind, constants=tuple((name.strip(), value.strip()) for name, value in pairs))


def _parse(text: str, file_name: str) -> list[Family]:
    families: list[Family] = []
    header: re.Match[str] | None = None
    lines: list[str] = []

    def finish() -> None:
        if header is None:
            return
        name, default = header["name"], parse_action(header["action"])
        if not lines:
            raise ValueError(f'{file_name}: the family "{name}" has no templates')
        templates = []
        for index, line in enumerate(lines):
            body, _, own = line.partition(" => ")
            action = parse_action(own) if own != "" else default
            templates.append(Template(body, action, f"{name}/{index}"))
        families.append(Family(name, header["values"], tuple(templates)))

    for line in _lines(text):
        if not line.startswith("== "):
            lines.append(line)
            continue
        finish()
        header, lines = _header.match(line), []
        if header is None:
            raise ValueError(f"{file_name}: {line!r} is no header; write it as `== family ~values : ACTION`")
    finish()
    return families


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip() != "" and not line.startswith("#")]
