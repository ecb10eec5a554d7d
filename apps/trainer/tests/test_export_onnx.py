"""The ONNX export: what it needs, what it refuses, and that a small model answers as PyTorch does."""

import json
from pathlib import Path

import gguf
import numpy as np
import pytest
import torch
from conftest import write_lora
from tokenizers import Tokenizer, models, pre_tokenizers
from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

from kinglet_trainer.cli.main import main
from kinglet_trainer.errors import KingletError
from kinglet_trainer.export import export_onnx as module
from kinglet_trainer.export.atomic_folder import atomic_folder
from kinglet_trainer.export.base_model import read_base_model
from kinglet_trainer.export.lora_weights import LoraPair, read_lora
from kinglet_trainer.export.merged_folder import merge_lora, save_folder
from kinglet_trainer.export.onnx_builder import build_q4, missing_packages
from kinglet_trainer.export.onnx_embeddings import quantised
from kinglet_trainer.export.run_facts import RunFacts, write_run_facts
from kinglet_trainer.training.base_model import BaseModel

MISSING = missing_packages()
LIKE_PYTORCH = 0.93
"""Correlation of logits: 4 bits cost random weights, which have no slack, 0.04."""


@pytest.fixture
def small(tmp_path: Path) -> BaseModel:
    """Of the shapes that conftest's LoRA has."""
    return small_model(tmp_path, 96)


def small_model(path: Path, hidden: int) -> BaseModel:
    """A Llama with two blocks, drawn at random."""
    torch.manual_seed(3)
    config = LlamaConfig(
        vocab_size=256,
        hidden_size=64,
        intermediate_size=hidden,
        num_hidden_layers=2,
        num_attention_heads=4,
        num_key_value_heads=2,
        head_dim=16,
        max_position_embeddings=128,
        tie_word_embeddings=True,
        initializer_range=0.2,
    )
    words = {chr(65 + index): index for index in range(20)} | {"<|im_end|>": 20}
    backend = Tokenizer(models.WordLevel(words, unk_token="A"))
    backend.pre_tokenizer = pre_tokenizers.Split("", "isolated")
    tokenizer = PreTrainedTokenizerFast(tokenizer_object=backend, eos_token="<|im_end|>")
    return BaseModel(model=LlamaForCausalLM(config).eval(), tokenizer=tokenizer, sha256="0" * 64, path=path)


def test_without_the_packages_it_says_the_command_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    monkeypatch.setattr("kinglet_trainer.export.onnx_builder.PACKAGES", ("onnx_that_nobody_has",))
    assert main(["export", str(tmp_path / "run"), "--onnx", "--out", str(tmp_path / "out")]) == 2
    words = capsys.readouterr().err
    assert "onnx_that_nobody_has" in words and "pip install -r apps/trainer/requirements-onnx.lock" in words
    assert not list(tmp_path.iterdir())


def test_refuses_another_base(base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "require_packages", lambda: None)
    write_run_facts(tmp_path / "run", RunFacts("x", "bare", "0" * 64, "Apache-2.0"))
    with pytest.raises(KingletError, match="trained on a base with SHA-256 0000"):
        module.export_onnx(tmp_path / "run", tmp_path / "out", base)
    assert not (tmp_path / "out").exists()


