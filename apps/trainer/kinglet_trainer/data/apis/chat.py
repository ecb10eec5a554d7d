"""Talk and general questions that no API of the library is for."""

import random
from pathlib import Path

from kinglet_trainer.data.builtin.grammar import choose

_LINES = [line for line in (Path(__file__).parent / "chat.lst").read_text(encoding="utf-8").splitlines() if line.strip()]


def talk(rng: random.Random) -> str:
    return choose(rng.choice(_LINES), rng)
