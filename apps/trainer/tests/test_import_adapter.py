"""An exported adapter read back: the same pairs, and what is refused."""

from pathlib import Path

import numpy as np
import pytest
from conftest import ALPHA, HEADS, RANK, write_lora
from peft import PeftConfig

from kinglet_trainer.errors import KingletError
from kinglet_trainer.export.base_model import read_base_model
from kinglet_trainer.export.export_run import export_run
from kinglet_trainer.export.llama_layout import permute_rows
from kinglet_trainer.export.lora_weights import read_lora
from kinglet_trainer.export.run_facts import RunFacts, read_run_facts, write_run_facts
from kinglet_trainer.loop.adapter_pairs import restore_rows
from kinglet_trainer.loop.import_adapter import import_adapter


@pytest.fixture
def adapter(tmp_path: Path, base: Path) -> Path:
    folder = tmp_path / "run"
    write_lora(folder / "best")
    write_run_facts(folder, RunFacts("test-1m", "bare", read_base_model(base).sha256, "Apache-2.0", "time()", {"seed": 1}))
    export_run(folder, tmp_path / "adapter.gguf", base, quant="f16")
    return tmp_path / "adapter.gguf"


def test_restore_is_the_inverse_of_permute() -> None:
    matrix = np.arange(64 * 3, dtype=np.float32).reshape(64, 3)
    assert np.array_equal(restore_rows(permute_rows(matrix, HEADS), HEADS), matrix)


def test_an_exported_adapter_comes_back_as_it_was(adapter: Path, base: Path, tmp_path: Path) -> None:
    import_adapter(adapter, tmp_path / "back", base)
    assert read_run_facts(tmp_path / "back") == read_run_facts(tmp_path / "run")
    config = PeftConfig.from_pretrained(str(tmp_path / "back" / "best"))
    assert (config.r, config.lora_alpha, config.target_modules) == (RANK, ALPHA, {"q_proj", "k_proj", "down_proj"})
    before = {pair.module: pair for pair in read_lora(tmp_path / "run" / "best")}
    after = read_lora(tmp_path / "back" / "best")
    assert len(after) == len(before) == 6
    for pair in after:
        assert pair.scale == before[pair.module].scale
        assert np.allclose(pair.a, before[pair.module].a, atol=2e-3)
        assert np.allclose(pair.b, before[pair.module].b, atol=2e-3)
    export_run(tmp_path / "back", tmp_path / "again.gguf", base, quant="f16")
    assert (tmp_path / "again.gguf").read_bytes() == adapter.read_bytes()


def test_refuses_another_base_and_what_is_no_specialist(adapter: Path, base: Path, tmp_path: Path) -> None:
    with pytest.raises(KingletError, match="There is no adapter"):
        import_adapter(tmp_path / "none.gguf", tmp_path / "back", base)
    with pytest.raises(KingletError, match=r"kinglet\.version None; 1 is allowed"):
        import_adapter(base, tmp_path / "back", base)
    write_run_facts(tmp_path / "run", RunFacts("x", "bare", read_base_model(base).sha256, "Apache-2.0"))
    with base.open("ab") as file:
        file.write(b"\0" * 32)
    with pytest.raises(KingletError, match="trained on a base with SHA-256"):
        import_adapter(adapter, tmp_path / "back", base)
    assert not (tmp_path / "back").exists()


def test_refuses_an_adapter_whose_tensors_fit_no_layer(adapter: Path, base: Path, tmp_path: Path) -> None:
    from dataclasses import replace

    from kinglet_trainer.export.base_model import open_gguf
    from kinglet_trainer.loop.adapter_pairs import adapter_pairs

    facts = read_base_model(base)
    with pytest.raises(KingletError, match="tensors that fit no layer"):
        adapter_pairs(open_gguf(adapter), adapter, replace(facts, block_count=1))
    shapes = facts.shapes | {"blk.0.ffn_down.weight": (1, 2)}
    with pytest.raises(KingletError, match=r"the base base\.gguf has \(1, 2\) there"):
        adapter_pairs(open_gguf(adapter), adapter, replace(facts, shapes=shapes))
