"""Messages that ask for two or three things at once."""

import random
from typing import Any

from .rows import Maker, Row, row, user

_joinable = [
    "calc", "calc", "convert", "convert", "date-weekday", "date-of", "date-until", "days-between", "time-place", "time-here", "remind", "timer", "timer-for", "note-todo",
    "search", "list-notes", "list-reminders", "delete", "read", "tip", "total",
]
_links = [" and ", " and ", ", and ", ". ", "\n", "\n", "; ", " and also ", ", then ", ". also, ", "? ", " + ", ". And "]


def several(maker: Maker, rng: random.Random) -> Row:
    """A row of two or three calls that do not need each other."""
    return _paired(maker, rng) if rng.random() < 0.42 else _joined(maker, rng)


def _joined(maker: Maker, rng: random.Random) -> Row:
    count = rng.choice([2, 2, 2, 3])
    families = rng.sample(sorted(set(_joinable)), count)
    if rng.random() < 0.3:
        families = [rng.choice(_joinable)] * 2
    elif rng.random() < 0.25:
        families[-1] = "note"
    asked = [maker.ask(family, rng, decorate=False) for family in families]
    asked = [one for index, one in enumerate(asked) if "\n" not in one.text and one.action not in [each.action for each in asked[:index]]]
    link = rng.choice(_links)
    parts = [one.text.rstrip(".!? ") if index < len(asked) - 1 else one.text for index, one in enumerate(asked)]
    texts = [parts[0], *(_lowered(part, one.action) if link not in ("\n", ". ", "? ", ". And ") else part for part, one in zip(parts[1:], asked[1:], strict=True))]
    return row([user(link.join(texts))], [one.action for one in asked], f"joined/{'+'.join(sorted({one.group.split('/')[0] for one in asked}))}")


def _lowered(text: str, action: Any) -> str:
    """With a small first letter, unless an argument starts there."""
    if any(text.startswith(value) for value in action["arguments"].values() if value):
        return text
    return text[0].lower() + text[1:]


def _paired(maker: Maker, rng: random.Random) -> Row:
    family, build = rng.choice(_pairs)
    asked = maker.ask(family, rng)
    while "a" in asked.values and asked.values["a"] == asked.values.get("c"):
        asked = maker.ask(family, rng)
    said = asked.values
    calls = [{"tool": tool, "arguments": {name: said.get(value, value) if value != "" else "" for name, value in arguments.items()}} for tool, arguments in build]
    return row([user(asked.text)], calls, asked.group)


_pairs: list[tuple[str, list[tuple[str, dict[str, str]]]]] = [
    ("two-places", [("time", {"place": "a"}), ("time", {"place": "b"})]),
    ("two-units", [("convert", {"amount": "amount", "to": "to"}), ("convert", {"amount": "amount", "to": "to2"})]),
    ("two-amounts", [("convert", {"amount": "amount", "to": "to"}), ("convert", {"amount": "amount2", "to": "to"})]),
    ("two-reminders", [("remind", {"text": "a", "when": "b"}), ("remind", {"text": "c", "when": "d"})]),
    ("two-timers", [("remind", {"text": "", "when": "b"}), ("remind", {"text": "", "when": "d"})]),
    ("two-dishes", [("remind", {"text": "a", "when": "b"}), ("remind", {"text": "c", "when": "d"})]),
    ("two-notes", [("note", {"text": "a"}), ("note", {"text": "c"})]),
    ("note-remind", [("note", {"text": "a"}), ("remind", {"text": "c", "when": "d"})]),
    ("two-deletes", [("delete", {"text": "a"}), ("delete", {"text": "b"})]),
    ("two-searches", [("search", {"query": "a"}), ("search", {"query": "b"})]),
    ("two-lists", [("list", {"what": "notes"}), ("list", {"what": "reminders"})]),
    ("two-dates", [("date", {"when": "a"}), ("date", {"when": "b"})]),
]
