"""Messages and status of the command line, recipes, intervals."""

from pathlib import Path

import pytest
from conftest import call, row, write_folder

from kinglet_trainer.cli.main import main
from kinglet_trainer.errors import KingletError
from kinglet_trainer.evaluation.wilson import wilson
from kinglet_trainer.recipes.recipe import read_recipe, recipe_names


def test_a_wrong_input_is_one_sentence_and_status_2(tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    assert main(["data", "bfcl", "--shared", str(tmp_path), "--out", str(tmp_path / "x")]) == 2
    assert "There is no folder" in capsys.readouterr().err
    assert main(["export", str(tmp_path), "--out", str(tmp_path / "x.gguf")]) == 2
    folder = write_folder(tmp_path / "d", [row("time?", call("time"))])
    assert main(["data", "check", str(folder), "--base", str(tmp_path / "none.gguf")]) == 2
    assert "There is no base model" in capsys.readouterr().err


@pytest.mark.parametrize("name", recipe_names())
def test_recipes_name_known_datasets_and_settings(name: str) -> None:
    from kinglet_trainer.cli.train_settings import train_settings
    from kinglet_trainer.data.make import GENERATED, PUBLIC

    recipe = read_recipe(name)
    assert recipe.id == name
    assert all(dataset["make"] in (*GENERATED, *PUBLIC) for dataset in recipe.datasets)
    assert train_settings(recipe.train).seed == recipe.train["seed"]


def test_recipes_that_are_wrong(tmp_path: Path) -> None:
    with pytest.raises(KingletError, match=r"There is no recipe nothing; there are builtin-135m, tools-135m"):
        read_recipe("nothing")
    path = tmp_path / "odd.toml"
    path.write_text('id = "x"\ndatasets = []\nspeed = 1\n')
    with pytest.raises(KingletError, match="'speed' is not known"):
        read_recipe(str(path))
    path.write_text("id = [")
    with pytest.raises(KingletError, match="is not TOML"):
        read_recipe(str(path))


@pytest.mark.parametrize(
    ("values", "message"),
    [({"speed": 1}, "no training setting 'speed'"), ({"rank": "x"}, "a whole number"), ({"rank": 1.5}, "a whole number")],
)
def test_wrong_training_settings(values: dict, message: str) -> None:
    from kinglet_trainer.cli.train_settings import train_settings

    with pytest.raises(KingletError, match=message):
        train_settings(values)


def test_a_cpu_without_vector_units_is_said() -> None:
    from kinglet_trainer.cli.hardware import slow_cpu_note

    assert slow_cpu_note("AVX2") is None
    assert "no AVX2 (DEFAULT)" in str(slow_cpu_note("DEFAULT"))


def test_other_rows_in_the_folder_of_a_run_are_refused(tmp_path: Path) -> None:
    from kinglet_trainer.cli.train_run import refuse_other_run
    from kinglet_trainer.export.run_facts import RunFacts, write_run_facts

    facts = RunFacts("x", "bare", "a", "MIT", card={"data": {"sha256": "1"}})
    write_run_facts(tmp_path, facts)
    (tmp_path / "last").mkdir()
    refuse_other_run(tmp_path, facts)
    with pytest.raises(KingletError, match="a run with other rows"):
        refuse_other_run(tmp_path, RunFacts("x", "bare", "a", "MIT", card={"data": {"sha256": "2"}}))


def test_wilson() -> None:
    low, high = wilson(75, 100)
    assert (round(low, 3), round(high, 3)) == (0.657, 0.825)
    assert wilson(0, 0) == (0.0, 1.0)
