"""What the machine can do, and its name for the card."""

import os
import platform
from pathlib import Path

import torch

from kinglet_trainer.errors import KingletError


def slow_cpu_note(capability: str | None = None) -> str | None:
    """A sentence where the CPU's vector units are missing; training then works, slowly, in float32 as elsewhere."""
    found = capability or torch.backends.cpu.get_cpu_capability()
    if found.startswith(("AVX", "SVE", "NEON", "VSX", "ZVECTOR")) or platform.machine() in ("arm64", "aarch64"):
        return None
    return f"This CPU has no AVX2 ({found}): training in float32 works, but takes several times as long."


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
