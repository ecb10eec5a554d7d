"""How a `schemas` specialist sees tools, and the signatures that a `bare` one is bound to."""

from typing import Any

from kinglet_trainer.formats.canonical import compact_json, one_line

MAX_TOOL_DESCRIPTION = 200
MAX_ARGUMENT_DESCRIPTION = 120
SIMPLE_TYPES = ("string", "integer", "number", "boolean", "null")

Schema = dict[str, Any]


def tools_text(tools: list[Schema]) -> str:
    return "\n".join(_tool_text(tool) for tool in tools)


def ordered_properties(schema: Schema) -> list[tuple[str, Schema, bool]]:
    """(name, schema, required): required ones first, each group in order of declaration."""
    properties: dict[str, Schema] = schema.get("properties") or {}
    required = schema.get("required") or []
    first = [(name, properties[name], True) for name in properties if name in required]
    return first + [(name, properties[name], False) for name in properties if name not in required]


def type_text(schema: Schema) -> str:
    if "enum" in schema:
        return "|".join(compact_json(value) for value in schema["enum"])
    if "const" in schema:
        return compact_json(schema["const"])
    if schema.get("anyOf"):
        return "|".join(type_text(member) for member in schema["anyOf"])
    kind = schema.get("type")
    if isinstance(kind, list):
        return "|".join(type_text({**schema, "type": each}) for each in kind)
    if kind == "array":
        return f"{type_text(schema.get('items') or {})}[]"
    if kind == "object" or (kind is None and schema.get("properties")):
        return _object_text(schema)
    return kind if kind in SIMPLE_TYPES else "any"


def tool_signatures(tools: list[Schema]) -> str:
    """One line a tool, sorted: `list(what: notes|reminders)`, `time(place?)`."""
    return "\n".join(sorted(_signature(tool) for tool in tools))


def _tool_text(tool: Schema) -> str:
    description = one_line(tool.get("description") or "")[:MAX_TOOL_DESCRIPTION]
    head = f"{tool['name']}: {description}" if description else tool["name"]
    lines = [_argument_text(*each) for each in ordered_properties(tool.get("parameters") or {})]
    return "\n".join([head, *lines])


def _argument_text(name: str, schema: Schema, required: bool) -> str:
    description = one_line(schema.get("description") or "")[:MAX_ARGUMENT_DESCRIPTION]
    text = f"- {name}{'' if required else '?'} {type_text(schema)}"
    if description:
        text += f": {description}"
    if "default" in schema:
        text += f" = {compact_json(schema['default'])}"
    return text


def _object_text(schema: Schema) -> str:
    properties = ordered_properties(schema)
    if not properties:
        return "object"
    members = [f"{name}{'' if required else '?'} {type_text(each)}" for name, each, required in properties]
    return "{" + ", ".join(members) + "}"


def _signature(tool: Schema) -> str:
    parameters = tool.get("parameters") or {}
    required = parameters.get("required") or []
    arguments = []
    for name, schema in (parameters.get("properties") or {}).items():
        choices = f": {'|'.join(str(value) for value in schema['enum'])}" if "enum" in schema else ""
        arguments.append(f"{name}{'' if name in required else '?'}{choices}")
    return f"{tool['name']}({', '.join(arguments)})"
