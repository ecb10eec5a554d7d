"""What the kinds of made-up functions say, and the value that a call has for it."""

import random

from kinglet_trainer.data.apis.asking import ask_several
from kinglet_trainer.data.apis.kinds import make_kind
from kinglet_trainer.data.apis.library import library
from kinglet_trainer.data.apis.variant import make_variant


def drawn(text: str, count: int = 300):
    rng = random.Random(5)
    return [make_kind(text, rng).draw(rng) for _ in range(count)]


def test_large_amounts_are_said_in_thousands_and_millions():
    said = dict(drawn("money(1000,90000)", 2000))
    factors = {"k": 1_000, "K": 1_000, "M": 1_000_000}
    short = {text: value for text, value in said.items() if text[-1] in factors}
    assert {text[-1] for text in short} == set(factors)
    for text, value in short.items():
        assert round(float(text[1:-1]) * factors[text[-1]]) == value


def test_a_list_of_words_stands_in_brackets_at_times():
    said = drawn("w(tea|coffee|milk|juice)[2,3]")
    bracketed = [(text, values) for text, values in said if text.startswith("[")]
    assert 0.1 * len(said) < len(bracketed) < 0.5 * len(said)
    for text, values in bracketed:
        assert [part.strip("'\" ") for part in text.strip("[]").split(",")] == values


def test_conditions_are_objects_with_field_sign_and_value():
    for text, conditions in drawn("conditions(price:5:900|city:Oslo:Lima)"):
        for condition in conditions:
            field, sign, value = condition.values()
            assert sign in (">", "<", "=")
            assert field in text
            assert value in text


def test_two_lists_of_values_in_one_request_make_every_pair():
    rng, pairs = random.Random(2), 0
    for _ in range(600):
        _, calls = ask_several(make_variant(rng.choice(library().functions), rng), rng)
        arguments = [call["arguments"] for call in calls]
        differ = [key for key in arguments[0] if len({str(each.get(key)) for each in arguments}) == 2]
        if len(calls) == 4 and len(differ) == 2 and all(set(each) == set(arguments[0]) for each in arguments):
            combined = {tuple(str(each[key]) for key in differ) for each in arguments}
            pairs += len(combined) == 4
    assert pairs > 3
