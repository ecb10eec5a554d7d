"""`python -m kinglet_trainer.data.apis --rows N --seed S --out FOLDER` writes a `schemas` dataset folder."""

from pathlib import Path

from kinglet_trainer.data.generated import generator_command, write_generated

from .generate import generate


def write(rows: int, seed: int, out: Path) -> None:
    """Writes train.jsonl and dataset.json into a folder."""
    write_generated(out, "apis", generate(rows, seed), seed)


if __name__ == "__main__":
    generator_command("Generate rows for made-up functions.", write)
