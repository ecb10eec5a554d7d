"""Rows from the public data sets, on small files of their shape."""

import json
from pathlib import Path

import pytest

from kinglet_trainer.data.bfcl import bfcl_test_questions, bfcl_train_rows
from kinglet_trainer.data.fold import fold_of
from kinglet_trainer.data.gold_call import gold_call
from kinglet_trainer.data.json_schema import fits, to_json_schema
from kinglet_trainer.data.seal_tools import seal_test_questions, seal_train_rows
from kinglet_trainer.data.stated import is_stated
from kinglet_trainer.errors import KingletError

TRAIN = next(f"make_{index}" for index in range(50) if fold_of(f"make_{index}") == 0)
TEST = next(f"make_{index}" for index in range(50) if fold_of(f"make_{index}") == 1)


def bfcl_row(name: str, category_id: str, truth: bool = True, functions: tuple[str, ...] = ()) -> dict:
    parameters = {"type": "dict", "properties": {"size": {"type": "float"}}, "required": ["size"]}
    row = {
        "id": category_id,
        "question": [[{"role": "user", "content": f"Please make one of size 4 with {name}."}]],
        "function": [{"name": each, "description": "", "parameters": parameters} for each in (name, *functions)],
    }
    return row | ({"ground_truth": [{name: {"size": [4.0]}}]} if truth else {})


def write(path: Path, rows: list[dict]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(json.dumps(row) for row in rows), "utf-8")


def test_fold_is_that_of_the_evaluation() -> None:
    """The same names stand in eval/rows/split.test.ts."""
    names = ("CALCULATE_TRIANGLE_AREA", "math.hypot", "get_weather")
    assert [fold_of(name) for name in names] == [1, 0, 0]


def test_bfcl_never_trains_on_or_offers_a_test_function(tmp_path: Path) -> None:
    rows = [bfcl_row(TRAIN, "a", functions=(TEST,)), bfcl_row(TEST, "b", functions=(TRAIN,))]
    write(tmp_path / "bfcl" / "simple_python.jsonl", rows)
    write(tmp_path / "bfcl" / "irrelevance.jsonl", [bfcl_row(TRAIN, "c", truth=False), bfcl_row(TEST, "d", truth=False)])
    made = list(bfcl_train_rows(tmp_path, ("simple_python", "irrelevance")))
    assert [row["meta"]["id"] for row in made] == ["a", "c"]
    assert [[tool["name"] for tool in row["tools"]] for row in made] == [[TRAIN], [TRAIN]]
    assert [row["reply"] for row in made] == [[{"tool": TRAIN, "arguments": {"size": 4.0}}], ["no_tool"]]
    assert len(list(bfcl_test_questions(tmp_path))) == 2


def test_missing_data_set_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(KingletError, match=r"There is no folder .*bfcl.*--shared"):
        list(bfcl_train_rows(tmp_path))


def seal_row(api: str, instruction: str, parameters: dict, kind: str = "str") -> dict:
    tool = {"api_name": api, "parameters": {key: {"type": kind} for key in parameters}, "required": list(parameters)}
    return {"id": api, "tools": [tool], "instruction": instruction, "calls": [{"api": api, "parameters": parameters}]}


@pytest.mark.parametrize(
    ("row", "is_kept"),
    [
        (seal_row(TRAIN, "Weather of Paris", {"city": "Paris"}), True),
        (seal_row(TRAIN, "From May 2, 2020", {"start": "2020-05-02"}), True),
        (seal_row(TEST, "Weather of Paris", {"city": "Paris"}), False),
        (seal_row(TRAIN, "Weather of my town", {"city": "x9TkQ"}), False),
        (seal_row(TRAIN, "API_call_0 please", {"city": "API_call_0"}), False),
        (seal_row(TRAIN, "Take Paris", {"count": "Paris"}, kind="int"), False),
    ],
    ids=["stated", "date", "test fold", "made-up value", "earlier result", "wrong type"],
)
def test_seal_keeps_what_can_be_learned(tmp_path: Path, row: dict, is_kept: bool) -> None:
    write(tmp_path / "seal-tools" / "dev.jsonl", [row])
    assert len(list(seal_train_rows(tmp_path))) == int(is_kept)
    assert len(list(seal_test_questions(tmp_path))) == int(fold_of(row["id"]) == 1)


def test_gold_call_takes_first_answers_and_leaves_out_what_is_not_said() -> None:
    truth = {"book": {"city": ["Rome", "Roma"], "stars": ["", 4], "seats": [2, ""], "when": [{"day": ["May 1", ""], "at": [9]}]}}
    call = gold_call(truth, ["city"], "Book 2 seats in Rome at 9")
    assert call == {"tool": "book", "arguments": {"city": "Rome", "seats": 2, "when": {"at": 9}}}
    assert gold_call({"book": {"city": ["", "Rome"]}}, ["city"], "Book") == {"tool": "book", "arguments": {"city": "Rome"}}
    assert gold_call({"book": {"city": []}}, ["city"], "Book") is None


@pytest.mark.parametrize(
    ("value", "question", "stated"),
    [
        ("New York", "flights to new york, please", True),
        ("New York", "flights to York", False),
        (5, "wait five minutes", True),
        (1500, "1,500 miles", True),
        (0.05, "at 5% interest", True),
        (0.05, "at 5 apples", False),
        ([1, 2], "1 and 2", True),
        ([1, 2], "only 1", False),
        ({"a": 1}, "is 1", True),
        (True, "make it true", True),
        (True, "with details", False),
        (5, "v5.2 of it", False),
        (None, "none", False),
        ("", "nothing", False),
    ],
)
def test_stated(value: object, question: str, stated: bool) -> None:
    assert is_stated(value, question) is stated


def test_types_become_json_schema() -> None:
    source = {
        "type": "dict",
        "properties": {
            "n": {"type": "float", "default": 1, "optional": True},
            "t": {"type": "tuple", "items": {"type": "int"}},
            "e": {"type": "array", "enum": ["a", "b"], "items": {"type": "str"}},
            "x": {"type": "any", "description": "whatever"},
            "o": {"type": "dict", "properties": {"y": {"type": "bool"}}, "required": ["y", "gone"]},
        },
        "required": ["n"],
    }
    assert to_json_schema(source) == {
        "type": "object",
        "properties": {
            "n": {"type": "number", "default": 1},
            "t": {"type": "array", "items": {"type": "integer"}},
            "e": {"type": "array", "items": {"type": "string", "enum": ["a", "b"]}},
            "x": {"description": "whatever"},
            "o": {"type": "object", "properties": {"y": {"type": "boolean"}}, "required": ["y"]},
        },
        "required": ["n"],
    }


@pytest.mark.parametrize(
    ("value", "schema", "fitting"),
    [
        (1, {"type": "integer"}, True),
        (1.0, {"type": "integer"}, True),
        (1.5, {"type": "integer"}, False),
        (True, {"type": "integer"}, False),
        ("a", {"enum": ["a"]}, True),
        ("b", {"type": "string", "enum": ["a"]}, False),
        ([1, "x"], {"type": "array", "items": {"type": "integer"}}, False),
        ({"a": 1}, {"type": "object", "properties": {"a": {"type": "integer"}}}, True),
        ({"b": 1}, {"type": "object", "properties": {"a": {"type": "integer"}}}, False),
        ({}, {"type": "object", "properties": {"a": {}}, "required": ["a"]}, False),
        (None, {"anyOf": [{"type": "string"}, {"type": "null"}]}, True),
        (object(), {}, True),
    ],
)
def test_fits(value: object, schema: dict, fitting: bool) -> None:
    assert fits(value, schema) is fitting
