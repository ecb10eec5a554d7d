"""Folders that are there whole or not at all."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kinglet_trainer.errors import KingletError
from kinglet_trainer.export.atomic_file import NO_ROOM, no_room


@contextmanager
def atomic_folder(target: Path, mark: str, expected_bytes: int = 0) -> Iterator[Path]:
    """
    Gives an empty folder beside the target and renames it onto the target when the body ends well.

    Whatever goes wrong, it is removed and an older target stays as it was. A target with files in it is replaced only
    where it has the file `mark`, that is, where it is an earlier export. `expected_bytes` is checked against the free
    space first. Raises KingletError for another target, and where the disk is full.
    """
    _refuse_other_files(target, mark)
    target.parent.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(target.parent).free
    if expected_bytes > free:
        raise no_room(target, f"{free:,} bytes are free, {expected_bytes:,} are needed")
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    older = target.with_name(f".{target.name}.{os.getpid()}.older")
    try:
        part.mkdir()
        yield part
        if target.exists():
            target.replace(older)
        part.replace(target)
    except OSError as cause:
        if cause.errno not in NO_ROOM:
            raise
        raise no_room(target, cause.strerror or "no room") from cause
    finally:
        if older.exists() and not target.exists():
            older.replace(target)
        shutil.rmtree(part, ignore_errors=True)
        shutil.rmtree(older, ignore_errors=True)


def _refuse_other_files(target: Path, mark: str) -> None:
    if target.is_file():
        raise KingletError(f"{target} is a file; this export is a folder. Name a new one with --out.")
    if target.is_dir() and any(target.iterdir()) and not (target / mark).is_file():
        raise KingletError(f"{target} holds files of something else. Name a new folder with --out, or empty that one.")
