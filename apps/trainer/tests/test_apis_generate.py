"""Rows of made-up functions: valid, different, the same for a seed, and in the wanted mix."""

import itertools
import json
from collections import Counter

import pytest

from kinglet_trainer.data.apis.exchanges import exchange_rows
from kinglet_trainer.data.apis.generate import generate
from kinglet_trainer.data.apis.library import library
from kinglet_trainer.data.fold import is_test_function
from kinglet_trainer.data.json_schema import fits
from kinglet_trainer.formats.prompt import messages_text
from kinglet_trainer.formats.reply import reply_text
from kinglet_trainer.formats.tools_text import tools_text


@pytest.fixture(scope="module")
def rows():
    return generate(3000, seed=7)


def kind_of(row):
    reply = row["reply"]
    if any(turn["role"] == "tool" for turn in row["messages"]):
        return "after"
    if reply == ["no_tool"]:
        return "none"
    if "ask" in reply[0]:
        return "ask"
    if reply[-1] == {"next": True}:
        return "next"
    if len(reply) > 1:
        return "several"
    return "alone" if len(row["tools"]) == 1 else "among"


def test_every_row_can_be_written_and_its_arguments_fit_the_schemas(rows):
    for row in rows:
        assert reply_text(row["reply"], row["tools"], "schemas")
        assert messages_text(row["messages"], row["tools"], "schemas")
        schemas = {tool["name"]: tool["parameters"] for tool in row["tools"]}
        assert len(schemas) == len(row["tools"])
        replies = [*row["reply"], *(each for turn in row["messages"] for each in turn.get("reply", []))]
        for action in replies:
            if isinstance(action, dict) and "tool" in action:
                assert fits(action["arguments"], schemas[action["tool"]]), (action, schemas[action["tool"]])


def test_no_row_comes_twice(rows):
    assert len({json.dumps([row["messages"], row["tools"]]) for row in rows}) == len(rows)


def test_a_seed_gives_the_same_rows_and_another_one_others():
    assert generate(60, seed=3) == generate(60, seed=3)
    assert generate(60, seed=3) != generate(60, seed=4)


def test_no_offered_name_is_of_the_test_fold(rows):
    assert not [tool["name"] for row in rows for tool in row["tools"] if is_test_function(tool["name"])]


def test_the_mix_is_as_wanted(rows):
    share = {kind: 100 * count / len(rows) for kind, count in Counter(map(kind_of, rows)).items()}
    assert 25 < share["alone"] < 36
    assert 20 < share["among"] < 30
    assert 17 < share["several"] < 27
    assert 11 < share["none"] < 19
    assert 0.5 < share["ask"] < 4
    assert 3 < share["after"] + share["next"] < 9


def test_most_rows_share_their_tools_with_the_one_before(rows):
    texts = [tools_text(row["tools"]) for row in rows]
    shared = sum(before == after for before, after in itertools.pairwise(texts))
    assert shared > 0.5 * len(rows)


def test_a_call_that_waits_is_followed_by_a_row_with_its_result():
    import random

    rng, found = random.Random(1), 0
    for _ in range(60):
        made = exchange_rows(library(), rng)
        if len(made) == 2:
            first, second = made
            assert first["reply"][-1] == {"next": True}
            assert second["messages"][-2]["reply"] == first["reply"]
            found += 1
    assert found > 5
