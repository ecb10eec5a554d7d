"""Training questions that repeat evaluation questions."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

GRAM = 5
NEAR = 0.5
"""Jaccard overlap of word 5-grams from which on two questions count as near duplicates."""
_WORD = re.compile(r"[^\W_]+", re.UNICODE)


@dataclass(frozen=True)
class Overlap:
    """One training question, the evaluation question it repeats, and how much of it (1 is exact)."""

    question: str
    evaluation: str
    share: float


class OverlapIndex:
    """Finds for a question the evaluation question that it repeats, exactly or nearly. Words in lower case count only."""

    def __init__(self, evaluation: Iterable[str]) -> None:
        self._texts: list[str] = []
        self._grams: list[set[str]] = []
        self._exact: dict[str, int] = {}
        self._by_gram: dict[str, list[int]] = defaultdict(list)
        for text in evaluation:
            self._add(text)

    def __len__(self) -> int:
        return len(self._texts)

    def find(self, question: str) -> Overlap | None:
        words = _words(question)
        exact = self._exact.get(" ".join(words))
        if exact is not None:
            return Overlap(question, self._texts[exact], 1.0)
        grams = _grams(words)
        shares = ((index, _share(grams, self._grams[index])) for index in self._candidates(grams))
        best = max(shares, key=lambda each: each[1], default=(0, 0.0))
        return Overlap(question, self._texts[best[0]], best[1]) if best[1] >= NEAR else None

    def _add(self, text: str) -> None:
        words = _words(text)
        if not words:
            return
        index = len(self._texts)
        self._texts.append(text)
        self._grams.append(_grams(words))
        self._exact.setdefault(" ".join(words), index)
        for gram in self._grams[index]:
            self._by_gram[gram].append(index)

    def _candidates(self, grams: set[str]) -> set[int]:
        return {index for gram in grams for index in self._by_gram.get(gram, ())}


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _grams(words: list[str]) -> set[str]:
    return {" ".join(words[start : start + GRAM]) for start in range(len(words) - GRAM + 1)}


def _share(left: set[str], right: set[str]) -> float:
    return len(left & right) / max(1, len(left | right))
