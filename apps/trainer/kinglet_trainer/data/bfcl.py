"""Rows from the Berkeley Function Calling Leaderboard (Apache-2.0)."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kinglet_trainer.data.fold import is_test_function
from kinglet_trainer.data.gold_call import gold_call
from kinglet_trainer.data.json_schema import fits, to_json_schema
from kinglet_trainer.data.row import Row, Tool, read_json_lines
from kinglet_trainer.data.source_files import source_folder

LICENCE = "Apache-2.0"
CALL_CATEGORIES = ("simple_python", "multiple", "parallel", "parallel_multiple", "live_simple")
CATEGORIES = (*CALL_CATEGORIES, "irrelevance")


def bfcl_train_rows(shared: Path, categories: tuple[str, ...] = CATEGORIES) -> Iterator[Row]:
    """Rows whose right calls are all of the training fold; functions of the test fold are never offered."""
    folder = source_folder(shared, "bfcl")
    for category in categories:
        for _, source in read_json_lines(folder / f"{category}.jsonl"):
            row = _row(source, category)
            if row is not None:
                yield row


def bfcl_test_questions(shared: Path) -> Iterator[str]:
    """Questions whose right calls, or offered functions where nothing is right, are of the test fold."""
    folder = source_folder(shared, "bfcl")
    for path in sorted(folder.glob("*.jsonl")):
        for _, source in read_json_lines(path):
            if any(is_test_function(name) for name in _deciding_names(source)):
                yield bfcl_question(source)


def bfcl_question(source: dict[str, Any]) -> str:
    """The messages of the first turn as one text, without those of the system, which specialists do not see."""
    return "\n\n".join(message["content"] for message in source["question"][0] if message["role"] != "system")


def bfcl_tool(function: dict[str, Any]) -> Tool:
    return {
        "name": function["name"],
        "description": function.get("description", ""),
        "parameters": to_json_schema(function["parameters"]),
    }


def _deciding_names(source: dict[str, Any]) -> set[str]:
    called = {name for call in source.get("ground_truth") or [] for name in call}
    return called or {function["name"] for function in source["function"]}


def _row(source: dict[str, Any], category: str) -> Row | None:
    question = bfcl_question(source)
    if any(is_test_function(name) for name in _deciding_names(source)):
        return None
    tools = [bfcl_tool(function) for function in source["function"] if not is_test_function(function["name"])]
    reply = _reply(source, tools, question)
    if reply is None:
        return None
    return {
        "messages": [{"role": "user", "content": question}],
        "tools": tools,
        "reply": reply,
        "meta": {"source": f"bfcl/{category}", "group": f"bfcl:{min(_deciding_names(source))}", "id": source["id"]},
    }


def _reply(source: dict[str, Any], tools: list[Tool], question: str) -> list[Any] | None:
    """None where a right answer does not fit its own schema: a slip of the data set."""
    if not source.get("ground_truth"):
        return ["no_tool"]
    schemas = {tool["name"]: tool["parameters"] for tool in tools}
    calls: list[Any] = []
    for truth in source["ground_truth"]:
        ((name, _),) = truth.items()
        call = gold_call(truth, schemas[name].get("required", []), question)
        if call is None or not fits(call["arguments"], schemas[name]):
            return None
        calls.append(call)
    return calls
