"""`recipe`: data, training and export of a specialist in one go."""

import argparse
from pathlib import Path
from typing import Any

from kinglet_trainer.cli.paths import DEFAULT_BASE, DEFAULT_SHARED, REPOSITORY, WORK_FOLDER
from kinglet_trainer.data.dataset_folder import write_json
from kinglet_trainer.data.evaluation_texts import evaluation_texts
from kinglet_trainer.data.make import Places, make
from kinglet_trainer.data.mix import MixSource, mix_datasets
from kinglet_trainer.export.export_run import export_run
from kinglet_trainer.recipes.recipe import Recipe, read_recipe, recipe_names

_OF_MIX = ("make", "share")


def add_parser(commands: argparse._SubParsersAction) -> None:
    parser = commands.add_parser("recipe", help="data, training and export of a specialist in one go")
    parser.add_argument("name", help=f"{', '.join(recipe_names())}, or the path of a .toml file")
    parser.add_argument("--work", type=Path, help="folder of datasets and run (default .cache/trainer/NAME)")
    parser.add_argument("--out", type=Path, help="the adapter (default public/adapters/NAME.gguf)")
    parser.add_argument("--base", type=Path, default=DEFAULT_BASE)
    parser.add_argument("--shared", type=Path, default=DEFAULT_SHARED, help="folder that holds the public data sets")
    parser.add_argument("--max-minutes", type=float, help="of training, in place of the recipe's")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from kinglet_trainer.cli.train_run import TrainOrder, train_run

    recipe = read_recipe(options.name)
    work: Path = options.work or WORK_FOLDER / recipe.id
    out: Path = options.out or REPOSITORY / "public" / "adapters" / f"{recipe.id}.gguf"
    data = _make_data(recipe, work, Places(REPOSITORY, options.shared, options.base))
    limit = {} if options.max_minutes is None else {"max_minutes": options.max_minutes}
    settings: dict[str, Any] = {**recipe.train, **limit}
    train_run(TrainOrder(data=data, out=work / "run", base=options.base, id=recipe.id, settings=settings))
    write_json(work / "card.json", recipe.card)
    exported = export_run(work / "run", out, options.base, quant=recipe.export.get("quant", "q8_0"), card_file=work / "card.json")
    print(f"{out}: {exported.size_bytes:,} bytes, SHA-256 {exported.sha256}")
    print(f"Next: `npx -y pnpm@12 exec tsx scripts/register-adapter.ts {out}` writes it into the catalogue.")
    return 0


def _make_data(recipe: Recipe, work: Path, places: Places) -> Path:
    sources = []
    for index, dataset in enumerate(recipe.datasets):
        folder = work / f"data-{index}-{dataset['make']}"
        settings = {key: value for key, value in dataset.items() if key not in _OF_MIX}
        print(make(dataset["make"], folder, places, settings))
        sources.append(MixSource(folder, dataset.get("share", 1.0)))
    texts = evaluation_texts(places.repository, places.shared)
    print(mix_datasets(work / "data", recipe.id, sources, texts, **recipe.mix))
    return work / "data"
