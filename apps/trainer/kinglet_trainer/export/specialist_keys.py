"""The `kinglet.*` keys of a file, as docs/specialists.md names them."""

import json
from dataclasses import dataclass, field
from typing import Any, Literal

import gguf

FORMAT_VERSION = 1


@dataclass(frozen=True)
class SpecialistKeys:
    id: str
    format: Literal["bare", "schemas"]
    base_sha256: str
    licence: str
    """SPDX id."""
    tools: str = ""
    """Signatures of a bare specialist's tools, sorted, one a line."""
    card: dict[str, Any] = field(default_factory=dict)


def add_specialist_keys(writer: gguf.GGUFWriter, keys: SpecialistKeys) -> None:
    writer.add_uint32("kinglet.version", FORMAT_VERSION)
    writer.add_string("kinglet.id", keys.id)
    writer.add_string("kinglet.format", keys.format)
    writer.add_string("kinglet.base_sha256", keys.base_sha256)
    # `add_string` leaves an empty string out, and readers want the key.
    writer.add_key_value("kinglet.tools", keys.tools, gguf.GGUFValueType.STRING)
    writer.add_string("kinglet.licence", keys.licence)
    writer.add_string("kinglet.card", json.dumps(keys.card, ensure_ascii=False, separators=(",", ":")))
