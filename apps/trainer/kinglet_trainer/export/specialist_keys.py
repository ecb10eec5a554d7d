"""The `kinglet.*` keys of a file, as docs/specialists.md names them."""

import json

import gguf

from kinglet_trainer.export.run_facts import RunFacts

FORMAT_VERSION = 1


def add_specialist_keys(writer: gguf.GGUFWriter, facts: RunFacts) -> None:
    writer.add_uint32("kinglet.version", FORMAT_VERSION)
    writer.add_string("kinglet.id", facts.id)
    writer.add_string("kinglet.format", facts.format)
    writer.add_string("kinglet.base_sha256", facts.base_sha256)
    # `add_string` leaves an empty string out, and readers want the key.
    writer.add_key_value("kinglet.tools", facts.tools, gguf.GGUFValueType.STRING)
    writer.add_string("kinglet.licence", facts.licence)
    writer.add_string("kinglet.card", json.dumps(facts.card, ensure_ascii=False, separators=(",", ":")))
