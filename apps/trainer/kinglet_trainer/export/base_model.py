"""What an export must know about the base model, read from its GGUF file."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gguf

from kinglet_trainer.errors import KingletError

PERMUTED_ARCHITECTURES = frozenset({"llama"})
"""Architectures whose q and k rows llama.cpp's converter reorders (`LlamaModel.permute` in convert_hf_to_gguf.py)."""

ARCHITECTURES = PERMUTED_ARCHITECTURES | {"qwen2", "qwen3"}


@dataclass(frozen=True)
class BaseModel:
    """A base model's shape; `sha256` is that of its source file, also for a re-quantised copy."""

    path: Path
    architecture: str
    block_count: int
    head_count: int
    head_count_kv: int
    sha256: str
    shapes: dict[str, tuple[int, ...]]
    """GGUF tensor name to (rows, columns), as numpy and PyTorch count."""


def read_base_model(path: Path) -> BaseModel:
    """Raises KingletError where the file is missing, is no GGUF or has an architecture that is not known here."""
    reader = open_gguf(path)
    architecture = str(gguf_value(reader, "general.architecture"))
    if architecture not in ARCHITECTURES:
        raise KingletError(
            f"{path} has the architecture {architecture!r}; known here are {', '.join(sorted(ARCHITECTURES))}. "
            f"Choose a Llama- or Qwen-shaped base."
        )
    heads = int(gguf_value(reader, f"{architecture}.attention.head_count"))
    heads_kv = gguf_value(reader, f"{architecture}.attention.head_count_kv")
    parent = gguf_value(reader, "kinglet.parent_sha256")
    return BaseModel(
        path=path,
        architecture=architecture,
        block_count=int(gguf_value(reader, f"{architecture}.block_count")),
        head_count=heads,
        head_count_kv=heads if heads_kv is None else int(heads_kv),
        sha256=str(parent) if parent is not None else file_sha256(path),
        shapes={tensor.name: tuple(int(n) for n in reversed(tensor.shape)) for tensor in reader.tensors},
    )


def open_gguf(path: Path) -> gguf.GGUFReader:
    """A memory-mapped reader; KingletError where the file is missing or cut off."""
    if not path.is_file():
        raise KingletError(
            f"There is no base model at {path}. `npx -y pnpm@12 exec tsx scripts/supply-model.ts` brings the default "
            f"one to public/models; `--base` names another GGUF file."
        )
    try:
        return gguf.GGUFReader(path)
    except (ValueError, IndexError, KeyError) as cause:
        raise KingletError(f"{path} is not a whole GGUF file ({cause}). Bring it in again and check its SHA-256.") from cause


def gguf_value(reader: gguf.GGUFReader, key: str) -> Any:
    """The value of a metadata key, None where the file has no such key."""
    field = reader.get_field(key)
    return None if field is None else field.contents()


def file_sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
