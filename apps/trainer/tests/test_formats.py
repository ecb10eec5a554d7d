"""The formats agree with the engines': fixtures/specialist-prompts.jsonl is checked by both."""

import json
from pathlib import Path

import pytest

from kinglet_trainer.formats.prompt import messages_text, system_text
from kinglet_trainer.formats.reply import reply_text

FIXTURES = Path(__file__).resolve().parents[3] / "fixtures" / "specialist-prompts.jsonl"
ROWS = [json.loads(line) for line in FIXTURES.read_text("utf-8").splitlines() if line.strip()]


@pytest.mark.parametrize("row", ROWS, ids=[f"{row['format']}: {row['about']}" for row in ROWS])
def test_prompt_and_reply(row: dict) -> None:
    prompt = system_text(row["tools"], row["format"]) + messages_text(row["messages"], row["tools"], row["format"])
    assert prompt == row["prompt"]
    assert reply_text(row["reply"], row["tools"], row["format"]) == row["replyText"]
