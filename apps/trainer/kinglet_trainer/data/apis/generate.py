"""Draws rows for lists of tools, without exact duplicates."""

import json
import random

from kinglet_trainer.data.row import Row

from .batches import AFTER_RESULTS, batch
from .exchanges import exchange_rows
from .library import library


def generate(n: int, seed: int = 0) -> list[Row]:
    """`n` different rows; the same ones for the same seed. Rows with equal tools stand one after the other."""
    rng = random.Random(seed)
    functions = library()
    rows: list[Row] = []
    seen: set[str] = set()
    misses = 0
    while len(rows) < n:
        make = exchange_rows if rng.random() < AFTER_RESULTS * 1.7 / 100 else batch
        for row in make(functions, rng):
            key = json.dumps([row["messages"], row["tools"]], sort_keys=True)
            if key in seen or not row["reply"]:
                misses += 1
                continue
            seen.add(key)
            rows.append(row)
        if misses > 20 * n + 1000:
            raise ValueError(f"only {len(rows)} different rows were found of {n}; ask for fewer")
    return rows[:n]
