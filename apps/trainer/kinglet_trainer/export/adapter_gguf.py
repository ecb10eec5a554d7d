"""A LoRA as the GGUF file that llama.cpp loads beside its base."""

from collections.abc import Mapping
from pathlib import Path

import gguf

from kinglet_trainer.export.atomic_file import atomic_file
from kinglet_trainer.export.lora_weights import LoraPair
from kinglet_trainer.export.run_facts import RunFacts
from kinglet_trainer.export.specialist_keys import add_specialist_keys
from kinglet_trainer.export.tensor_types import QuantName, encode, type_for


def write_adapter(
    target: Path,
    pairs: Mapping[str, LoraPair],
    facts: RunFacts,
    *,
    architecture: str,
    quant: QuantName = "q8_0",
) -> None:
    """
    Writes the pairs (in llama.cpp's layout) atomically.

    Rows of 32 numbers or a multiple get `quant`, others F16 (lora_b below rank 32). llama.cpp multiplies by
    `alpha / rank`: alpha is the rank here times the scale, so the scale of each pair is folded into its b where they
    differ between pairs.
    """
    first = next(iter(pairs.values()))
    alpha = first.scale * first.a.shape[0]
    expected_bytes = sum(2 * (pair.a.size + pair.b.size) for pair in pairs.values())
    with atomic_file(target, expected_bytes) as part:
        writer = gguf.GGUFWriter(part, architecture)
        writer.add_type(gguf.GGUFType.ADAPTER)
        writer.add_string(gguf.Keys.Adapter.TYPE, "lora")
        writer.add_float32(gguf.Keys.Adapter.LORA_ALPHA, alpha)
        writer.add_name(facts.id)
        add_specialist_keys(writer, facts)
        for name, pair in pairs.items():
            rank = pair.a.shape[0]
            b = pair.b * (pair.scale / (alpha / rank))
            for suffix, matrix in (("lora_a", pair.a), ("lora_b", b)):
                kind = type_for(matrix.shape[1], quant)
                writer.add_tensor(f"{name}.{suffix}", encode(matrix, kind), raw_dtype=kind)
        writer.write_header_to_file()
        writer.write_kv_data_to_file()
        writer.write_tensors_to_file()
        writer.close()
