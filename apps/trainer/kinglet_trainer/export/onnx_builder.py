"""onnxruntime-genai's model builder, as a program of its own: it works by changing what Python imports and prints a lot."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

from kinglet_trainer.errors import KingletError
from kinglet_trainer.export.onnx_embeddings import shrink_embeddings

PACKAGES = ("onnx", "onnx_ir", "onnxruntime", "onnxruntime_genai")
INSTALL = "apps/trainer/.venv/bin/python -m pip install -r apps/trainer/requirements-onnx.lock"

_OPTIONS = (
    # Activations in float32: WebAssembly has no other, and not every GPU has float16.
    "use_webgpu_fp32=true",
    # llama.cpp's rounding, with a zero point for each block: more replies stay as they were than by the builder's default.
    "algo_config=k_quant",
    "is_symmetric=false",
    # Embeddings apart from the output matrix: see onnx_embeddings.py.
    "shared_embeddings=false",
)


def missing_packages() -> list[str]:
    return [name for name in PACKAGES if importlib.util.find_spec(name) is None]


def require_packages() -> None:
    """KingletError, with the command that installs them, where a package is missing."""
    missing = missing_packages()
    if missing:
        raise KingletError(
            f"The ONNX export needs Python packages that are not installed: {', '.join(missing)}. "
            f"Install them with `{INSTALL}`, in the repository's folder."
        )


def build_q4(source: Path, work: Path, target: Path, *, head_size: int) -> None:
    """
    Writes a model of the transformers format as one ONNX file: matrices in 4 bits, embeddings in 8, blocks of 32.

    `work` is a folder that does not exist yet; it is left behind. KingletError with the builder's last words where it fails.
    """
    command = [sys.executable, "-m", "onnxruntime_genai.models.builder", "-i", str(source), "-o", str(work)]
    command += ["-c", str(work / "cache"), "-p", "int4", "-e", "webgpu", "--extra_options", *_OPTIONS]
    ended = subprocess.run(command, capture_output=True, text=True, env=os.environ | {"HF_HUB_OFFLINE": "1"})
    built = work / "model.onnx"
    if ended.returncode != 0 or not built.is_file():
        words = (ended.stderr or ended.stdout).strip().splitlines()
        raise KingletError(
            f"onnxruntime-genai could not build the model (status {ended.returncode}): {words[-1] if words else 'no message'}. "
            f"It takes Llama- and Qwen-shaped models with rows of a multiple of 64 numbers; the packages must be those of "
            f"requirements-onnx.lock."
        )
    _save_as_one_file(built, target, head_size)


def _save_as_one_file(built: Path, target: Path, head_size: int) -> None:
    """Weights inside, and the last dimension of the key-value cache as a number: by name, transformers.js reads it as 0."""
    import onnx

    model = onnx.load(built)
    shrink_embeddings(model)
    for value in (*model.graph.input, *model.graph.output):
        if value.name.startswith(("past_key_values.", "present.")):
            value.type.tensor_type.shape.dim[3].dim_value = head_size
    target.parent.mkdir(parents=True, exist_ok=True)
    onnx.save_model(model, target, save_as_external_data=False)
