"""Checks one row against the formats and against the schemas of its tools."""

from typing import Any

from kinglet_trainer.data.check_tools import tools_problem
from kinglet_trainer.data.json_schema import fits
from kinglet_trainer.data.row import Tool
from kinglet_trainer.formats.canonical import compact_json
from kinglet_trainer.formats.reply import FormatError, reply_text

MAX_ACTIONS = 8
_ALONE = ("ask", "say")
_ROLES = ("user", "assistant", "tool")


def row_problem(row: Any, format: str, dataset_tools: list[Tool]) -> str | None:
    """What is wrong with a row, in one sentence; None where it can be learned from."""
    if not isinstance(row, dict):
        return f"the line is a {type(row).__name__}; an object {{messages, tools, reply}} is allowed."
    tools = row.get("tools")
    problem = tools_problem(tools, format)
    if problem:
        return problem
    if format == "bare" and tools:
        return "a row of a bare dataset has tools; they stand in tools.json, and rows have []."
    offered = tools or dataset_tools
    return _messages_problem(row.get("messages"), offered, format) or _reply_problem(row.get("reply"), offered, format)


def _messages_problem(messages: Any, tools: list[Tool], format: str) -> str | None:
    if not isinstance(messages, list) or not messages:
        return '"messages" must be a list of at least one turn.'
    for message in messages:
        role = message.get("role") if isinstance(message, dict) else None
        if role not in _ROLES:
            return f"a turn has the role {role!r}; allowed are {', '.join(_ROLES)}."
        if role == "user" and not (isinstance(message.get("content"), str) and message["content"].strip()):
            return "a user turn has no text as its content."
        results = message.get("results")
        if role == "tool" and not (isinstance(results, list) and all(isinstance(each, str) for each in results)):
            return "a tool turn must have a list of texts as its results."
        if role == "assistant":
            problem = _reply_problem(message.get("reply"), tools, format)
            if problem:
                return f"an earlier turn: {problem}"
    last = messages[-1]["role"]
    return None if last in ("user", "tool") else f"the last turn is of {last}; user or tool is allowed."


def _reply_problem(reply: Any, tools: list[Tool], format: str) -> str | None:
    if not isinstance(reply, list) or not 1 <= len(reply) <= MAX_ACTIONS:
        length = len(reply) if isinstance(reply, list) else type(reply).__name__
        return f'"reply" has {length} actions; a list of 1 to {MAX_ACTIONS} is allowed.'
    for index, action in enumerate(reply):
        problem = _action_problem(action, index, reply, tools)
        if problem:
            return problem
    try:
        reply_text(reply, list(tools), format)
    except FormatError as cause:
        return f"{cause}."
    return None


def _action_problem(action: Any, index: int, reply: list[Any], tools: list[Tool]) -> str | None:
    if isinstance(action, str) or (isinstance(action, dict) and any(key in action for key in _ALONE)):
        return None if len(reply) == 1 else f"{compact_json(action)} must be the only action of its reply."
    if not isinstance(action, dict) or not ("tool" in action or action.get("next") is True):
        return f"{compact_json(action)} is no known action; allowed are a call, next, ask, say, reply, other and no_tool."
    if "tool" not in action:
        is_last = index == len(reply) - 1 and index > 0
        return None if is_last else "next must be the last action, after a call."
    arguments = action.get("arguments", {})
    if not isinstance(arguments, dict):
        return f"the arguments of {action['tool']!r} are a {type(arguments).__name__}; an object is allowed."
    tool = next((each for each in tools if each["name"] == action["tool"]), None)
    if tool is None:
        return f"the reply calls {action['tool']!r}, which is not among its tools ({', '.join(each['name'] for each in tools)})."
    return _arguments_problem(action["tool"], arguments, tool["parameters"])


def _arguments_problem(name: str, arguments: dict[str, Any], parameters: dict[str, Any]) -> str | None:
    properties = parameters.get("properties") or {}
    for key, value in arguments.items():
        if key in properties and not fits(value, properties[key]):
            wanted = properties[key].get("enum") or properties[key].get("type")
            return f"{name}: {key} is {compact_json(value)[:80]}, which does not fit its schema ({compact_json(wanted)})."
    return None
