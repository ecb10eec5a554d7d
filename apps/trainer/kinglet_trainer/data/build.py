"""A dataset folder from the rows of one public data set."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kinglet_trainer.data.augment import Augmentation, augment
from kinglet_trainer.data.dataset_folder import DatasetFacts, write_dataset
from kinglet_trainer.data.report import without_evaluation
from kinglet_trainer.data.row import Row
from kinglet_trainer.data.split import split_by_group
from kinglet_trainer.data.token_count import CountTokens, row_tokens
from kinglet_trainer.errors import KingletError


@dataclass(frozen=True)
class Sources:
    name: str
    licence: str
    rows: Sequence[Row]


def build_dataset(
    folder: Path,
    sources: Sources,
    plan: Augmentation,
    count_tokens: CountTokens,
    evaluation: dict[str, list[str]],
    validation_share: float,
) -> str:
    """Writes a `schemas` dataset; gives the sentence that says what was made and what was left out."""
    kept, repeats = without_evaluation(sources.rows, evaluation)
    if not kept:
        raise KingletError(f"{sources.name} gave no row of the training fold. Check the files of --shared.")
    made = augment(kept, plan, lambda row: row_tokens(row, row["tools"], "schemas", count_tokens))
    train, validation = split_by_group(made.rows, validation_share, plan.seed)
    facts = DatasetFacts(sources.name, "schemas", sources.licence, [sources.name])
    write_dataset(folder, facts, train, validation)
    return (
        f"{folder}: {len(train)} rows to train on and {len(validation)} to validate, from {len(kept)} of {sources.name}. "
        f"Left out: {repeats} that repeat an evaluation question, {made.too_long} over {plan.max_tokens} tokens."
    )
