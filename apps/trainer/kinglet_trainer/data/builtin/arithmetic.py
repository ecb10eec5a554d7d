"""The line that `calculate` writes for simple expressions; the real tool reads far more."""

import re
from decimal import Decimal, InvalidOperation, getcontext

from .results import plain_number

getcontext().prec = 40
_words = [(r"multiplied by|times|×|\bx\b|(?<=\d)x(?=\d)", "*"), (r"divided by|over|÷", "/"), (r"plus|added to", "+"), (r"minus|less|take away", "-"), (r"percent|per cent", "%")]
_number = re.compile(r"\d+(?:\.\d+)?")


def calculated(expression: str) -> tuple[str, str] | None:
    """The line and the number in it, both as the tool writes them; None where the expression is not a simple one."""
    text = re.sub(r"[$€£]|\b(?:euros|dollars|francs|pounds|bucks|CHF|tip|vat|tax)\b", "", expression)
    for pattern, symbol in _words:
        text = re.sub(pattern, symbol, text)
    text = re.sub(r"\s*([-+*/^])\s*", r" \1 ", re.sub(r"\s+%", "%", text)).strip()
    text = re.sub(r"\s+", " ", text).replace(" on ", " of ")
    value = _value(re.sub(r"(?<=\d),(?=\d{3})", "", text))
    if value is None:
        return None
    settled = value.normalize()
    exact = len(settled.as_tuple().digits) <= 15
    shown = plain_number(settled if exact else Decimal(f"{settled:.15g}"))
    return f"{text} {'=' if exact else 'is about'} {shown}", shown


def _value(text: str) -> Decimal | None:
    share = re.fullmatch(r"([\d.]+)% of ([\d.]+)", text)
    change = re.fullmatch(r"(\(?[\d.]+) ([-+]) ([\d.]+)%(?:\) / (\d+))?", text)
    try:
        if share:
            return Decimal(share[1]) * Decimal(share[2]) / 100
        if change and change[1].startswith("(") == (change[4] is not None):
            sign = 1 if change[2] == "+" else -1
            base = Decimal(change[1].lstrip("("))
            return base * (1 + sign * Decimal(change[3]) / 100) / Decimal(change[4] or 1)
        if not re.fullmatch(r"[\d.+*/() -]+", text):
            return None
        return eval(_number.sub(lambda match: f"Decimal('{match.group()}')", text), {"__builtins__": {}, "Decimal": Decimal})  # noqa: S307 (digits and operators only)
    except (ArithmeticError, InvalidOperation, SyntaxError, TypeError):
        return None
