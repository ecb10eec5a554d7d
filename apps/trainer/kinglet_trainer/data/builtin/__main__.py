"""`python -m kinglet_trainer.data.builtin --rows N --seed S --out FOLDER` writes a `bare` dataset folder."""

import argparse
import json
from pathlib import Path

from .generate import generate
from .rows import TOOLS


def write(rows: int, seed: int, out: Path) -> None:
    """Writes train.jsonl, tools.json and dataset.json into a folder."""
    out.mkdir(parents=True, exist_ok=True)
    lines = [json.dumps(made, ensure_ascii=False) for made in generate(rows, seed)]
    (out / "train.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (out / "tools.json").write_text(json.dumps(TOOLS, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    card = {"name": "builtin", "format": "bare", "licence": "Apache-2.0", "sources": [f"generated: kinglet_trainer.data.builtin, {rows} rows, seed {seed}"]}
    (out / "dataset.json").write_text(json.dumps(card, indent=2) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description="Generate rows for the built-in tools.")
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    write(options.rows, options.seed, options.out)


if __name__ == "__main__":
    main()
