"""A kind of value as one schema shows it."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Drawn = tuple[str, Any]
"""The words in the question, and the value in the call."""


@dataclass
class Kind:
    """`note` is added to the description, because it tells the format; `convert` writes a default in that format."""

    schema: dict[str, Any]
    draw: Callable[[random.Random], Drawn]
    note: str = ""
    convert: Callable[[Any], Any] = lambda value: value
    phrase: bool = False
    """True where the words are a phrase of their own (`without tax`), not a value that can be named."""
