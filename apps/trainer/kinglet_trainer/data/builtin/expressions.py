"""Calculations in the spelling that people use and the tool reads."""

import random

from .numbers import in_words, money, number, percent, priced, whole

_operators = {
    "+": ["plus", "+", " + ", "plus", "added to"],
    "-": ["minus", "-", " - ", "minus", "less", "take away"],
    "*": ["times", "*", " * ", "x", " x ", "multiplied by", "×", "times"],
    "/": ["divided by", "/", " / ", "over", "÷", "divided by"],
}


def expression(rng: random.Random) -> str:
    """One calculation: a span of a message."""
    return rng.choice(_kinds)(rng)


def simple(rng: random.Random) -> str:
    """Two numbers and an operator: `23 times 48`."""
    left, right = (number(rng), number(rng)) if rng.random() < 0.85 else (in_words(rng.randint(2, 99)), in_words(rng.randint(2, 60)))
    return _joined(left, rng.choice("+-**//"), right, rng)


def _joined(left: str, operator: str, right: str, rng: random.Random) -> str:
    word = rng.choice(_operators[operator])
    tight = (not word[0].isalpha() and not left[-1].isalpha()) or (word == "x" and left[-1].isdigit() and right[0].isdigit() and rng.random() < 0.6)
    if word == "x" and not left[-1].isdigit():
        word = "times"
        tight = False
    return f"{left}{word}{right}" if tight else f"{left} {word.strip()} {right}"


def _longer(rng: random.Random) -> str:
    text = _joined(number(rng), rng.choice("+-*"), number(rng), rng)
    for _ in range(rng.choice([1, 1, 1, 2, 3])):
        text = f"{text} {rng.choice(['+', '-', 'plus', 'minus', '+'])} {number(rng)}"
    return text


def _brackets(rng: random.Random) -> str:
    a, b, c, d = (str(whole(rng)) for _ in range(4))
    return rng.choice([f"({a} + {b}) * {c}", f"{a} * ({b} - {c})", f"({a}+{b})/{c}", f"{a}*({b}+{c})-{d}", f"({a} - {b}) / ({c} + {d})", f"{a} x ({b} + {c})", f"({a}+{b}+{c})/3"])


def _percent_of(rng: random.Random) -> str:
    base = number(rng) if rng.random() < 0.6 else priced(money(rng), rng)
    return f"{percent(rng)} of {base}"


def _percent_change(rng: random.Random) -> str:
    base, rate = priced(money(rng), rng), percent(rng)
    return rng.choice([
        f"{base} plus {rate}", f"{base} + {rate}", f"{base} minus {rate}", f"{base} - {rate}", f"{rate} off {base}", f"{rate} off {base}",
        f"increase {base} by {rate}", f"reduce {base} by {rate}", f"{rate} tip on {base}", f"{rate} tip on {base}", f"{rate} vat on {base}", f"decrease {base} by {rate}",
    ])


def _share(rng: random.Random) -> str:
    a, b = number(rng), number(rng)
    return rng.choice([f"{a} is what percent of {b}", f"what percent of {b} is {a}", f"{a} as a percentage of {b}", f"what percentage is {a} of {b}", f"{a} out of {b} as a percentage", f"what percentage of {b} is {a}"])


def _root_or_power(rng: random.Random) -> str:
    a, b = whole(rng), rng.randint(2, 12)
    return rng.choice([
        f"square root of {a}", f"the square root of {a}", f"sqrt({a})", f"sqrt {a}", f"√{a}", f"{a}^{b}", f"{b} to the power of {rng.randint(2, 20)}",
        f"{a} squared", f"{b} cubed", f"cube root of {a}", f"the cube root of {a}", f"{b}**{rng.randint(2, 9)}", f"{b} to the {rng.choice(['4th', '5th', '7th', '10th'])} power", f"{a}²",
    ])


def _fraction_of(rng: random.Random) -> str:
    part = rng.choice(["half of", "a third of", "a quarter of", "two thirds of", "three quarters of", "3/4 of", "2/3 of", "1/8 of", "5/6 of", "double", "twice", "triple", "half of"])
    return f"{part} {number(rng)}"


def _verb_first(rng: random.Random) -> str:
    a, b = number(rng), number(rng)
    return rng.choice([
        f"add {a} and {b}", f"add {a} to {b}", f"multiply {a} by {b}", f"divide {a} by {b}", f"subtract {a} from {b}", f"take {a} from {b}",
        f"multiply {a} and {b}", f"add {a} and {b}", f"the difference between {a} and {b}",
    ])


def _list(rng: random.Random) -> str:
    numbers = [number(rng) for _ in range(rng.randint(3, 6))]
    if rng.random() < 0.5:
        numbers = [str(rng.randint(1, 100)) for _ in numbers]
    listed = ", ".join(numbers[:-1]) + f" and {numbers[-1]}"
    plus = rng.choice(["+", " + "]).join(numbers)
    return rng.choice([f"the average of {listed}", f"average of {listed}", f"the mean of {listed}", f"the sum of {listed}", f"sum of {listed}", f"the total of {listed}", plus, plus, f"the largest of {listed}", f"the product of {numbers[0]} and {numbers[1]}"])


def _scaled(rng: random.Random) -> str:
    a, b = rng.choice([str(rng.randint(2, 90)), f"{rng.randint(1, 9)}.{rng.randint(1, 9)}"]), rng.randint(2, 60)
    scale = rng.choice(["million", "billion", "k", "thousand"])
    left = f"{a}k" if scale == "k" else f"{a} {scale}"
    return rng.choice([f"{left} / {b}", f"{left} divided by {b}", f"{left} times {b}", f"{percent(rng)} of {left}", f"{left} - {b}%", f"{left} + {b}%"])


def _rare(rng: random.Random) -> str:
    a, b = rng.randint(2, 400), rng.randint(2, 30)
    return rng.choice([
        f"{a} mod {b}", f"log({10 ** rng.randint(1, 6)})", f"ln({a})", f"sin({rng.choice([30, 45, 60, 90, 120])} degrees)", f"cos({rng.choice([0, 30, 60, 180])}°)",
        f"round({a}.{b}7, 1)", f"max({a}, {b}, {a + 3})", f"{a} * pi", f"pi * {b}^2", f"2 * pi * {b}", f"sqrt({a}) + {b}", f"{a} modulo {b}", f"log({a}, 2)", f"{a} - {a}/{b}",
    ])


_kinds = [simple] * 6 + [_longer] * 3 + [_brackets] * 2 + [_percent_of] * 4 + [_percent_change] * 4 + [_share] * 2 + [_root_or_power] * 3 + [_fraction_of] * 2 + [_verb_first] * 2 + [_list] * 2 + [_scaled, _rare]
