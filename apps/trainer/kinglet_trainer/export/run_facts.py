"""`run.json`: what a run says of itself, for its export and its card."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal

from kinglet_trainer.data.dataset_folder import write_json
from kinglet_trainer.errors import KingletError


@dataclass(frozen=True)
class RunFacts:
    id: str
    format: Literal["bare", "schemas"]
    base_sha256: str
    licence: str
    """SPDX id."""
    tools: str = ""
    """Signatures of a bare specialist's tools, sorted, one a line."""
    card: dict[str, Any] = field(default_factory=dict)


def write_run_facts(run_folder: Path, facts: RunFacts) -> None:
    write_json(run_folder / "run.json", asdict(facts))


def read_run_facts(run_folder: Path) -> RunFacts:
    """KingletError where the folder has no run or its file is damaged."""
    path = run_folder / "run.json"
    try:
        return RunFacts(**json.loads(path.read_text("utf-8")))
    except (OSError, ValueError, TypeError) as cause:
        raise KingletError(f"{path} cannot be read ({cause}). Name a folder that `train --out` wrote, or train again.") from cause
