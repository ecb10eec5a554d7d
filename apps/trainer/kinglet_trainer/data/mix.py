"""One dataset from several."""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kinglet_trainer.data.dataset_folder import DatasetFacts, read_facts, read_tools, write_dataset
from kinglet_trainer.data.licence import check_licence
from kinglet_trainer.data.report import without_evaluation
from kinglet_trainer.data.row import Row, Tool, read_json_lines
from kinglet_trainer.data.split import split_by_group
from kinglet_trainer.errors import KingletError
from kinglet_trainer.formats.canonical import compact_json


@dataclass(frozen=True)
class MixSource:
    folder: Path
    share: float = 1.0
    """Of its rows, above 0 and at most 1: for more rows, build more."""

    @staticmethod
    def parse(text: str) -> "MixSource":
        """From `FOLDER` or `FOLDER:SHARE`."""
        folder, colon, share = text.rpartition(":")
        if not colon:
            return MixSource(Path(text))
        try:
            value = float(share)
        except ValueError:
            return MixSource(Path(text))
        if not 0 < value <= 1:
            raise KingletError(
                f"--source {text}: the share is {share}; above 0 and at most 1 is allowed. For more rows of a source, "
                f"build it with more --copies or --rows."
            )
        return MixSource(Path(folder), value)


def mix_datasets(
    out: Path,
    name: str,
    sources: Sequence[MixSource],
    evaluation: dict[str, list[str]],
    *,
    validation_share: float = 0.05,
    seed: int = 1,
    accept_licence: bool = False,
) -> str:
    """
    Draws from each source, leaves out repeated rows and those that evaluation asks, and splits by group anew.

    KingletError where formats or the tools of bare sources differ, or a licence forbids training. Gives the sentence
    that says what was made.
    """
    facts = [read_facts(source.folder) for source in sources]
    for each, source in zip(facts, sources, strict=True):
        check_licence(each.licence, str(source.folder / "dataset.json"), override=accept_licence)
    format = _only({each.format for each in facts}, "formats")
    tools = _common_tools(sources) if format == "bare" else None
    rng = random.Random(seed)
    rows = [row for source in sources for row in _drawn(source, rng)]
    unique = list({compact_json([row["messages"], row["tools"], row["reply"]]): row for row in rows}.values())
    kept, asked = without_evaluation(unique, evaluation)
    rng.shuffle(kept)
    train, validation = split_by_group(kept, validation_share, seed)
    licence = " AND ".join(sorted({each.licence for each in facts}))
    origins = list({compact_json(origin): origin for each in facts for origin in each.sources}.values())
    write_dataset(out, DatasetFacts(name, format, licence, origins), train, validation, tools)
    return (
        f"{out}: {len(train)} rows to train on and {len(validation)} to validate ({_by_source(kept)}). Left out: "
        f"{len(rows) - len(unique)} repeated, {asked} that evaluation asks."
    )


def _drawn(source: MixSource, rng: random.Random) -> list[Row]:
    files = [source.folder / "train.jsonl", source.folder / "validation.jsonl"]
    rows: list[Row] = [row for path in files if path.is_file() or path.name == "train.jsonl" for _, row in read_json_lines(path)]
    return rows if source.share == 1 else rng.sample(rows, round(source.share * len(rows)))


def _common_tools(sources: Sequence[MixSource]) -> list[Tool]:
    texts = {compact_json(read_tools(source.folder)) for source in sources}
    _only(texts, "tool sets (tools.json)")
    return read_tools(sources[0].folder)


def _only(values: set[str], what: str) -> str:
    if len(values) != 1:
        shown = ", ".join(sorted(value[:60] for value in values))
        raise KingletError(f"The sources have {len(values)} {what} ({shown}); one is allowed. Mix them apart.")
    return next(iter(values))


def _by_source(rows: Sequence[Row]) -> str:
    counts = Counter(str(row.get("meta", {}).get("source", "?")) for row in rows)
    return ", ".join(f"{source} {count}" for source, count in counts.most_common(12))
