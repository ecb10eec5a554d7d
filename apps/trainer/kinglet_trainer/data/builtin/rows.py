"""Turns templates into rows: a message with what it asks for."""

import json
import random
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .fillers import FILLERS
from .grammar import Grammar, Segment
from .noise import noisy
from .templates import Action, Family, Template, read_families, read_words
from .values import VALUES, Values

Row = dict[str, Any]
_here = Path(__file__).parent
TOOLS: list[dict[str, Any]] = json.loads((_here / "tools.json").read_text(encoding="utf-8"))
_arguments = {tool["name"]: list(tool["parameters"]["properties"]) for tool in TOOLS}


@dataclass
class Asked:
    """One message with what it asks for; `values` are the row's values and the arguments as they stand in the message."""

    text: str
    action: Any
    group: str
    values: Values = field(default_factory=dict)


class Maker:
    """Makes messages from the families of the template files."""

    def __init__(self) -> None:
        self.families: dict[str, Family] = read_families(_here / "templates")
        self.grammar = Grammar(read_words(_here / "words"), FILLERS)

    def ask(self, family: str, rng: random.Random, values: Values | None = None, *, decorate: bool = True) -> Asked:
        """One message of a family; `values` of an earlier exchange are there for its slots."""
        found = self.families[family]
        template = rng.choice(found.templates)
        drawn = {**(values or {}), **(VALUES[found.values](rng) if found.values else {})}
        return self.make(template, drawn, rng, decorate=decorate)

    def make(self, template: Template, values: Values, rng: random.Random, *, decorate: bool = True) -> Asked:
        """One message of a template."""
        parts = noisy(self.grammar.segments(template.text, rng, values), rng, decorate=decorate)
        text = self._in_context(_joined(parts), parts, template, rng) if decorate else _joined(parts)
        said = {**values, **{part.arg: _argument(part.text) for part in parts if part.arg is not None}}
        arguments = {part.arg: said[part.arg] for part in parts if part.arg is not None}
        return Asked(text, self._action(template.action, arguments, said, rng), template.group, said)

    def _in_context(self, text: str, parts: list[Segment], template: Template, rng: random.Random) -> str:
        """Now and then with a sentence before or after, which changes nothing."""
        chance = rng.random()
        if template.action.kind in ("reply", "ask") or chance > 0.07 or "[attached: " in text:
            return text
        if chance < 0.045:
            said = self.grammar.fill("before", rng, {})
            said = said[0].upper() + said[1:] if rng.random() < 0.6 else said
            return f"{said}{rng.choice([' ', ' ', ' ', chr(10)])}{text}"
        ended = [part for part in parts if part.text.strip() != ""]
        if ended[-1].arg in ("text", "query", "question"):
            return text
        closed = text if text.endswith(("?", "!", ".")) else f"{text}."
        return f"{closed} {self.grammar.fill('after', rng, {})}"

    def _action(self, action: Action, arguments: Values, said: Values, rng: random.Random) -> Any:
        if action.kind in ("reply", "other"):
            return action.kind
        if action.kind == "ask":
            return {"ask": self.grammar.text(action.question, rng, said)}
        constants = {name: self.grammar.text(text, rng, said) for name, text in action.constants}
        given = {**arguments, **constants}
        ordered = {name: given[name] for name in _arguments[action.kind] if name in given}
        return {"tool": action.kind, "arguments": ordered}


def row(messages: list[Any], reply: list[Any], group: str) -> Row:
    """A row of the dataset."""
    return {"messages": messages, "tools": [], "reply": reply, "meta": {"source": "builtin", "group": group}}


def user(text: str) -> dict[str, str]:
    return {"role": "user", "content": text}


def single(asked: Asked) -> Row:
    """A row of one message."""
    return row([user(asked.text)], [asked.action], asked.group)


def _joined(parts: list[Segment]) -> str:
    return "".join(part.text for part in parts).strip()


def _argument(text: str) -> str:
    """A value has no line break and no `|`, and nobody means the stop at its end."""
    return text.replace("|", "/").replace("\n", " ").strip()
