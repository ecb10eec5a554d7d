"""What the machine can do, and its name for the card."""

import os
import platform
from pathlib import Path

import torch

from kinglet_trainer.errors import KingletError


def base_dtype(wanted: str, capability: str | None = None) -> tuple[torch.dtype, str | None]:
    """
    Number type of the frozen base, and a sentence where the choice costs time.

    `auto` is bfloat16 where a CPU has AVX-512 or there is CUDA: elsewhere PyTorch's bfloat16 is slower than float32.
    """
    if wanted != "auto":
        return getattr(torch, wanted), None
    found = capability or torch.backends.cpu.get_cpu_capability()
    if torch.cuda.is_available() or found.startswith("AVX512"):
        return torch.bfloat16, None
    return torch.float32, f"This CPU has no AVX-512 ({found}): the base is kept in float32, about half as fast."


def hardware_name() -> str:
    if torch.cuda.is_available():
        return torch.cuda.get_device_name()
    model = next((line.split(":", 1)[1].strip() for line in _cpu_lines() if line.startswith("model name")), "")
    return f"{model or platform.processor() or platform.machine()}, {os.cpu_count()} cores"


def _cpu_lines() -> list[str]:
    path = Path("/proc/cpuinfo")
    return path.read_text().splitlines() if path.is_file() else []


def check_base(path: Path) -> None:
    if not path.exists():
        raise KingletError(
            f"There is no base model at {path}. `npx -y pnpm@12 exec tsx scripts/supply-model.ts` brings the default one "
            f"to public/models; --base names another."
        )
