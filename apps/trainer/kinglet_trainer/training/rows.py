"""Rows as examples."""

from collections.abc import Mapping, Sequence
from typing import Any

from kinglet_trainer.formats.prompt import messages_text, reply_end, system_text
from kinglet_trainer.training.packing import Encode, Example


def example_of(row: Mapping[str, Any], dataset_tools: Sequence[Any], format: str, encode: Encode) -> Example:
    """`dataset_tools`: those of a bare dataset's folder; a row of a `schemas` one has its own."""
    tools = row["tools"] or list(dataset_tools)
    shared = system_text(tools, format)
    return Example(
        shared=tuple(encode(shared)) if shared else (),
        prompt=tuple(encode(messages_text(row["messages"], tools, format))),
        reply=tuple(encode(reply_end(row["reply"], tools, format))),
    )
