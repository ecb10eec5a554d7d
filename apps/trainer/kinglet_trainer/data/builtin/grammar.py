"""Templates: text with nested alternatives and slots, some of which become arguments of a call.

`{a|b|}` chooses one alternative, which may hold further ones. `<name>` is filled with words; `[arg:name]` as well, and
what stands there in the finished message is the argument `arg` (`[arg]` is filled from `name` = `arg`).
"""

import random
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

Filler = Callable[[random.Random], str]
Words = Mapping[str, list[str]]
_slot = re.compile(r"<([a-z0-9_]+)>|\[([a-z][a-z0-9]*)(?::([a-z0-9_]+))?\]")
_innermost = re.compile(r"\{([^{}]*)\}")


@dataclass
class Segment:
    """A part of a message; `arg` is the argument that its text becomes, None for the words around."""

    text: str
    arg: str | None = None


class Grammar:
    """Expands templates with word lists, fillers and the values of one row."""

    def __init__(self, words: Words, fillers: Mapping[str, Filler]):
        self.words = words
        self.fillers = fillers

    def fill(self, name: str, rng: random.Random, values: Mapping[str, str]) -> str:
        """The words of a slot: of the row's values, else of a filler, else of a word list, whose lines are templates too."""
        if name in values:
            return values[name]
        if name in self.fillers:
            return self.fillers[name](rng)
        if name not in self.words:
            raise KeyError(f'no value, filler or word list is named "{name}"; known lists: {sorted(self.words)}')
        return self.text(rng.choice(self.words[name]), rng, values)

    def segments(self, template: str, rng: random.Random, values: Mapping[str, str]) -> list[Segment]:
        """A template's text in parts, in order, with nothing left to choose."""
        parts: list[Segment] = []
        plain = choose(template, rng)
        end = 0
        for match in _slot.finditer(plain):
            parts.append(Segment(plain[end : match.start()]))
            word, arg, name = match.groups()
            parts.append(Segment(self.fill(word or name or arg, rng, values), arg))
            end = match.end()
        parts.append(Segment(plain[end:]))
        return tidy(parts)

    def text(self, template: str, rng: random.Random, values: Mapping[str, str]) -> str:
        """A template's text as one string."""
        return "".join(part.text for part in self.segments(template, rng, values))


def choose(template: str, rng: random.Random) -> str:
    """The template with one of each set of alternatives chosen, the innermost ones first."""
    while "{" in template:
        chosen = _innermost.sub(lambda match: rng.choice(match.group(1).split("|")), template)
        if chosen == template:
            raise ValueError(f"a brace is not closed in the template {template!r}")
        template = chosen
    return template


def tidy(parts: list[Segment]) -> list[Segment]:
    """Without the double spaces and the spaces before commas that empty alternatives leave; arguments stay as they are."""
    kept: list[Segment] = []
    for part in parts:
        if part.arg is None:
            text = re.sub(r" {2,}", " ", part.text.replace("\\n", "\n"))
            text = re.sub(r" +([,?!\n])|(?<=\n) +", lambda match: match.group(1) or "", text)
            before = kept[-1].text if kept else ""
            if before == "" or before[-1] in " \n":
                text = text.lstrip(" ")
            if kept and re.match(r"[,?!.] ", text) and before.endswith(("?", "!", ".", ",")):
                text = text[1:]
            part = Segment(text)
        if part.text != "" or part.arg is not None:
            kept.append(part)
    if kept and kept[-1].arg is None:
        kept[-1].text = kept[-1].text.rstrip(" ")
    return kept
