"""Checks a dataset folder before anything is trained on it."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from kinglet_trainer.data.check_row import row_problem
from kinglet_trainer.data.check_tools import tools_problem
from kinglet_trainer.data.dataset_folder import DatasetFacts, read_facts, read_tools
from kinglet_trainer.data.licence import check_licence
from kinglet_trainer.data.row import Row, Tool, read_json_lines
from kinglet_trainer.data.token_count import CountTokens, row_tokens
from kinglet_trainer.errors import KingletError
from kinglet_trainer.formats.canonical import compact_json

_SHOWN = 10


@dataclass(frozen=True)
class CheckedDataset:
    """Rows that can be trained on; `notes` are the sentences to show: what was left out and what cannot be learned."""

    facts: DatasetFacts
    tools: list[Tool]
    train: list[Row]
    validation: list[Row]
    notes: list[str]


def check_dataset(folder: Path, count_tokens: CountTokens, max_tokens: int, *, accept_licence: bool = False) -> CheckedDataset:
    """
    Reads a folder. Rows over `max_tokens` and repeated rows are left out and counted in the notes.

    Raises KingletError with file and line of the first ten rows that are wrong, for an empty dataset, and for a licence
    that forbids training.
    """
    facts = read_facts(folder)
    check_licence(facts.licence, str(folder / "dataset.json"), override=accept_licence)
    tools = read_tools(folder) if facts.format == "bare" else []
    problem = tools_problem(tools, facts.format) if tools else None
    if problem:
        raise KingletError(f"{folder / 'tools.json'}: {problem}")
    notes: list[str] = []
    seen: set[str] = set()
    files: dict[str, list[Row]] = {}
    for name in ("train.jsonl", "validation.jsonl"):
        path = folder / name
        rows = _checked_rows(path, facts.format, tools) if name == "train.jsonl" or path.is_file() else []
        files[name] = _kept(rows, path, tools, facts.format, seen, count_tokens, max_tokens, notes)
    if not files["train.jsonl"]:
        raise KingletError(f"{folder / 'train.jsonl'} has no row to train on. " + " ".join(notes))
    notes += _what_cannot_be_learned(files["train.jsonl"], tools, facts.format)
    return CheckedDataset(facts, tools, files["train.jsonl"], files["validation.jsonl"], notes)


def _checked_rows(path: Path, format: str, tools: list[Tool]) -> list[Row]:
    rows: list[Row] = []
    problems: list[str] = []
    for number, value in read_json_lines(path):
        problem = row_problem(value, format, tools)
        if problem is None:
            rows.append(value)
        else:
            problems.append(f"{path}:{number}: {problem}")
    if problems:
        more = f"\nand {len(problems) - _SHOWN} more" if len(problems) > _SHOWN else ""
        raise KingletError("\n".join(problems[:_SHOWN]) + f"{more}\nCorrect or remove these lines; nothing was trained.")
    if not rows:
        raise KingletError(f"{path} is empty: no row in it. Write at least one row.")
    return rows


def _kept(
    rows: Iterable[Row],
    path: Path,
    tools: list[Tool],
    format: str,
    seen: set[str],
    count_tokens: CountTokens,
    max_tokens: int,
    notes: list[str],
) -> list[Row]:
    kept: list[Row] = []
    repeated = too_long = 0
    for row in rows:
        key = compact_json([row["messages"], row["tools"], row["reply"]])
        if key in seen:
            repeated += 1
        elif row_tokens(row, row["tools"] or tools, format, count_tokens) > max_tokens:
            too_long += 1
        else:
            kept.append(row)
        seen.add(key)
    if repeated:
        notes.append(f"{path.name}: {repeated} repeated rows were left out.")
    if too_long:
        notes.append(f"{path.name}: {too_long} rows longer than {max_tokens} tokens were left out.")
    return kept


def _what_cannot_be_learned(rows: list[Row], tools: list[Tool], format: str) -> list[str]:
    names = {tool["name"] for row in rows for tool in row["tools"] or tools}
    abstaining = {"no_tool"} if format == "schemas" else {"reply", "other"}
    abstains = any(isinstance(action, str) and action in abstaining for row in rows for action in row["reply"])
    notes = []
    if len(names) == 1:
        notes.append(f"One tool only ({min(names)}): choosing between tools cannot be learned from these rows.")
    if not abstains:
        notes.append(
            f"No row replies {' or '.join(sorted(abstaining))}: abstaining cannot be learned, so every message will be a call."
        )
    return notes
