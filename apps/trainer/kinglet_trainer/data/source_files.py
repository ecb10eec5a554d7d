"""Where the public data sets are."""

from pathlib import Path

from kinglet_trainer.errors import KingletError


def source_folder(shared: Path, name: str) -> Path:
    """The folder of a public data set; KingletError where it is not there."""
    folder = shared / name
    if not folder.is_dir():
        raise KingletError(
            f"There is no folder {folder}. The data set {name} is not part of this repository: put its JSON Lines files "
            f"there, or name the folder that holds {name}/ with --shared."
        )
    return folder
