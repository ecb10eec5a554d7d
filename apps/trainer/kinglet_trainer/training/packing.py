"""Examples as packed sequences: no padding, and a prefix that several examples share is read once."""

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import torch

Encode = Callable[[str], list[int]]


@dataclass(frozen=True)
class Example:
    """Token ids of one row. `shared` is the system text, equal for rows with the same tools; loss is on `reply`."""

    shared: tuple[int, ...]
    prompt: tuple[int, ...]
    reply: tuple[int, ...]

    @property
    def own_tokens(self) -> int:
        return len(self.prompt) + len(self.reply)


@dataclass(frozen=True)
class Pack:
    """One sequence of T tokens.

    ids, positions: int64 [1, T]. mask: bool [1, 1, T, T], true where the row may attend. targets: int64 [N], the ids of the
    reply tokens; sources: int64 [N], where each is predicted from. examples: how many replies it holds.
    """

    ids: torch.Tensor
    positions: torch.Tensor
    mask: torch.Tensor
    targets: torch.Tensor
    sources: torch.Tensor
    examples: int


def plan_packs(examples: list[Example], max_tokens: int, rng: random.Random) -> list[list[Example]]:
    """Groups of examples whose tokens fit `max_tokens`, in random order; examples of one shared prefix stay together."""
    by_prefix: dict[tuple[int, ...], list[Example]] = {}
    for example in examples:
        by_prefix.setdefault(example.shared, []).append(example)
    families = list(by_prefix.items())
    rng.shuffle(families)
    plans: list[list[Example]] = []
    plan: list[Example] = []
    size = 0
    for shared, family in families:
        rng.shuffle(family)
        for index, example in enumerate(family):
            cost = example.own_tokens + (len(shared) if index == 0 or not plan else 0)
            if plan and size + cost > max_tokens:
                plans.append(plan)
                plan, size = [], 0
                cost = example.own_tokens + len(shared)
            plan.append(example)
            size += cost
    if plan:
        plans.append(plan)
    rng.shuffle(plans)
    return plans


def pack(examples: Iterable[Example]) -> Pack:
    ids: list[int] = []
    positions: list[int] = []
    segment: list[int] = []
    parent: list[int] = []
    targets: list[int] = []
    sources: list[int] = []
    prefixes: dict[tuple[int, ...], int] = {}
    count = 0

    def append(tokens: tuple[int, ...], start: int, own: int, above: int) -> None:
        ids.extend(tokens)
        positions.extend(range(start, start + len(tokens)))
        segment.extend([own] * len(tokens))
        parent.extend([above] * len(tokens))

    next_segment = 0
    for example in examples:
        above = -1
        if example.shared:
            if example.shared not in prefixes:
                prefixes[example.shared] = next_segment
                append(example.shared, 0, next_segment, -1)
                next_segment += 1
            above = prefixes[example.shared]
        start = len(example.shared)
        append(example.prompt, start, next_segment, above)
        first = len(ids)
        append(example.reply, start + len(example.prompt), next_segment, above)
        targets.extend(example.reply)
        sources.extend(range(first - 1, first - 1 + len(example.reply)))
        next_segment += 1
        count += 1
    own, above_of = torch.tensor(segment), torch.tensor(parent)
    seen = (own[:, None] == own[None, :]) | (above_of[:, None] == own[None, :])
    causal = torch.ones(len(ids), len(ids), dtype=torch.bool).tril()
    return Pack(
        ids=torch.tensor([ids]),
        positions=torch.tensor([positions]),
        mask=(seen & causal)[None, None],
        targets=torch.tensor(targets),
        sources=torch.tensor(sources),
        examples=count,
    )
