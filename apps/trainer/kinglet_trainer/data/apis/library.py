"""Reads functions/*.txt, one domain a file.

A function starts with `= NAME IN WORDS : NAMESPACE : DESCRIPTION`. Then, one a line:

    name,other_name* KIND=DEFAULT Description     an argument; `*` where it is required, `.` for a member of an object
    > TEMPLATE                                    a question (questions.py tells how it is filled)
    < RESULT => ANSWER                            a result and what is said after it
    - QUESTION                                    anywhere: a question that no function of the file answers

Lines that start with # and blank ones are skipped.
"""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from kinglet_trainer.errors import KingletError

from .spec import Argument, Function, Library

FOLDER = Path(__file__).parent / "functions"
_HEAD = re.compile(r"([a-z][\w.,]*)(\*?) (\w+)")


@cache
def library() -> Library:
    """All functions, in the order of files and lines. KingletError with file and line where one cannot be read."""
    functions: list[Function] = []
    misses: dict[str, list[str]] = {}
    for path in sorted(FOLDER.glob("*.txt")):
        misses[path.stem] = []
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            try:
                _read_line(line.strip(), path.stem, functions, misses[path.stem])
            except (ValueError, IndexError) as cause:
                raise KingletError(
                    f"{path.name}:{number}: cannot be read ({cause}). Allowed are lines as the docstring of library.py "
                    f"describes; correct the line: {line.strip()[:100]}"
                ) from cause
    return Library(functions, misses)


def _read_line(line: str, domain: str, functions: list[Function], misses: list[str]) -> None:
    if not line or line.startswith("#"):
        return
    mark, rest = line[0], line[1:].strip()
    if mark == "=":
        words, namespace, description = (part.strip() for part in rest.split(" : ", 2))
        functions.append(Function(words, namespace, description, domain))
    elif mark == ">":
        functions[-1].templates.append(rest)
    elif mark == "<":
        result, answer = rest.split(" => ")
        functions[-1].results.append((result, answer))
    elif mark == "-":
        misses.append(rest)
    else:
        functions[-1].arguments.append(argument(line))


def argument(line: str) -> Argument:
    """ValueError where the line is not `name* kind=default Description`."""
    head = _HEAD.match(line)
    if head is None:
        raise ValueError("an argument is `name* kind Description`")
    end = _end_of_kind(line, head.end())
    default, has_default, description = None, False, line[end:]
    if description.startswith("="):
        default, description = _default(description[1:])
        has_default = True
    return Argument(
        names=tuple(head.group(1).split(",")),
        required=head.group(2) == "*",
        kind=line[head.start(3) : end],
        default=default,
        has_default=has_default,
        description=description.strip(),
    )


def _end_of_kind(line: str, start: int) -> int:
    """Behind `(...)` and `[...]` that follow a kind's name."""
    end = start
    for opening, closing in (("(", ")"), ("[", "]")):
        if line[end : end + 1] == opening:
            end = line.index(closing, end) + 1
    return end


def _default(text: str) -> tuple[Any, str]:
    try:
        value, end = json.JSONDecoder().raw_decode(text)
        if text[end : end + 1] in ("", " "):
            return value, text[end:]
    except json.JSONDecodeError:
        pass
    word, _, rest = text.partition(" ")
    return word, rest
