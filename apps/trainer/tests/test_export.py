"""A LoRA as GGUF: layout, types, keys, and what is refused."""

import json
import subprocess
import sys
from pathlib import Path

import gguf
import numpy as np
import pytest
from conftest import ALPHA, HEADS, HEADS_KV, RANK, write_lora

from kinglet_trainer.errors import KingletError
from kinglet_trainer.export.base_model import read_base_model
from kinglet_trainer.export.export_run import export_run
from kinglet_trainer.export.llama_layout import permute_rows, to_llama_layout
from kinglet_trainer.export.lora_weights import read_lora
from kinglet_trainer.export.run_facts import RunFacts, write_run_facts


@pytest.fixture
def run(tmp_path: Path, base: Path) -> Path:
    folder = tmp_path / "run"
    write_lora(folder / "best")
    sha256 = read_base_model(base).sha256
    write_run_facts(folder, RunFacts("test-1m", "bare", sha256, "Apache-2.0", "time()", {"seed": 1}))
    return folder


def tensors_of(path: Path) -> dict[str, gguf.ReaderTensor]:
    return {tensor.name: tensor for tensor in gguf.GGUFReader(path).tensors}


def numbers(tensor: gguf.ReaderTensor) -> np.ndarray:
    return gguf.quants.dequantize(tensor.data, tensor.tensor_type)


def test_permute_is_the_inverse_of_the_reader_of_transformers() -> None:
    matrix = np.arange(64 * 3, dtype=np.float32).reshape(64, 3)
    dim = 64 // HEADS // 2
    back = permute_rows(matrix, HEADS).reshape(HEADS, dim, 2, 3).swapaxes(2, 1).reshape(64, 3)
    assert np.array_equal(back, matrix)
    assert permute_rows(matrix, HEADS)[1, 0] == matrix[dim, 0]


def test_adapter_has_keys_types_and_rows_of_llama_cpp(run: Path, base: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.gguf"
    exported = export_run(run, out, base)
    reader, tensors = gguf.GGUFReader(out), tensors_of(out)
    keys = {key: field.contents() for key, field in reader.fields.items()}
    assert (keys["general.type"], keys["adapter.type"], keys["adapter.lora.alpha"]) == ("adapter", "lora", ALPHA)
    assert (keys["kinglet.version"], keys["kinglet.id"], keys["kinglet.format"]) == (1, "test-1m", "bare")
    assert (keys["kinglet.tools"], keys["kinglet.licence"]) == ("time()", "Apache-2.0")
    assert keys["kinglet.base_sha256"] == read_base_model(base).sha256
    assert json.loads(keys["kinglet.card"]) == {"seed": 1}
    assert exported.tensors == len(tensors) == 12
    source = {pair.module: pair for pair in read_lora(run / "best")}
    key_pair = source["model.layers.1.self_attn.k_proj"]
    a, b = tensors["blk.1.attn_k.weight.lora_a"], tensors["blk.1.attn_k.weight.lora_b"]
    assert (a.tensor_type, b.tensor_type) == (gguf.GGMLQuantizationType.Q8_0, gguf.GGMLQuantizationType.F16)
    assert np.allclose(numbers(b), permute_rows(key_pair.b, HEADS_KV), atol=2e-3)
    assert np.allclose(numbers(a), key_pair.a, atol=0.03)
    down = tensors["blk.0.ffn_down.weight.lora_b"]
    assert np.allclose(numbers(down), source["model.layers.0.mlp.down_proj"].b, atol=2e-3)


def test_merged_file_is_base_plus_scaled_product(run: Path, base: Path, tmp_path: Path) -> None:
    out = tmp_path / "merged.gguf"
    export_run(run, out, base, merged="q8_0", id="other")
    before, after = tensors_of(base), tensors_of(out)
    pair = to_llama_layout(read_lora(run / "best"), read_base_model(base))["blk.0.attn_q.weight"]
    wanted = numbers(before["blk.0.attn_q.weight"]) + ALPHA / RANK * pair.b @ pair.a
    assert np.allclose(numbers(after["blk.0.attn_q.weight"]), wanted, atol=0.2)
    assert np.array_equal(before["token_embd.weight"].data, after["token_embd.weight"].data)
    keys = gguf.GGUFReader(out).fields
    assert keys["kinglet.id"].contents() == "other"
    assert keys["tokenizer.ggml.tokens"].contents() == ["a", "b"]
    export_run(run, out, base, merged="q4_1")
    kinds = {name: tensor.tensor_type.name for name, tensor in tensors_of(out).items()}
    assert (kinds["blk.0.attn_q.weight"], kinds["token_embd.weight"]) == ("Q4_1", "Q8_0")
    assert kinds["output_norm.weight"] == "F32"


def test_refuses_another_base(run: Path, base: Path, tmp_path: Path) -> None:
    write_run_facts(run, RunFacts("x", "bare", "0" * 64, "Apache-2.0"))
    with pytest.raises(KingletError, match="trained on a base with SHA-256 0000"):
        export_run(run, tmp_path / "out.gguf", base)


def test_refuses_tensors_that_do_not_match_the_base(base: Path, tmp_path: Path) -> None:
    def widen(tensors: dict) -> None:
        name = "base_model.model.model.layers.0.mlp.down_proj.lora_A.weight"
        tensors[name] = np.zeros((RANK, 128), np.float32)

    write_lora(tmp_path / "wide", change=widen)
    with pytest.raises(KingletError, match=r"64 x 128; the base base.gguf has 64 x 96"):
        to_llama_layout(read_lora(tmp_path / "wide"), read_base_model(base))


@pytest.mark.parametrize(
    ("config", "change", "message"),
    [
        ({"use_dora": True}, None, "use_dora"),
        ({}, lambda tensors: tensors.popitem(), "tensors that belong to none"),
        ({}, lambda tensors: next(iter(tensors.values())).fill(np.nan), "NaN or infinity"),
    ],
)
def test_refuses_other_adapters(tmp_path: Path, config: dict, change, message: str) -> None:
    write_lora(tmp_path / "odd", config, change)
    with pytest.raises(KingletError, match=message):
        read_lora(tmp_path / "odd")


def test_refuses_a_cut_off_base_and_a_missing_run(base: Path, tmp_path: Path) -> None:
    base.write_bytes(base.read_bytes()[:500])
    with pytest.raises(KingletError, match="not a whole GGUF"):
        read_base_model(base)
    with pytest.raises(KingletError, match=r"run\.json cannot be read"):
        export_run(tmp_path, tmp_path / "out.gguf", base)


_FULL_DISK = """
import resource, sys
from pathlib import Path
from kinglet_trainer.cli.main import main
import signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))
sys.exit(main(sys.argv[1:]))
"""


def test_full_disk_leaves_the_older_file_and_nothing_half_written(run: Path, base: Path, tmp_path: Path) -> None:
    out = tmp_path / "out" / "a.gguf"
    out.parent.mkdir()
    out.write_bytes(b"older")
    command = [sys.executable, "-c", _FULL_DISK, "export", str(run), "--out", str(out), "--base", str(base)]
    ended = subprocess.run(command, capture_output=True, text=True, cwd=Path(__file__).parents[1])
    assert ended.returncode == 2
    assert "could not be written" in ended.stderr and "Free some space" in ended.stderr
    assert [path.name for path in out.parent.iterdir()] == ["a.gguf"]
    assert out.read_bytes() == b"older"
