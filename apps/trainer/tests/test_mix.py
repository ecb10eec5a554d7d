"""Mixing, splitting, augmenting, and the proof against evaluation rows."""

import json
from pathlib import Path

import pytest
from conftest import TOOLS, call, row, write_folder

from kinglet_trainer.cli.main import main
from kinglet_trainer.data.augment import Augmentation, augment
from kinglet_trainer.data.evaluation_texts import evaluation_texts
from kinglet_trainer.data.mix import MixSource, mix_datasets
from kinglet_trainer.data.overlap import OverlapIndex
from kinglet_trainer.data.report import overlap_report
from kinglet_trainer.data.row import called_tools
from kinglet_trainer.data.split import split_by_group
from kinglet_trainer.errors import KingletError


def lines(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_mix_leaves_out_repeats_and_evaluation_and_keeps_groups_whole(tmp_path: Path) -> None:
    many = [row(f"what about {n}", "reply", group=f"g{n % 20}", source="s") for n in range(200)]
    first = write_folder(tmp_path / "a", [*many, many[0], row("set a timer now", "other")])
    second = write_folder(tmp_path / "b", [row(f"other {n}", "other", source="t") for n in range(100)], licence="MIT")
    said = mix_datasets(
        tmp_path / "m", "m", [MixSource(first), MixSource(second, 0.5)], {"tasks": ["Set a timer now!"]}, validation_share=0.1
    )
    train, validation = lines(tmp_path / "m" / "train.jsonl"), lines(tmp_path / "m" / "validation.jsonl")
    assert len(train) + len(validation) == 250
    assert "1 repeated, 1 that evaluation asks" in said
    assert not {r["meta"].get("group", "-") for r in train} & {r["meta"].get("group") for r in validation}
    assert 10 <= len(validation) <= 51
    assert json.loads((tmp_path / "m" / "dataset.json").read_text())["licence"] == "Apache-2.0 AND MIT"
    assert json.loads((tmp_path / "m" / "tools.json").read_text()) == TOOLS


def test_mix_is_the_same_for_the_same_seed(tmp_path: Path) -> None:
    source = write_folder(tmp_path / "a", [row(f"what about {n}", "reply") for n in range(50)])
    for name in ("x", "y"):
        mix_datasets(tmp_path / name, "m", [MixSource(source, 0.5)], {}, seed=3)
    assert (tmp_path / "x" / "train.jsonl").read_bytes() == (tmp_path / "y" / "train.jsonl").read_bytes()


def test_mix_refuses_what_does_not_belong_together(tmp_path: Path) -> None:
    bare = MixSource(write_folder(tmp_path / "a", [row("x", "reply")]))
    other = MixSource(write_folder(tmp_path / "b", [row("x", "reply")], tools=TOOLS[:1]))
    schemas = MixSource(write_folder(tmp_path / "c", [row("x", "no_tool")], format="schemas"))
    forbidden = MixSource(write_folder(tmp_path / "d", [row("x", "reply")], licence="CC-BY-NC-4.0"))
    with pytest.raises(KingletError, match="2 tool sets"):
        mix_datasets(tmp_path / "m", "m", [bare, other], {})
    with pytest.raises(KingletError, match="2 formats"):
        mix_datasets(tmp_path / "m", "m", [bare, schemas], {})
    with pytest.raises(KingletError, match="forbids"):
        mix_datasets(tmp_path / "m", "m", [bare, forbidden], {})
    with pytest.raises(KingletError, match="the share is 2"):
        MixSource.parse("folder:2")
    assert MixSource.parse("folder:0.5") == MixSource(Path("folder"), 0.5)
    assert not (tmp_path / "m").exists()


def test_split_never_takes_everything() -> None:
    train, validation = split_by_group([row("x", "reply", group="only")], 0.5, 1)
    assert (len(train), len(validation)) == (1, 0)


EVALUATION = "Please remind me to water the tall plants on the balcony tomorrow"


@pytest.mark.parametrize(
    ("question", "share"),
    [
        ("please REMIND me to water the tall plants on the balcony tomorrow!", 1.0),
        ("Please remind me to water the tall plants on the balcony tonight", 0.78),
        ("Please remind me to feed the cat", None),
        ("the balcony", None),
    ],
)
def test_overlap(question: str, share: float | None) -> None:
    found = OverlapIndex([EVALUATION]).find(question)
    assert (found and round(found.share, 2)) == share


def test_report_has_status_1_where_evaluation_is_repeated(tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    clean = write_folder(tmp_path / "clean", [row("a question that nobody asks in an evaluation", "reply")])
    asked = next(iter(evaluation_texts(Path(__file__).parents[3], None)["bench/tool-calls"]))
    dirty = write_folder(tmp_path / "dirty", [row(asked, "reply")])
    assert main(["data", "report", str(clean), "--shared", str(tmp_path)]) == 0
    assert main(["data", "report", str(dirty), "--shared", str(tmp_path)]) == 1
    assert "1 exact" in capsys.readouterr().out


def test_report_counts_near_duplicates_of_later_turns(tmp_path: Path) -> None:
    turns = {**row("hello", "reply"), "messages": [{"role": "user", "content": "hi"}, {"role": "user", "content": EVALUATION}]}
    folder = write_folder(tmp_path / "d", [turns])
    report = overlap_report([folder], {"tasks": [EVALUATION]})
    assert report.found == 1


def test_evaluation_texts_are_found_in_the_repository() -> None:
    texts = evaluation_texts(Path(__file__).parents[3], None)
    assert len(texts["eval/tasks"]) >= 120
    assert len(texts["bench/tool-calls"]) >= 60
    assert "How much is 365 times 24?" in texts["bench/tool-calls"]


def tool(name: str, description: str) -> dict:
    return {"name": name, "description": description, "parameters": {"type": "object", "properties": {}, "required": []}}


SOURCE_ROWS = [
    row(f"please do {name}", call(name), tools=[tool(name, words), tool(f"{name}_b", f"{words} twice")])
    for name, words in [("paint", "red walls"), ("bake", "warm bread"), ("swim", "cold lake"), ("read", "thick books")]
] * 10


def test_augment_makes_versions_and_rows_without_the_right_tool() -> None:
    plan = Augmentation(copies=3, no_tool_share=0.5, max_tools=3)
    made = augment(SOURCE_ROWS, plan, lambda _: 1).rows
    assert made == augment(SOURCE_ROWS, plan, lambda _: 1).rows
    removed = [each for each in made if each["reply"] == ["no_tool"]]
    assert len(made) - len(removed) == 120
    assert 10 <= len(removed) <= 30
    assert all(1 <= len(each["tools"]) <= 3 for each in made)
    for each in removed:
        wanted = each["messages"][0]["content"].split()[-1]
        assert all(not offered["name"].startswith(wanted) for offered in each["tools"])
    assert len({each["tools"][0]["name"] for each in made if each not in removed}) > 4
    assert all(called_tools(each) <= {offered["name"] for offered in each["tools"]} for each in made)


def test_augment_cuts_distractors_to_the_token_limit_and_counts_what_is_too_long() -> None:
    plan = Augmentation(copies=2, no_tool_share=0, max_tools=4, max_tokens=2)
    made = augment(SOURCE_ROWS, plan, lambda each: len(each["tools"]))
    assert made.too_long == 0
    assert max(len(each["tools"]) for each in made.rows) == 2
    assert augment(SOURCE_ROWS, plan, lambda each: 9).too_long == 80
