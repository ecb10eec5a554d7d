"""Settings of the training loop from the command line or a recipe."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from kinglet_trainer.errors import KingletError
from kinglet_trainer.training.loop import TrainSettings


def train_settings(values: Mapping[str, Any]) -> TrainSettings:
    """Defaults where a name is missing; KingletError for a name that is not known or a value that is no number."""
    known = {field.name: field.type for field in fields(TrainSettings)}
    unknown = sorted(set(values) - known.keys())
    if unknown:
        raise KingletError(f"There is no training setting {unknown[0]!r}; the settings: {', '.join(known)}.")
    return TrainSettings(**{name: _number(name, value, str(known[name])) for name, value in values.items()})


def _number(name: str, value: Any, kind: str) -> float | int:
    try:
        number = float(value)
        if "float" in kind:
            return number
        if number.is_integer():
            return int(number)
    except (TypeError, ValueError):
        pass
    wanted = "a number" if "float" in kind else "a whole number"
    raise KingletError(f"The training setting {name} is {value!r}; {wanted} is allowed.")
