"""The training loop: AdamW on LoRA weights in float32, the base frozen in bfloat16."""

import json
import math
import random
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from peft import LoraConfig, PeftModel, get_peft_model

from kinglet_trainer.training.base_model import BaseModel
from kinglet_trainer.training.fast_lora import speed_up_lora
from kinglet_trainer.training.packing import Example, Pack, pack_batch, plan_batches

TARGETS = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"]


@dataclass(frozen=True)
class TrainSettings:
    """How to train. Sizes in tokens, times in minutes."""

    rank: int = 16
    alpha: int = 32
    learning_rate: float = 1e-3
    epochs: float = 2
    pack_tokens: int = 256
    """Of one packed sequence; rows with a long shared prefix want more."""
    batch_packs: int = 4
    warmup_share: float = 0.03
    weight_decay: float = 0.0
    max_minutes: float | None = None
    """The learning rate falls to its end by this time where it comes before the last epoch."""
    validate_every_minutes: float = 5
    patience: int = 4
    """Validations without an improvement after which it stops."""
    seed: int = 1


@dataclass
class Progress:
    """Where a run stands; written with each checkpoint."""

    step: int = 0
    examples: int = 0
    tokens: int = 0
    seconds: float = 0
    best_loss: float = math.inf
    worse: int = 0


class NanLossError(RuntimeError):
    """The loss is no number any more. The last checkpoint is kept."""


Report = Callable[[str], None]


def attach_lora(base: BaseModel, settings: TrainSettings, start: Path | None = None) -> PeftModel:
    """A fresh adapter, or the one in the folder `start`, on the frozen base."""
    if start is not None:
        model = PeftModel.from_pretrained(base.model, str(start), is_trainable=True)
        speed_up_lora(model)
        return model
    torch.manual_seed(settings.seed)
    config = LoraConfig(r=settings.rank, lora_alpha=settings.alpha, target_modules=TARGETS, lora_dropout=0.0, task_type="CAUSAL_LM")
    model = get_peft_model(base.model, config)
    speed_up_lora(model)
    return model


def base_dtype(model: PeftModel) -> torch.dtype:
    return model.base_model.model.lm_head.weight.dtype


def pack_loss(model: PeftModel, batch: Pack) -> torch.Tensor:
    """Mean cross entropy of the reply tokens. The vocabulary's logits are made for these positions only."""
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=base_dtype(model) == torch.bfloat16):
        hidden = model.base_model.model.model(
            input_ids=batch.ids, position_ids=batch.positions, attention_mask=batch.mask, use_cache=False
        ).last_hidden_state.flatten(0, 1)[batch.sources]
        logits = model.base_model.model.lm_head(hidden)
    return torch.nn.functional.cross_entropy(logits.float(), batch.targets)


def validation_loss(model: PeftModel, examples: list[Example], settings: TrainSettings) -> float:
    total = tokens = 0.0
    model.eval()
    with torch.no_grad():
        for plans in plan_batches(examples, settings.pack_tokens, settings.batch_packs, random.Random(0)):
            batch = pack_batch(plans).to(model.device)
            total += pack_loss(model, batch).item() * len(batch.targets)
            tokens += len(batch.targets)
    model.train()
    return total / max(1, tokens)


def train(
    model: PeftModel,
    examples: list[Example],
    validation: list[Example],
    settings: TrainSettings,
    folder: Path,
    report: Report = print,
) -> Progress:
    """Trains and keeps the best checkpoint in `folder/best`, the newest in `folder/last`; takes a killed run up again there."""
    run = _Run(model, settings, folder, report)
    run.resume()
    total_steps = _count_steps(examples, settings)
    for plans in _batches(examples, settings, skip=run.progress.step):
        share = run.share_done(total_steps)
        if share >= 1:
            break
        run.step(plans, share)
        if run.is_time_to_validate() and not run.validate(validation):
            break
    run.validate(validation)
    return run.progress


def _count_steps(examples: list[Example], settings: TrainSettings) -> int:
    per_epoch = len(_epoch(examples, settings, 0))
    return max(1, round(per_epoch * settings.epochs))


def _epoch(examples: list[Example], settings: TrainSettings, epoch: int) -> list[list[list[Example]]]:
    rng = random.Random(settings.seed + epoch)
    return plan_batches(examples, settings.pack_tokens, settings.batch_packs, rng)


def _batches(examples: list[Example], settings: TrainSettings, skip: int):
    """Batches without end, an epoch after the other, each in its own seeded order."""
    epoch = done = 0
    while True:
        for plans in _epoch(examples, settings, epoch):
            done += 1
            if done > skip:
                yield plans
        epoch += 1


