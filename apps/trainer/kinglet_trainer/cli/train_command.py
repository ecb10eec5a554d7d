"""`train`: a LoRA from a dataset folder."""

import argparse
from pathlib import Path

from kinglet_trainer.cli.paths import DEFAULT_BASE


def add_parser(commands: argparse._SubParsersAction) -> None:
    parser = commands.add_parser("train", help="a LoRA from a dataset folder; the same command goes on after a kill")
    parser.add_argument("--data", type=Path, required=True, help="dataset folder")
    parser.add_argument("--out", type=Path, required=True, help="run folder: best/, last/, run.json")
    parser.add_argument("--base", type=Path, default=DEFAULT_BASE, help="GGUF file or folder of the transformers format")
    parser.add_argument("--id", help="of the specialist (default: the dataset's name)")
    parser.add_argument("--start", type=Path, help="run folder whose best adapter is trained further")
    parser.add_argument("--max-tokens", type=int, default=2048, help="longest row, prompt and reply (default 2048)")
    parser.add_argument("--accept-licence", action="store_true", help="train on rows whose licence forbids it: you hold the rights")
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="a setting of the loop, such as epochs=2 or max_minutes=50; see training/loop.py",
    )
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    # PyTorch takes seconds to import: only where it is needed.
    from kinglet_trainer.cli.train_run import TrainOrder, train_run

    train_run(
        TrainOrder(
            data=options.data,
            out=options.out,
            base=options.base,
            id=options.id,
            start=options.start,
            max_tokens=options.max_tokens,
            accept_licence=options.accept_licence,
            settings=dict(_pair(text) for text in options.set),
        )
    )
    return 0


def _pair(text: str) -> tuple[str, str]:
    name, _, value = text.partition("=")
    return name.strip().replace("-", "_"), value.strip()
