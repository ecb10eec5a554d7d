"""The library: every template fills, and states what it must."""

import itertools
import random

import pytest

from kinglet_trainer.data.apis import exchanges
from kinglet_trainer.data.apis.asking import ask_once, ask_several
from kinglet_trainer.data.apis.kinds import make_kind
from kinglet_trainer.data.apis.library import argument, library
from kinglet_trainer.data.apis.questions import all_slots, fill, plain_slots, plan, tidy
from kinglet_trainer.data.apis.variant import make_variant
from kinglet_trainer.data.json_schema import fits
from kinglet_trainer.formats.tools_text import MAX_ARGUMENT_DESCRIPTION

FUNCTIONS = library().functions


def test_the_library_is_large_and_its_names_differ():
    assert len(FUNCTIONS) >= 200
    assert len({each.id for each in FUNCTIONS}) == len(FUNCTIONS)


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda each: each.id)
def test_each_template_fills(function):
    rng = random.Random(5)
    known = {each.name for each in function.arguments}
    required = function.required_names()
    for template in function.templates:
        assert all_slots(template) <= known
        assert required <= all_slots(template)
        optional = plain_slots(template) - required
        variant = make_variant(function, rng)
        assert optional <= set(variant.kinds), "an argument that is said in each wording is in each schema"
        text = fill(plan(template, set(variant.kinds), rng), variant.kinds, rng, {})
        assert text and not set("{}<>\0") & set(text)
    for _ in range(4):
        variant = make_variant(function, rng)
        for _, calls in (ask_once(variant, rng), ask_several(variant, rng)):
            assert all(fits(call["arguments"], variant.tool["parameters"]) for call in calls)


@pytest.mark.parametrize("line", exchanges.CHAINS, ids=lambda line: line.split(" || ")[0])
def test_each_chain_names_functions_and_arguments_of_the_library(line):
    ids, _, taken, question = (part.strip() for part in line.split(" || "))
    first, second = ids.split(" > ")
    by_id = {each.id: {argument.name for argument in each.arguments} for each in FUNCTIONS}
    required = {each.id: each.required_names() for each in FUNCTIONS}
    assert taken.split("=$")[0] in by_id[second]
    assert all_slots(question) <= {f"a.{name}" for name in by_id[first]} | {f"b.{name}" for name in by_id[second]}
    assert {f"b.{name}" for name in required[second] - {taken.split("=$")[0]}} <= all_slots(question)
    assert {f"a.{name}" for name in required[first]} <= all_slots(question)


def test_an_argument_line_is_read():
    read = argument("rate,interest* pct(1,9)=5 Interest of a year")
    assert (read.names, read.required, read.kind, read.default) == (("rate", "interest"), True, "pct(1,9)", 5)
    with pytest.raises(ValueError, match="an argument is"):
        argument("*broken")


def test_optional_groups_with_unknown_arguments_are_left_out():
    assert plan("Roll the dice( with [modifier])", set(), random.Random(1)) == "Roll the dice"


def test_tidy_removes_what_empty_groups_leave():
    assert tidy("Find a  room , , please .") == "Find a room, please."
    assert tidy("a Italian place") == "an Italian place"


def test_a_number_before_a_letter_is_written_in_digits():
    kinds = {"m": make_kind("int(2,9)", random.Random(1))}
    assert all(fill("y = [m]x", kinds, random.Random(seed), {})[4].isdigit() for seed in range(40))


def test_a_percentage_is_what_its_description_says():
    for seed in range(60):
        rng = random.Random(seed)
        kind = make_kind("pct(2,9)", rng)
        said, value = kind.draw(rng)
        is_percent = kind.note.startswith(("in ", "as a percentage")) and "decimal" not in kind.note
        assert (value >= 2) == is_percent, (said, kind.note)


def test_dates_of_one_schema_have_one_format():
    function = next(each for each in FUNCTIONS if each.id == "rent_car")
    for seed in range(30):
        kinds = make_variant(function, random.Random(seed)).kinds
        assert kinds["pickup_date"].note == kinds["dropoff_date"].note


def test_a_choice_is_always_shown_to_the_model():
    """An enum that stands in the description only may not be cut off with it."""
    for function, seed in itertools.product(FUNCTIONS, range(4)):
        variant = make_variant(function, random.Random(seed))
        for argument_ in function.arguments:
            kind = variant.kinds.get(argument_.name)
            if kind is not None and argument_.kind.startswith("e(") and "enum" not in kind.schema and "items" not in kind.schema:
                assert len(argument_.description) + len(kind.note) + 2 <= MAX_ARGUMENT_DESCRIPTION, (function.id, argument_.name)
