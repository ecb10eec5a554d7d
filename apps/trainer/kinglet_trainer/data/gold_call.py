"""One right call from the Berkeley Function Calling Leaderboard's lists of acceptable answers."""

from typing import Any

from kinglet_trainer.data.stated import is_stated

_LEFT_OUT = ""
"""Stands among the answers of a parameter that may be missing."""


def gold_call(ground_truth: dict[str, dict[str, list[Any]]], required: list[str], question: str) -> dict[str, Any] | None:
    """
    A call action from `{name: {parameter: [acceptable, ...]}}`: the first acceptable value of each parameter.

    Parameters that may be missing are left out unless the question states one of their values. None where a required
    parameter has no acceptable value.
    """
    ((name, parameters),) = ground_truth.items()
    arguments: dict[str, Any] = {}
    for key, acceptable in parameters.items():
        value = _choose(acceptable, question)
        if value is not None:
            arguments[key] = value
        elif key in required:
            values = [each for each in acceptable if each != _LEFT_OUT]
            if not values:
                return None
            arguments[key] = _resolve(values[0], question)
    return {"tool": name, "arguments": arguments}


def _choose(acceptable: list[Any], question: str) -> Any:
    """None where the value is to be left out."""
    values = [_resolve(each, question) for each in acceptable if each != _LEFT_OUT]
    if _LEFT_OUT in acceptable:
        return next((value for value in values if is_stated(value, question)), None)
    return values[0] if values else None


def _resolve(value: Any, question: str) -> Any:
    """Objects hold lists of acceptable values again, at any depth."""
    if isinstance(value, dict):
        chosen = {key: _choose(each, question) if isinstance(each, list) else each for key, each in value.items()}
        return {key: each for key, each in chosen.items() if each is not None}
    if isinstance(value, list):
        return [_resolve(item, question) for item in value]
    return value
