"""What a function of the library is before a row decides on names, formats and types."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Argument:
    """`names` holds the name that templates use and others that a schema may show; `kind` is read by kinds.py."""

    names: tuple[str, ...]
    required: bool
    kind: str
    default: Any
    has_default: bool
    description: str

    @property
    def name(self) -> str:
        return self.names[0]


@dataclass
class Function:
    """`words` is the name in words, the verb first."""

    words: str
    namespace: str
    description: str
    domain: str
    arguments: list[Argument] = field(default_factory=list)
    templates: list[str] = field(default_factory=list)
    results: list[tuple[str, str]] = field(default_factory=list)
    """(result, answer) templates, for rows that end with an answer in words."""

    @property
    def id(self) -> str:
        return self.words.replace(" ", "_")

    def required_names(self) -> set[str]:
        """Arguments that each question must state; a member counts where all objects around it are required too."""
        own = {each.name: each.required for each in self.arguments}

        def is_required(name: str) -> bool:
            parent = name.rpartition(".")[0]
            return own[name] and (not parent or is_required(parent))

        return {each.name for each in self.arguments if each.kind != "obj" and is_required(each.name)}


@dataclass
class Library:
    functions: list[Function]
    misses: dict[str, list[str]]
    """By domain: questions that none of its functions answers."""

    def of_domain(self, domain: str) -> list[Function]:
        return [each for each in self.functions if each.domain == domain]
