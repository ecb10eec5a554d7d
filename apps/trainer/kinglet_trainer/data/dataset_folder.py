"""A dataset folder: written and read whole."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from kinglet_trainer.data.row import Row, Tool, write_json_lines
from kinglet_trainer.errors import KingletError
from kinglet_trainer.export.atomic_file import atomic_file

FORMATS = ("bare", "schemas")


@dataclass(frozen=True)
class DatasetFacts:
    """`dataset.json`."""

    name: str
    format: str
    licence: str
    sources: list[Any]


def write_dataset(
    folder: Path,
    facts: DatasetFacts,
    train: Sequence[Row],
    validation: Sequence[Row] = (),
    tools: Sequence[Tool] | None = None,
) -> None:
    """Writes the files of docs/specialists.md; an older validation.jsonl goes where there are no such rows now."""
    write_json_lines(folder / "train.jsonl", train)
    if validation:
        write_json_lines(folder / "validation.jsonl", validation)
    else:
        (folder / "validation.jsonl").unlink(missing_ok=True)
    if tools is not None:
        write_json(folder / "tools.json", tools)
    write_json(folder / "dataset.json", asdict(facts))


def write_json(path: Path, value: Any) -> None:
    with atomic_file(path) as part:
        part.write_text(json.dumps(value, indent=2, ensure_ascii=False) + "\n", "utf-8")


def read_facts(folder: Path) -> DatasetFacts:
    path = folder / "dataset.json"
    value = _read_json(path, "Name a dataset folder as docs/specialists.md describes it.")
    facts = value if isinstance(value, dict) else {}
    if facts.get("format") not in FORMATS:
        raise KingletError(f'{path}: "format" is {facts.get("format")!r}; allowed are {" and ".join(FORMATS)}.')
    return DatasetFacts(
        str(facts.get("name") or folder.name),
        facts["format"],
        str(facts.get("licence") or ""),
        list(facts.get("sources") or []),
    )


def read_tools(folder: Path) -> list[Tool]:
    """`tools.json` of a bare dataset."""
    value = _read_json(folder / "tools.json", "A bare dataset has its tools there, once for all rows.")
    if not isinstance(value, list) or not value:
        raise KingletError(f"{folder / 'tools.json'} must be a list of at least one tool.")
    return value


def _read_json(path: Path, hint: str) -> Any:
    try:
        return json.loads(path.read_text("utf-8"))
    except OSError as cause:
        raise KingletError(f"{path} cannot be read ({cause.strerror}). {hint}") from cause
    except ValueError as cause:
        raise KingletError(f"{path} is not JSON ({cause}). Correct it.") from cause
