"""The generated rows for the built-in tools."""

import json
import random
import re
from itertools import pairwise

import pytest

from kinglet_trainer.data.builtin import generate
from kinglet_trainer.data.builtin.__main__ import write
from kinglet_trainer.data.builtin.grammar import Grammar
from kinglet_trainer.data.builtin.rows import TOOLS
from kinglet_trainer.data.builtin.templates import parse_action, read_families
from kinglet_trainer.formats.reply import reply_text


@pytest.fixture(scope="module")
def rows():
    return generate(4000, seed=1)


def _calls(rows):
    for row in rows:
        for action in row["reply"]:
            if isinstance(action, dict) and "tool" in action:
                yield row, action


def test_the_same_seed_gives_the_same_rows(rows):
    assert generate(200, seed=1) == rows[:200]
    assert generate(200, seed=2) != rows[:200]


def test_no_row_stands_twice(rows):
    keys = {json.dumps([row["messages"], row["reply"]]) for row in rows}
    assert len(keys) == len(rows)


def test_each_reply_and_each_earlier_reply_can_be_written(rows):
    for row in rows:
        assert reply_text(row["reply"], TOOLS, "bare")
        for message in row["messages"]:
            if message["role"] == "assistant":
                assert reply_text(message["reply"], TOOLS, "bare")


def test_turns_stand_in_order(rows):
    allowed = {("user", "assistant"), ("assistant", "tool"), ("assistant", "user"), ("tool", "user")}
    for row in rows:
        roles = [message["role"] for message in row["messages"]]
        assert roles[0] == "user" and roles[-1] in ("user", "tool")
        assert set(pairwise(roles)) <= allowed
        assert roles.count("user") <= 3


def test_every_tool_and_every_other_action_is_there(rows):
    said = {reply_text(row["reply"][:1], TOOLS, "bare").split(" | ")[0] for row in rows}
    assert {tool["name"] for tool in TOOLS} | {"reply", "other", "ask"} <= said
    assert any(row["reply"][-1] == {"next": True} for row in rows)
    assert any(len([action for action in row["reply"] if "tool" in action]) > 1 for row in rows)


def test_arguments_are_the_users_own_words(rows):
    """Free text, places, addresses, amounts and days are copied; what is put together has only words that were there."""
    copied = total = 0
    for row, action in _calls(rows):
        shown = " ".join(message.get("content") or " ".join(message.get("results", [])) for message in row["messages"])
        for value in action["arguments"].values():
            if action["tool"] in ("note", "search", "read", "file", "time") and value:
                assert value in shown, (row["messages"], action)
            if action["tool"] in ("convert", "remind", "delete", "note", "search", "read", "date"):
                total += 1
                copied += value in shown
    assert copied / total > 0.93


def test_rows_are_short(rows):
    words = [len(message["content"].split()) for row in rows for message in row["messages"][-1:] if message["role"] == "user"]
    assert 6 < sum(words) / len(words) < 14
    assert max(words) < 80


def test_no_slot_is_left_unfilled(rows):
    for row in rows:
        shown = json.dumps([[message.get("content", "") for message in row["messages"]], row["reply"]])
        assert not re.search(r"[<>]\w|\w>|\[[a-z0-9]+(:[a-z0-9]+)?\]|\w\{|\|\w", shown), row


def test_one_message_has_one_meaning(rows):
    meanings = {}
    for row in rows:
        if len(row["messages"]) > 1:
            continue
        said = row["messages"][0]["content"].lower().rstrip("?.! ")
        reply = json.dumps(row["reply"]).lower()
        assert meanings.setdefault(said, reply) == reply, said


def test_groups_name_templates(rows):
    groups = {row["meta"]["group"] for row in rows}
    assert len(groups) > 700
    assert all(row["meta"]["source"] == "builtin" for row in rows)


def test_ten_thousand_rows_are_possible():
    assert len(generate(10_000, seed=3)) == 10_000


def test_a_folder_is_written(tmp_path):
    write(50, 1, tmp_path)
    lines = (tmp_path / "train.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["tools"] for line in lines] == [[]] * 50
    assert json.loads((tmp_path / "dataset.json").read_text())["format"] == "bare"
    assert [tool["name"] for tool in json.loads((tmp_path / "tools.json").read_text())] == sorted(tool["name"] for tool in TOOLS)


def test_an_argument_changes_with_the_message():
    grammar = Grammar({"thing": ["milk"]}, {})
    parts = grammar.segments("{buy|get} [text:thing]{,|} now", random.Random(1), {})
    assert [(part.text, part.arg) for part in parts if part.arg] == [("milk", "text")]


def test_unknown_slots_and_open_braces_are_refused():
    with pytest.raises(KeyError, match="no value, filler or word list"):
        Grammar({}, {}).text("<nothing>", random.Random(1), {})
    with pytest.raises(ValueError, match="brace is not closed"):
        Grammar({}, {}).text("{a|b", random.Random(1), {})


def test_template_files_are_checked(tmp_path):
    (tmp_path / "a.txt").write_text("== x : reply\nhello\n== x : other\nbye\n")
    with pytest.raises(ValueError, match="stands twice"):
        read_families(tmp_path)
    (tmp_path / "a.txt").write_text("== x\nhello\n")
    with pytest.raises(ValueError, match="is no header"):
        read_families(tmp_path)
    (tmp_path / "a.txt").write_text("== x : reply\n")
    with pytest.raises(ValueError, match="has no templates"):
        read_families(tmp_path)


def test_actions_are_read():
    assert parse_action("remind text=<a> ; when=at <b>").constants == (("text", "<a>"), ("when", "at <b>"))
    assert parse_action("ask To which unit?").question == "To which unit?"
