"""A finished run as a file."""

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from kinglet_trainer.errors import KingletError
from kinglet_trainer.export.adapter_gguf import write_adapter
from kinglet_trainer.export.base_model import file_sha256, read_base_model
from kinglet_trainer.export.llama_layout import to_llama_layout
from kinglet_trainer.export.lora_weights import read_lora
from kinglet_trainer.export.merged_gguf import write_merged
from kinglet_trainer.export.run_facts import read_run_facts
from kinglet_trainer.export.tensor_types import QuantName


@dataclass(frozen=True)
class Exported:
    size_bytes: int
    tensors: int
    sha256: str


def export_run(
    run_folder: Path,
    target: Path,
    base_path: Path,
    *,
    quant: QuantName = "q8_0",
    merged: QuantName | None = None,
    id: str | None = None,
    card_file: Path | None = None,
) -> Exported:
    """
    Writes the best checkpoint of a run as an adapter, or with `merged` as a whole model of that type.

    KingletError where the run is not finished once, or the base is not the one that it was trained on.
    """
    facts = read_run_facts(run_folder)
    base = read_base_model(base_path)
    if facts.base_sha256 != base.sha256:
        raise KingletError(
            f"The run in {run_folder} was trained on a base with SHA-256 {facts.base_sha256}; {base_path} has (or "
            f"descends from) {base.sha256}. Name the right one with --base."
        )
    pairs = to_llama_layout(read_lora(run_folder / "best"), base)
    facts = replace(facts, id=id or facts.id, card=facts.card | _extra_card(card_file))
    if merged:
        write_merged(target, base_path, pairs, facts, quant=merged)
    else:
        write_adapter(target, pairs, facts, architecture=base.architecture, quant=quant)
    return Exported(target.stat().st_size, 2 * len(pairs), file_sha256(target))


def _extra_card(path: Path | None) -> dict[str, Any]:
    if path is None:
        return {}
    try:
        value = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as cause:
        raise KingletError(f"The card {path} cannot be read ({cause}). Give a file with one JSON object.") from cause
    if not isinstance(value, dict):
        raise KingletError(f"The card {path} is a {type(value).__name__}; one JSON object is allowed.")
    return value
