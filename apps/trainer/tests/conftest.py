"""What several tests build: a tiny Llama-shaped base with its LoRA, and a small dataset folder."""

import json
from pathlib import Path

import gguf
import numpy as np
import pytest
from safetensors.numpy import save_file

HEADS, HEADS_KV, HEAD_SIZE = 4, 2, 16
WIDTH, HIDDEN, VOCABULARY, RANK, ALPHA = 64, 96, 256, 8, 16
SHAPES = {
    "q_proj": ("self_attn", "attn_q", HEADS * HEAD_SIZE, WIDTH),
    "k_proj": ("self_attn", "attn_k", HEADS_KV * HEAD_SIZE, WIDTH),
    "down_proj": ("mlp", "ffn_down", WIDTH, HIDDEN),
}
TOOLS = [
    {
        "name": "convert",
        "description": "Convert units.",
        "parameters": {
            "type": "object",
            "properties": {"amount": {"type": "string"}, "to": {"type": "string", "enum": ["km", "miles"]}},
            "required": ["amount"],
        },
    },
    {"name": "time", "description": "The time.", "parameters": {"type": "object", "properties": {}, "required": []}},
]


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """A GGUF file with two blocks, all weights Q8_0 but for one norm."""
    path = tmp_path / "base.gguf"
    rng = np.random.default_rng(1)
    writer = gguf.GGUFWriter(path, "llama")
    writer.add_block_count(2)
    writer.add_head_count(HEADS)
    writer.add_head_count_kv(HEADS_KV)
    writer.add_token_list(["a", "b"])
    add_matrix(writer, "token_embd.weight", rng.standard_normal((VOCABULARY, WIDTH)))
    writer.add_tensor("output_norm.weight", np.ones(WIDTH, dtype=np.float32))
    for block in range(2):
        for _, name, rows, columns in SHAPES.values():
            add_matrix(writer, f"blk.{block}.{name}.weight", rng.standard_normal((rows, columns)))
    close(writer)
    return path


def add_matrix(writer: gguf.GGUFWriter, name: str, values: np.ndarray) -> None:
    kind = gguf.GGMLQuantizationType.Q8_0
    writer.add_tensor(name, gguf.quants.quantize(values.astype(np.float32), kind), raw_dtype=kind)


def close(writer: gguf.GGUFWriter) -> None:
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


@pytest.fixture
def lora(tmp_path: Path) -> Path:
    """A peft folder for `base`, with weights drawn at random."""
    folder = tmp_path / "lora"
    write_lora(folder)
    return folder


def write_lora(folder: Path, config: dict | None = None, change=None) -> None:
    rng = np.random.default_rng(2)
    tensors = {}
    for block in range(2):
        for module, (part, _, rows, columns) in SHAPES.items():
            stem = f"base_model.model.model.layers.{block}.{part}.{module}"
            tensors[f"{stem}.lora_A.weight"] = rng.standard_normal((RANK, columns)).astype(np.float32)
            tensors[f"{stem}.lora_B.weight"] = rng.standard_normal((rows, RANK)).astype(np.float32)
    if change:
        change(tensors)
    folder.mkdir(parents=True, exist_ok=True)
    save_file(tensors, folder / "adapter_model.safetensors")
    (folder / "adapter_config.json").write_text(json.dumps({"r": RANK, "lora_alpha": ALPHA, **(config or {})}))


def call(tool: str, **arguments) -> dict:
    return {"tool": tool, "arguments": arguments}


def row(question: str, *reply, tools=None, **meta) -> dict:
    return {"messages": [{"role": "user", "content": question}], "tools": tools or [], "reply": list(reply), "meta": meta}


def write_folder(folder: Path, lines: list, *, format: str = "bare", licence: str = "Apache-2.0", tools=TOOLS) -> Path:
    """A dataset folder; lines are rows, or text that is written as it is."""
    folder.mkdir(parents=True, exist_ok=True)
    text = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    (folder / "train.jsonl").write_text(text + "\n", "utf-8")
    (folder / "dataset.json").write_text(
        json.dumps({"name": folder.name, "format": format, "licence": licence, "sources": ["test"]})
    )
    if format == "bare":
        (folder / "tools.json").write_text(json.dumps(tools))
    return folder
