"""Draws rows by the mix of intents, without exact duplicates."""

import random
from collections.abc import Callable

from .mix import SINGLE, kinds
from .rows import Maker, Row, single


def generate(n: int, seed: int = 0) -> list[Row]:
    """`n` different rows; the same ones for the same seed. Raises ValueError where the templates cannot give so many."""
    rng = random.Random(seed)
    maker = Maker()
    makers, weights = zip(*kinds(maker), strict=True)
    rows: list[Row] = []
    seen: set[str] = set()
    misses = 0
    while len(rows) < n:
        made = rng.choices(makers, weights=weights)[0](rng)
        key = repr([message.get("content") or message.get("results") or message.get("reply") for message in made["messages"]])
        if key in seen:
            misses += 1
            if misses > 20 * n + 1000:
                raise ValueError(f"only {len(rows)} different rows were found of {n}; ask for fewer")
            continue
        seen.add(key)
        rows.append(made)
    return rows
