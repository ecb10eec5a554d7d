"""The base model of an adapter: a GGUF file or a folder of the transformers format."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from tokenizers import pre_tokenizers
from transformers import AutoModelForCausalLM, AutoTokenizer, PreTrainedModel
from transformers.utils.quantization_config import GgufConfig

from kinglet_trainer.export.base_model import file_sha256


@dataclass(frozen=True)
class BaseModel:
    """Weights in `dtype`, the tokenizer as llama.cpp tokenises, and the hash that adapters are bound to."""

    model: PreTrainedModel
    tokenizer: Any
    sha256: str
    path: Path


def load_base(path: Path, dtype: torch.dtype) -> BaseModel:
    """On the GPU where PyTorch has one (CUDA), else on the CPU.

    Raises FileNotFoundError where there is no file; ValueError for a format that is not known."""
    if not path.exists():
        raise FileNotFoundError(f"There is no base model at {path}. Run `npx -y pnpm@12 start` once, or give --base.")
    if path.suffix == ".gguf":
        source: dict[str, Any] = {"pretrained_model_name_or_path": str(path.parent), "gguf_file": path.name}
        model = AutoModelForCausalLM.from_pretrained(**source, dtype=dtype, quantization_config=GgufConfig(dequantize=True))
        tokenizer = AutoTokenizer.from_pretrained(**source)
        _split_as_llama_cpp(tokenizer, path)
    elif path.is_dir():
        model = AutoModelForCausalLM.from_pretrained(path, dtype=dtype)
        tokenizer = AutoTokenizer.from_pretrained(path)
    else:
        raise ValueError(f"{path} is neither a GGUF file nor a folder. Give one of the two.")
    model.to("cuda" if torch.cuda.is_available() else "cpu")
    sha256 = file_sha256(path) if path.is_file() else _folder_sha256(path)
    return BaseModel(model=model, tokenizer=tokenizer, sha256=sha256, path=path)


def _folder_sha256(path: Path) -> str:
    """Of a folder's weights, in order of their names."""
    digest = hashlib.sha256()
    for file in sorted(path.glob("*.safetensors")):
        with file.open("rb") as stream:
            while chunk := stream.read(1 << 20):
                digest.update(chunk)
    return digest.hexdigest()


def _split_as_llama_cpp(tokenizer: Any, path: Path) -> None:
    """The GGUF reader forgets that SmolLM splits numbers into single digits (llama.cpp's pre-tokenizer `smollm`)."""
    from gguf import GGUFReader

    field = GGUFReader(path).get_field("tokenizer.ggml.pre")
    if field is None or field.contents() != "smollm":
        return
    tokenizer.backend_tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Digits(individual_digits=True),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=True),
        ]
    )
