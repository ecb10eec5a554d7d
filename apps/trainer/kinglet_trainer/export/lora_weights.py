"""A trained LoRA as peft saves it: one pair of matrices for each adapted layer."""

import json
import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from safetensors import SafetensorError, safe_open

from kinglet_trainer.errors import KingletError

_PREFIX = "base_model.model."
_SUFFIX_A = ".lora_A.weight"
_SUFFIX_B = ".lora_B.weight"


@dataclass(frozen=True)
class LoraPair:
    """The change of one weight matrix: `scale * b @ a`, in the row order of PyTorch's model."""

    module: str
    """Such as `model.layers.0.self_attn.q_proj`."""
    a: np.ndarray
    """(rank, columns), float32."""
    b: np.ndarray
    """(rows, rank), float32."""
    scale: float


def read_lora(folder: Path) -> list[LoraPair]:
    """Reads a peft folder; KingletError where it is not whole, has something else than plain LoRA, or is not finite."""
    config = _read_config(folder / "adapter_config.json")
    tensors = _read_tensors(folder / "adapter_model.safetensors")
    modules = sorted(name.removesuffix(_SUFFIX_A) for name in tensors if name.endswith(_SUFFIX_A))
    expected = {module + suffix for module in modules for suffix in (_SUFFIX_A, _SUFFIX_B)}
    if not modules or expected != tensors.keys():
        odd = sorted(expected ^ tensors.keys())[:3]
        raise KingletError(
            f"{folder} has {len(modules)} LoRA pairs and tensors that belong to none: {', '.join(odd) or 'no tensors'}. "
            f"Only plain LoRA on linear layers can be exported (no DoRA, embeddings, biases or saved modules)."
        )
    return [_pair(module, tensors, config) for module in modules]


def _pair(module: str, tensors: dict[str, np.ndarray], config: dict[str, Any]) -> LoraPair:
    a, b = tensors[module + _SUFFIX_A], tensors[module + _SUFFIX_B]
    name = module.removeprefix(_PREFIX)
    if a.shape[0] != b.shape[1]:
        raise KingletError(f"{name}: lora_A has rank {a.shape[0]} and lora_B {b.shape[1]}. Train again.")
    if not (np.isfinite(a).all() and np.isfinite(b).all()):
        raise KingletError(f"{name} holds NaN or infinity: the training diverged. Train again with a lower learning rate.")
    rank = a.shape[0]
    divisor = math.sqrt(rank) if config.get("use_rslora") else rank
    return LoraPair(name, a, b, _alpha_of(name, config) / divisor)


def _alpha_of(module: str, config: dict[str, Any]) -> float:
    patterns: dict[str, float] = config.get("alpha_pattern") or {}
    own = [alpha for key, alpha in patterns.items() if module == key or module.endswith(f".{key}")]
    return float(own[0] if own else config["lora_alpha"])


def _read_config(path: Path) -> dict[str, Any]:
    try:
        config = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as cause:
        raise KingletError(f"{path} cannot be read ({cause}). Name the folder that `train` wrote.") from cause
    if config.get("use_dora"):
        raise KingletError(f"{path} says use_dora; llama.cpp runs plain LoRA only. Train again without it.")
    return config


def _read_tensors(path: Path) -> dict[str, np.ndarray]:
    try:
        with safe_open(path, framework="np") as file:
            return {name: file.get_tensor(name).astype(np.float32) for name in file.keys()}  # noqa: SIM118
    except (OSError, SafetensorError, TypeError) as cause:
        raise KingletError(f"{path} cannot be read ({cause}). Name the folder that `train` wrote.") from cause
