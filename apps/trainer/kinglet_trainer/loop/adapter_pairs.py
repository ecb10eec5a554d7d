"""The LoRA in an adapter's GGUF file, in PyTorch's names and row order: the inverse of export/llama_layout.py."""

from pathlib import Path

import gguf
import numpy as np

from kinglet_trainer.errors import KingletError
from kinglet_trainer.export.base_model import PERMUTED_ARCHITECTURES, BaseModel, gguf_value
from kinglet_trainer.export.lora_weights import LoraPair

_PARTS = {
    "self_attn": ("q_proj", "k_proj", "v_proj", "o_proj"),
    "mlp": ("gate_proj", "up_proj", "down_proj"),
}


def adapter_pairs(reader: gguf.GGUFReader, path: Path, base: BaseModel) -> list[LoraPair]:
    """In the order of the base's layers. KingletError where a tensor fits no layer of the base, or has no partner."""
    tensors = {tensor.name: tensor for tensor in reader.tensors}
    alpha = gguf_value(reader, gguf.Keys.Adapter.LORA_ALPHA)
    pairs: list[LoraPair] = []
    for name, module in module_names(base).items():
        a, b = tensors.pop(f"{name}.lora_a", None), tensors.pop(f"{name}.lora_b", None)
        if a is None and b is None:
            continue
        if a is None or b is None:
            raise KingletError(f"{path} has only one of the two tensors of {name}. Export it again.")
        pairs.append(_pair(module, name, _numbers(a), _numbers(b), float(alpha), base))
    if tensors or not pairs:
        odd = ", ".join(sorted(tensors)[:3]) or "no tensors"
        raise KingletError(f"{path} has tensors that fit no layer of {base.path.name}: {odd}. Name its base with --base.")
    return pairs


def module_names(base: BaseModel) -> dict[str, str]:
    """Name of a weight in GGUF to its module's name in PyTorch."""
    arch = next(arch for arch, own in gguf.MODEL_ARCH_NAMES.items() if own == base.architecture)
    names = gguf.get_tensor_name_map(arch, base.block_count)
    modules = [
        f"model.layers.{block}.{part}.{name}"
        for block in range(base.block_count)
        for part, members in _PARTS.items()
        for name in members
    ]
    return {f"{names.get_name(module)}.weight": module for module in modules}


def restore_rows(matrix: np.ndarray, head_count: int) -> np.ndarray:
    """Undoes `permute_rows`: the two halves of each head's rows one after the other."""
    rows = matrix.shape[0]
    halves = matrix.reshape(head_count, rows // head_count // 2, 2, *matrix.shape[1:])
    return halves.swapaxes(1, 2).reshape(matrix.shape)


def _pair(module: str, name: str, a: np.ndarray, b: np.ndarray, alpha: float, base: BaseModel) -> LoraPair:
    wanted, actual = base.shapes.get(name), (b.shape[0], a.shape[1])
    if a.shape[0] != b.shape[1] or wanted != actual:
        raise KingletError(
            f"{name} of the adapter changes a matrix of {actual[0]} x {actual[1]} at the ranks {a.shape[0]} and {b.shape[1]}; "
            f"the base {base.path.name} has {wanted} there. Name its base with --base."
        )
    if base.architecture in PERMUTED_ARCHITECTURES and ".attn_q." in name:
        b = restore_rows(b, base.head_count)
    if base.architecture in PERMUTED_ARCHITECTURES and ".attn_k." in name:
        b = restore_rows(b, base.head_count_kv)
    return LoraPair(module, a, b, alpha / a.shape[0])


def _numbers(tensor: gguf.ReaderTensor) -> np.ndarray:
    return gguf.quants.dequantize(tensor.data, tensor.tensor_type).astype(np.float32)
