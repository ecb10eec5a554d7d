"""JSON as the engines write it (JSON.stringify): compact, whole numbers without a fraction, unicode as it is."""

import json
import re
from decimal import Decimal
from typing import Any

# Of SmolLM2, Llama 3 and Qwen: whatever the base, none of them may stand in text that is not ours.
_CONTROL_TOKENS = re.compile(
    r"<\|[a-z0-9_]{1,40}\|>|<(?:repo_name|reponame|file_sep|filename|gh_stars|issue_(?:start|comment|closed)"
    r"|jupyter_(?:start|text|code|output|script)|empty_output)>"
)


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
    if isinstance(value, dict):
        return "{" + ",".join(f"{compact_json(str(key))}:{compact_json(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",".join(compact_json(item) for item in value) + "]"
    value = plain_numbers(value)
    if isinstance(value, float) and 1e-7 <= abs(value) < 1e-4:
        return format(Decimal(repr(value)), "f")
    return json.dumps(value, ensure_ascii=False)


def strip_control_tokens(value: Any) -> Any:
    """The value without the marks of turns in any of its strings; what is left cannot form a new one."""
    if isinstance(value, str):
        while (stripped := _CONTROL_TOKENS.sub("", value)) != value:
            value = stripped
        return value
    if isinstance(value, list):
        return [strip_control_tokens(item) for item in value]
    if isinstance(value, dict):
        return {strip_control_tokens(key): strip_control_tokens(item) for key, item in value.items()}
    return value


def one_line(text: str) -> str:
    return " ".join(text.split())
