"""Counts a base model's tokens without loading the model."""

from collections.abc import Callable
from pathlib import Path

from tokenizers import AddedToken, Tokenizer, models, pre_tokenizers

from kinglet_trainer.errors import KingletError
from kinglet_trainer.export.base_model import gguf_value, open_gguf
from kinglet_trainer.formats.prompt import messages_text, reply_end, system_text

CountTokens = Callable[[str], int]
_SPECIAL_TYPES = (3, 4)
"""Control and user-defined tokens of llama.cpp's `token_type`."""


def read_tokenizer(base: Path) -> Tokenizer:
    """The byte-level BPE of a GGUF file; KingletError where it has another kind."""
    reader = open_gguf(base)
    kind = gguf_value(reader, "tokenizer.ggml.model")
    if kind != "gpt2":
        raise KingletError(f"{base} has a tokenizer of the kind {kind!r}; known here is 'gpt2' (byte-level BPE).")
    tokens: list[str] = gguf_value(reader, "tokenizer.ggml.tokens")
    types: list[int] = gguf_value(reader, "tokenizer.ggml.token_type")
    merges = [tuple(merge.split(" ", 1)) for merge in gguf_value(reader, "tokenizer.ggml.merges")]
    tokenizer = Tokenizer(models.BPE(vocab={token: index for index, token in enumerate(tokens)}, merges=merges))
    digits = [pre_tokenizers.Digits(individual_digits=True)]
    single_digits = digits if gguf_value(reader, "tokenizer.ggml.pre") == "smollm" else []
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [*single_digits, pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=True)]
    )
    special = [token for token, type_ in zip(tokens, types, strict=True) if type_ in _SPECIAL_TYPES]
    tokenizer.add_special_tokens([AddedToken(token, special=True) for token in special])
    return tokenizer


def token_counter(base: Path) -> CountTokens:
    tokenizer = read_tokenizer(base)
    return lambda text: len(tokenizer.encode(text).ids)


def row_tokens(row: dict, tools: list, format: str, count: CountTokens) -> int:
    """Tokens of the whole example: prompt and reply. FormatError where the row cannot be written."""
    prompt = system_text(tools, format) + messages_text(row["messages"], tools, format)
    return count(prompt + reply_end(row["reply"], tools, format))
