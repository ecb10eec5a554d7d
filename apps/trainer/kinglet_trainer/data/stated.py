"""Whether a question says a value."""

import re
from typing import Any

_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty"
_NUMBER_WORDS = f"zero one two three four five six seven eight nine {_TEENS}".split()
_WORD = re.compile(r"[^\W_]+", re.UNICODE)
_NUMBER = re.compile(r"(?<![\w.])-?\d[\d,]*(?:\.\d+)?")
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def is_stated(value: Any, question: str) -> bool:
    """
    True where the question has the value's words or number, of lists and objects all of them.

    A boolean counts as stated where the question says true or false: what a flag means in words is not known here. A
    percentage states its fraction as well.
    """
    if isinstance(value, list):
        return bool(value) and all(is_stated(item, question) for item in value)
    if isinstance(value, dict):
        return bool(value) and all(is_stated(item, question) for item in value.values())
    if isinstance(value, bool):
        return str(value).lower() in _words(question)
    if isinstance(value, int | float):
        return any(abs(value - number) < 1e-9 for number in _numbers(question))
    if value is None:
        return False
    wanted = _words(str(value))
    return bool(wanted) and set(wanted) <= set(_words(question))


def is_date(value: Any) -> bool:
    """Dates are written in one way for every wording of them."""
    return isinstance(value, str) and _ISO_DATE.fullmatch(value) is not None


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]


def _numbers(question: str) -> list[float]:
    digits = [float(match.replace(",", "")) for match in _NUMBER.findall(question)]
    spelled = [float(_NUMBER_WORDS.index(word)) for word in _words(question) if word in _NUMBER_WORDS]
    percents = [number / 100 for number in digits] if "%" in question or "percent" in question.lower() else []
    return digits + spelled + percents
