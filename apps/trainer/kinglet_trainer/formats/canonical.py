"""JSON as the engines write it: compact, whole numbers without a fraction, unicode as it is."""

import json
from typing import Any


def plain_numbers(value: Any) -> Any:
    """The value with whole floats as integers (`1`, never `1.0`), at any depth."""
    if isinstance(value, bool):
        return value
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    if isinstance(value, list):
        return [plain_numbers(item) for item in value]
    if isinstance(value, dict):
        return {key: plain_numbers(item) for key, item in value.items()}
    return value


def compact_json(value: Any) -> str:
    return json.dumps(plain_numbers(value), ensure_ascii=False, separators=(",", ":"))


def one_line(text: str) -> str:
    return " ".join(text.split())
