"""Proof that nothing from evaluation is trained on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kinglet_trainer.data.overlap import Overlap, OverlapIndex
from kinglet_trainer.data.row import Row, question_of, read_json_lines

_SHOWN = 20


@dataclass(frozen=True)
class OverlapReport:
    text: str
    found: int


def overlap_report(folders: Iterable[Path], evaluation: dict[str, list[str]]) -> OverlapReport:
    """Compares each question of the folders, also the turns of it one by one, with all evaluation texts."""
    lines: list[str] = []
    found = 0
    indexes = {name: OverlapIndex(texts) for name, texts in evaluation.items()}
    for folder in folders:
        rows = [row for name in ("train.jsonl", "validation.jsonl") for row in _rows(folder / name)]
        lines.append(f"{folder}: {len(rows)} rows")
        for name, index in indexes.items():
            overlaps = [overlap for row in rows if (overlap := _overlap(row, index))]
            exact = sum(overlap.share == 1 for overlap in overlaps)
            found += len(overlaps)
            lines.append(f"  {name}: {len(index)} texts, {exact} exact and {len(overlaps) - exact} near duplicates")
            lines += [_shown(overlap) for overlap in overlaps[:_SHOWN]]
    return OverlapReport("\n".join(lines), found)


def without_evaluation(rows: Sequence[Row], evaluation: dict[str, list[str]]) -> tuple[list[Row], int]:
    """The rows that repeat no evaluation text, and how many do."""
    indexes = [OverlapIndex(texts) for texts in evaluation.values()]
    kept = [row for row in rows if not any(_overlap(row, index) for index in indexes)]
    return kept, len(rows) - len(kept)


def _overlap(row: Row, index: OverlapIndex) -> Overlap | None:
    return index.find(question_of(row)) or index.find(_last_question(row))


def _last_question(row: Row) -> str:
    asked = [str(turn.get("content", "")) for turn in row["messages"] if turn.get("role") == "user"]
    return asked[-1] if asked else ""


def _rows(path: Path) -> list[Row]:
    return [row for _, row in read_json_lines(path)] if path.is_file() or path.name == "train.jsonl" else []


def _shown(overlap: Overlap) -> str:
    return f"    {overlap.share:.0%}: {overlap.question[:90]!r} repeats {overlap.evaluation[:90]!r}"
