"""Messages that go on from the exchange before: other units, other times, `delete it`, the answer to a question, thanks."""

import random

from .exchanges import exchange
from .rows import Maker, Row, row, user
from .values import Values, bill

_calculations = ["calc", "split", "total", "tip", "tip-total", "discount", "change", "sum", "rate"]
_conversions = ["convert", "convert-heat", "convert-height", "convert-weight", "convert-kitchen"]
_places = ["time-place", "time-place", "time-here"]

# The families of the first exchange, the family of the follow-up, and its weight.
AFTER: list[tuple[list[str], str, float]] = [
    (_conversions, "fu-unit", 10), (_conversions, "fu-amount", 8), (["calc", "total", "tip", "tip-total", "discount", "sum", "split", "convert"], "fu-result", 14),
    (["split"], "fu-people", 4), (["tip"], "fu-percent", 4), (_places, "fu-place", 12),
    (["date-of", "date-until", "date-weekday"], "fu-day", 8), (["days-between"], "fu-until", 4),
    (["remind", "timer-for", "remind-at"], "fu-remind-when", 10), (["remind"], "fu-remind-what", 5), (["timer"], "fu-timer-again", 6),
    (["remind", "note-todo", "timer-for", "note-shop"], "fu-cancel", 8), (["note-todo", "search", "note-shop"], "fu-of-that", 7),
    (["timer"], "fu-cancel-timer", 3), (["talk-question", "talk-write", "talk-question"], "fu-talk", 9), (["other-weather"], "fu-other", 3),
    (["which"], "an-which", 3), (["which"], "an-which-first", 2),
    (["note", "note-todo"], "fu-note-more", 5), (["search"], "fu-search-more", 6), (["note", "delete", "search"], "fu-show", 3), (["remind", "timer"], "fu-show-reminders", 3),
    (["read"], "fu-page", 5), (["read"], "fu-page-note", 2),
    (["ask-when"], "an-when", 9), (["ask-what"], "an-what", 4), (["ask-both"], "an-both", 3), (["ask-timer"], "an-timer", 5), (["ask-alarm"], "an-alarm", 2),
    (["ask-unit"], "an-unit", 5), (["ask-amount"], "an-amount", 5), (["ask-note"], "an-note", 5), (["ask-delete"], "an-delete", 3), (["ask-search"], "an-search", 3),
    (["ask-page"], "an-page", 3), (["ask-file"], "an-file", 3), (["ask-days"], "an-days", 2), (["ask-bill"], "an-bill", 3), (["ask-of"], "an-of", 2),
    (["list-notes", "list-reminders"], "fu-line-first", 2), (["list-notes", "list-reminders"], "fu-line-second", 2), (["list-notes", "list-reminders"], "fu-line-last", 1.5), (["list-notes"], "fu-line-remind", 1.5),
    (["ask-when", "ask-note", "ask-unit", "ask-both", "ask-timer", "ask-page", "ask-delete"], "fu-never-mind", 4),
    ([*_calculations, *_conversions, *_places, "date-of", "days-between", "remind", "timer", "note", "search", "list-notes", "read", "file-all", "file-question", "read", "file-all", "search", "talk-question", "other-weather"], "fu-thanks", 22),
]


def follow_up(maker: Maker, rng: random.Random) -> Row:
    """A row of one earlier exchange and the message that goes on from it."""
    firsts, family, _ = rng.choices(AFTER, weights=[weight for *_, weight in AFTER])[0]
    while True:
        turns, values = exchange(rng.choice(firsts), maker, rng)
        known = {**_numbers(values, rng), **values, **_drawn(family, values, rng)}
        if _lacks(family, known):
            continue
        asked = maker.ask(family, rng, known)
        return row([*_before(maker, rng), *turns, user(asked.text)], [asked.action], asked.group)


def _numbers(values: Values, rng: random.Random) -> Values:
    """Numbers for sums on a result, where the first exchange has none of that name."""
    return {"p": str(rng.choice([5, 8, 10, 12, 15, 18, 20, 25, 50])), "m": str(rng.choice([2, 3, 4, 5, 6, 8, 10, 12, 20, 25, 100, rng.randint(2, 999)])), "p2": str(rng.choice([5, 8, 10, 12, 15, 18, 20, 22, 25]))}


def _drawn(family: str, values: Values, rng: random.Random) -> Values:
    if family in ("an-bill", "an-of"):
        return {**bill(rng), "p": values["p"]}
    return {"p": str(rng.choice([5, 10, 15, 20, 25, 30]))} if family == "fu-result" else {}


def _lacks(family: str, known: Values) -> bool:
    """Whether the first exchange has nothing that the follow-up could be about."""
    if family in ("fu-cancel", "fu-of-that", "fu-remind-when"):
        return not 0 < len(known.get("text", "")) < 70
    if family == "fu-result":
        return "result" not in known or len(known["result"]) > 12 or known["result"].startswith("-")
    return family == "fu-day" and (len(known["when"].split()) > 4 or any(part.isdigit() and len(part) == 4 for part in known["when"].split()))


def _before(maker: Maker, rng: random.Random) -> list:
    """Now and then one more exchange, about something else."""
    if rng.random() > 0.18:
        return []
    return exchange(rng.choice(["convert", "total", "time-place", "note-todo", "timer", "search", "talk-question", "talk-greeting", "date-of", "other-weather"]), maker, rng)[0]
