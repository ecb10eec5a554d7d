"""`data`: build, mix and check datasets."""

import argparse
from pathlib import Path

from kinglet_trainer.cli.paths import DEFAULT_BASE, DEFAULT_SHARED, REPOSITORY
from kinglet_trainer.data.augment import Augmentation
from kinglet_trainer.data.check import check_dataset
from kinglet_trainer.data.evaluation_texts import evaluation_texts
from kinglet_trainer.data.make import GENERATED, PUBLIC, Places, make_generated, make_public
from kinglet_trainer.data.mix import MixSource, mix_datasets
from kinglet_trainer.data.report import overlap_report
from kinglet_trainer.data.token_count import token_counter


def add_parser(commands: argparse._SubParsersAction) -> None:
    parser = commands.add_parser("data", help="build, mix, check and report datasets")
    actions = parser.add_subparsers(required=True, metavar="ACTION")
    for name in PUBLIC:
        _add_public(actions, name)
    for name in GENERATED:
        _add_generated(actions, name)
    _add_mix(actions)
    _add_check(actions)
    report = actions.add_parser("report", help="find training questions that evaluation asks; status 1 where any is")
    report.add_argument("folders", type=Path, nargs="+")
    report.add_argument("--shared", type=Path, default=DEFAULT_SHARED)
    report.set_defaults(run=_report)


def _add_public(actions: argparse._SubParsersAction, name: str) -> None:
    parser = actions.add_parser(name, help=f"dataset from {name}: training fold only")
    parser.add_argument("--shared", type=Path, default=DEFAULT_SHARED, help="folder that holds the public data sets")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--base", type=Path, default=DEFAULT_BASE, help="GGUF file whose tokens are counted")
    parser.add_argument("--copies", type=int, default=1, help="versions of each row with other tools (default 1)")
    parser.add_argument("--no-tool-share", type=float, default=1 / 3, help="rows without their right tool (default 0.33)")
    parser.add_argument("--max-tools", type=int, default=6)
    parser.add_argument("--max-tokens", type=int, default=900, help="longest row, prompt and reply (default 900)")
    parser.add_argument("--validation-share", type=float, default=0.05)
    parser.add_argument("--seed", type=int, default=1)
    parser.set_defaults(run=_public, source=name)


def _add_generated(actions: argparse._SubParsersAction, name: str) -> None:
    what = "the app's own tools" if name == "builtin" else "made-up functions"
    parser = actions.add_parser(name, help=f"generated rows for {what}")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.set_defaults(run=_generated, source=name)


def _add_mix(actions: argparse._SubParsersAction) -> None:
    mix = actions.add_parser("mix", help="one dataset from several")
    mix.add_argument("--out", type=Path, required=True)
    mix.add_argument("--name", required=True)
    mix.add_argument(
        "--source", action="append", required=True, metavar="FOLDER[:SHARE]", help="share of its rows, 0 to 1 (default 1)"
    )
    mix.add_argument("--shared", type=Path, default=DEFAULT_SHARED)
    mix.add_argument("--validation-share", type=float, default=0.05)
    mix.add_argument("--seed", type=int, default=1)
    mix.add_argument("--accept-licence", action="store_true")
    mix.set_defaults(run=_mix)


def _add_check(actions: argparse._SubParsersAction) -> None:
    check = actions.add_parser("check", help="validate a dataset folder")
    check.add_argument("folder", type=Path)
    check.add_argument("--base", type=Path, default=DEFAULT_BASE, help="GGUF file whose tokens are counted")
    check.add_argument("--max-tokens", type=int, default=2048, help="longest row, prompt and reply (default 2048)")
    check.add_argument("--accept-licence", action="store_true")
    check.set_defaults(run=_check)


def _public(options: argparse.Namespace) -> int:
    plan = Augmentation(options.copies, options.no_tool_share, options.max_tools, options.max_tokens, options.seed)
    places = Places(REPOSITORY, options.shared, options.base)
    print(make_public(options.source, options.out, places, plan, options.validation_share))
    return 0


def _generated(options: argparse.Namespace) -> int:
    print(make_generated(options.source, options.out, options.rows, options.seed))
    return 0


def _mix(options: argparse.Namespace) -> int:
    print(
        mix_datasets(
            options.out,
            options.name,
            [MixSource.parse(text) for text in options.source],
            evaluation_texts(REPOSITORY, options.shared),
            validation_share=options.validation_share,
            seed=options.seed,
            accept_licence=options.accept_licence,
        )
    )
    return 0


def _check(options: argparse.Namespace) -> int:
    count = token_counter(options.base)
    checked = check_dataset(options.folder, count, options.max_tokens, accept_licence=options.accept_licence)
    for note in checked.notes:
        print(note)
    print(f"{options.folder}: {len(checked.train)} rows to train on, {len(checked.validation)} to validate.")
    return 0


def _report(options: argparse.Namespace) -> int:
    report = overlap_report(options.folders, evaluation_texts(REPOSITORY, options.shared))
    print(report.text)
    return 1 if report.found else 0
