"""`export`: a trained run as a GGUF file or an ONNX folder."""

import argparse
from pathlib import Path

from kinglet_trainer.cli.paths import DEFAULT_BASE
from kinglet_trainer.export.export_onnx import MODEL, export_onnx
from kinglet_trainer.export.export_run import export_run


def add_parser(commands: argparse._SubParsersAction) -> None:
    parser = commands.add_parser("export", help="a trained run as a GGUF adapter, or merged into its base as GGUF or ONNX")
    parser.add_argument("run_folder", type=Path, help="what `train --out` wrote")
    parser.add_argument("--out", type=Path, required=True, help="the .gguf file; with --onnx a folder")
    parser.add_argument("--base", type=Path, default=DEFAULT_BASE, help="the GGUF file that it was trained on")
    parser.add_argument("--quant", choices=("q8_0", "f16"), default="q8_0", help="of the adapter (default q8_0)")
    whole = parser.add_mutually_exclusive_group()
    whole.add_argument("--merged", choices=("q8_0", "q4_1", "f16"), help="write base and adapter as one file of this type")
    whole.add_argument("--onnx", action="store_true", help="write base and adapter as a 4-bit ONNX folder for transformers.js")
    parser.add_argument("--id", help="default: the id of the run")
    parser.add_argument("--card", type=Path, help="JSON object that is added to the card, such as scores and weaknesses")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    if options.onnx:
        written = options.out / MODEL
        exported = export_onnx(options.run_folder, options.out, options.base, id=options.id, card_file=options.card)
    else:
        written = options.out
        exported = export_run(
            options.run_folder,
            options.out,
            options.base,
            quant=options.quant,
            merged=options.merged,
            id=options.id,
            card_file=options.card,
        )
    print(f"{written}: {exported.size_bytes:,} bytes, {exported.tensors} LoRA matrices, SHA-256 {exported.sha256}")
    return 0
