"""Checks a dataset, trains on it and writes down what was done."""

import hashlib
import time
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import torch

from kinglet_trainer.cli.hardware import check_base, hardware_name, slow_cpu_note
from kinglet_trainer.cli.train_settings import train_settings
from kinglet_trainer.data.check import CheckedDataset, check_dataset
from kinglet_trainer.errors import KingletError
from kinglet_trainer.export.run_facts import RunFacts, read_run_facts, write_run_facts
from kinglet_trainer.formats.tools_text import tool_signatures
from kinglet_trainer.training.base_model import BaseModel, load_base
from kinglet_trainer.training.loop import NanLossError, TrainSettings, attach_lora, train, validation_loss
from kinglet_trainer.training.packing import Example
from kinglet_trainer.training.rows import example_of


@dataclass(frozen=True)
class TrainOrder:
    """What to train. `settings` are those of training/loop.py by name."""

    data: Path
    out: Path
    base: Path
    id: str | None = None
    start: Path | None = None
    max_tokens: int = 2048
    accept_licence: bool = False
    settings: dict[str, Any] = field(default_factory=dict)


def train_run(order: TrainOrder) -> RunFacts:
    """Writes best/, last/ and run.json into the run folder. A killed run goes on; the card then holds the whole time."""
    settings = train_settings(order.settings)
    check_base(order.base)
    note = slow_cpu_note()
    if note:
        print(note)
    base = load_base(order.base, torch.float32)
    checked = _checked(order, base)
    facts = _facts(order, checked, base, settings)
    refuse_other_run(order.out, facts)
    format, encode = checked.facts.format, _encoder(base)
    examples = [example_of(row, checked.tools, format, encode) for row in checked.train]
    validation = [example_of(row, checked.tools, format, encode) for row in checked.validation]
    return _trained(order, base, settings, facts, examples, validation)


def _trained(
    order: TrainOrder,
    base: BaseModel,
    settings: TrainSettings,
    facts: RunFacts,
    examples: list[Example],
    validation: list[Example],
) -> RunFacts:
    model = attach_lora(base, settings, order.start / "best" if order.start else None)
    losses = dict(facts.card.get("validationLoss", {}))
    if validation and "before" not in losses:
        losses["before"] = round(validation_loss(model, validation, settings), 4)
        print(f"validation loss before training {losses['before']}")
    facts = replace(facts, card=facts.card | {"validationLoss": losses})
    write_run_facts(order.out, facts)
    try:
        progress = train(model, examples, validation, settings, order.out, report=lambda text: print(text, flush=True))
    except NanLossError as error:
        raise KingletError(str(error)) from error
    if validation:
        losses["best"] = round(progress.best_loss, 4)
    done = {"hours": round(progress.seconds / 3600, 3), "steps": progress.step, "examples": progress.examples}
    facts = replace(facts, card=facts.card | {"validationLoss": losses, **done})
    write_run_facts(order.out, facts)
    print(f"Done: {order.out} ({progress.seconds / 60:.1f} min). Next: `python -m kinglet_trainer export {order.out} --out FILE`.")
    return facts


def _checked(order: TrainOrder, base: BaseModel) -> CheckedDataset:
    encode = _encoder(base)
    limit = min(order.max_tokens, int(getattr(base.model.config, "max_position_embeddings", order.max_tokens)))
    checked = check_dataset(order.data, lambda text: len(encode(text)), limit, accept_licence=order.accept_licence)
    for note in checked.notes:
        print(note)
    print(f"{order.data}: {len(checked.train)} rows to train on, {len(checked.validation)} to validate.")
    return checked


def _facts(order: TrainOrder, checked: CheckedDataset, base: BaseModel, settings: TrainSettings) -> RunFacts:
    id = order.id or checked.facts.name
    earlier = _earlier(order.out)
    card = {
        "id": id,
        "base": {"file": order.base.name, "sha256": base.sha256},
        "data": {
            "name": checked.facts.name,
            "licence": checked.facts.licence,
            "sources": checked.facts.sources,
            "rows": len(checked.train),
            "validationRows": len(checked.validation),
            "sha256": _fingerprint(order.data),
        },
        "recipe": asdict(settings),
        "seed": settings.seed,
        "startedFrom": read_run_facts(order.start).id if order.start else None,
        "hardware": hardware_name(),
        "date": time.strftime("%Y-%m-%d", time.gmtime()),
        "validationLoss": earlier.card.get("validationLoss", {}) if earlier else {},
    }
    tools = tool_signatures(checked.tools) if checked.facts.format == "bare" else ""
    return RunFacts(id, checked.facts.format, base.sha256, checked.facts.licence, tools, card)


def _earlier(out: Path) -> RunFacts | None:
    return read_run_facts(out) if (out / "run.json").is_file() else None


def refuse_other_run(out: Path, facts: RunFacts) -> None:
    """Going on with other rows or another base would make a card that lies."""
    earlier = _earlier(out)
    if earlier is None or not (out / "last").is_dir():
        return
    differs = [
        name
        for name, old, new in (
            ("base", earlier.base_sha256, facts.base_sha256),
            ("rows", earlier.card["data"]["sha256"], facts.card["data"]["sha256"]),
        )
        if old != new
    ]
    if differs:
        raise KingletError(
            f"{out} has a run with other {' and '.join(differs)}. Give another --out, or remove that folder to start anew."
        )


def _fingerprint(data: Path) -> str:
    digest = hashlib.sha256()
    for name in ("train.jsonl", "validation.jsonl", "tools.json"):
        if (data / name).is_file():
            digest.update((data / name).read_bytes())
    return digest.hexdigest()


def _encoder(base: BaseModel):
    return lambda text: base.tokenizer.encode(text, add_special_tokens=False)
