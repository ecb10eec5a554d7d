"""Dates and times: many spellings in the question, one format in the call."""

import datetime
import random

from .kind import Drawn, Kind

MONTHS = "January February March April May June July August September October November December".split()
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_FORMATS = {
    "%Y-%m-%d": ["in the format YYYY-MM-DD", "(YYYY-MM-DD)", "in ISO format, such as 2024-05-01"],
    "%m/%d/%Y": ["in the format MM/DD/YYYY"],
    "%d/%m/%Y": ["in the format DD/MM/YYYY"],
    "%d-%m-%Y": ["in the format dd-mm-yyyy"],
}


def ordinal(day: int) -> str:
    ending = "th" if 11 <= day <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"{day}{ending}"


def say_date(day: datetime.date, rng: random.Random) -> str:
    month = MONTHS[day.month - 1]
    return rng.choice(
        [
            f"{month} {day.day}, {day.year}",
            f"{month} {ordinal(day.day)}, {day.year}",
            f"{day.day} {month} {day.year}",
            f"the {ordinal(day.day)} of {month} {day.year}",
            f"{month[:3]} {day.day} {day.year}",
            day.isoformat(),
            day.isoformat(),
        ]
    )


def date_kind(rng: random.Random, low: str = "2023", high: str = "2026") -> Kind:
    form = rng.choices(list(_FORMATS), weights=[75, 12, 8, 5])[0]

    def draw(rng: random.Random) -> Drawn:
        day = datetime.date(rng.randint(int(low), int(high)), 1, 1) + datetime.timedelta(days=rng.randrange(365))
        return say_date(day, rng), day.strftime(form)

    return Kind({"type": "string"}, draw, note=rng.choice(_FORMATS[form]))


def _clock(rng: random.Random) -> tuple[str, datetime.time]:
    hour, minute = rng.randint(6, 22), rng.choice([0, 0, 0, 15, 30, 30, 45, 10])
    half = "am" if hour < 12 else "pm"
    twelve = (hour - 1) % 12 + 1
    short = f"{twelve} {half}" if minute == 0 else f"{twelve}:{minute:02d} {half}"
    said = rng.choice([short, short, short.upper(), short.replace(" ", ""), f"{hour:02d}:{minute:02d}"])
    if minute == 0 and hour == 12 and rng.random() < 0.5:
        said = "noon"
    return said, datetime.time(hour, minute)


def time_kind(rng: random.Random) -> Kind:
    def draw(rng: random.Random) -> Drawn:
        said, time = _clock(rng)
        return said, time.strftime("%H:%M")

    return Kind({"type": "string"}, draw, note=rng.choice(["in 24-hour format HH:MM", "as HH:MM", "(24-hour HH:MM)"]))


def datetime_kind(rng: random.Random) -> Kind:
    form, note = rng.choice(
        [("%Y-%m-%dT%H:%M:%S", "in ISO 8601 format, such as 2024-05-01T09:30:00"), ("%Y-%m-%d %H:%M", "in the format YYYY-MM-DD HH:MM")]
    )

    def draw(rng: random.Random) -> Drawn:
        day = datetime.date(2024, 1, 1) + datetime.timedelta(days=rng.randrange(1000))
        said, time = _clock(rng)
        date = say_date(day, rng)
        text = rng.choice([f"{date} at {said}", f"{said} on {date}"])
        return text, datetime.datetime.combine(day, time).strftime(form)

    return Kind({"type": "string"}, draw, note=note)


def month_kind(rng: random.Random) -> Kind:
    """The month's name, or its number where the schema has an integer."""
    number = rng.random() < 0.5

    def draw(rng: random.Random) -> Drawn:
        month = rng.randint(1, 12)
        return MONTHS[month - 1], month if number else MONTHS[month - 1]

    note = "as a number from 1 to 12" if number else "by its full English name, such as March"
    return Kind({"type": "integer" if number else "string"}, draw, note=note)


def weekday_kind(rng: random.Random) -> Kind:
    lower = rng.random() < 0.3
    values = [day.lower() if lower else day for day in WEEKDAYS]

    def draw(rng: random.Random) -> Drawn:
        index = rng.randrange(7)
        return WEEKDAYS[index], values[index]

    return Kind({"type": "string"} | ({"enum": values} if rng.random() < 0.4 else {}), draw)
