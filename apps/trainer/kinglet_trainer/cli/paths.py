"""Where things are by default: the repository that this package is part of."""

from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[4]
DEFAULT_BASE = REPOSITORY / "public" / "models" / "SmolLM2-135M-Instruct.Q4_1.gguf"
DEFAULT_SHARED = REPOSITORY.parent / "shared" / "data"
WORK_FOLDER = REPOSITORY / ".cache" / "trainer"
"""Datasets and runs of recipes; not committed."""
