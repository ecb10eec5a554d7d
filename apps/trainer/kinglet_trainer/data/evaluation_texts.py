"""Every text that evaluation asks: none of them may be trained on."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kinglet_trainer.data.bfcl import bfcl_test_questions
from kinglet_trainer.data.row import read_json_lines
from kinglet_trainer.data.seal_tools import seal_test_questions

_QUOTED = re.compile(r"'((?:[^'\\\n]|\\.)*)'|\"((?:[^\"\\\n]|\\.)*)\"")


def evaluation_texts(repository: Path, shared: Path | None) -> dict[str, list[str]]:
    """Source name to its texts; the public data sets only where `shared` has them."""
    texts = {
        "eval/tasks": list(_task_asks(repository / "eval" / "tasks")),
        "bench/tool-calls": list(_bench_messages(repository / "bench" / "tool-calls" / "messages.ts")),
    }
    if shared is not None and (shared / "bfcl").is_dir():
        texts["bfcl, test fold"] = list(bfcl_test_questions(shared))
    if shared is not None and (shared / "seal-tools").is_dir():
        texts["seal-tools, test fold"] = list(seal_test_questions(shared))
    return texts


def _task_asks(folder: Path) -> Iterator[str]:
    for path in sorted(folder.rglob("*.jsonl")):
        for _, task in read_json_lines(path):
            yield from _asks(task)


def _asks(task: dict[str, Any]) -> list[str]:
    """A first message alone; what follows in a list of turns is too short and too common to count alone."""
    ask = task.get("ask", "")
    turns = ask if isinstance(ask, list) else [ask]
    return [str(turns[0])] if turns else []


def _bench_messages(path: Path) -> Iterator[str]:
    """String literals of several words in the file's lines of code."""
    if not path.is_file():
        return
    code = "\n".join(line for line in path.read_text("utf-8").splitlines() if not line.lstrip().startswith(("/*", "*", "//")))
    for match in _QUOTED.finditer(code):
        text = (match.group(1) or match.group(2) or "").replace("\\'", "'").replace('\\"', '"')
        if " " in text.strip():
            yield text
