"""`import`: an adapter's file as a run to train further."""

import argparse
from pathlib import Path

from kinglet_trainer.cli.paths import DEFAULT_BASE
from kinglet_trainer.loop.import_adapter import import_adapter


def add_parser(commands: argparse._SubParsersAction) -> None:
    parser = commands.add_parser("import", help="an adapter's .gguf file as a run folder, for `train --start`")
    parser.add_argument("file", type=Path, help="the adapter, such as public/adapters/builtin-135m.gguf")
    parser.add_argument("--out", type=Path, required=True, help="the run folder")
    parser.add_argument("--base", type=Path, default=DEFAULT_BASE, help="the GGUF file that it was trained on")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    facts = import_adapter(options.file, options.out, options.base)
    print(f"{options.out}: {facts.id} ({facts.format}), to go on from with `train --start {options.out}`.")
    return 0
