"""The run's facts as an export needs them: of the right base, with what the command line adds."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from kinglet_trainer.errors import KingletError
from kinglet_trainer.export.run_facts import RunFacts


def refuse_other_base(facts: RunFacts, base_path: Path, base_sha256: str) -> None:
    """KingletError where the base is not the one that the run was trained on."""
    if facts.base_sha256 != base_sha256:
        raise KingletError(
            f"The run {facts.id} was trained on a base with SHA-256 {facts.base_sha256}; {base_path} has (or "
            f"descends from) {base_sha256}. Name the right one with --base."
        )


def with_card(facts: RunFacts, id: str | None, card_file: Path | None) -> RunFacts:
    """The facts under another id, where one is given, and with what the card's file adds."""
    return replace(facts, id=id or facts.id, card=facts.card | _extra_card(card_file))


def _extra_card(path: Path | None) -> dict[str, Any]:
    if path is None:
        return {}
    try:
        value = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as cause:
        raise KingletError(f"The card {path} cannot be read ({cause}). Give a file with one JSON object.") from cause
    if not isinstance(value, dict):
        raise KingletError(f"The card {path} is a {type(value).__name__}; one JSON object is allowed.")
    return value
