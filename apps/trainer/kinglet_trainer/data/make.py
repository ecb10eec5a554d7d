"""Every dataset that this package can make, by name."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from kinglet_trainer.data import bfcl, seal_tools
from kinglet_trainer.data.augment import Augmentation
from kinglet_trainer.data.build import Sources, build_dataset
from kinglet_trainer.data.evaluation_texts import evaluation_texts
from kinglet_trainer.data.row import Row
from kinglet_trainer.data.token_count import token_counter
from kinglet_trainer.errors import KingletError

PUBLIC: dict[str, tuple[Callable[[Path], Iterator[Row]], str]] = {
    "bfcl": (bfcl.bfcl_train_rows, bfcl.LICENCE),
    "seal-tools": (seal_tools.seal_train_rows, seal_tools.LICENCE),
}
GENERATED = ("builtin", "apis")


@dataclass(frozen=True)
class Places:
    """Where makers read: the repository's evaluation files, the public data sets, the base whose tokens count."""

    repository: Path
    shared: Path
    base: Path


def make_public(name: str, out: Path, places: Places, plan: Augmentation, validation_share: float = 0.05) -> str:
    """Writes the training fold of a public data set; gives the sentence that says what was made."""
    rows, licence = PUBLIC[name]
    sources = Sources(name, licence, list(rows(places.shared)))
    texts = evaluation_texts(places.repository, places.shared)
    return build_dataset(out, sources, plan, token_counter(places.base), texts, validation_share)


def make_generated(name: str, out: Path, rows: int, seed: int) -> str:
    """Writes rows of our own generators."""
    if name == "builtin":
        from kinglet_trainer.data.builtin.__main__ import write
    else:
        from kinglet_trainer.data.apis.__main__ import write
    write(rows, seed, out)
    return f"{out}: {rows} rows generated, seed {seed}."


def make(name: str, out: Path, places: Places, settings: Mapping[str, Any]) -> str:
    """A dataset as a recipe orders it: `rows` and `seed` of a generator, the fields of Augmentation of a public set."""
    allowed = ("rows", "seed") if name in GENERATED else tuple(field.name for field in fields(Augmentation))
    if name not in GENERATED and name not in PUBLIC:
        raise KingletError(f"There is no dataset {name!r}; there are {', '.join((*GENERATED, *PUBLIC))}.")
    unknown = sorted(set(settings) - set(allowed))
    if unknown:
        raise KingletError(f"The dataset {name} has no setting {unknown[0]!r}; it has {', '.join(allowed)}.")
    if name in GENERATED:
        return make_generated(name, out, int(settings.get("rows", 10_000)), int(settings.get("seed", 1)))
    return make_public(name, out, places, Augmentation(**settings))
