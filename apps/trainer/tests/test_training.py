"""A small real training: the validation loss falls, the export holds what was trained, a reload gives the same loss."""

import json
from pathlib import Path

import gguf
import numpy as np
import pytest

from kinglet_trainer.cli.main import main
from kinglet_trainer.cli.paths import DEFAULT_BASE

pytestmark = [
    pytest.mark.training,
    pytest.mark.skipif(not DEFAULT_BASE.is_file(), reason=f"{DEFAULT_BASE.name} is not in public/models: run supply-model"),
]


def test_training_improves_the_validation_loss_and_its_export_is_whole(tmp_path: Path) -> None:
    generated, data, run, adapter = (tmp_path / name for name in ("generated", "data", "run", "adapter.gguf"))
    assert main(["data", "builtin", "--rows", "400", "--seed", "7", "--out", str(generated)]) == 0
    mix = ["data", "mix", "--name", "small", "--out", str(data), "--source", str(generated), "--validation-share", "0.1"]
    assert main(mix) == 0
    # By epochs, not by minutes: a busy machine takes longer and learns as much.
    settings = ["--set", "epochs=1", "--set", "learning_rate=2e-3", "--set", "rank=8"]
    assert main(["train", "--data", str(data), "--out", str(run), *settings]) == 0
    facts = json.loads((run / "run.json").read_text())
    losses = facts["card"]["validationLoss"]
    print(f"validation loss {losses['before']} before, {losses['best']} after {facts['card']['hours'] * 60:.1f} min")
    assert losses["best"] < 0.7 * losses["before"]
    assert main(["export", str(run), "--out", str(adapter)]) == 0
    check_adapter(adapter, run)
    assert reloaded_loss(run, data) == pytest.approx(losses["best"], abs=0.01)


def check_adapter(adapter: Path, run: Path) -> None:
    from kinglet_trainer.export.lora_weights import read_lora

    pairs = {pair.module: pair for pair in read_lora(run / "best")}
    tensors = {tensor.name: tensor for tensor in gguf.GGUFReader(adapter).tensors}
    assert len(tensors) == 2 * len(pairs) == 420
    down = pairs["model.layers.29.mlp.down_proj"]
    stored = tensors["blk.29.ffn_down.weight.lora_b"]
    numbers = gguf.quants.dequantize(stored.data, stored.tensor_type)
    assert np.allclose(numbers, down.b, atol=1e-3)
    assert np.abs(down.b).max() > 0


def reloaded_loss(run: Path, data: Path) -> float:
    import torch

    from kinglet_trainer.data.dataset_folder import read_facts, read_tools
    from kinglet_trainer.data.row import read_json_lines
    from kinglet_trainer.training.base_model import load_base
    from kinglet_trainer.training.loop import TrainSettings, attach_lora, validation_loss
    from kinglet_trainer.training.rows import example_of

    base = load_base(DEFAULT_BASE, torch.float32)
    settings = TrainSettings()
    model = attach_lora(base, settings, run / "best")
    tools, format = read_tools(data), read_facts(data).format
    examples = [
        example_of(row, tools, format, lambda text: base.tokenizer.encode(text, add_special_tokens=False))
        for _, row in read_json_lines(data / "validation.jsonl")
    ]
    return validation_loss(model, examples, settings)
