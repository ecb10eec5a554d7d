"""A finished run as a file."""

from dataclasses import dataclass
from pathlib import Path

from kinglet_trainer.export.adapter_gguf import write_adapter
from kinglet_trainer.export.base_model import file_sha256, read_base_model
from kinglet_trainer.export.export_facts import refuse_other_base, with_card
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
    refuse_other_base(facts, base_path, base.sha256)
    pairs = to_llama_layout(read_lora(run_folder / "best"), base)
    facts = with_card(facts, id, card_file)
    if merged:
        write_merged(target, base_path, pairs, facts, quant=merged)
    else:
        write_adapter(target, pairs, facts, architecture=base.architecture, quant=quant)
    return Exported(target.stat().st_size, 2 * len(pairs), file_sha256(target))
