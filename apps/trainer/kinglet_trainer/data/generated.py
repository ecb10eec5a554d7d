"""What our own generators share: the folder that they write and their command."""

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path

from kinglet_trainer.data.dataset_folder import DatasetFacts, write_dataset
from kinglet_trainer.data.row import Row, Tool


def write_generated(out: Path, name: str, rows: Sequence[Row], seed: int, tools: Sequence[Tool] | None = None) -> None:
    """A dataset folder of generated rows: `bare` with its tools, `schemas` without."""
    out.mkdir(parents=True, exist_ok=True)
    source = f"generated: kinglet_trainer.data.{name}, {len(rows)} rows, seed {seed}"
    format = "schemas" if tools is None else "bare"
    write_dataset(out, DatasetFacts(name, format, "Apache-2.0", [source]), rows, tools=tools)


def generator_command(description: str, write: Callable[[int, int, Path], None]) -> None:
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    write(options.rows, options.seed, options.out)
