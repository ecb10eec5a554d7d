"""Examples as packed sequences: no padding, and a prefix that several examples share is read once."""

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

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
    """B sequences of T tokens, the shorter ones padded at their end.

    ids, positions: int64 [B, T]. mask: bool [B, 1, T, T], true where the row may attend. targets: int64 [N], the ids of the
    reply tokens; sources: int64 [N], where each is predicted from, counted over all B x T places. examples: how many
    replies it holds. tokens: without the padding.
    """

    ids: torch.Tensor
    positions: torch.Tensor
    mask: torch.Tensor
    targets: torch.Tensor
    sources: torch.Tensor
    examples: int
    tokens: int

    def to(self, device: torch.device) -> "Pack":
        moved = {name: value.to(device) for name, value in vars(self).items() if isinstance(value, torch.Tensor)}
        return replace(self, **moved)


def plan_batches(examples: list[Example], max_tokens: int, batch: int, rng: random.Random) -> list[list[list[Example]]]:
    """Packs of at most `max_tokens`, `batch` at a time: attention costs the square of a pack, the weights are read once a batch."""
    plans = plan_packs(examples, max_tokens, rng)
    return [plans[start : start + batch] for start in range(0, len(plans), batch)]


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


def pack_batch(plans: list[list[Example]]) -> Pack:
    packs = [pack(plan) for plan in plans]
    length = max(each.ids.shape[1] for each in packs)
    pads = [length - each.ids.shape[1] for each in packs]
    # A padded place attends to itself, since a softmax over nothing is no number.
    masks = [torch.nn.functional.pad(each.mask, (0, pad, 0, pad)) for each, pad in zip(packs, pads, strict=True)]
    own = torch.eye(length, dtype=torch.bool)[None, None]
    pad_end = torch.nn.functional.pad
    return Pack(
        ids=torch.cat([pad_end(each.ids, (0, pad)) for each, pad in zip(packs, pads, strict=True)]),
        positions=torch.cat([pad_end(each.positions, (0, pad)) for each, pad in zip(packs, pads, strict=True)]),
        mask=torch.cat([mask | own for mask in masks]),
        targets=torch.cat([each.targets for each in packs]),
        sources=torch.cat([each.sources + index * length for index, each in enumerate(packs)]),
        examples=sum(each.examples for each in packs),
        tokens=sum(each.tokens for each in packs),
    )


def pack(examples: Iterable[Example]) -> Pack:
    """One sequence without padding."""
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
        tokens=len(ids),
    )
