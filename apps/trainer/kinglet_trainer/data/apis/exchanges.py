"""Rows after a result: the final answer in words, the next call of a chain, and hostile text in results."""

import json
import random
import re
from pathlib import Path
from typing import Any

from kinglet_trainer.data.row import Row

from .asking import ask_once
from .batches import distinct, make_row, user
from .kinds import make_kind
from .questions import all_slots, fill, plan
from .spec import Function, Library
from .variant import Variant, make_variant

_DRAWN = re.compile(r"\$([a-z]+(?:\([^)]*\))?)")
_ARGUMENT = re.compile(r"\[(\w+)\]")
_HOSTILE = [line for line in (Path(__file__).parent / "hostile.lst").read_text(encoding="utf-8").splitlines() if line]
CHAINS = [line for line in (Path(__file__).parent / "chains.lst").read_text(encoding="utf-8").splitlines() if line]


def exchange_rows(library: Library, rng: random.Random) -> list[Row]:
    way = rng.random()
    if way < 0.45:
        return _chain(library, rng)
    return [_answer(library, rng, hostile=way > 0.78)]


def drawn(template: str, rng: random.Random) -> tuple[str, list[Any]]:
    """A result with its `$KIND` drawn, and the values in order."""
    values: list[Any] = []

    def draw(match: re.Match[str]) -> str:
        _, value = make_kind(match.group(1), rng).draw(rng)
        values.append(value)
        return value if isinstance(value, str) else json.dumps(value)

    return _DRAWN.sub(draw, template), values


def _answer(library: Library, rng: random.Random, *, hostile: bool) -> Row:
    function = rng.choice([each for each in library.functions if each.results])
    variants = _with_others(library, [function], rng)
    variant = next(each for each in variants if each.function is function)
    text, calls = ask_once(variant, rng)
    result_template, answer_template = rng.choice(function.results)
    result, values = drawn(result_template, rng)
    answer = answer_template
    for number, value in enumerate(values, start=1):
        answer = answer.replace(f"${number}", str(value))
    answer = _ARGUMENT.sub(lambda match: str(calls[0]["arguments"][variant.paths[match.group(1)][0]]), answer)
    if hostile:
        result = _infected(result, rng)
    elif rng.random() < 0.12:
        result, answer = rng.choice(_FAILURES)
    messages = [*user(text, rng), {"role": "assistant", "reply": calls}, {"role": "tool", "results": [result]}]
    return make_row(messages, variants, [{"say": answer}], function.id)


_FAILURES = [
    ('{"error": "not found"}', "Nothing was found for that."),
    ('{"error": "service unavailable"}', "The service is not available at the moment; please try again later."),
    ("Error: timeout after 10 s", "That took too long and was stopped; please try again."),
    ('{"error": "permission denied"}', "I am not allowed to do that."),
    ('{"results": []}', "There are no results for that."),
]


def _infected(result: str, rng: random.Random) -> str:
    """The result with an order in it that is not the user's."""
    order = rng.choice(_HOSTILE)
    if result.endswith("}") and rng.random() < 0.6:
        return result[:-1] + f', "{rng.choice(["note", "comment", "description", "message"])}": {json.dumps(order)}}}'
    return f"{result} {order}" if rng.random() < 0.6 else f"{order} {result}"


def _with_others(library: Library, functions: list[Function], rng: random.Random) -> list[Variant]:
    others = [each for each in rng.sample(library.functions, rng.choice([0, 1, 2])) if each not in functions]
    made = distinct([make_variant(each, rng) for each in [*functions, *others]])
    rng.shuffle(made)
    return made


def _chain(library: Library, rng: random.Random) -> list[Row]:
    """The first call with `next`, and the second call with a value of the first one's result."""
    by_id = {each.id: each for each in library.functions}
    ids, result_template, taken, question, *_ = (part.strip() for part in rng.choice(CHAINS).split(" || "))
    first_id, second_id = ids.split(" > ")
    variants = _with_others(library, [by_id[first_id], by_id[second_id]], rng)
    chosen = {each.function.id: each for each in variants}
    if len({first_id, second_id} & set(chosen)) < 2:
        return []
    one, two = chosen[first_id], chosen[second_id]
    kinds = {f"a.{name}": kind for name, kind in one.kinds.items()} | {f"b.{name}": kind for name, kind in two.kinds.items()}
    if not all_slots(question) <= set(kinds):
        return []
    values: dict[str, Any] = {}
    text = fill(plan(question, set(kinds), rng), kinds, rng, values)
    result, results = drawn(result_template, rng)
    argument, place = taken.split("=$")
    if argument not in two.kinds:
        return []
    given = two.kinds[argument].schema
    value = results[int(place) - 1]
    if given["type"] == "string" and not isinstance(value, str):
        value = str(value)
    if given["type"] in ("integer", "number") and not isinstance(value, (int, float)) or given["type"] == "integer" and not float(value).is_integer():
        return []
    first = one.call({name[2:]: each for name, each in values.items() if name.startswith("a.")})
    second = two.call({name[2:]: each for name, each in values.items() if name.startswith("b.")} | {argument: value})
    asked = user(text, rng)
    if rng.random() < 0.3:
        result = _infected(result, rng)
    done = [*asked, {"role": "assistant", "reply": [first, {"next": True}]}, {"role": "tool", "results": [result]}]
    return [
        make_row(asked, variants, [first, {"next": True}], first_id),
        make_row(done, variants, [second], first_id),
    ]
