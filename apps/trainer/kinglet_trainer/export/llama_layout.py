"""From PyTorch's names and row order to llama.cpp's."""

from collections.abc import Iterable

import gguf
import numpy as np

from kinglet_trainer.errors import KingletError
from kinglet_trainer.export.base_model import PERMUTED_ARCHITECTURES, BaseModel
from kinglet_trainer.export.lora_weights import LoraPair


def to_llama_layout(pairs: Iterable[LoraPair], base: BaseModel) -> dict[str, LoraPair]:
    """
    GGUF tensor name to its pair, rows in llama.cpp's order, in the order of the base's tensors.

    Raises KingletError where a pair fits no tensor of the base: the LoRA was trained on another model.
    """
    names = gguf.get_tensor_name_map(_architecture(base.architecture), base.block_count)
    placed: dict[str, LoraPair] = {}
    for pair in pairs:
        stem = names.get_name(pair.module)
        name = f"{stem}.weight"
        wanted = base.shapes.get(name)
        actual = (pair.b.shape[0], pair.a.shape[1])
        if stem is None or wanted != actual:
            raise KingletError(
                f"{pair.module} changes a matrix of {actual[0]} x {actual[1]}; the base {base.path.name} has "
                f"{f'{wanted[0]} x {wanted[1]}' if wanted else 'no such matrix'} there. "
                f"Export with the base that the LoRA was trained on."
            )
        placed[name] = _with_rows(pair, name, base)
    return {name: placed[name] for name in base.shapes if name in placed}


def permute_rows(matrix: np.ndarray, head_count: int) -> np.ndarray:
    """
    Interleaves the two halves of each head's rows, as `LlamaModel.permute` of llama.cpp's convert_hf_to_gguf.py does:
    there rotary embeddings turn neighbouring rows, in PyTorch rows that are half a head apart.
    """
    rows = matrix.shape[0]
    halves = matrix.reshape(head_count, 2, rows // head_count // 2, *matrix.shape[1:])
    return halves.swapaxes(1, 2).reshape(matrix.shape)


def _with_rows(pair: LoraPair, name: str, base: BaseModel) -> LoraPair:
    if base.architecture not in PERMUTED_ARCHITECTURES:
        return pair
    if ".attn_q." in name:
        return LoraPair(pair.module, pair.a, permute_rows(pair.b, base.head_count), pair.scale)
    if ".attn_k." in name:
        return LoraPair(pair.module, pair.a, permute_rows(pair.b, base.head_count_kv), pair.scale)
    return pair


def _architecture(name: str) -> gguf.MODEL_ARCH:
    return next(arch for arch, own in gguf.MODEL_ARCH_NAMES.items() if own == name)
