"""Days, times and lengths of time in the user's words, as the date tools read them."""

import random

from .numbers import in_words

MONTHS = "January February March April May June July August September October November December".split()
WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_short_months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_holidays = [
    "christmas", "Christmas", "christmas day", "christmas eve", "new year's eve", "New Year's Eve", "new year", "new year's day", "easter", "Easter",
    "easter monday", "good friday", "halloween", "Halloween", "valentine's day", "thanksgiving", "Thanksgiving", "boxing day", "xmas", "st patrick's day", "pentecost",
]


def _ordinal(day: int) -> str:
    return f"{day}{'th' if 10 < day < 14 else {1: 'st', 2: 'nd', 3: 'rd'}.get(day % 10, 'th')}"


def weekday(rng: random.Random) -> str:
    """`friday`, `Friday`, `fri`."""
    name = rng.choice(WEEKDAYS)
    return rng.choice([name, name.capitalize(), name.capitalize(), name[:3]]) if name[:3] not in ("tue", "thu") else rng.choice([name, name.capitalize()])


def calendar_day(rng: random.Random) -> str:
    """A month and a day, sometimes a year: `5 May`, `May 5th`, `2027-05-05`."""
    month, day = rng.randrange(12), rng.randint(1, 28)
    name = rng.choice([MONTHS[month], MONTHS[month], _short_months[month], MONTHS[month].lower()])
    plain = rng.choice([f"{day} {name}", f"{name} {day}", f"{name} {_ordinal(day)}", f"{_ordinal(day)} of {name}", f"{_ordinal(day)} {name}", f"the {_ordinal(day)} of {name}", f"{day} {name}"])
    shape = rng.random()
    if shape < 0.7:
        return plain
    year = rng.choice([2024, 2025, 2026, 2027, 2028, 2030, rng.randint(1950, 2040)])
    if shape < 0.9:
        return rng.choice([f"{day} {name} {year}", f"{name} {day}, {year}", f"{name} {day} {year}", f"{_ordinal(day)} {name} {year}", f"{_ordinal(day)} of {name} {year}"])
    return rng.choice([f"{year}-{month + 1:02}-{day:02}", f"{day}/{month + 1}/{year}", f"{day:02}.{month + 1:02}.{year}"])


def holiday(rng: random.Random) -> str:
    """`christmas`, `easter 2027`."""
    name = rng.choice(_holidays)
    return f"{name} {rng.randint(2027, 2032)}" if rng.random() < 0.12 else name


def relative_day(rng: random.Random) -> str:
    """A day counted from today: `next friday`, `in 3 weeks`, `the day after tomorrow`."""
    count = rng.choice([str(rng.randint(2, 40)), str(rng.randint(2, 12)), in_words(rng.randint(2, 12)), str(10 * rng.randint(2, 50))])
    unit = rng.choice(["days", "days", "weeks", "weeks", "months"])
    name = weekday(rng)
    return rng.choice([
        f"next {name}", f"next {name}", f"this {name}", f"last {name}", name, name, "tomorrow", "the day after tomorrow", "day after tomorrow", "yesterday",
        "the day before yesterday", f"{count} {unit} from now", f"{count} {unit} from today", f"{count} {unit} ago",
        f"in {count} {unit}", f"{count} {unit} after {name}", f"{count} {unit} from tomorrow", f"{count} {unit} before {MONTHS[rng.randrange(12)]} {rng.randint(1, 28)}",
        f"{count} {unit} after {calendar_day(rng)}", "a week from today", "in a week", "in a fortnight", f"the {_ordinal(rng.randint(1, 28))}", f"a week on {name}", "next month", "the end of the month", "the last day of next month",
    ])


def day(rng: random.Random) -> str:
    """Any day in words."""
    return rng.choices([calendar_day, relative_day, holiday], weights=[5, 4, 2])[0](rng)


def future_day(rng: random.Random) -> str:
    """A day ahead to wait for."""
    name = weekday(rng)
    return rng.choice([calendar_day_without_year, calendar_day_without_year, holiday, lambda r: f"next {name}", lambda r: name, lambda r: f"the {_ordinal(r.randint(1, 28))}", lambda r: f"{r.randint(1, 28)} {r.choice(MONTHS)} {r.randint(2027, 2031)}", lambda r: f"{r.choice(MONTHS)} {r.randint(1, 28)}, {r.randint(2027, 2031)}"])(rng)


def calendar_day_without_year(rng: random.Random) -> str:
    """`5 May`, `the 5th of May`."""
    month, number = rng.randrange(12), rng.randint(1, 28)
    name = rng.choice([MONTHS[month], MONTHS[month], _short_months[month], MONTHS[month].lower()])
    return rng.choice([f"{number} {name}", f"{name} {number}", f"{name} {_ordinal(number)}", f"{_ordinal(number)} of {name}", f"{_ordinal(number)} {name}", f"the {_ordinal(number)} of {name}"])


