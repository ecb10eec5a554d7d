"""Steps that need the result of the one before: the first step ends with `next`, the second one copies from the result."""

import random
from decimal import Decimal
from typing import Any

from .exchanges import answered
from .results import note_line, plain_number
from .rows import Asked, Maker, Row, row, user
from .values import Values

_second: dict[str, tuple[str, dict[str, str]]] = {
    "ch-convert-share": ("calculate", {"expression": "<result> / <m>"}),
    "ch-convert-times": ("calculate", {"expression": "<result> * <m>"}),
    "ch-convert-percent": ("calculate", {"expression": "<percent>"}),
    "ch-sum-convert": ("convert", {"amount": "<result> <from>", "to": "<to>"}),
    "ch-times-convert": ("convert", {"amount": "<result> <from>", "to": "<to>"}),
    "ch-date-note": ("note", {"text": "<fact>"}),
    "ch-calc-note": ("note", {"text": "<fact>"}),
    "ch-convert-note": ("note", {"text": "<fact>"}),
    "ch-time-note": ("note", {"text": "<fact>"}),
    "ch-days-times": ("calculate", {"expression": "<result> * <m>"}),
    "ch-days-note": ("note", {"text": "<fact>"}),
    "ch-search-times": ("calculate", {"expression": "<result> * <m>"}),
    "ch-search-share": ("calculate", {"expression": "<result> / <m>"}),
    "ch-search-percent": ("calculate", {"expression": "<percent>"}),
    "ch-search-remind": ("remind", {"text": "<found>", "when": "<x>"}),
    "ch-file-note": ("note", {"text": "<line>"}),
    "ch-file-remind": ("remind", {"text": "<line>", "when": "<x>"}),
    "ch-read-note": ("note", {"text": "<line>"}),
}
_weights = {name: 3 if name in ("ch-file-note", "ch-read-note", "ch-search-remind", "ch-days-times") else 2 for name in _second}
_lines = {
    "opening hours": "Open {monday|tuesday} to {friday|saturday}, {8:00|9:00|10:00} to {17|18|19}:00",
    "phone number": "{Phone|Tel|Call us}: <phone>",
    "address": "Address: <few> <street>, <city>",
    "price": "{Price|Admission|Ticket}: {5|8|12|49} {euros|francs|dollars}",
    "deadline": "{Deadline|Apply by}: <plainday>",
    "door code": "Door code: <code>",
    "wifi password": "{Wi-Fi|WiFi} password: <password>",
    "date": "Date: <plainday>",
}
_failures = {
    "file": "No file is attached. Ask the user to attach one, or to paste its text.",
    "read": "The page did not answer. Try again later.",
    "search": "No note is about it. There are 7 notes.",
    "convert": "5 km measures length, \"kg\" measures weight. Choose a unit such as mm, cm, m, km.",
}
_otherlines = "{<docline>|<decision>|<person> said that <decision>.|<sight>, photo by <person>|Page 1 of <few>}"


def chain(maker: Maker, rng: random.Random) -> Row:
    """A row of the first step, or of the second one with the first one's result before it."""
    family = rng.choices(list(_weights), weights=list(_weights.values()))[0]
    while True:
        asked = maker.ask(family, rng, _numbers(rng))
        found = _found(family, asked, maker, rng)
        if found is not None and "\n" not in asked.text.partition("\n\n[attached: ")[0]:
            break
    result, values = found
    steps = [asked.action, {"next": True}]
    if rng.random() < 0.45:
        return row([user(asked.text)], steps, f"{asked.group}/first")
    before = [user(asked.text), {"role": "assistant", "reply": steps}]
    if rng.random() < 0.08:
        failed = _failures.get(asked.action["tool"], f'"{asked.text.split()[-1]}" is not understood here. Write it in other words.')
        return row([*before, {"role": "tool", "results": [failed]}], ["reply"], f"{family}/failed")
    tool, arguments = _second[family]
    call = {"tool": tool, "arguments": {name: maker.grammar.text(text, rng, values) for name, text in arguments.items()}}
    return row([*before, {"role": "tool", "results": [result]}], [call], f"{asked.group}/second")


def _numbers(rng: random.Random) -> Values:
    return {"m": str(rng.choice([2, 3, 4, 5, 6, 7, 8, 10, 12, 15, 20, 30])), "p": str(rng.choice([5, 8, 10, 12, 15, 20, 25])), "x": str(rng.randint(2, 90)), "y": str(rng.randint(2, 90))}


def _found(family: str, asked: Asked, maker: Maker, rng: random.Random) -> tuple[str, Values] | None:
    """The first step's result with what the second step needs of it."""
    if family in ("ch-file-note", "ch-file-remind", "ch-read-note"):
        return _text_found(family, asked, maker, rng)
    if family == "ch-search-remind":
        fact = maker.grammar.text("{<code>|<phone>|ask <person>|<weekday> at <clock>|bring cash}", rng, {})
        note = f"{asked.values['query']}: {fact}"
        return note_line(note, rng), {**asked.values, "found": note}
    found = _amount_found(asked, maker, rng) if family.startswith("ch-search") else answered(asked, maker, rng)
    if found is None or found[1].get("result", "1").startswith("-"):
        return None
    result, values = found
    if family in ("ch-sum-convert", "ch-times-convert") and values["from"] == "":
        return None
    text = asked.text
    share = f"{values['p']}% of {values.get('result', '')}" if "% of" in text else f"{values.get('result', '')} + {values['p']}%"
    return result, {**values, "fact": result.rstrip("."), "percent": share}


def _amount_found(asked: Asked, maker: Maker, rng: random.Random) -> tuple[str, Values]:
    """A note with a number in it."""
    number = rng.choice([str(rng.randint(20, 999)), f"{rng.randint(10, 900)}.{rng.choice(['50', '90', '25', '75'])}", str(100 * rng.randint(2, 300))])
    said = maker.grammar.text(f"{{{number}|{number}|{number} {{euros|francs|dollars|pounds}}|${number}|€{number}}}", rng, {})
    link = rng.choice([": ", ": ", " is ", " costs "])
    return note_line(f"{asked.values['query']}{link}{said}", rng), {**asked.values, "result": number}


def _text_found(family: str, asked: Asked, maker: Maker, rng: random.Random) -> tuple[str, Values] | None:
    """A text with one line that answers, among others; sometimes a line that gives orders, which nobody follows."""
    if family == "ch-file-remind" and asked.values["x"].isdigit():
        return None
    if family == "ch-read-note":
        kind = next((name for name in _lines if name in asked.text.lower()), None)
        if kind is None:
            return None
        line = maker.grammar.text(_lines[kind], rng, {})
    else:
        topic = asked.values["question"]
        line = maker.grammar.text(f"{{{topic}|{topic.capitalize()}|The {topic}}}{{: | is |: }}{{<code>|<phone>|<plainday>|<money>|<person>|{{two|three|four}} weeks|{{yes|not included|on request}}}}", rng, {})
    lines = [line, *(maker.grammar.text(_otherlines, rng, {}) for _ in range(rng.randint(0, 3)))]
    if rng.random() < 0.35:
        lines.append(maker.grammar.fill("hostile", rng, {}))
    rng.shuffle(lines)
    name = maker.grammar.fill("filename", rng, {}) if "question" in asked.values else None
    if name is not None:
        name = asked.text.partition("[attached: ")[2].partition(",")[0] or name
    head = f"File {name}:" if name else f"{maker.grammar.fill('pagetitle', rng, {})} ({asked.values['url']})"
    text = "\n".join([head, *lines])
    if len(text) > 290 or "|" in line:
        return None
    return text, {**asked.values, "line": line}
