"""Parameter types of public tool sets as JSON Schema."""

from typing import Any

_TYPES = {
    "str": "string",
    "string": "string",
    "int": "integer",
    "integer": "integer",
    "float": "number",
    "number": "number",
    "bool": "boolean",
    "boolean": "boolean",
    "list": "array",
    "array": "array",
    "tuple": "array",
    "dict": "object",
    "object": "object",
}
_KEPT = ("description", "enum", "default", "minItems", "maxItems")


def to_json_schema(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema with JSON Schema's type names at any depth; `any` and names that are not known say nothing."""
    result: dict[str, Any] = {}
    kind = _TYPES.get(str(schema.get("type", "")).lower())
    if kind:
        result["type"] = kind
    result |= {key: schema[key] for key in _KEPT if key in schema}
    if kind == "array":
        result["items"] = to_json_schema(schema["items"]) if isinstance(schema.get("items"), dict) else {}
        _move_enum_to_items(result)
    properties = schema.get("properties")
    if isinstance(properties, dict):
        result["properties"] = {name: to_json_schema(each) for name, each in properties.items()}
        result["required"] = [name for name in schema.get("required") or [] if name in properties]
    return result


def _move_enum_to_items(result: dict[str, Any]) -> None:
    """An enum beside a list names the values of its items."""
    if "enum" in result and any(not isinstance(value, list) for value in result["enum"]):
        result["items"] = {**result["items"], "enum": result.pop("enum")}


def fits(value: Any, schema: dict[str, Any]) -> bool:
    """True where the value has the schema's type, enum and members, at any depth."""
    if "enum" in schema and value not in schema["enum"]:
        return False
    if "anyOf" in schema:
        return any(fits(value, member) for member in schema["anyOf"])
    kind = schema.get("type")
    if kind == "array":
        return isinstance(value, list) and all(fits(item, schema.get("items") or {}) for item in value)
    if kind == "object":
        return isinstance(value, dict) and _fits_object(value, schema)
    return kind is None or _is_of(value, kind)


def _fits_object(value: dict[str, Any], schema: dict[str, Any]) -> bool:
    properties = schema.get("properties")
    if not properties:
        return True
    known = all(name in properties and fits(each, properties[name]) for name, each in value.items())
    return known and all(name in value for name in schema.get("required") or [])


def _is_of(value: Any, kind: str) -> bool:
    if isinstance(value, bool):
        return kind == "boolean"
    if kind == "integer":
        return isinstance(value, int) or (isinstance(value, float) and value.is_integer())
    if kind == "number":
        return isinstance(value, int | float)
    return {"string": str, "null": type(None)}.get(kind, object) is type(value)
