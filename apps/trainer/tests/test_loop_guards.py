"""Guards of the training loop, on a model of a few thousand weights."""

import math
import random
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file
from transformers import LlamaConfig, LlamaForCausalLM

from kinglet_trainer.training.base_model import BaseModel
from kinglet_trainer.training.loop import NanLossError, TrainSettings, attach_lora, train
from kinglet_trainer.training.packing import Example

# Tiny products: threads would only wait for each other.
torch.set_num_threads(1)

SETTINGS = TrainSettings(rank=4, alpha=8, learning_rate=1e-2, epochs=8, pack_tokens=32, batch_packs=2, validate_every_minutes=0)


def tiny_base() -> BaseModel:
    torch.manual_seed(1)
    config = LlamaConfig(
        vocab_size=97, hidden_size=32, intermediate_size=64, num_hidden_layers=2, num_attention_heads=4, num_key_value_heads=2
    )
    return BaseModel(model=LlamaForCausalLM(config), tokenizer=None, sha256="0" * 64, path=Path("tiny"))


def echoes(count: int) -> list[Example]:
    """The reply repeats the prompt: learnable within seconds."""
    rng = random.Random(1)
    words = [tuple(rng.randrange(1, 20) for _ in range(3)) for _ in range(count)]
    return [Example((), word, word) for word in words]


def run(folder: Path, settings: TrainSettings = SETTINGS):
    rows = echoes(40)
    return train(attach_lora(tiny_base(), settings), rows, rows[:8], settings, folder, report=lambda _: None)


def weights(folder: Path) -> dict[str, torch.Tensor]:
    return load_file(folder / "adapter_model.safetensors")


def test_nan_loss_stops_and_keeps_the_last_good_checkpoint(tmp_path: Path) -> None:
    run(tmp_path)
    before = weights(tmp_path / "best")
    wild = TrainSettings(**{**SETTINGS.__dict__, "learning_rate": math.inf, "epochs": 16})
    with pytest.raises(NanLossError, match="lower the learning rate"):
        run(tmp_path, wild)
    after = weights(tmp_path / "best")
    assert all(torch.equal(before[name], after[name]) for name in before)
    assert all(torch.isfinite(weight).all() for weight in weights(tmp_path / "last").values())


def test_a_killed_run_goes_on_and_the_same_seed_gives_the_same_weights(tmp_path: Path) -> None:
    whole, again = tmp_path / "whole", tmp_path / "again"
    first = run(whole)
    second = run(again)
    assert first.step == second.step
    assert all(torch.equal(weight, weights(again / "last")[name]) for name, weight in weights(whole / "last").items())
    longer = run(again, TrainSettings(**{**SETTINGS.__dict__, "epochs": 12}))
    assert longer.step > first.step
    assert longer.best_loss <= first.best_loss