def test_a_failing_builder_leaves_the_older_folder(
    small: BaseModel, base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise KingletError("the builder failed")

    run, out = tmp_path / "run", tmp_path / "out"
    write_lora(run / "best")
    write_run_facts(run, RunFacts("x", "bare", read_base_model(base).sha256, "Apache-2.0"))
    (out / "onnx").mkdir(parents=True)
    (out / module.MODEL).write_bytes(b"older")
    monkeypatch.setattr(module, "require_packages", lambda: None)
    monkeypatch.setattr(module, "build_q4", fail)
    monkeypatch.setattr("kinglet_trainer.training.base_model.load_base", lambda *_: small)
    before = sorted(path.name for path in tmp_path.iterdir())
    with pytest.raises(KingletError, match="the builder failed"):
        module.export_onnx(run, out, base)
    assert (out / module.MODEL).read_bytes() == b"older"
    assert sorted(path.name for path in tmp_path.iterdir()) == before


def test_a_folder_is_replaced_whole_and_only_where_it_is_an_earlier_export(tmp_path: Path) -> None:
    out = tmp_path / "out"
    for text in ("one", "two"):
        with atomic_folder(out, "mark") as part:
            (part / "mark").write_text(text)
    assert (out / "mark").read_text() == "two"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    (out / "mark").rename(out / "letters")
    with pytest.raises(KingletError, match="holds files of something else"), atomic_folder(out, "mark"):
        pass
    with pytest.raises(KingletError, match="is a file"), atomic_folder(out / "letters", "mark"):
        pass


def test_merged_weights_are_base_plus_scaled_product(small: BaseModel, tmp_path: Path) -> None:
    write_lora(tmp_path / "lora")
    pairs = read_lora(tmp_path / "lora")
    weight = small.model.get_parameter("model.layers.1.self_attn.k_proj.weight")
    pair = next(pair for pair in pairs if pair.module == "model.layers.1.self_attn.k_proj")
    wanted = weight.detach().numpy() + pair.scale * pair.b @ pair.a
    merge_lora(small.model, pairs)
    assert np.allclose(weight.detach().numpy(), wanted, atol=1e-4)
    odd = LoraPair("model.layers.7.mlp.up_proj", pair.a, pair.b, 1.0)
    with pytest.raises(KingletError, match="the base has no such matrix there"):
        merge_lora(small.model, [odd])


def test_embeddings_of_a_q8_0_base_come_through_exactly() -> None:
    values = np.random.default_rng(4).standard_normal((16, 64)).astype(np.float32)
    kind = gguf.GGMLQuantizationType.Q8_0
    blocks = gguf.quants.dequantize(gguf.quants.quantize(values, kind), kind).reshape(16, 2, 32)
    blocks[0, 0] = 0
    codes, scales = quantised(blocks)
    assert codes.dtype == np.int8
    assert np.allclose(codes * scales, blocks, rtol=1e-6, atol=0)


@pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)} (requirements-onnx.lock)")
def test_a_small_model_gives_nearly_the_logits_of_pytorch_step_by_step(tmp_path: Path) -> None:
    import onnxruntime

    small = small_model(tmp_path, 128)
    save_folder(tmp_path / "merged", small)
    assert json.loads((tmp_path / "merged" / "generation_config.json").read_text())["eos_token_id"] == 20
    model = tmp_path / "onnx" / "model_q4.onnx"
    build_q4(tmp_path / "merged", tmp_path / "work", model, head_size=16)
    assert [path.name for path in model.parent.iterdir()] == ["model_q4.onnx"]
    session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
    past = {value.name: value.shape for value in session.get_inputs() if value.name.startswith("past_key_values.")}
    assert len(past) == 4 and all((shape[1], shape[3]) == (2, 16) for shape in past.values())
    names = [value.name for value in session.get_outputs()]
    ids = np.array([[3, 1, 4, 1, 5, 9, 2, 6]], dtype=np.int64)

    def logits_of(*steps: tuple[int, int]) -> np.ndarray:
        cache = {name: np.zeros((1, 2, 0, 16), np.float32) for name in past}
        logits = []
        for start, end in steps:
            fed = {"input_ids": ids[:, start:end], "attention_mask": np.ones((1, end), np.int64), **cache}
            given = dict(zip(names, session.run(None, fed), strict=True))
            cache = {name: given[name.replace("past_key_values", "present")] for name in past}
            logits.append(given["logits"])
        return np.concatenate(logits, axis=1)

    def likeness(one: np.ndarray, other: np.ndarray) -> float:
        return float(np.corrcoef(one.ravel(), other.ravel())[0, 1])

    with torch.no_grad():
        wanted = small.model(torch.from_numpy(ids)).logits.numpy()
    whole = logits_of((0, 8))
    assert likeness(whole, wanted) > LIKE_PYTORCH
    assert likeness(whole, wanted[:, ::-1]) < 0.5
    assert likeness(whole, logits_of((0, 6), (6, 7), (7, 8))) > 0.999