class _Run:
    """The state of one training: optimizer, progress, checkpoints."""

    def __init__(self, model: PeftModel, settings: TrainSettings, folder: Path, report: Report) -> None:
        self.model, self.settings, self.folder, self.report = model, settings, folder, report
        self.weights = [weight for weight in model.parameters() if weight.requires_grad]
        self.optimizer = torch.optim.AdamW(
            self.weights, lr=settings.learning_rate, betas=(0.9, 0.99), weight_decay=settings.weight_decay
        )
        self.progress = Progress()
        self.recent: list[float] = []
        self.last_validation = self.last_report = 0.0

    def share_done(self, total_steps: int) -> float:
        by_steps = self.progress.step / total_steps
        limit = self.settings.max_minutes
        return by_steps if limit is None else max(by_steps, self.progress.seconds / 60 / limit)

    def step(self, plans: list[list[Example]], share: float) -> None:
        started = time.monotonic()
        warmup = self.settings.warmup_share
        rate = min(1.0, (share + 1e-3) / warmup) if share < warmup else 0.5 * (1 + math.cos(math.pi * share))
        for group in self.optimizer.param_groups:
            group["lr"] = self.settings.learning_rate * max(rate, 0.02)
        batch = pack_batch(plans).to(self.model.device)
        loss = pack_loss(self.model, batch)
        if not torch.isfinite(loss):
            raise self._nan(loss.item())
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.weights, 1.0)
        self.optimizer.step()
        self.optimizer.zero_grad(set_to_none=True)
        self._count(batch, loss.item(), time.monotonic() - started, share)

    def _nan(self, loss: float) -> NanLossError:
        return NanLossError(
            f"The loss is {loss} at step {self.progress.step}. The last checkpoint is in {self.folder / 'last'}; "
            f"lower the learning rate ({self.settings.learning_rate}) and start from there."
        )

    def _count(self, batch: Pack, loss: float, seconds: float, share: float) -> None:
        progress = self.progress
        progress.step += 1
        progress.examples += batch.examples
        progress.tokens += batch.tokens
        progress.seconds += seconds
        self.recent = [*self.recent[-49:], loss]
        if progress.seconds - self.last_report >= 15:
            self.last_report = progress.seconds
            left = progress.seconds * (1 - share) / max(share, 1e-6) / 60
            self.report(
                f"{100 * share:5.1f}%  step {progress.step}  loss {sum(self.recent) / len(self.recent):.4f}  "
                f"{progress.tokens / progress.seconds:.0f} tokens/s  {progress.examples / progress.seconds:.2f} rows/s  "
                f"{left:.1f} min left"
            )

    def is_time_to_validate(self) -> bool:
        return self.progress.seconds - self.last_validation >= 60 * self.settings.validate_every_minutes

    def validate(self, validation: list[Example]) -> bool:
        """Saves; false where it no longer gets better."""
        self.last_validation = self.progress.seconds
        progress = self.progress
        loss = validation_loss(self.model, validation, self.settings) if validation else -progress.step
        if not math.isfinite(loss):
            # The weights went bad in the last step: the checkpoints from before it stay.
            raise self._nan(loss)
        if loss < progress.best_loss:
            progress.best_loss, progress.worse = loss, 0
            self.model.save_pretrained(str(self.folder / "best"))
        else:
            progress.worse += 1
        self._save_last()
        self.report(f"validation loss {loss:.4f}, best {progress.best_loss:.4f}, after {progress.seconds / 60:.1f} min")
        return progress.worse < self.settings.patience

    def _save_last(self) -> None:
        folder = self.folder / "last"
        self.model.save_pretrained(str(folder))
        torch.save(self.optimizer.state_dict(), folder / "optimizer.pt.part")
        (folder / "optimizer.pt.part").replace(folder / "optimizer.pt")
        (folder / "progress.json.part").write_text(
            json.dumps({"progress": asdict(self.progress), "settings": asdict(self.settings)})
        )
        (folder / "progress.json.part").replace(folder / "progress.json")

    def resume(self) -> None:
        path = self.folder / "last" / "progress.json"
        if not path.exists():
            return
        self.progress = Progress(**json.loads(path.read_text())["progress"])
        self.last_validation = self.last_report = self.progress.seconds
        self.model.load_adapter(str(self.folder / "last"), adapter_name="default", is_trainable=True)
        self.optimizer.load_state_dict(torch.load(self.folder / "last" / "optimizer.pt"))
        self.report(f"Goes on at step {self.progress.step}.")
