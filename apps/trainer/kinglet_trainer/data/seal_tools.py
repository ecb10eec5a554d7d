"""Rows from Seal-Tools (Apache-2.0): made-up APIs of many fields."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kinglet_trainer.data.fold import is_test_function
from kinglet_trainer.data.json_schema import fits, to_json_schema
from kinglet_trainer.data.row import Row, Tool, read_json_lines
from kinglet_trainer.data.source_files import source_folder
from kinglet_trainer.data.stated import is_date, is_stated

LICENCE = "Apache-2.0"
_EARLIER_RESULT = "API_call_"
_WHOLE = re.compile(r"-?\d{1,15}")
_DECIMAL = re.compile(r"-?\d{1,15}\.\d{1,15}")
MAX_CALLS = 8


def seal_train_rows(shared: Path) -> Iterator[Row]:
    """
    Rows whose calls are all of the training fold, do not wait for each other's results, and are stated in the question.

    Many rows of the source hold values that were drawn at random and stand nowhere in the question: to learn these is
    to learn to make things up.
    """
    for source in _sources(shared):
        row = _row(source)
        if row is not None:
            yield row


def seal_test_questions(shared: Path) -> Iterator[str]:
    for source in _sources(shared):
        if any(is_test_function(call["api"]) for call in source["calls"]):
            yield source["instruction"]


def seal_tool(api: dict[str, Any]) -> Tool:
    parameters = {"type": "dict", "properties": api["parameters"], "required": api.get("required") or []}
    return {
        "name": api["api_name"],
        "description": api.get("api_description", ""),
        "parameters": to_json_schema(parameters),
    }


def _sources(shared: Path) -> Iterator[dict[str, Any]]:
    folder = source_folder(shared, "seal-tools")
    for path in sorted(folder.glob("*.jsonl")):
        for _, source in read_json_lines(path):
            yield source


def _row(source: dict[str, Any]) -> Row | None:
    names = [call["api"] for call in source["calls"]]
    if not names or len(names) > MAX_CALLS or any(is_test_function(name) for name in names):
        return None
    if _EARLIER_RESULT in json.dumps([call["parameters"] for call in source["calls"]]):
        return None
    tools = [seal_tool(api) for api in source["tools"] if not is_test_function(api["api_name"])]
    schemas = {tool["name"]: tool["parameters"] for tool in tools}
    calls = [{"tool": call["api"], "arguments": _as_typed(call, schemas)} for call in source["calls"]]
    if not all(_is_learnable(call, schemas, source["instruction"]) for call in calls):
        return None
    return {
        "messages": [{"role": "user", "content": source["instruction"]}],
        "tools": tools,
        "reply": calls,
        "meta": {"source": "seal-tools", "group": f"seal:{min(names)}", "id": source["id"]},
    }


def _is_learnable(call: dict[str, Any], schemas: dict[str, dict[str, Any]], question: str) -> bool:
    schema = schemas.get(call["tool"])
    if schema is None or not fits(call["arguments"], schema):
        return False
    return all(is_date(value) or is_stated(value, question) for value in call["arguments"].values())


def _as_typed(call: dict[str, Any], schemas: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """The arguments with numbers where the schema wants numbers: the source writes many of them as text."""
    properties = schemas.get(call["api"], {}).get("properties", {})
    return {name: _number(value, properties.get(name, {}).get("type")) for name, value in call["parameters"].items()}


def _number(value: Any, kind: str | None) -> Any:
    if not isinstance(value, str) or kind not in ("integer", "number"):
        return value
    if _WHOLE.fullmatch(value):
        return int(value)
    return float(value) if kind == "number" and _DECIMAL.fullmatch(value) else value
