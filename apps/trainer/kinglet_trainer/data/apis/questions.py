"""Questions from templates, together with the values that they state.

    {a|b}            one of some alternatives, nested where wanted
    (...)            left out half of the time; only here may optional arguments stand
    [name]           an argument in words, drawn from its kind
    [name=JSON:text] an argument with this value, said so
    <...>            what is repeated for a second call of the same function
"""

import json
import random
import re
from typing import Any

from kinglet_trainer.data.builtin.grammar import choose

from .kind import Kind

_SLOT = re.compile(r"\[([a-z][\w.]*)(?:=([^:\]]+):([^\]]*))?\]")
_GROUP = re.compile(r"\(([^()]*)\)")
_REPEAT = re.compile(r"<([^<>]*)>")


def plain_slots(template: str) -> set[str]:
    """Arguments that stand outside of every group."""
    while _GROUP.search(template):
        template = _GROUP.sub("", template)
    return {match.group(1) for match in _SLOT.finditer(template)}


def all_slots(template: str) -> set[str]:
    return {match.group(1) for match in _SLOT.finditer(template)}


def plan(template: str, known: set[str], rng: random.Random) -> str:
    """The template with alternatives and groups chosen; groups with arguments that are not known are left out."""

    def keep(match: re.Match[str]) -> str:
        return match.group(1) if all_slots(match.group(1)) <= known and rng.random() < 0.55 else ""

    text = choose(template, rng)
    while _GROUP.search(text):
        text = _GROUP.sub(keep, text)
    return text


def fill(text: str, kinds: dict[str, Kind], rng: random.Random, values: dict[str, Any]) -> str:
    """The words of a planned template; what they state is added to `values`."""

    def draw(match: re.Match[str]) -> str:
        name, stated, said = match.groups()
        if stated is not None:
            values[name] = _stated(stated, kinds[name])
            return said
        said, value = kinds[name].draw(rng)
        for _ in range(20):
            if not _is_taken(name, value, values, kinds):
                break
            said, value = kinds[name].draw(rng)
        values[name] = value
        after = match.string[match.end() : match.end() + 1]
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        return json.dumps(value) if is_number and (after.isalpha() or after in ("°", "-")) and said[-1:].isalpha() else said

    return tidy(_SLOT.sub(draw, text.replace("<", "").replace(">", "")))


def _stated(text: str, kind: Kind) -> Any:
    try:
        value = json.loads(text)
    except json.JSONDecodeError:
        value = text
    return kind.convert(value) if kind.convert else value


def _is_taken(name: str, value: Any, values: dict[str, Any], kinds: dict[str, Kind]) -> bool:
    """Two arguments of the same words, such as both ends of a flight, differ."""
    return isinstance(value, str) and any(value == other for key, other in values.items() if key != name)


def repeated_part(text: str) -> str | None:
    """What stands in <...> of a planned template."""
    match = _REPEAT.search(text)
    return match.group(1) if match else None


def repeat(text: str, parts: list[str]) -> str:
    """The planned template with its repeated part written out several times."""
    return _REPEAT.sub(lambda _: _joined(parts), text, count=1)


def _joined(parts: list[str]) -> str:
    *first, last = (part.strip() for part in parts)
    return f"{', '.join(first)}{',' if len(first) > 1 else ''} and {last}"


def tidy(text: str) -> str:
    """Without the double spaces and lonely commas that empty groups leave."""
    text = re.sub(r"\s{2,}", " ", text)
    text = re.sub(r" +([,?!;]|\.(?=\s|$))", r"\1", text)
    text = re.sub(r",+([,?!.](\s|$))", r"\1", text)
    text = re.sub(r"\b([Aa]) (?=[AEIOaeio](?!ne\b|uro)[a-z])", r"\1n ", text)
    if text.endswith("?") and text.split(" ")[0] in _ORDERS:
        text = text[:-1] + "."
    return text.strip(" ,")


_ORDERS = set("Find Calculate Compute Get Show Give Determine Look List Convert Tell Estimate Book Search Create Draw Run Plan Check".split())
