"""A question for one function with the call that answers it."""

import random
from typing import Any

from . import phrasing
from .questions import all_slots, fill, plan, repeat, repeated_part, tidy
from .variant import Variant

Asked = tuple[str, list[dict[str, Any]]]
"""A request in words, and the calls that fulfil it."""


def planned(variant: Variant, rng: random.Random, templates: list[str] | None = None) -> str:
    """A template of the function, decided as far as its values; it states all required arguments."""
    known = set(variant.kinds)
    for _ in range(60):
        text = plan(rng.choice(templates or variant.function.templates), known, rng)
        slots = all_slots(text)
        if variant.required <= slots <= known:
            return text
    raise ValueError(f"{variant.function.id}: no template states all of {', '.join(sorted(variant.required))}")


def ask_once(variant: Variant, rng: random.Random) -> Asked:
    values: dict[str, Any] = {}
    text = fill(planned(variant, rng), variant.kinds, rng, values)
    unsaid = [name for name in variant.kinds if name not in variant.required and name not in values and "." not in name]
    chosen = [name for name in unsaid if rng.random() < 0.16]
    options = [phrasing.state_option(name, variant, rng, values) for name in chosen]
    return phrasing.with_options(text, options), [variant.call(values)]


def ask_several(variant: Variant, rng: random.Random) -> Asked:
    """Two to four calls of one function, in one of three wordings."""
    count = rng.choices([2, 3, 4], weights=[60, 28, 12])[0]
    marked = [each for each in variant.function.templates if "<" in each and not _has_list(each, variant)]
    way = rng.random()
    if marked and way < 0.6:
        return _repeated(variant, marked, count, rng)
    return (_varied(variant, count, rng) if way < 0.8 else None) or _joined(variant, count, rng)


def _repeated(variant: Variant, templates: list[str], count: int, rng: random.Random) -> Asked:
    """`the area of <a circle with radius [r]>`: the marked part once for each call, what stands around it for all."""
    text = planned(variant, rng, templates)
    part = repeated_part(text)
    if part is None:
        return ask_once(variant, rng)
    shared: dict[str, Any] = {}
    around = fill(text.replace(part, "\0"), variant.kinds, rng, shared)
    parts, calls = [], []
    for _ in range(count):
        values = dict(shared)
        said = fill(part, variant.kinds, rng, values)
        if variant.call(values) not in calls:
            parts.append(said)
            calls.append(variant.call(values))
    if len(calls) < 2:
        return _joined(variant, count, rng)
    parts = [parts[0], *(phrasing.lower_first(each) for each in parts[1:])]
    return tidy(around.replace("\0", repeat(f"<{part}>", parts))), calls


def _varied(variant: Variant, count: int, rng: random.Random) -> Asked | None:
    """One argument has several values: `the weather in Rome, Oslo and Lima`; two have two each, and every pair is a call."""
    text = planned(variant, rng)
    single = [name for name in all_slots(text) if text.count(f"[{name}]") == 1 and not variant.kinds[name].phrase]
    numbers = [name for name in single if variant.kinds[name].schema["type"] in ("integer", "number")]
    slots = [name for name in single if variant.kinds[name].schema["type"] == "string"] + [each for each in numbers if len(numbers) == 1 or text.rfind("[") == text.find(f"[{each}]")]
    if not slots:
        return None
    chosen = rng.sample(sorted(slots), 2 if len(slots) > 1 and rng.random() < 0.2 else 1)
    values: dict[str, Any] = {}
    around = text
    for name in chosen:
        around = around.replace(f"[{name}]", f"\0{name}\0")
    around = fill(around, variant.kinds, rng, values)
    combined: list[dict[str, Any]] = [{}]
    for name in chosen:
        wanted = count if len(chosen) == 1 else 2
        said = dict(variant.kinds[name].draw(rng) for _ in range(wanted))
        if len(said) < 2:
            return None
        around = around.replace(f"\0{name}\0", _listed(list(said), rng))
        combined = [{**one, name: value} for one in combined for value in said.values()]
    calls = [variant.call(values | each) for each in combined]
    return None if len(_different(calls)) < len(calls) else (around, calls)


def _listed(said: list[str], rng: random.Random) -> str:
    return f"{', '.join(said[:-1])}{',' if len(said) > 2 and rng.random() < 0.5 else ''} and {said[-1]}"


def _joined(variant: Variant, count: int, rng: random.Random) -> Asked:
    asked = [ask_once(variant, rng) for _ in range(count)]
    calls = [call for _, each in asked for call in each]
    return phrasing.join_questions([text for text, _ in asked], rng), _different(calls)


def _different(calls: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [call for index, call in enumerate(calls) if call not in calls[:index]]


def _has_list(template: str, variant: Variant) -> bool:
    """Lists inside of a repeated part could not be told apart."""
    part = repeated_part(template) or ""
    return any(variant.kinds[name].schema["type"] == "array" for name in all_slots(part) if name in variant.kinds)
