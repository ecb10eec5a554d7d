"""`export`: a trained run as GGUF files."""

import argparse
from pathlib import Path

from kinglet_trainer.cli.paths import DEFAULT_BASE
from kinglet_trainer.export.export_run import export_run


def add_parser(commands: argparse._SubParsersAction) -> None:
    parser = commands.add_parser("export", help="a trained run as a GGUF adapter, or merged into its base")
    parser.add_argument("run_folder", type=Path, help="what `train --out` wrote")
    parser.add_argument("--out", type=Path, required=True, help="the .gguf file")
    parser.add_argument("--base", type=Path, default=DEFAULT_BASE, help="the GGUF file that it was trained on")
    parser.add_argument("--quant", choices=("q8_0", "f16"), default="q8_0", help="of the adapter (default q8_0)")
    parser.add_argument("--merged", choices=("q8_0", "q4_1", "f16"), help="write base and adapter as one file of this type")
    parser.add_argument("--id", help="default: the id of the run")
    parser.add_argument("--card", type=Path, help="JSON object that is added to the card, such as scores and weaknesses")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    exported = export_run(
        options.run_folder,
        options.out,
        options.base,
        quant=options.quant,
        merged=options.merged,
        id=options.id,
        card_file=options.card,
    )
    print(f"{options.out}: {exported.size_bytes:,} bytes, {exported.tensors} tensors, SHA-256 {exported.sha256}")
    return 0
