"""Numbers, percentages and money: how they are said, and what a call has."""

import json
import random

from .kind import Drawn, Kind

_ROUND = {15: "fifteen", 20: "twenty", 30: "thirty", 40: "forty", 50: "fifty", 100: "one hundred", 200: "two hundred", 1000: "a thousand"}
WORDS = "zero one two three four five six seven eight nine ten eleven twelve".split()


def say_int(value: int, rng: random.Random) -> str:
    """Digits mostly; words where small; thousands separated half of the time."""
    if 2 <= value <= 12 and rng.random() < 0.2:
        return WORDS[value]
    if value in _ROUND and rng.random() < 0.2:
        return _ROUND[value]
    if value >= 1_000_000 and value % 100_000 == 0 and rng.random() < 0.6:
        return f"{json.dumps(value / 1_000_000).removesuffix('.0')}{rng.choice([' million', ' million', 'M'])}"
    return f"{value:,}" if abs(value) >= 1000 and rng.random() < 0.4 else str(value)


def say_number(value: float, rng: random.Random) -> str:
    if isinstance(value, int):
        return say_int(value, rng)
    return f"{value:,}" if abs(value) >= 1000 and rng.random() < 0.4 else str(value)


def round_int(low: int, high: int, rng: random.Random) -> int:
    """Wide ranges give round numbers more often, as people do."""
    value = rng.randint(low, high)
    for step in (1000, 100, 10, 5):
        if high - low >= 8 * step and rng.random() < 0.6:
            value = round(value / step) * step
            break
    return min(max(value, low), high)


def int_kind(rng: random.Random, low: str, high: str) -> Kind:
    def draw(rng: random.Random) -> Drawn:
        value = round_int(int(low), int(high), rng)
        return say_int(value, rng), value

    return Kind({"type": "integer"}, draw)


def num_kind(rng: random.Random, low: str, high: str) -> Kind:
    """An integer in one schema, a number in the other."""
    if rng.random() < 0.62:
        return int_kind(rng, str(int(float(low))), str(int(float(high))))
    return float_kind(rng, low, high, "1")


def float_kind(rng: random.Random, low: str, high: str, digits: str = "2") -> Kind:
    def draw(rng: random.Random) -> Drawn:
        if rng.random() < 0.4 and float(high) - float(low) >= 8:
            value: float = round_int(int(float(low)), int(float(high)), rng)
        else:
            value = round(rng.uniform(float(low), float(high)), rng.choice([int(digits), max(1, int(digits) - 1)]))
            value = int(value) if value == int(value) else value
        return say_number(value, rng), value

    return Kind({"type": "number"}, draw)


def year_kind(rng: random.Random, low: str = "1950", high: str = "2024") -> Kind:
    def draw(rng: random.Random) -> Drawn:
        value = rng.randint(int(low), int(high))
        return str(value), value

    return Kind({"type": "integer"}, draw)


def money_kind(rng: random.Random, low: str, high: str) -> Kind:
    whole = rng.random() < 0.5
    is_large = int(high) >= 50_000

    def draw(rng: random.Random) -> Drawn:
        if is_large and rng.random() < 0.15:
            return _say_large(rng.choice([100_000, 200_000, 1_000_000]) * rng.randint(1, 39), rng)
        value: float = round_int(int(low), int(high), rng)
        if not whole and int(high) < 5000 and rng.random() < 0.4:
            value = round(value + rng.choice([0.5, 0.99, 0.25, 0.75, 0.49]), 2)
        number = f"{value:,}" if rng.random() < 0.5 else str(value)
        if rng.random() < 0.15 and value >= 2000 and value % 1000 == 0:
            return f"${int(value) // 1000}{rng.choice('kkK')}", value
        return rng.choice([f"${number}", f"${number}", f"{number} dollars", f"{number} USD"]), value

    return Kind({"type": "integer" if whole else "number"}, draw)


def _say_large(value: int, rng: random.Random) -> Drawn:
    """`$1.2M`, `3 million dollars`, `$400k` and the same in digits."""
    millions = json.dumps(value / 1_000_000).removesuffix(".0")
    forms = [f"${millions}M", f"${millions}M", f"{millions} million dollars", f"${millions} million", f"${value:,}"]
    return (f"${value // 1000}k" if value < 1_000_000 and rng.random() < 0.5 else rng.choice(forms)), value


def pct_kind(rng: random.Random, low: str, high: str) -> Kind:
    """A fraction or a percentage, as the description says; a fraction where it says nothing."""
    mode = rng.choices(["fraction", "percent", "silent"], weights=[50, 28, 22])[0]
    notes = {
        "fraction": ["as a decimal, such as 0.05 for 5%", "in decimal form (5% is 0.05)", "as a fraction between 0 and 1"],
        "percent": ["in percent, such as 5 for 5%", "as a percentage (0 to 100)", "in %"],
        "silent": [""],
    }

    def convert(percent: float) -> float:
        value = percent if mode == "percent" else round(percent / 100, 6)
        return int(value) if value == int(value) else value

    def draw(rng: random.Random) -> Drawn:
        percent: float = rng.randint(int(low), int(high))
        if rng.random() < 0.3:
            percent = percent + rng.choice([0.5, 0.25, 0.75, 0.2])
        text = rng.choice([f"{percent}%", f"{percent}%", f"{percent} percent", f"{percent} %"])
        if isinstance(percent, int) and 2 <= percent <= 12 and rng.random() < 0.1:
            text = f"{WORDS[percent]} percent"
        if mode != "percent" and rng.random() < 0.06:
            text = str(convert(percent))
        return text, convert(percent)

    return Kind({"type": "number"}, draw, note=rng.choice(notes[mode]), convert=convert)


def span_kind(rng: random.Random, unit: str, low: str, high: str) -> Kind:
    """A length of time said with its unit, in the unit that the description names: `2 hours` is 120 minutes."""
    larger = {"minutes": ("hour", 60), "seconds": ("minute", 60), "hours": ("day", 24), "days": ("week", 7), "months": ("year", 12)}

    def draw(rng: random.Random) -> Drawn:
        name, factor = larger[unit]
        value = round_int(int(low), int(high), rng)
        if rng.random() < 0.25 and int(high) >= factor:
            count = rng.randint(1, max(1, min(3, int(high) // factor)))
            said = rng.choice([str(count), WORDS[count]])
            return f"{said} {name}{'' if count == 1 else 's'}", count * factor
        return f"{say_int(value, rng)} {unit if value != 1 else unit[:-1]}", value

    return Kind({"type": "integer"}, draw, note=f"in {unit}")


def lat_kind(rng: random.Random, limit: str = "60") -> Kind:
    def draw(rng: random.Random) -> Drawn:
        value = round(rng.uniform(-float(limit), float(limit)), rng.choice([2, 4, 4]))
        return str(value), value

    return Kind({"type": "number"}, draw)
