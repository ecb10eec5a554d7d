"""Results in the words of the real tools, for the turns before a follow-up."""

import datetime
import random
from decimal import Decimal

from . import amounts
from .moments import MONTHS, WEEKDAYS

_tail = " It shows while this page is open in a tab; if it is missed, it shows when the page is opened again."
ZONES = {
    "London": "Europe/London", "Paris": "Europe/Paris", "Tokyo": "Asia/Tokyo", "New York": "America/New_York", "Berlin": "Europe/Berlin", "Rome": "Europe/Rome",
    "Madrid": "Europe/Madrid", "Sydney": "Australia/Sydney", "Dubai": "Asia/Dubai", "Singapore": "Asia/Singapore", "Los Angeles": "America/Los_Angeles",
    "Chicago": "America/Chicago", "Toronto": "America/Toronto", "Moscow": "Europe/Moscow", "Istanbul": "Europe/Istanbul", "Cairo": "Africa/Cairo", "Lagos": "Africa/Lagos",
    "Nairobi": "Africa/Nairobi", "Mumbai": "Asia/Calcutta", "Delhi": "Asia/Calcutta", "Seoul": "Asia/Seoul", "Bangkok": "Asia/Bangkok", "Athens": "Europe/Athens",
    "Vienna": "Europe/Vienna", "Lima": "America/Lima", "Oslo": "Europe/Oslo", "Auckland": "Pacific/Auckland", "Honolulu": "Pacific/Honolulu", "Lisbon": "Europe/Lisbon",
}


def date_text(day: datetime.date) -> str:
    """`Friday 4 December 2026`."""
    return f"{WEEKDAYS[day.weekday()].capitalize()} {day.day} {MONTHS[day.month - 1]} {day.year}"


def some_day(rng: random.Random) -> datetime.date:
    """A day of these years."""
    return datetime.date(2026, 1, 1) + datetime.timedelta(days=rng.randint(0, 900))


def plain_number(value: Decimal) -> str:
    """As results write it: no trailing zeros, no exponent."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def converted(values: dict[str, str], value: str, source: str, target: str) -> tuple[str, str]:
    """The line of `convert` and the number in it."""
    units = {unit.symbol: unit for unit in amounts.KINDS[values["kind"]]}
    number = Decimal(value)
    left, right = units[source].factor, units[target].factor
    if left is not None and right is not None:
        exact = number * left / right
    else:
        kelvin = {"°C": number + Decimal("273.15"), "°F": (number + Decimal("459.67")) * 5 / 9, "K": number}[source]
        exact = {"°C": kelvin - Decimal("273.15"), "°F": kelvin * 9 / 5 - Decimal("459.67"), "K": kelvin}[target]
    settled = Decimal(f"{exact:.18g}")
    digits = max(7, settled.adjusted() + 3)
    shown = Decimal(f"{settled:.{digits}g}")
    is_exact = shown == settled
    text = plain_number(shown if is_exact else Decimal(f"{settled:.{max(6, settled.adjusted() + 3)}g}"))
    return f"{plain_number(number)} {source} {'=' if is_exact else 'is about'} {text} {target}", text


def clock_in(place: str, rng: random.Random) -> str:
    """The line of `time`."""
    zone = next((zone for name, zone in ZONES.items() if name.lower() == place.lower()), "Europe/Zurich")
    where = "here" if place == "" else f"in {place}"
    return f"It is {rng.randint(0, 23):02}:{rng.randint(0, 59):02} {where} ({zone}), {date_text(some_day(rng))}."


def reminder_set(text: str, rng: random.Random) -> str:
    """The line of `remind`."""
    wait = rng.choice([f"{rng.randint(2, 59)} minutes", f"{rng.randint(2, 23)} hours", f"{rng.randint(2, 9)} days {rng.randint(2, 23)} hours", f"1 hour {rng.randint(2, 59)} minutes"])
    return f'Set "{text or "Timer"}" for {date_text(some_day(rng))}, {rng.randint(0, 23):02}:{rng.randint(0, 59):02} (in {wait}).{_tail}'


def note_line(text: str, rng: random.Random) -> str:
    """A line of `search` and `list`."""
    return f"- {text} ({date_text(some_day(rng))})"


def reminder_line(text: str, rng: random.Random) -> str:
    """A line of `list` for reminders."""
    return f"- {text}: {date_text(some_day(rng))}, {rng.randint(6, 22):02}:{rng.choice([0, 15, 30, 45]):02} (in {rng.randint(2, 23)} hours)"


def day_found(when: str, rng: random.Random) -> str:
    """The line of `date`."""
    day, ahead = some_day(rng), rng.randint(2, 300)
    return f"{when} is {date_text(day)} ({day.isoformat()}), in {ahead} days."


def days_counted(rng: random.Random) -> tuple[str, str]:
    """The line of `days` and the number in it."""
    first, between = some_day(rng), rng.randint(3, 300)
    last = first + datetime.timedelta(days=between)
    weeks, rest = divmod(between, 7)
    days = "" if rest == 0 else f" and {rest} day{'' if rest == 1 else 's'}"
    long = "" if between < 14 else f" ({weeks} weeks{days})"
    return f"From {date_text(first)} to {date_text(last)} there are {between} days{long}.", str(between)
