"""Checks tool definitions."""

from typing import Any

from kinglet_trainer.formats.reply import RESERVED_NAMES


def tools_problem(tools: Any, format: str) -> str | None:
    """What is wrong with a list of tools, None where nothing is."""
    if not isinstance(tools, list):
        return f'"tools" is {type(tools).__name__}; a list is allowed.'
    names: list[str] = []
    for tool in tools:
        problem = _tool_problem(tool, format)
        if problem:
            return problem
        names.append(tool["name"])
    repeated = sorted({name for name in names if names.count(name) > 1})
    return f"two tools are named {repeated[0]!r}; names must differ." if repeated else None


def _tool_problem(tool: Any, format: str) -> str | None:
    if not isinstance(tool, dict) or not isinstance(tool.get("name"), str) or not tool["name"].strip():
        return 'a tool has no "name"; {"name", "description", "parameters"} is allowed.'
    name = tool["name"]
    if any(character.isspace() or character == "|" for character in name):
        return f"the tool name {name!r} has white space or a |; rename it."
    if format == "bare" and name in RESERVED_NAMES:
        return f"a tool is named {name!r}, which is an action of its own ({', '.join(sorted(RESERVED_NAMES))}); rename it."
    parameters = tool.get("parameters")
    if not isinstance(parameters, dict) or not isinstance(parameters.get("properties", {}), dict):
        return f'the tool {name!r} has no JSON Schema of an object as "parameters".'
    return None
