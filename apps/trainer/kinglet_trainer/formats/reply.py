"""The reply of a specialist as lines, one action each."""

from typing import Any

from kinglet_trainer.formats.canonical import compact_json
from kinglet_trainer.formats.tools_text import ordered_properties

RESERVED_NAMES = frozenset({"reply", "ask", "other", "next"})

Action = Any
"""A dataset action: {"tool", "arguments"}, {"next": true}, {"ask"}, {"say"}, "reply", "other" or "no_tool"."""


class FormatError(ValueError):
    """A row that the formats cannot write; the message says what and why."""


def reply_text(actions: list[Action], tools: list[dict[str, Any]], format: str) -> str:
    by_name = {tool["name"]: tool for tool in tools}
    return "\n".join(_line(action, by_name, format) for action in actions)


def _line(action: Action, tools: dict[str, dict[str, Any]], format: str) -> str:
    if isinstance(action, str):
        allowed = ("reply", "other") if format == "bare" else ("no_tool",)
        if action not in allowed:
            raise FormatError(f'the action "{action}" is not one of {", ".join(allowed)}')
        return action
    if action.get("next"):
        return "next"
    if "ask" in action:
        return f"ask | {_value(action['ask'])}"
    if "say" in action:
        return f"say | {_value(action['say'])}"
    name = action.get("tool")
    if name not in tools:
        raise FormatError(f'the reply calls "{name}", which is not among the tools: {", ".join(tools)}')
    arguments = action.get("arguments") or {}
    parameters = tools[name].get("parameters") or {}
    unknown = [key for key in arguments if key not in (parameters.get("properties") or {})]
    if unknown:
        raise FormatError(f'"{name}" has no argument "{unknown[0]}"')
    missing = [key for key in parameters.get("required") or [] if key not in arguments]
    if missing:
        raise FormatError(f'"{name}" lacks its argument "{missing[0]}"')
    return _bare_call(name, arguments, parameters) if format == "bare" else _json_call(name, arguments, parameters)


def _bare_call(name: str, arguments: dict[str, Any], parameters: dict[str, Any]) -> str:
    declared = list(parameters.get("properties") or {})
    while declared and declared[-1] not in arguments:
        declared.pop()
    return " | ".join([name, *(_value(arguments.get(key, "")) for key in declared)])


def _json_call(name: str, arguments: dict[str, Any], parameters: dict[str, Any]) -> str:
    return f"{name} {compact_json(_ordered(arguments, parameters))}"


def _ordered(value: Any, schema: dict[str, Any]) -> Any:
    """Members of objects as their schemas order them, at any depth; what no schema names comes last."""
    if isinstance(value, list):
        return [_ordered(item, schema.get("items") or {}) for item in value]
    if not isinstance(value, dict):
        return value
    known = {name: each for name, each, _ in ordered_properties(schema) if name in value}
    rest = [name for name in value if name not in known]
    return {name: _ordered(value[name], known.get(name, {})) for name in [*known, *rest]}


def _value(value: Any) -> str:
    text = value if isinstance(value, str) else compact_json(value)
    if "|" in text or "\n" in text:
        raise FormatError(f"a value has a line break or a |: {text[:80]!r}")
    return text.strip()
