"""The kinds that argument lines name: `pct(1,20)`, `e(km~kilometres|mi~miles)`, `int(1,9)[2,5]`."""

import random
import re

from . import moment_kinds as moments
from . import number_kinds as numbers
from . import word_kinds as words
from .kind import Kind

_KIND = re.compile(r"(\w+)(?:\((.*)\))?(?:\[(?:(\d+),(\d+))?(\])?)?", re.DOTALL)
MAKERS: dict[str, words.KindMaker] = {
    "int": numbers.int_kind,
    "num": numbers.num_kind,
    "float": numbers.float_kind,
    "year": numbers.year_kind,
    "money": numbers.money_kind,
    "pct": numbers.pct_kind,
    "span": numbers.span_kind,
    "lat": numbers.lat_kind,
    "date": moments.date_kind,
    "time": moments.time_kind,
    "datetime": moments.datetime_kind,
    "month": moments.month_kind,
    "weekday": moments.weekday_kind,
    "w": words.word_kind,
    "e": words.enum_kind,
    "bool": words.flag_kind,
    "text": words.text_kind,
    "city": words.city_kind,
    "place": words.place_kind,
    "state": words.state_kind,
    "country": words.country_kind,
    "currency": words.currency_kind,
    "language": words.language_kind,
    "person": words.person_kind,
    "first": words.first_kind,
    "email": words.email_kind,
    "id": words.id_kind,
    "order": words.order_kind,
    "conditions": words.conditions_kind,
    "point": words.point_kind,
}
_SPLIT_BY_BAR = {"w", "e", "text", "order", "conditions"}


def make_kind(text: str, rng: random.Random) -> Kind:
    """The kind in one of its variants (type, format, case). ValueError where there is no such kind."""
    match = _KIND.fullmatch(text)
    if match is None or match.group(1) not in MAKERS:
        raise ValueError(f"no kind {text!r}; known kinds: {', '.join(MAKERS)}")
    name, inside, low, high, closing = match.groups()
    arguments: list[str] = []
    if inside is not None:
        arguments = [inside] if name == "bool" else inside.split("|" if name in _SPLIT_BY_BAR else ",")
    kind = MAKERS[name](rng, *arguments)
    return words.list_kind(kind, int(low or 2), int(high or 4)) if closing else kind
