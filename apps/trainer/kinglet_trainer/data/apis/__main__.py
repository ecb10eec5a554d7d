"""`python -m kinglet_trainer.data.apis --rows N --seed S --out FOLDER` writes a `schemas` dataset folder."""

import argparse
import json
from pathlib import Path

from kinglet_trainer.data.row import write_json_lines

from .generate import generate


def write(rows: int, seed: int, out: Path) -> None:
    """Writes train.jsonl and dataset.json into a folder."""
    out.mkdir(parents=True, exist_ok=True)
    write_json_lines(out / "train.jsonl", generate(rows, seed))
    sources = [f"generated: kinglet_trainer.data.apis, {rows} rows, seed {seed}"]
    card = {"name": "apis", "format": "schemas", "licence": "Apache-2.0", "sources": sources}
    (out / "dataset.json").write_text(json.dumps(card, indent=2) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description="Generate rows for made-up functions.")
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    write(options.rows, options.seed, options.out)


if __name__ == "__main__":
    main()
