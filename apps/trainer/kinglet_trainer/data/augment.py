"""More rows from few: other tool orders, distractors, and rows where the right tool is missing."""

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kinglet_trainer.data.row import Row, Tool, called_tools

_WORD = re.compile(r"[a-z]+")
_TOO_ALIKE = 0.25
"""Overlap of two tools' words from which on one might do the other's work."""


@dataclass(frozen=True)
class Augmentation:
    """`copies` versions of each row, the first with the tools it came with; sizes in tools and tokens."""

    copies: int = 1
    no_tool_share: float = 1 / 3
    """Rows without the right tool, as a share of the single-call rows."""
    max_tools: int = 6
    max_tokens: int = 900
    seed: int = 1


@dataclass(frozen=True)
class Augmented:
    rows: list[Row]
    too_long: int
    """Rows that were left out: over `max_tokens` even with no distractor."""


def augment(rows: Sequence[Row], plan: Augmentation, tokens_of: Callable[[Row], int]) -> Augmented:
    """Seeded. Distractors come from the other rows; none of them resembles the called tools."""
    rng = random.Random(plan.seed)
    pool = list({tool["name"]: tool for row in rows for tool in row["tools"]}.values())
    made: list[Row] = []
    too_long = 0
    for row in rows:
        variants = [_variant(row, pool, plan, rng, is_first=index == 0) for index in range(plan.copies)]
        if len(called_tools(row)) == 1 and rng.random() < plan.no_tool_share:
            variants.append(_without_right_tool(row, pool, plan, rng))
        for variant in variants:
            fitted = _fit(variant, plan.max_tokens, tokens_of)
            if fitted is None:
                too_long += 1
            else:
                made.append(fitted)
    return Augmented(made, too_long)


def _variant(row: Row, pool: list[Tool], plan: Augmentation, rng: random.Random, *, is_first: bool) -> Row:
    needed = called_tools(row)
    right = [tool for tool in row["tools"] if tool["name"] in needed]
    own = [tool for tool in row["tools"] if tool["name"] not in needed]
    if is_first:
        offered = [*right, *own[: max(0, plan.max_tools - len(right))]]
    else:
        size = rng.randint(max(1, len(right)), max(plan.max_tools, len(right)))
        others = own + _distractors(right or own, pool, size, rng)
        offered = [*right, *others[: size - len(right)]]
    return _with_tools(row, offered, rng)


def _without_right_tool(row: Row, pool: list[Tool], plan: Augmentation, rng: random.Random) -> Row:
    needed = called_tools(row)
    right = [tool for tool in row["tools"] if tool["name"] in needed]
    own = [tool for tool in row["tools"] if tool["name"] not in needed and not _is_alike(tool, right)]
    size = rng.randint(1, plan.max_tools)
    offered = (own + _distractors(right, pool, size, rng))[:size]
    changed = _with_tools(row, offered, rng)
    changed["reply"] = ["no_tool"]
    changed["meta"] = {**row.get("meta", {}), "removed": True}
    return changed


def _with_tools(row: Row, tools: list[Tool], rng: random.Random) -> Row:
    unique = list({tool["name"]: tool for tool in tools}.values())
    rng.shuffle(unique)
    return {**row, "tools": unique}


def _distractors(right: list[Tool], pool: list[Tool], count: int, rng: random.Random) -> list[Tool]:
    drawn = rng.sample(pool, min(len(pool), 3 * count))
    return [tool for tool in drawn if not _is_alike(tool, right)][:count]


def _is_alike(tool: Tool, right: list[Tool]) -> bool:
    words = _words(tool)
    return any(len(words & other) >= _TOO_ALIKE * len(words | other) for other in map(_words, right))


def _words(tool: Tool) -> set[str]:
    split_name = re.sub(r"([a-z])([A-Z])", r"\1 \2", tool["name"])
    return set(_WORD.findall(f"{split_name} {tool['description']}".lower()))


def _fit(row: Row, max_tokens: int, tokens_of: Callable[[Row], int]) -> Row | None:
    """The row with as many of its distractors as fit."""
    needed = called_tools(row)
    while tokens_of(row) > max_tokens:
        spare = [tool for tool in row["tools"] if tool["name"] not in needed]
        if len(spare) < (1 if needed else 2):
            return None
        row = {**row, "tools": [tool for tool in row["tools"] if tool is not spare[-1]]}
    return row
