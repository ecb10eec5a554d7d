"""One function as one row offers it: names, types, formats and optional arguments are chosen anew each time."""

import copy
import random
import re
from dataclasses import dataclass
from typing import Any

from kinglet_trainer.data.row import Tool

from .kind import Kind
from .kinds import make_kind
from .names import argument_name, function_name
from .questions import plain_slots
from .spec import Argument, Function


@dataclass
class Variant:
    """
    `paths` tells where an argument of the library stands in the call; dropped arguments are in none of the three.

    Arguments of one kind are made from the same `seed`, so that all dates of a schema have one format.
    """

    seed: float
    function: Function
    tool: Tool
    kinds: dict[str, Kind]
    paths: dict[str, tuple[str, ...]]
    required: set[str]

    def call(self, values: dict[str, Any]) -> dict[str, Any]:
        """A call action; arguments are nested where the schema nests them."""
        arguments: dict[str, Any] = {}
        for name, path in self.paths.items():
            if name in values:
                place = arguments
                for part in path[:-1]:
                    place = place.setdefault(part, {})
                place[path[-1]] = copy.deepcopy(values[name])
        return {"tool": self.tool["name"], "arguments": arguments}


def make_variant(function: Function, rng: random.Random) -> Variant:
    style = "camel" if rng.random() < 0.12 else "snake"
    share = rng.choice([0.15, 0.6])
    kept = [each for each in function.arguments if each.required or not _is_dropped(each, function, rng.random() < share)]
    if rng.random() < 0.2:
        kept = sorted(kept, key=lambda _: rng.random()) if not any("." in each.name for each in kept) else kept
    variant = Variant(rng.random(), function, {"name": "", "description": "", "parameters": {}}, {}, {}, function.required_names())
    schema: dict[str, Any] = {"type": "object", "properties": {}, "required": []}
    for each in kept:
        _add(each, variant, schema, style, rng)
    name = function_name(function.words, function.namespace, rng)
    variant.tool = {"name": name, "description": _description(function.description, rng), "parameters": schema}
    return variant


def _is_dropped(argument: Argument, function: Function, wanted: bool) -> bool:
    """Only optional ones that every template can do without may be left out of a schema."""
    if argument.kind == "obj" or "." in argument.name:
        return False
    return wanted and not any(argument.name in plain_slots(each) for each in function.templates)


def _add(argument: Argument, variant: Variant, root: dict[str, Any], style: str, rng: random.Random) -> None:
    *parents, _ = argument.name.split(".")
    schema = root
    path: list[str] = []
    for parent in parents:
        schema = schema["properties"][parent]
        path.append(parent)
    if argument.kind == "obj":
        name = argument.name.split(".")[-1]
        schema["properties"][name] = {"type": "object", "description": argument.description, "properties": {}, "required": []}
    else:
        names = tuple(each.split(".")[-1] for each in argument.names)
        name = argument_name(names, style, rng)
        if name in schema["properties"]:
            name = names[0]
        kind = make_kind(argument.kind, random.Random(f"{variant.seed} {argument.kind.partition('(')[0]}"))
        schema["properties"][name] = _property(argument, kind, rng)
        variant.kinds[argument.name] = kind
        variant.paths[argument.name] = (*path, name)
    if argument.required:
        schema["required"].append(name)


def _property(argument: Argument, kind: Kind, rng: random.Random) -> dict[str, Any]:
    described = _with_note(argument.description, kind.note)
    if described and rng.random() < 0.5 and not described.endswith((".", ")")):
        described += "."
    schema = {**kind.schema}
    if argument.has_default:
        default = kind.convert(argument.default)
        mode = rng.choices(["key", "words", "both", "none"], weights=[45, 30, 15, 10])[0]
        if mode in ("words", "both") and not isinstance(default, (list, dict)):
            said = str(default) if not isinstance(default, bool) else rng.choice([str(default), str(default).lower()])
            described = re.sub(r"\.$", "", described) + rng.choice([f". Default is {said}.", f" (default {said})", f". Defaults to {said}."])
        if mode in ("key", "both"):
            schema["default"] = default
    elif not argument.required and rng.random() < 0.12:
        schema["default"] = None
    if not argument.required and rng.random() < 0.1:
        described = f"Optional. {described}"
    if rng.random() < 0.97 and described:
        schema["description"] = described
    return schema


def _with_note(description: str, note: str) -> str:
    """The note on the format stands before a `;`, and after a full stop where it is a sentence."""
    if not note:
        return description
    if note[0].isupper():
        return f"{description}. {note}"
    head, mark, tail = description.partition(";")
    return f"{head} {note}{mark}{tail}".strip()


_MORE = (
    " The result is returned as JSON.",
    " Raises an error if an argument is invalid.",
    " Use this when the user asks for it.",
    " Optional parameters narrow the result.",
    " Requires a valid API key.",
    " This function is rate limited.",
    " Data comes from several providers and is updated every hour.",
)


def _description(text: str, rng: random.Random) -> str:
    """As written mostly; longer, or as a statement of what the function does, in some schemas."""
    if rng.random() < 0.12:
        verb, _, rest = text.partition(" ")
        ending = "es" if verb.endswith(("ch", "sh", "x", "s")) else "s"
        third = verb[:-1] + "ies" if verb.endswith("y") and verb[-2] not in "aeiou" else verb + ending
        if verb not in ("Work", "Freeze", "Put", "Write") and verb.isalpha():
            text = f"{third} {rest}" if rng.random() < 0.6 else f"This function {third.lower()} {rest}"
    if rng.random() < 0.15:
        text += rng.choice(_MORE)
    return text if rng.random() < 0.85 else text.removesuffix(".")
