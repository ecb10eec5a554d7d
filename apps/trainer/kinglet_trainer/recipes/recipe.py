"""Reads a recipe."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kinglet_trainer.errors import KingletError

_FOLDER = Path(__file__).parent
_KEYS = {"id", "name", "summary", "weaknesses", "datasets", "mix", "train", "export"}


@dataclass(frozen=True)
class Recipe:
    """`datasets`: each with `make` (its name), `share` of its rows and its settings. `mix`, `train`: settings by name."""

    id: str
    card: dict[str, Any]
    datasets: list[dict[str, Any]]
    mix: dict[str, Any]
    train: dict[str, Any]
    export: dict[str, Any]


def recipe_names() -> list[str]:
    return sorted(path.stem for path in _FOLDER.glob("*.toml"))


def read_recipe(name: str) -> Recipe:
    """A recipe of this folder by its name, or any by its path; KingletError where it is missing or has unknown parts."""
    path = Path(name) if name.endswith(".toml") else _FOLDER / f"{name}.toml"
    try:
        value = tomllib.loads(path.read_text("utf-8"))
    except OSError as cause:
        raise KingletError(f"There is no recipe {name}; there are {', '.join(recipe_names())}.") from cause
    except tomllib.TOMLDecodeError as cause:
        raise KingletError(f"{path} is not TOML: {cause}. Correct it.") from cause
    unknown = sorted(value.keys() - _KEYS)
    missing = sorted({"id", "datasets"} - value.keys())
    if unknown or missing:
        raise KingletError(
            f"{path}: {f'{unknown[0]!r} is not known' if unknown else f'{missing[0]!r} is missing'}; "
            f"a recipe has {', '.join(sorted(_KEYS))}."
        )
    card = {key: value[key] for key in ("name", "summary", "weaknesses") if key in value}
    return Recipe(value["id"], card, value["datasets"], value.get("mix", {}), value.get("train", {}), value.get("export", {}))
