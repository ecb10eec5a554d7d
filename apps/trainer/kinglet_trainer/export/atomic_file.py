"""Files that are there whole or not at all."""

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kinglet_trainer.errors import KingletError

NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
"""Error numbers of a disk that is full."""


@contextmanager
def atomic_file(target: Path, expected_bytes: int = 0) -> Iterator[Path]:
    """
    Gives the path of a part file beside the target and renames it onto the target when the body ends well.

    Whatever goes wrong, the part file is removed and an older target stays as it was. `expected_bytes` is checked
    against the free space before anything is written. Raises KingletError where the disk is full.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(target.parent).free
    if expected_bytes > free:
        raise no_room(target, f"{free:,} bytes are free, {expected_bytes:,} are needed")
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        yield part
        with part.open("rb") as written:
            os.fsync(written.fileno())
        part.replace(target)
    except OSError as cause:
        if cause.errno not in NO_ROOM:
            raise
        raise no_room(target, cause.strerror or "no room") from cause
    finally:
        part.unlink(missing_ok=True)


def no_room(target: Path, detail: str) -> KingletError:
    """What people read where a target could not be written."""
    return KingletError(
        f"{target} could not be written: {detail}. Nothing was left behind. "
        f"Free some space on that disk, or name another folder, and run the same command again."
    )
