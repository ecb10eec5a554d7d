"""A finished run as a folder that transformers.js runs: base and adapter as one 4-bit ONNX model."""

import json
import shutil
from dataclasses import asdict
from pathlib import Path
from typing import Any

from kinglet_trainer.data.dataset_folder import write_json
from kinglet_trainer.export.atomic_folder import atomic_folder
from kinglet_trainer.export.base_model import file_sha256, read_base_model
from kinglet_trainer.export.export_facts import refuse_other_base, with_card
from kinglet_trainer.export.export_run import Exported
from kinglet_trainer.export.lora_weights import read_lora
from kinglet_trainer.export.onnx_builder import build_q4, require_packages
from kinglet_trainer.export.run_facts import read_run_facts
from kinglet_trainer.export.specialist_keys import FORMAT_VERSION

MODEL = "onnx/model_q4.onnx"


def export_onnx(
    run_folder: Path, target: Path, base_path: Path, *, id: str | None = None, card_file: Path | None = None
) -> Exported:
    """
    Merges the best checkpoint into the base, in float32, and writes the folder whole or not at all.

    In it: `onnx/model_q4.onnx`, config, tokenizer, `kinglet.json` (the facts that a GGUF file has in its keys) and
    `check.json`. Takes twice the float32 weights on the target's disk for a while. KingletError where packages are
    missing, the run is not finished once, or the base is not the one that it was trained on.
    """
    require_packages()
    facts = with_card(read_run_facts(run_folder), id, card_file)
    refuse_other_base(facts, base_path, read_base_model(base_path).sha256)
    # PyTorch takes seconds to import: only where it is needed.
    import torch

    from kinglet_trainer.export.merged_folder import merge_lora, save_folder
    from kinglet_trainer.export.onnx_check import check_facts
    from kinglet_trainer.training.base_model import load_base

    pairs = read_lora(run_folder / "best")
    base = load_base(base_path, torch.float32)
    merge_lora(base.model, pairs)
    size = 4 * base.model.num_parameters()
    with atomic_folder(target, MODEL, expected_bytes=2 * size) as part:
        source, work = part / "merged", part / "work"
        save_folder(source, base)
        write_json(part / "check.json", check_facts(base, facts.format))
        write_json(part / "kinglet.json", {"version": FORMAT_VERSION, **asdict(facts)})
        config = base.model.config
        head_size = getattr(config, "head_dim", None) or config.hidden_size // config.num_attention_heads
        del base
        build_q4(source, work, part / MODEL, head_size=head_size)
        shutil.rmtree(work)
        for file in source.iterdir():
            if file.suffix in {".json", ".jinja"} and not file.name.startswith("model."):
                file.replace(part / file.name)
        shutil.rmtree(source)
        _name_the_type(part / "config.json")
    return Exported((target / MODEL).stat().st_size, 2 * len(pairs), file_sha256(target / MODEL))


def _name_the_type(path: Path) -> None:
    """So that transformers.js takes the 4-bit file where its caller names no type."""
    config: dict[str, Any] = json.loads(path.read_text("utf-8"))
    write_json(path, config | {"transformers.js_config": {"dtype": "q4"}})
