"""A dataset folder as examples."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kinglet_trainer.formats.prompt import messages_text, reply_end, system_text
from kinglet_trainer.training.packing import Encode, Example


@dataclass(frozen=True)
class Dataset:
    """Rows of a folder: see docs/specialists.md."""

    name: str
    format: str
    tools: list[dict[str, Any]]
    train: list[dict[str, Any]]
    validation: list[dict[str, Any]]


def read_dataset(folder: Path) -> Dataset:
    facts = json.loads((folder / "dataset.json").read_text())
    tools = folder / "tools.json"
    validation = folder / "validation.jsonl"
    return Dataset(
        name=facts["name"],
        format=facts["format"],
        tools=json.loads(tools.read_text()) if facts["format"] == "bare" else [],
        train=_read_lines(folder / "train.jsonl"),
        validation=_read_lines(validation) if validation.exists() else [],
    )


def example_of(row: dict[str, Any], dataset: Dataset, encode: Encode) -> Example:
    tools = row["tools"] or dataset.tools
    shared = system_text(tools, dataset.format)
    return Example(
        shared=tuple(encode(shared)) if shared else (),
        prompt=tuple(encode(messages_text(row["messages"], tools, dataset.format))),
        reply=tuple(encode(reply_end(row["reply"], tools, dataset.format))),
    )


def _read_lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text().splitlines() if line.strip()]
