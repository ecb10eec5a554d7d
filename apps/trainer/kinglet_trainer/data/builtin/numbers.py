"""Numbers as people write them."""

import random

_small = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
_tens = "_ _ twenty thirty forty fifty sixty seventy eighty ninety".split()


def in_words(number: int) -> str:
    """A whole number below 1,000 in English words."""
    if number < 20:
        return _small[number]
    if number < 100:
        rest = number % 10
        return _tens[number // 10] + (f" {_small[rest]}" if rest else "")
    rest = number % 100
    return f"{_small[number // 100]} hundred" + (f" and {in_words(rest)}" if rest else "")


def whole(rng: random.Random) -> int:
    """A whole number, small ones more often."""
    return rng.choice([rng.randint(2, 20), rng.randint(2, 99), rng.randint(10, 999), rng.randint(100, 9999), 10 * rng.randint(1, 200)])


def number(rng: random.Random) -> str:
    """A number of any usual shape: `48`, `17.5`, `1,250`, `12000`."""
    shape = rng.random()
    if shape < 0.55:
        return str(whole(rng))
    if shape < 0.8:
        return f"{rng.randint(0, 400)}.{rng.choice(['5', '25', '75', '2', '8', '4', '99', '05', '125'])}"
    if shape < 0.92:
        return f"{rng.randint(1000, 99999):,}"
    return str(rng.randint(1000, 2_000_000))


def money(rng: random.Random) -> str:
    """An amount of money without its currency: `148.20`, `64`, `1,250`."""
    shape = rng.random()
    if shape < 0.55:
        return f"{rng.randint(2, 300)}.{rng.choice('00 20 50 80 99 95 40 75 60 10 35 15 45 90'.split())}"
    if shape < 0.9:
        return str(rng.choice([rng.randint(5, 200), 5 * rng.randint(2, 200), rng.randint(200, 5000)]))
    return f"{rng.randint(1000, 30000):,}"


def priced(amount: str, rng: random.Random) -> str:
    """An amount with or without a currency."""
    if rng.random() < 0.5:
        return amount
    return rng.choice([f"${amount}", f"£{amount}", f"€{amount}", f"{amount} euros", f"{amount} dollars", f"{amount} francs", f"{amount}€", f"CHF {amount}", f"{amount} pounds", f"{amount} bucks"])


def percent(rng: random.Random) -> str:
    """A percentage with its sign: `15%`, `7.7 %`, `20 percent`."""
    value = rng.choice([str(rng.randint(1, 99)), str(rng.choice([5, 10, 15, 18, 20, 25, 30, 50, 75])), f"{rng.randint(1, 40)}.{rng.choice([5, 7, 25, 1])}"])
    return value + rng.choice(["%"] * 6 + [" %", " percent", " per cent"])