def span(rng: random.Random) -> str:
    """A length of time for a timer: `12 minutes`, `half an hour`, `1h30`."""
    minutes = rng.choice([rng.randint(1, 60), 5 * rng.randint(1, 12), rng.randint(2, 20)])
    hours, rest = rng.randint(1, 8), rng.choice([5, 10, 15, 20, 30, 40, 45])
    one = "" if minutes == 1 else "s"
    many = "" if hours == 1 else "s"
    return rng.choice([
        f"{minutes} minute{one}", f"{minutes} minute{one}", f"{minutes} minute{one}", f"{minutes} min", f"{minutes} mins", f"{minutes}min", f"{minutes}m" if minutes > 1 else "1 min", f"{rng.choice([10, 20, 30, 40, 45, 90])} seconds", f"{rng.randint(2, 60)} {rng.choice(['seconds', 'seconds', 'sec', 'secs'])}",
        f"{in_words(minutes)} minute{one}", f"{hours} hour{many}", f"{hours} hour{many}", f"{hours}h", f"{hours} hr{many}", f"{hours}h{rest:02}", f"{hours} hour{many} {rest} minutes", f"{hours} hour{many} and {rest} minutes", f"{hours}h {rest}m",
        "half an hour", "half an hour", "an hour", "an hour and a half", "one hour", "a quarter of an hour", "45 minutes", "two and a half hours", "a minute", f"{minutes} minute{one} {rng.choice([10, 20, 30, 45])} seconds", f"{hours}.5 hours", "a couple of hours", "90 minutes",
    ])


def wait(rng: random.Random) -> str:
    """A length of time from now: `in 20 minutes`, `an hour from now`, sometimes days."""
    if rng.random() < 0.12:
        return rng.choice(["in {} days", "in {} weeks", "{} days from now"]).format(rng.randint(2, 10))
    length = span(rng)
    return f"{length} from now" if rng.random() < 0.08 else f"in {length}"


def clock(rng: random.Random) -> str:
    """A time of day: `9`, `9:30 pm`, `17:30`, `half past 3`, `noon`."""
    hour, minute = rng.randint(1, 12), rng.choice([0, 5, 10, 15, 20, 30, 30, 40, 45, 50])
    half = rng.choice(["am", "pm", "pm", " am", " pm", "a.m.", " p.m."])
    return rng.choice([
        f"{hour}{half}", f"{hour}{half}", f"{hour}:{minute:02}", f"{hour}:{minute:02}{half}", f"{hour}:{minute:02}{half}", f"{rng.randint(0, 23):02}:{minute:02}", f"{rng.randint(13, 22)}:{minute:02}",
        f"{hour}", f"{hour} o'clock", f"half past {hour}", f"quarter to {hour}", f"quarter past {hour}", "noon", "midnight", f"{in_words(hour)} o'clock", f"{hour} in the {rng.choice(['morning', 'afternoon', 'evening'])}", "midday", f"ten past {hour}", f"{hour}:{minute:02}",
    ])


def at_clock(rng: random.Random) -> str:
    """`at 9pm`, `at noon`."""
    return f"{rng.choice(['at', 'at', 'at', 'by', 'around'])} {clock(rng)}"


def moment(rng: random.Random) -> str:
    """When to be reminded: a wait, a time, a day, or a day with a time."""
    return rng.choices([wait, at_clock, day_and_time, _some_day], weights=[5, 4, 6, 3])[0](rng)


def _some_day(rng: random.Random) -> str:
    name = weekday(rng)
    return rng.choice(["tomorrow", "tomorrow", f"on {name}", f"next {name}", f"on {calendar_day_without_year(rng)}", "tonight", "this evening", "this afternoon", "tomorrow morning", "next week", "this weekend", "next month", f"on the {_ordinal(rng.randint(1, 28))}", "tomorrow night", f"{name} morning", f"{name} evening", "the day after tomorrow", f"on {holiday(rng)}", f"on {name}", "tomorrow evening", "tomorrow afternoon"])


def day_and_time(rng: random.Random) -> str:
    """`tomorrow at 9`, `on friday at noon`, `at 8 tomorrow`."""
    name, time = weekday(rng), clock(rng)
    at = rng.choice(["at ", "at ", "at ", "", "around "])
    if at == "" and time.isdigit():
        at = "at "
    return rng.choice([
        f"tomorrow {at}{time}", f"tomorrow {at}{time}", f"tomorrow {at}{time}", f"on {name} {at}{time}", f"{name} {at}{time}", f"next {name} {at}{time}", f"at {time} tomorrow", f"at {time} on {name}", f"{at}{time} tomorrow" if at else f"at {time} tomorrow",
        f"on {calendar_day_without_year(rng)} at {time}", f"tonight at {rng.randint(7, 11)}", f"tonight at {rng.randint(7, 11)}pm", f"this {name} {at}{time}", f"at {time} next {name}",
    ])
