"""Rows of a dataset and the JSON Lines files that hold them."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NotRequired, TypedDict

from kinglet_trainer.errors import KingletError
from kinglet_trainer.export.atomic_file import atomic_file


class Tool(TypedDict):
    name: str
    description: str
    parameters: dict[str, Any]


class Row(TypedDict):
    """One example, as docs/specialists.md says."""

    messages: list[dict[str, Any]]
    tools: list[Tool]
    reply: list[Any]
    meta: NotRequired[dict[str, Any]]


def question_of(row: Row) -> str:
    """All that the user said in the row."""
    return " ".join(str(turn.get("content", "")) for turn in row["messages"] if turn.get("role") == "user")


def called_tools(row: Row) -> set[str]:
    """Names that the reply or an earlier reply calls."""
    replies = [row["reply"], *(turn["reply"] for turn in row["messages"] if turn.get("role") == "assistant")]
    return {action["tool"] for reply in replies for action in reply if isinstance(action, dict) and "tool" in action}


def read_json_lines(path: Path) -> Iterator[tuple[int, Any]]:
    """Line number (from 1) and value of each line that is not blank; KingletError with the line where it is no JSON."""
    if not path.is_file():
        raise KingletError(f"There is no file {path}. Give the path of a JSON Lines file or of a folder that has it.")
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                yield number, json.loads(line)
            except json.JSONDecodeError as cause:
                raise KingletError(
                    f"{path}:{number}: not JSON ({cause.msg} at column {cause.colno}). One whole object a line is "
                    f"allowed; correct or remove the line."
                ) from cause


def write_json_lines(path: Path, rows: Iterable[Any]) -> int:
    """Writes atomically; gives the number of rows."""
    count = 0
    with atomic_file(path) as part, part.open("w", encoding="utf-8") as file:
        for row in rows:
            file.write(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n")
            count += 1
    return count
