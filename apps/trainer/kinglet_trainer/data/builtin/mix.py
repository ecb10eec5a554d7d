"""How often each intent is drawn."""

import random
from collections.abc import Callable

from .chains import chain
from .exchanges import exchange
from .follow_ups import follow_up
from .rows import Maker, Row, single
from .several import several

# Family and weight, in parts of a thousand of all rows.
SINGLE: dict[str, float] = {
    "calc": 32, "calc-sales": 4, "split": 7, "split-tip": 3, "total": 6, "per-year": 2, "per-week": 1, "tip": 6, "tip-total": 4, "discount": 5,
    "change": 4, "sum": 3, "average": 2, "rate": 4, "sum-left": 2,
    "convert": 48, "convert-heat": 7, "convert-height": 8, "convert-weight": 4, "convert-kitchen": 4,
    "date-weekday": 8, "date-of": 8, "date-today": 4, "date-until": 12, "date-next-holiday": 1, "days-between": 14, "days-since": 5, "days-weeks": 3,
    "time-place": 18, "time-here": 6,
    "note": 36, "note-long": 8, "note-shop": 4, "note-todo": 6, "note-multi": 2, "search": 30, "list-notes": 8, "list-reminders": 9,
    "delete": 24, "delete-last": 3, "delete-all": 4, "delete-timer": 2,
    "remind": 50, "remind-at": 3, "timer": 16, "wake": 5, "timer-for": 12,
    "read": 20, "file-all": 10, "file-question": 20,
    "ask-when": 6, "ask-what": 3, "ask-both": 2, "ask-timer": 3, "ask-alarm": 2, "ask-unit": 3, "ask-amount": 2, "ask-convert": 1, "ask-note": 3, "ask-delete": 3,
    "ask-search": 2, "ask-page": 2, "ask-file": 4, "ask-days": 1, "ask-from-day": 1, "ask-date": 1, "ask-bill": 2, "ask-of": 1, "ask-sum": 1,
    "talk-greeting": 24, "talk-question": 75, "talk-write": 34, "talk-decoy": 50, "talk-attached": 4, "talk-numbers": 9, "talk-paste": 8,
    "other-weather": 9, "other-message": 12, "other-booking": 11, "other-live": 15, "other-device": 12, "other-image": 8, "other-calendar": 7, "other-places": 8, "other-shop": 9, "other-repeat": 6,
}


_others = {"follow-up": 150.0, "several": 75.0, "chain": 55.0}
# Share of single messages that come after an exchange about something else.
_after_another = 0.1
# What nobody could ask about an attached file.
_not_about_files = {"calc", "convert", "convert-height", "time-place", "time-here", "date-of", "timer", "remind", "note-todo", "list-reminders", "read", "tip", "split"}
_elsewhere = ["convert", "total", "time-place", "note", "timer", "remind", "search", "talk-question", "talk-decoy", "date-of", "other-message", "read", "list-notes", "delete"]


def kinds(maker: Maker) -> list[tuple[Callable[[random.Random], Row], float]]:
    """Each way to make a row, with its weight."""
    singles = [(lambda rng, family=family: _single(maker, family, rng), weight) for family, weight in SINGLE.items()]
    return [
        *singles,
        (lambda rng: follow_up(maker, rng), _others["follow-up"]),
        (lambda rng: several(maker, rng), _others["several"]),
        (lambda rng: chain(maker, rng), _others["chain"]),
    ]


def _single(maker: Maker, family: str, rng: random.Random) -> Row:
    made = single(maker.ask(family, rng))
    message = made["messages"][-1]
    if family in _not_about_files and rng.random() < 0.03:
        message["content"] += maker.grammar.fill("attached", rng, {})
    if not family.startswith("ask-") and rng.random() < _after_another:
        made["messages"] = [*exchange(rng.choice(_elsewhere), maker, rng)[0], *made["messages"]]
    return made
