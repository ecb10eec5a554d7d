"""Function and argument names in the styles that APIs have."""

import random

from kinglet_trainer.data.fold import is_test_function


def function_name(words: str, namespace: str, rng: random.Random) -> str:
    """
    A name in one of several styles, never one of the test fold.

    The test fold holds a quarter of all possible names, so no function of an evaluation set can be met by its name here.
    """
    styles = _styles(words.split(), namespace)
    candidates = rng.choices(list(styles), weights=list(styles.values()), k=12)
    number = 2
    while True:
        for name in candidates:
            if not is_test_function(name):
                return name
        candidates = [f"{name}_v{number}" for name in styles]
        number += 1


def _styles(words: list[str], namespace: str) -> dict[str, int]:
    """Names and how often each is drawn."""
    verb, *rest = words
    rest = rest or [verb]
    snake, camel = "_".join(words), camel_case(words)
    return {
        snake: 40,
        camel: 8,
        camel[0].upper() + camel[1:]: 3,
        f"{namespace}.{snake}": 12,
        f"{namespace}.{camel}": 3,
        f"{namespace}.{'_'.join(rest)}": 10,
        f"{'_'.join(rest)}.{verb}": 12,
        "_".join(rest): 6,
        f"{namespace}_{'_'.join(rest)}": 5,
        f"{namespace}_{snake}": 3,
        f"{snake}_api": 1,
    }


def camel_case(words: list[str]) -> str:
    return words[0] + "".join(word[:1].upper() + word[1:] for word in words[1:])


def argument_name(names: tuple[str, ...], style: str, rng: random.Random) -> str:
    """One of the names (the first one most often), in `snake` or `camel`."""
    name = names[0] if rng.random() < 0.5 else rng.choice(names)
    return camel_case(name.split("_")) if style == "camel" else name
