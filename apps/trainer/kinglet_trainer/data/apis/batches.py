"""Rows that share one list of tools: calls, several calls, questions back and questions that no tool answers."""

import random
from collections.abc import Callable
from typing import Any

from kinglet_trainer.data.row import Row

from . import chat, phrasing
from .asking import ask_once, ask_several
from .questions import plan
from .spec import Function, Library
from .variant import Variant, make_variant

SOURCE = "apis"


def make_row(messages: list[dict[str, Any]], variants: list[Variant], reply: list[Any], group: str) -> Row:
    tools = [each.tool for each in variants]
    return {"messages": messages, "tools": tools, "reply": reply, "meta": {"source": SOURCE, "group": f"apis:{group}"}}


def user(text: str, rng: random.Random) -> list[dict[str, Any]]:
    return [{"role": "user", "content": phrasing.noisy(text, rng)}]


def offered(library: Library, count: int, rng: random.Random) -> list[Variant]:
    """Tools of one domain half of the time, else mixed; names differ."""
    first = rng.choice(library.functions)
    near = [each for each in library.of_domain(first.domain) if each is not first]
    chosen: list[Function] = [first]
    share = rng.choice([0.0, 0.5, 1.0])
    for _ in range(8 * count):
        if len(chosen) == count:
            break
        each = rng.choice(near) if near and rng.random() < share else rng.choice(library.functions)
        if each not in chosen:
            chosen.append(each)
    rng.shuffle(chosen)
    return distinct([make_variant(each, rng) for each in chosen])


def distinct(variants: list[Variant]) -> list[Variant]:
    """Without those whose name an earlier one has."""
    kept: dict[str, Variant] = {}
    for each in variants:
        kept.setdefault(each.tool["name"], each)
    return list(kept.values())


def call_row(variants: list[Variant], rng: random.Random, library: Library) -> Row:
    variant = rng.choice(variants)
    text, calls = ask_once(variant, rng)
    return make_row(user(text, rng), variants, calls, variant.function.id)


def parallel_row(variants: list[Variant], rng: random.Random, library: Library) -> Row:
    variant = rng.choice(variants)
    text, calls = ask_several(variant, rng)
    return make_row(user(text, rng), variants, calls, variant.function.id)


def mixed_row(variants: list[Variant], rng: random.Random, library: Library) -> Row:
    """Several functions in one message; one of them twice at times."""
    if len(variants) < 2:
        return call_row(variants, rng, library)
    count = min(len(variants), rng.choice([2, 2, 3, 4]))
    asked = [ask_once(each, rng) for each in rng.sample(variants, count)]
    if count == 2 and rng.random() < 0.2:
        asked[1] = ask_several(rng.choice(variants), rng)
    calls: list[dict[str, Any]] = []
    for _, each in asked:
        calls += [call for call in each if call not in calls]
    group = min(each.function.id for each in variants if any(call["tool"] == each.tool["name"] for call in calls))
    return make_row(user(phrasing.join_questions([text for text, _ in asked], rng), rng), variants, calls[:8], group)


def missing_row(variants: list[Variant], rng: random.Random, library: Library) -> Row:
    """A required argument is missing: a question back that names it."""
    able = [each for each in variants if sum("." not in name for name in each.required) >= 2]
    if not able:
        return none_row(variants, rng, library)
    variant = rng.choice(able)
    names = sorted(name for name in variant.required if "." not in name and not variant.kinds[name].phrase)
    if len(names) < 2:
        return none_row(variants, rng, library)
    missing = rng.choice(names)
    given = rng.choice([name for name in names if name != missing])
    said, _ = variant.kinds[given].draw(rng)
    words, given_words = variant.function.words, phrasing.spoken_name(variant.paths[given][-1])
    text = rng.choice([f"Can you {words}? The {given_words} is {said}.", f"I want to {words}, {given_words} {said}.", f"Please {words} with {given_words} {said}"])
    wanted = phrasing.spoken_name(variant.paths[missing][-1])
    question = rng.choice([f"What is the {wanted}?", f"Which {wanted} should I use?", f"What should the {wanted} be?"])
    return make_row(user(text, rng), variants, [{"ask": question}], variant.function.id)


def none_row(variants: list[Variant], rng: random.Random, library: Library) -> Row:
    """No tool fits: another job of the same domain, a job of another domain, or talk."""
    present = {each.function.id for each in variants}
    domains = sorted({each.function.domain for each in variants})
    near = [question for domain in domains for question in library.misses[domain]]
    way = rng.random()
    if near and way < 0.3:
        text = plan(rng.choice(near), set(), rng)
    elif way < 0.45:
        text = chat.talk(rng)
    else:
        pool = [each for domain in domains for each in library.of_domain(domain)] if way < 0.8 else library.functions
        others = [each for each in pool if each.id not in present] or [each for each in library.functions if each.id not in present]
        text, _ = ask_once(make_variant(rng.choice(others), rng), rng)
    return make_row(user(text, rng), variants, ["no_tool"], variants[0].function.id)


RowMaker = Callable[[list[Variant], random.Random, Library], Row]
ALONE: dict[RowMaker, int] = {call_row: 30, parallel_row: 7, none_row: 8, missing_row: 1}
"""Rows for one tool in every hundred of all rows."""
AMONG: dict[RowMaker, int] = {call_row: 25, parallel_row: 5, mixed_row: 10, none_row: 7, missing_row: 1}
"""Rows for several tools in every hundred of all rows."""
AFTER_RESULTS = 6
"""Rows that go on after a result in every hundred of all rows."""


def batch(library: Library, rng: random.Random) -> list[Row]:
    """Two to four rows with the same tools in the same order."""
    alone, among = sum(ALONE.values()), sum(AMONG.values())
    is_alone = rng.random() < alone / (alone + among)
    makers = ALONE if is_alone else AMONG
    variants = offered(library, 1 if is_alone else rng.choice([2, 3, 3, 4, 5]), rng)
    chosen = rng.choices(list(makers), weights=list(makers.values()), k=rng.choice([2, 3, 3, 4]))
    return [maker(variants, rng, library) for maker in chosen]


