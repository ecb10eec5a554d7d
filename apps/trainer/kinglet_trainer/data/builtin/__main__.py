"""`python -m kinglet_trainer.data.builtin --rows N --seed S --out FOLDER` writes a `bare` dataset folder."""

from pathlib import Path

from kinglet_trainer.data.generated import generator_command, write_generated

from .generate import generate
from .rows import TOOLS


def write(rows: int, seed: int, out: Path) -> None:
    """Writes train.jsonl, tools.json and dataset.json into a folder."""
    write_generated(out, "builtin", generate(rows, seed), seed, tools=TOOLS)


if __name__ == "__main__":
    generator_command("Generate rows for the built-in tools.", write)
