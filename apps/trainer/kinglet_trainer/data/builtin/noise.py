"""Makes messages look typed: case, apostrophes, slips of the finger, greetings. What becomes an argument changes with the message."""

import random
import re

from .grammar import Segment

# Arguments of free text, where a slip does not stop a parser.
_free = {"text", "query", "question"}
_openings = ["hey, ", "hi, ", "hi kinglet, ", "ok, ", "ok so ", "please ", "hello, ", "quick one: ", "um, ", "so, ", "sorry, ", "kinglet, ", "and ", "now ", "hey kinglet ", "yo ", "one more: ", "alright, "]
_closings = [" please", " pls", " thanks", ", thanks", " please!", ", please", " thx", "!", " :)", " 🙏", " 🙂", "??", " asap", "...", " ok?", " thank you", " plz", " cheers"]
_questions = re.compile(r"^(?:what|whats|how|when|which|where|who|why|is|are|does|do|did|can|could|will|would|in what|on what|at what|have|has|any|was)\b", re.I)
_slips = {"what's": "whats", "please": "plz", "you": "u", "tomorrow": "tmrw", "because": "cuz", "remind": "remnd", "convert": "covert", "and": "&"}


def noisy(parts: list[Segment], rng: random.Random, *, decorate: bool = True) -> list[Segment]:
    """The parts as somebody might type them; the number and the arguments of the parts stay the same."""
    parts = [Segment(part.text, part.arg) for part in parts]
    style = rng.random()
    if decorate:
        _decorate(parts, rng)
    if style < 0.24:
        _map(parts, str.lower, keep={"url"})
    elif style < 0.26:
        _map(parts, str.upper, keep={"url", "text", "query", "question", "amount", "to"})
    elif style < 0.75:
        _capitalise(parts)
    if rng.random() < 0.14:
        _map(parts, _without_apostrophes, keep={"url", "amount", "expression"})
    if rng.random() < 0.13:
        for _ in range(rng.choice([1, 1, 2])):
            _slip(parts, rng)
    return parts


def _decorate(parts: list[Segment], rng: random.Random) -> None:
    """A greeting before, a question mark or thanks after."""
    text = "".join(part.text for part in parts)
    attached = "\n\n[attached: " in text
    if rng.random() < 0.07 and parts[0].arg is None and not text.startswith(("hey", "hi", "please", "ok")):
        parts[0].text = rng.choice(_openings) + parts[0].text
    if attached or text.endswith(("?", "!", ".", ":")):
        return
    asks = _questions.match(text) is not None
    chance = rng.random()
    if asks and chance < 0.6:
        parts.append(Segment("?"))
    elif chance > 0.93:
        parts.append(Segment(rng.choice(_closings)))
    elif not asks and chance < 0.16:
        parts.append(Segment("."))


def _map(parts: list[Segment], change, *, keep: set[str]) -> None:
    for part in parts:
        if part.arg in keep:
            continue
        head, mark, tail = part.text.partition("\n\n[attached: ")
        part.text = change(head) + mark + tail


def _capitalise(parts: list[Segment]) -> None:
    for part in parts:
        if part.text == "":
            continue
        if part.arg not in ("url", "expression", "amount"):
            part.text = part.text[0].upper() + part.text[1:]
        return


def _without_apostrophes(text: str) -> str:
    return re.sub(r"(?<=[A-Za-z])['’](?=[a-z])", "", text)


def _slip(parts: list[Segment], rng: random.Random) -> None:
    """One slip in a word of four letters or more."""
    places = []
    for index, part in enumerate(parts):
        if part.arg is None or part.arg in _free:
            text = part.text.partition("\n\n[attached: ")[0]
            places += [(index, match) for match in re.finditer(r"(?<![\w./:@-])[A-Za-z]{4,}(?![\w/:@-]|\.\w)", text)]
    if not places:
        return
    index, match = rng.choice(places)
    part = parts[index]
    part.text = part.text[: match.start()] + _misspelt(match.group(), rng) + part.text[match.end() :]


def _misspelt(word: str, rng: random.Random) -> str:
    if word.lower() in _slips and rng.random() < 0.5:
        return _slips[word.lower()]
    at = rng.randrange(1, len(word) - 1)
    return rng.choice([
        word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        word[:at] + word[at + 1 :],
        word[:at] + word[at] + word[at:],
    ])
