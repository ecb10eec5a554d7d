"""A LoRA added to its base: one GGUF file that needs no adapter."""

from collections.abc import Mapping
from pathlib import Path

import gguf
import numpy as np

from kinglet_trainer.export.atomic_file import atomic_file
from kinglet_trainer.export.base_model import open_gguf
from kinglet_trainer.export.lora_weights import LoraPair
from kinglet_trainer.export.run_facts import RunFacts
from kinglet_trainer.export.specialist_keys import add_specialist_keys
from kinglet_trainer.export.tensor_types import QuantName, encode, type_for

_FILE_TYPES = {
    "q8_0": gguf.LlamaFileType.MOSTLY_Q8_0,
    "q4_1": gguf.LlamaFileType.MOSTLY_Q4_1,
    "f16": gguf.LlamaFileType.MOSTLY_F16,
}
_EMBEDDINGS = "token_embd.weight"
_WRITTEN_ANEW = {"general.architecture", "general.file_type", "kinglet.parent_sha256"}


def write_merged(target: Path, base: Path, pairs: Mapping[str, LoraPair], facts: RunFacts, *, quant: QuantName = "q8_0") -> None:
    """
    Dequantises the base, adds the pairs (in llama.cpp's layout) and quantises again, atomically.

    Norms stay float32; the embeddings, which are the output matrix as well, stay Q8_0 in a Q4_1 file, as in the base.
    Tensors that do not change their type keep their bytes.
    """
    reader = open_gguf(base)
    with atomic_file(target, _expected_bytes(reader)) as part:
        writer = gguf.GGUFWriter(part, str(reader.fields["general.architecture"].contents()))
        _copy_metadata(reader, writer)
        writer.add_file_type(_FILE_TYPES[quant])
        add_specialist_keys(writer, facts)
        for tensor in reader.tensors:
            data, kind = _merged_tensor(tensor, pairs.get(tensor.name), quant)
            writer.add_tensor(tensor.name, data, raw_dtype=kind)
        writer.write_header_to_file()
        writer.write_kv_data_to_file()
        writer.write_tensors_to_file()
        writer.close()


def _merged_tensor(
    tensor: gguf.ReaderTensor, pair: LoraPair | None, quant: QuantName
) -> tuple[np.ndarray, gguf.GGMLQuantizationType]:
    if len(tensor.shape) < 2:
        return tensor.data, tensor.tensor_type
    kind = type_for(int(tensor.shape[0]), "q8_0" if tensor.name == _EMBEDDINGS and quant == "q4_1" else quant)
    if pair is None and kind == tensor.tensor_type:
        return tensor.data, kind
    weights = gguf.quants.dequantize(tensor.data, tensor.tensor_type)
    if pair is not None:
        weights = weights + pair.scale * (pair.b @ pair.a)
    return encode(weights, kind), kind


def _copy_metadata(reader: gguf.GGUFReader, writer: gguf.GGUFWriter) -> None:
    for key, field in reader.fields.items():
        if key in _WRITTEN_ANEW or key.startswith("GGUF."):
            continue
        kind = field.types[0]
        item_kind = field.types[-1] if kind == gguf.GGUFValueType.ARRAY else None
        writer.add_key_value(key, field.contents(), kind, sub_type=item_kind)


def _expected_bytes(reader: gguf.GGUFReader) -> int:
    """An upper bound: Q8_0 takes 1.06 bytes a weight, F16 two."""
    return sum(2 * int(tensor.n_elements) for tensor in reader.tensors)
