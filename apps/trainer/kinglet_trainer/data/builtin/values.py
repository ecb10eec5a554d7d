"""Values that belong together within one row: the numbers of a small story, an amount with its units."""

import random
from collections.abc import Callable, Mapping

from . import amounts, moments, numbers

Values = dict[str, str]


def _plain(amount: str) -> str:
    return amount.replace(",", "")


def _people(rng: random.Random) -> tuple[str, str]:
    count = rng.choice([2, 3, 3, 4, 4, 5, 6, 7, 8, 9, 10, 11, 12])
    return str(count), rng.choice([numbers.in_words(count), numbers.in_words(count), str(count)])


def _rate(rng: random.Random) -> str:
    return rng.choice([str(rng.choice([5, 8, 10, 12, 15, 18, 20, 25, 30, 40, 50])), str(rng.randint(1, 60)), f"{rng.randint(1, 20)}.5"])


def split(rng: random.Random) -> Values:
    """A sum, `n` people (`nw` in words or digits), a tip."""
    total = numbers.money(rng)
    n, words = _people(rng)
    return {"total": _plain(total), "total0": numbers.priced(total, rng), "n": n, "nw": words, "n0": words, "p": _rate(rng)}


_items = "tickets pizzas coffees beers notebooks chairs shirts plants books bottles tiles boxes mugs sandwiches pens candles croissants lamps cards stamps apples cables batteries pots frames towels screws bulbs tyres".split()


def purchase(rng: random.Random) -> Values:
    """`n` things at a price."""
    n, words = _people(rng) if rng.random() < 0.7 else (lambda count: (count, count))(str(rng.randint(13, 250)))
    price = numbers.money(rng)
    items = rng.choice(_items)
    item = items[:-2] if items.endswith("xes") else items[:-1]
    return {"n": n, "nw": words, "n0": words, "price": _plain(price), "price0": numbers.priced(price, rng), "items": items, "item": item}


def bill(rng: random.Random) -> Values:
    """A sum and a percentage."""
    total = numbers.money(rng)
    return {"total": _plain(total), "total0": numbers.priced(total, rng), "p": _rate(rng)}


def change(rng: random.Random) -> Values:
    """A note to pay with and what it costs."""
    note = rng.choice([10, 20, 50, 100, 200, 500, 1000])
    total = f"{rng.randint(1, note - 1)}.{rng.choice('20 50 80 95 10 35 60 75 99 40 05'.split())}" if rng.random() < 0.7 else str(rng.randint(1, note - 1))
    return {"note": str(note), "total": total, "total0": numbers.priced(total, rng)}


def sum3(rng: random.Random) -> Values:
    """Three numbers and a larger one."""
    decimals = rng.random() < 0.3
    parts = [f"{rng.randint(1, 90)}.{rng.choice([5, 25, 2, 8])}" if decimals else str(rng.choice([rng.randint(2, 20), rng.randint(5, 400)])) for _ in range(3)]
    big = str(rng.choice([500, 600, 800, 1000, 1200, 1500, 2000, 2500, 3000]))
    mark = rng.choice(["{}", "{}", "{}", "${}", "€{}", "£{}"])
    values = dict(zip("abc", parts, strict=True))
    return {**values, "big": big, **{f"{name}0": mark.format(part) for name, part in values.items()}, "big0": mark.format(big)}


def rate(rng: random.Random) -> Values:
    """A large number to be shared out over a small one."""
    n, words = _people(rng)
    return {"dist": str(rng.choice([rng.randint(20, 900), 10 * rng.randint(5, 90)])), "n": n, "n0": words}


def _until(rng: random.Random, accepts: Callable[[Values], bool]) -> Values:
    while True:
        values = amounts.conversion(rng)
        if accepts(values):
            return values


def heat(rng: random.Random) -> Values:
    """A temperature; plain degrees now and then."""
    values = _until(rng, lambda found: found["kind"] == "temperature" and "K" not in (found["source"], found["target"]))
    if rng.random() < 0.3:
        return {**values, "amount": f"{rng.choice([180, 200, 350, 375, 400, 425, 98.6, 70, 30, 0])} degrees", "value": ""}
    return values


def height(rng: random.Random) -> Values:
    """A person's height or the like."""
    values = _until(rng, lambda found: found["source"] in ("ft", "cm", "m") and found["target"] in ("ft", "cm", "m", "in", ""))
    if values["source"] == "ft":
        return values if values["value"] == "" else height(rng)
    name = values["unit"]
    tall = str(rng.randint(60, 215)) if values["source"] == "cm" else f"{rng.choice([0, 1, 1, 1, 2])}.{rng.randint(10, 99)}"
    return {**values, "amount": f"{tall} {name}" if len(name) > 3 or rng.random() < 0.5 else f"{tall}{name}", "value": tall}


def weight(rng: random.Random) -> Values:
    """A person's or a thing's weight."""
    return _until(rng, lambda found: found["source"] in ("kg", "lb", "st") and found["target"] in ("kg", "lb", "st", "g"))


def kitchen(rng: random.Random) -> Values:
    """A volume for cooking."""
    return _until(rng, lambda found: found["kind"] == "volume" and found["source"] != "m³" and found["target"] != "m³")


def day_clock(rng: random.Random) -> Values:
    """A day and a time of it that stand apart in the message."""
    name = rng.choice(["tomorrow", "tomorrow", f"on {moments.weekday(rng)}", f"next {moments.weekday(rng)}", f"on {moments.calendar_day_without_year(rng)}"])
    return {"dayname": name, "atclock0": f"at {moments.clock(rng)}"}


VALUES: Mapping[str, Callable[[random.Random], Values]] = {
    "split": split,
    "purchase": purchase,
    "bill": bill,
    "change": change,
    "sum3": sum3,
    "rate": rate,
    "conversion": amounts.conversion,
    "heat": heat,
    "height": height,
    "weight": weight,
    "kitchen": kitchen,
    "dayclock": day_clock,
}
