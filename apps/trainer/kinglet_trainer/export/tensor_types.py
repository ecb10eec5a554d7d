"""Stored number types of tensors."""

from typing import Literal

import gguf
import numpy as np

QuantName = Literal["q8_0", "q4_1", "f16"]
BLOCK = 32
"""Columns that Q8_0 and Q4_1 store as one block: rows of another length stay F16."""

_TYPES = {
    "q8_0": gguf.GGMLQuantizationType.Q8_0,
    "q4_1": gguf.GGMLQuantizationType.Q4_1,
    "f16": gguf.GGMLQuantizationType.F16,
}


def type_for(columns: int, wanted: QuantName) -> gguf.GGMLQuantizationType:
    """The wanted type where rows of that length can have it, else F16."""
    return _TYPES[wanted] if columns % BLOCK == 0 else gguf.GGMLQuantizationType.F16


def encode(matrix: np.ndarray, kind: gguf.GGMLQuantizationType) -> np.ndarray:
    """float32 rows as the bytes (or float16 numbers) that GGUF stores for the type."""
    contiguous = np.ascontiguousarray(matrix, dtype=np.float32)
    return gguf.quants.quantize(contiguous, kind)
