"""Validation rows: whole groups, never a part of one."""

import random
from collections import Counter
from collections.abc import Sequence

from kinglet_trainer.data.row import Row


def split_by_group(rows: Sequence[Row], validation_share: float, seed: int) -> tuple[list[Row], list[Row]]:
    """(train, validation): groups are drawn until the share is reached; a row without a group is a group of its own."""
    keys = [str(row.get("meta", {}).get("group", f"row {index}")) for index, row in enumerate(rows)]
    groups = sorted(set(keys))
    random.Random(seed).shuffle(groups)
    sizes = Counter(keys)
    chosen: set[str] = set()
    size = 0
    for group in groups[:-1]:
        if size >= validation_share * len(rows):
            break
        if size + sizes[group] <= 2 * validation_share * len(rows) + 1:
            chosen.add(group)
            size += sizes[group]
    train = [row for row, key in zip(rows, keys, strict=True) if key not in chosen]
    validation = [row for row, key in zip(rows, keys, strict=True) if key in chosen]
    return train, validation
