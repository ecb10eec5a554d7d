"""An adapter's file as a run folder that `train --start` goes on from."""

import json
from pathlib import Path
from typing import Any

import numpy as np
from safetensors.numpy import save_file

from kinglet_trainer.data.dataset_folder import write_json
from kinglet_trainer.errors import KingletError
from kinglet_trainer.export.base_model import gguf_value, open_gguf, read_base_model
from kinglet_trainer.export.lora_weights import LoraPair
from kinglet_trainer.export.run_facts import RunFacts, write_run_facts
from kinglet_trainer.loop.adapter_pairs import adapter_pairs


def import_adapter(path: Path, out: Path, base_path: Path) -> RunFacts:
    """
    Writes `best/` as peft saves it and `run.json` into a folder. The weights are those of the file: rounded to Q8_0.

    KingletError where the file is no specialist of version 1, is for another base, or its pairs have several ranks.
    """
    if not path.is_file():
        raise KingletError(f"There is no adapter at {path}. Name a .gguf file, such as one of public/adapters.")
    reader, base = open_gguf(path), read_base_model(base_path)
    version = gguf_value(reader, "kinglet.version")
    if version != 1:
        raise KingletError(f"{path} has kinglet.version {version}; 1 is allowed. Export it with this trainer.")
    facts = _facts(reader)
    if facts.base_sha256 != base.sha256:
        raise KingletError(
            f"{path} was trained on a base with SHA-256 {facts.base_sha256}; {base_path} has (or descends from) "
            f"{base.sha256}. Name the right one with --base."
        )
    _write_peft(out / "best", adapter_pairs(reader, path, base), path)
    write_run_facts(out, facts)
    return facts


def _facts(reader: Any) -> RunFacts:
    def text(key: str) -> str:
        return str(gguf_value(reader, f"kinglet.{key}") or "")

    card = json.loads(text("card") or "{}")
    return RunFacts(text("id"), text("format"), text("base_sha256"), text("licence"), text("tools"), card)


def _write_peft(folder: Path, pairs: list[LoraPair], path: Path) -> None:
    ranks = sorted({pair.a.shape[0] for pair in pairs})
    if len(ranks) != 1:
        raise KingletError(f"{path} has pairs of the ranks {ranks}; one rank is allowed. Train it anew.")
    tensors: dict[str, np.ndarray] = {}
    for pair in pairs:
        stem = f"base_model.model.{pair.module}"
        tensors[f"{stem}.lora_A.weight"] = np.ascontiguousarray(pair.a)
        tensors[f"{stem}.lora_B.weight"] = np.ascontiguousarray(pair.b)
    folder.mkdir(parents=True, exist_ok=True)
    save_file(tensors, folder / "adapter_model.safetensors", metadata={"format": "pt"})
    config = {
        "peft_type": "LORA",
        "task_type": "CAUSAL_LM",
        "r": ranks[0],
        "lora_alpha": pairs[0].scale * ranks[0],
        "target_modules": sorted({pair.module.rpartition(".")[2] for pair in pairs}),
        "lora_dropout": 0.0,
        "bias": "none",
        "inference_mode": True,
    }
    write_json(folder / "adapter_config.json", config)
