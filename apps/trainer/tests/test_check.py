"""Datasets that must be refused, each by file and line, and what is left out with a word."""

from pathlib import Path

import pytest
from conftest import TOOLS, call, row, write_folder

from kinglet_trainer.data.check import CheckedDataset, check_dataset
from kinglet_trainer.errors import KingletError

GOOD = row("to km: 3 miles", call("convert", amount="3 miles", to="km"))
TALK = row("hello", "reply")
TIME_ONLY = [TOOLS[1]]


def check(folder: Path, max_tokens: int = 100, **options) -> CheckedDataset:
    return check_dataset(folder, lambda text: len(text.split()), max_tokens, **options)


def test_a_good_folder_passes(tmp_path: Path) -> None:
    checked = check(write_folder(tmp_path / "d", [GOOD, TALK]))
    assert (len(checked.train), checked.notes) == (2, [])


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('{"messages": ', "train.jsonl:2: not JSON"),
        ("[]", "the line is a list"),
        (row("x", "dance"), 'the action "dance" is not one of reply, other'),
        (row("x", {"sing": 1}), "is no known action"),
        (row("x", "no_tool"), 'the action "no_tool" is not one of'),
        (row("x"), '"reply" has 0 actions; a list of 1 to 8'),
        (row("x", *[call("time")] * 9), '"reply" has 9 actions'),
        (row("x", "reply", call("time")), "must be the only action"),
        (row("x", {"next": True}), "next must be the last action"),
        (row("x", call("weather")), "calls 'weather', which is not among its tools"),
        (row("x", call("convert", amount="1", to="feet")), 'to is "feet", which does not fit its schema'),
        (row("x", call("convert", amount=3)), "amount is 3, which does not fit"),
        (row("x", call("convert", to="km")), '"convert" lacks its argument "amount"'),
        (row("x", call("time", zone="here")), '"time" has no argument "zone"'),
        (row("x", call("convert", amount="a | b")), "has a line break or a |"),
        (row("x", "reply", tools=TOOLS), "they stand in tools.json"),
        (row(" ", "reply"), "a user turn has no text"),
        ({**GOOD, "messages": []}, '"messages" must be a list'),
        ({**GOOD, "messages": [{"role": "system", "content": "x"}]}, "a turn has the role 'system'"),
        ({**GOOD, "messages": [{"role": "tool", "results": "x"}]}, "a list of texts as its results"),
        ({**GOOD, "messages": [{"role": "assistant", "reply": ["reply"]}]}, "the last turn is of assistant"),
        ({**GOOD, "messages": [{"role": "assistant", "reply": ["sing"]}]}, "an earlier turn: the action"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, line: object, message: str) -> None:
    folder = write_folder(tmp_path / "d", [GOOD, line])
    with pytest.raises(KingletError) as raised:
        check(folder)
    assert message in str(raised.value)
    assert "train.jsonl:2" in str(raised.value)


def test_only_ten_problems_are_shown(tmp_path: Path) -> None:
    with pytest.raises(KingletError) as raised:
        check(write_folder(tmp_path / "d", [row("x", "sing")] * 13))
    assert str(raised.value).count("train.jsonl:") == 10
    assert "and 3 more" in str(raised.value)


def test_empty_and_missing_files(tmp_path: Path) -> None:
    with pytest.raises(KingletError, match=r"train\.jsonl is empty"):
        check(write_folder(tmp_path / "d", [""]))
    with pytest.raises(KingletError, match=r"dataset\.json cannot be read"):
        check(tmp_path)
    with pytest.raises(KingletError, match="\"format\" is 'loud'"):
        check(write_folder(tmp_path / "f", [GOOD], format="loud"))


def test_long_and_repeated_rows_are_left_out_and_counted(tmp_path: Path) -> None:
    long = row("many words " * 100, "reply")
    checked = check(write_folder(tmp_path / "d", [GOOD, GOOD, long, TALK]))
    assert len(checked.train) == 2
    assert checked.notes == [
        "train.jsonl: 1 repeated rows were left out.",
        "train.jsonl: 1 rows longer than 100 tokens were left out.",
    ]
    with pytest.raises(KingletError, match=r"no row to train on\. train\.jsonl: 1 rows longer"):
        check(write_folder(tmp_path / "e", [long]))


def test_validation_rows_that_repeat_training_rows_are_left_out(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "d", [GOOD, TALK])
    (folder / "validation.jsonl").write_text((folder / "train.jsonl").read_text())
    assert check(folder).validation == []


def test_one_tool_and_no_abstaining_are_said(tmp_path: Path) -> None:
    checked = check(write_folder(tmp_path / "d", [row("time?", call("time"))], tools=TIME_ONLY))
    assert "One tool only (time)" in checked.notes[0]
    assert "abstaining cannot be learned" in checked.notes[1]


@pytest.mark.parametrize(
    ("tools", "message"),
    [
        ([{**TOOLS[1], "name": "next"}], "named 'next', which is an action"),
        ([{**TOOLS[1], "name": "my tool"}], "has white space"),
        ([TOOLS[1], TOOLS[1]], "two tools are named 'time'"),
        ([{"name": "x"}], "no JSON Schema of an object"),
        ([{"description": "x"}], 'a tool has no "name"'),
        ([], "a list of at least one tool"),
    ],
)
def test_bad_tools(tmp_path: Path, tools: list, message: str) -> None:
    with pytest.raises(KingletError, match=message):
        check(write_folder(tmp_path / "d", [TALK], tools=tools))


@pytest.mark.parametrize("licence", ["CC-BY-NC-4.0", "CC-BY-ND-4.0", "CC-BY-NC-SA-3.0", "Proprietary", "", "NOASSERTION"])
def test_licences_that_forbid(tmp_path: Path, licence: str) -> None:
    folder = write_folder(tmp_path / "d", [GOOD, TALK], licence=licence)
    with pytest.raises(KingletError, match="licence"):
        check(folder)
    assert len(check(folder, accept_licence=True).train) == 2


@pytest.mark.parametrize("licence", ["Apache-2.0", "CC-BY-4.0", "MIT AND Apache-2.0", "LicenseRef-own"])
def test_licences_that_allow(tmp_path: Path, licence: str) -> None:
    assert check(write_folder(tmp_path / "d", [GOOD, TALK], licence=licence))
