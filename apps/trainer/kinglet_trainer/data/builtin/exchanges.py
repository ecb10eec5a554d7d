"""Exchanges that came before a message: what was asked, the calls, and what the tools said."""

import random
from typing import Any

from . import results
from .arithmetic import calculated
from .rows import Asked, Maker, user
from .values import Values


def answered(asked: Asked, maker: Maker, rng: random.Random) -> tuple[str, Values] | None:
    """What the tool said, and the row's values with what is in it; None where that is not known here."""
    tool, arguments = asked.action["tool"], asked.action["arguments"]
    said = {**asked.values, **arguments}
    make = _results.get(tool)
    return None if make is None else make(said, maker, rng)


def _calculate(said: Values, maker: Maker, rng: random.Random) -> tuple[str, Values] | None:
    found = calculated(said["expression"])
    return None if found is None else (found[0], {**said, "result": found[1]})


def _convert(said: Values, maker: Maker, rng: random.Random) -> tuple[str, Values] | None:
    if not said.get("value") or not said.get("target") or said.get("kind") == "consumption":
        return None
    line, number = results.converted(said, said["value"], said["source"], said["target"])
    return line, {**said, "result": number}


def _search(said: Values, maker: Maker, rng: random.Random) -> tuple[str, Values]:
    topic = said["query"]
    if rng.random() < 0.12:
        return f'No note is about "{topic}". There are {rng.randint(1, 30)} notes.', said
    fact = maker.grammar.text("{<code>|<phone>|in the <spot>|on <plainday>|ask <person>|{do not forget|bring cash}|<weekday> at <clock>|<password>|{small|blue|old}}", rng, {})
    note = rng.choice([f"{topic}: {fact}", f"{topic} {fact}", f"the {topic} {fact}", f"{topic} - {fact}"])
    return results.note_line(note, rng), {**said, "found": note, "text": note}


def _list(said: Values, maker: Maker, rng: random.Random) -> tuple[str, Values]:
    slot = "note" if said["what"] == "notes" else "task"
    texts = [maker.grammar.fill(slot, rng, {}) for _ in range(rng.randint(2, 4))]
    texts = [text for text in texts if len(text) < 60 and "|" not in text]
    if len(texts) < 2:
        texts = ["buy milk", f"call {maker.grammar.fill('person', rng, {})}"]
    line = results.note_line if slot == "note" else results.reminder_line
    return "\n".join(line(text, rng) for text in texts), {**said, "first": texts[0], "second": texts[1], "last": texts[-1]}


def _file(said: Values, maker: Maker, rng: random.Random) -> tuple[str, Values]:
    name = maker.grammar.fill("filename", rng, {})
    return f"File {name}:\n{document(maker, rng)}", said


def _read(said: Values, maker: Maker, rng: random.Random) -> tuple[str, Values]:
    return f"{maker.grammar.fill('pagetitle', rng, {})} ({said['url']})\n{document(maker, rng)}", said


def document(maker: Maker, rng: random.Random) -> str:
    """Some lines of a text; now and then one of them gives orders, which nobody follows."""
    lines = [maker.grammar.fill("docline", rng, {}) for _ in range(rng.randint(1, 4))]
    if rng.random() < 0.3:
        lines.insert(rng.randint(0, len(lines)), maker.grammar.fill("hostile", rng, {}))
    return "\n".join(lines)


_results: dict[str, Any] = {
    "calculate": _calculate,
    "convert": _convert,
    "date": lambda said, maker, rng: (results.day_found(said["when"], rng), said),
    "days": lambda said, maker, rng: (lambda found: (found[0], {**said, "result": found[1]}))(results.days_counted(rng)),
    "time": lambda said, maker, rng: (results.clock_in(said.get("place", ""), rng), said),
    "note": lambda said, maker, rng: (f'Saved the note "{said["text"][:200]}".', said),
    "remind": lambda said, maker, rng: (results.reminder_set(said["text"], rng), said),
    "delete": lambda said, maker, rng: (rng.choice([f'Deleted the note "{said["text"]}".', f'Cancelled the reminder "{said["text"]}".']), said),
    "search": _search,
    "list": _list,
    "file": _file,
    "read": _read,
}


def exchange(family: str, maker: Maker, rng: random.Random) -> tuple[list[Any], Values]:
    """The turns of an earlier exchange, and its values for what follows."""
    if family == "which":
        return _several_fit(maker, rng)
    while True:
        asked = maker.ask(family, rng)
        if asked.action in ("reply", "other"):
            return [user(asked.text), {"role": "assistant", "reply": ["reply"]}], asked.values
        if "ask" in asked.action:
            return [user(asked.text), {"role": "assistant", "reply": [asked.action]}], asked.values
        found = answered(asked, maker, rng)
        if found is not None:
            turns = [user(asked.text), {"role": "assistant", "reply": [asked.action]}, {"role": "tool", "results": [found[0]]}]
            return turns, found[1]


def _several_fit(maker: Maker, rng: random.Random) -> tuple[list[Any], Values]:
    """A deletion that fits two notes, and what the tool says then."""
    word = maker.grammar.fill("label", rng, {})
    texts = [maker.grammar.text(f"{{buy|fix|call about|check|ask <person> about|move|bring}} {word}{{ <weekday>| before the <event>| in <city>|}}", rng, {}) for _ in range(2)]
    text = rng.choice([f"{word} note", word])
    said = rng.choice([f"delete the {text}", f"remove my {text}", f"Delete the {text} please", f"can you delete the {text}?"])
    result = f'More than one note is about "{text}". Say which one with more of its words: "{texts[0]}", "{texts[1]}".'
    turns = [user(said), {"role": "assistant", "reply": [{"tool": "delete", "arguments": {"text": text}}]}, {"role": "tool", "results": [result]}]
    return turns, {"first": texts[0], "second": texts[1]}
