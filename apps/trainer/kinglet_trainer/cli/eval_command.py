"""`eval`: a run's replies on a dataset's held-out rows, in PyTorch."""

import argparse
import random
from pathlib import Path

from kinglet_trainer.cli.paths import DEFAULT_BASE


def add_parser(commands: argparse._SubParsersAction) -> None:
    parser = commands.add_parser("eval", help="share of replies that come out word for word on held-out rows")
    parser.add_argument("run_folder", type=Path, help="what `train --out` wrote")
    parser.add_argument("--data", type=Path, required=True, help="dataset folder; its validation.jsonl is asked")
    parser.add_argument("--base", type=Path, default=DEFAULT_BASE)
    parser.add_argument("--limit", type=int, help="rows, drawn at random with a fixed seed (default all)")
    parser.add_argument("--max-tokens", type=int, default=2048)
    parser.add_argument("--misses", type=int, default=10, help="shown misses (default 10)")
    parser.add_argument("--json", type=Path, help="also write the figures there")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    import torch
    from peft import PeftModel

    from kinglet_trainer.cli.hardware import check_base
    from kinglet_trainer.data.check import check_dataset
    from kinglet_trainer.data.dataset_folder import write_json
    from kinglet_trainer.errors import KingletError
    from kinglet_trainer.evaluation.exact_match import score_replies
    from kinglet_trainer.export.run_facts import read_run_facts
    from kinglet_trainer.training.base_model import load_base

    facts = read_run_facts(options.run_folder)
    check_base(options.base)
    base = load_base(options.base, torch.float32)
    if base.sha256 != facts.base_sha256:
        raise KingletError(f"{options.base} is not the base of this run ({facts.base_sha256}). Name the right one with --base.")
    dataset = check_dataset(options.data, lambda text: len(base.tokenizer.encode(text)), options.max_tokens)
    rows = dataset.validation
    if not rows:
        raise KingletError(f"{options.data} has no validation.jsonl. `data mix --validation-share 0.05` splits rows off.")
    if options.limit and options.limit < len(rows):
        rows = random.Random(1).sample(rows, options.limit)
    model = PeftModel.from_pretrained(base.model, str(options.run_folder / "best"))
    score = score_replies(model, base.tokenizer, rows, list(dataset.tools), dataset.facts.format)
    figures = _figures(score)
    for source, figure in figures.items():
        low, high = figure["low"], figure["high"]
        print(f"{source}: {figure['correct']} of {figure['n']}, {figure['accuracy']:.1%} ({low:.1%} to {high:.1%})")
    for question, wanted, got in score.misses[: options.misses]:
        print(f"  {question[-90:]!r}\n    wanted {wanted!r}\n    got    {got!r}")
    if options.json:
        write_json(options.json, {"categories": figures})
    return 0


def _figures(score) -> dict:
    from kinglet_trainer.evaluation.wilson import wilson

    sources = {source: (score.right[source], total) for source, total in sorted(score.total.items())}
    sources["all"] = (sum(score.right.values()), sum(score.total.values()))
    figures = {}
    for source, (right, total) in sources.items():
        low, high = wilson(right, total)
        figures[source] = {"n": total, "correct": right, "accuracy": right / max(1, total), "low": low, "high": high}
    return figures
