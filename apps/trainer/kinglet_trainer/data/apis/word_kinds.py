"""Words, choices, flags and names: what the question says, and the exact value of the call."""

import json
import random
from collections.abc import Callable
from typing import Any

from .kind import Drawn, Kind
from .places import COUNTRIES, CURRENCIES, FIRST_NAMES, LANGUAGES, LAST_NAMES, US_CITIES, WORLD_CITIES


def _options(choices: tuple[str, ...]) -> list[tuple[str, list[str]]]:
    """`value~said~said` as the value and its wordings; a value alone is said as it is."""
    return [(value, said or [value]) for value, *said in (each.strip().split("~") for each in choices)]


def word_kind(rng: random.Random, *choices: str) -> Kind:
    """A free string, one of some examples."""
    options = _options(choices)

    def draw(rng: random.Random) -> Drawn:
        value, said = rng.choice(options)
        return rng.choice(said), value

    return Kind({"type": "string"}, draw)


def enum_kind(rng: random.Random, *choices: str) -> Kind:
    """Fixed choices: an enum of the schema, or a list in the description; in small or large letters."""
    options = _options(choices)
    values = [value for value, _ in options]
    lower = all(value == value.lower() for value in values)
    case = rng.choices([str, str.upper, str.capitalize], weights=[80, 12, 8])[0] if lower else str

    def draw(rng: random.Random) -> Drawn:
        value, said = rng.choice(options)
        plain = value.replace("_", " ").replace("-", " ")
        text = rng.choice([plain, *said]) if len(value) > 2 else rng.choice(said)
        return text, case(value)

    schema: dict[str, Any] = {"type": "string"}
    note = ""
    if rng.random() < 0.5:
        schema["enum"] = [case(value) for value in values]
    else:
        listed = ", ".join(case(value) for value in values)
        note = rng.choice([f"Options: {listed}.", f"One of {listed}.", f"Can be {listed}."])
    return Kind(schema, draw, note=note, convert=lambda value: case(str(value)))


def flag_kind(rng: random.Random, phrases: str) -> Kind:
    """`said|said/said|said`: wordings of true, then of false (which may be missing)."""
    true, _, false = phrases.partition("/")

    def draw(rng: random.Random) -> Drawn:
        value = not false or rng.random() < 0.65
        return rng.choice((true if value else false).split("|")), value

    return Kind({"type": "boolean"}, draw, phrase=True)


def text_kind(rng: random.Random, *texts: str) -> Kind:
    """A text in quotation marks, copied exactly."""

    def draw(rng: random.Random) -> Drawn:
        text = rng.choice(texts).strip() if rng.random() < 0.65 else _made_up(rng)
        mark = rng.choice(["''", '""', '""', "“”"]) if "'" not in text else '""'
        return f"{mark[0]}{text}{mark[1]}", text

    return Kind({"type": "string"}, draw)


_WORDS = """amber anchor autumn bridge canyon candle cedar clever coffee copper crystal distant eager echo ember falcon fern final forest
garden gentle glass golden green harbor hidden honest island ivory jade kettle lantern late lemon little lucky marble meadow midnight misty
morning moss narrow night north ocean old olive open orange paper pepper pilot plain quiet quick rain raven river rusty salt second silver
simple slow small south spring stone story summer sunny swift table thunder tiny tower travel update velvet violet walnut weekly west wild
winter wooden yellow""".split()


def _made_up(rng: random.Random) -> str:
    """Words that belong to nothing, so that a text can only be copied."""
    words = [rng.choice(_WORDS) for _ in range(rng.choice([1, 2, 2, 3, 4, 6]))]
    text = " ".join(words)
    text = rng.choice([text.title(), text.capitalize(), text])
    return f"{text} {rng.randint(2, 99)}" if rng.random() < 0.15 else text


def city_kind(rng: random.Random) -> Kind:
    """The name alone, as it stands in the question."""

    def draw(rng: random.Random) -> Drawn:
        name = rng.choice([*US_CITIES, *WORLD_CITIES])[0]
        return name, name

    return Kind({"type": "string"}, draw)


def place_kind(rng: random.Random) -> Kind:
    """`City, ST`, `City, Country` or the name alone, as the description says."""
    mode = rng.choice(["state", "both", "city"])
    notes = {
        "state": ["in the format City, State (such as San Jose, CA)", "as 'City, ST'"],
        "both": ["as 'City, ST' or 'City, Country', such as 'San Jose, CA' or 'Osaka, Japan'"],
        "city": ["such as Osaka", "(name of the city)", ""],
    }

    def draw(rng: random.Random) -> Drawn:
        if mode == "state" or rng.random() < 0.4:
            city, state, code = rng.choice(US_CITIES)
            said = rng.choice([f"{city}, {state}", f"{city}, {code}", f"{city}, {code}", city])
            return (city, city) if mode == "city" else (said, f"{city}, {code}")
        city, country = rng.choice(WORLD_CITIES)
        said = rng.choice([f"{city}, {country}", f"{city} in {country}", city])
        return (city, city) if mode == "city" else (said, f"{city}, {country}")

    return Kind({"type": "string"}, draw, note=rng.choice(notes[mode]))


def state_kind(rng: random.Random) -> Kind:
    code = rng.random() < 0.5

    def draw(rng: random.Random) -> Drawn:
        _, state, short = rng.choice(US_CITIES)
        return state, short if code else state

    return Kind({"type": "string"}, draw, note=rng.choice(["as a two-letter code", "(abbreviation such as UT)"]) if code else "")


def country_kind(rng: random.Random) -> Kind:
    """The name without an article, or the two-letter code."""
    code = rng.random() < 0.35

    def draw(rng: random.Random) -> Drawn:
        name = rng.choice(list(COUNTRIES))
        return name, COUNTRIES[name] if code else name.removeprefix("the ")

    return Kind({"type": "string"}, draw, note=rng.choice(["as an ISO two-letter code", "(ISO 3166 code such as BE)"]) if code else "")


def currency_kind(rng: random.Random) -> Kind:
    def draw(rng: random.Random) -> Drawn:
        code = rng.choice(list(CURRENCIES))
        return rng.choice(CURRENCIES[code]), code

    return Kind({"type": "string"}, draw, note=rng.choice(["as a three-letter code", "(ISO 4217 code such as NOK)"]))


def language_kind(rng: random.Random) -> Kind:
    code = rng.random() < 0.4

    def draw(rng: random.Random) -> Drawn:
        name = rng.choice(list(LANGUAGES))
        return name, LANGUAGES[name] if code else name

    return Kind({"type": "string"}, draw, note="as a two-letter code such as da" if code else "")


def person_kind(rng: random.Random) -> Kind:
    def draw(rng: random.Random) -> Drawn:
        name = f"{rng.choice(FIRST_NAMES)} {rng.choice(LAST_NAMES)}"
        return name, name

    return Kind({"type": "string"}, draw)


def first_kind(rng: random.Random) -> Kind:
    return word_kind(rng, *FIRST_NAMES)


def email_kind(rng: random.Random) -> Kind:
    def draw(rng: random.Random) -> Drawn:
        first, last = rng.choice(FIRST_NAMES).lower(), rng.choice(LAST_NAMES).lower()
        name = rng.choice([f"{first}.{last}", f"{first}{rng.randint(1, 99)}", f"{first[0]}{last}"])
        address = f"{name}@{rng.choice(['example.com', 'mail.example.org', 'acme.example', 'northwind.example'])}"
        return address, address

    return Kind({"type": "string"}, draw)


def id_kind(rng: random.Random, prefix: str = "", digits: str = "5") -> Kind:
    """`PREFIX-12345`; without a prefix digits, as a string or an integer."""
    whole = not prefix and rng.random() < 0.6

    def draw(rng: random.Random) -> Drawn:
        number = rng.randint(10 ** (int(digits) - 1), 10 ** int(digits) - 1)
        value = f"{prefix}{number}"
        return value, number if whole else value

    return Kind({"type": "integer" if whole else "string"}, draw)


def order_kind(rng: random.Random, *names: str) -> Kind:
    """A list of objects with name and quantity: `2 lattes and 3 muffins` (names are given in the singular)."""

    def draw(rng: random.Random) -> Drawn:
        chosen = rng.sample([name.strip() for name in names], rng.choice([1, 2, 2, 3]))
        counts = [rng.randint(1, 6) for _ in chosen]
        said = [f"{count} {name}{'' if count == 1 else 's'}" for name, count in zip(chosen, counts, strict=True)]
        return and_list(said, rng), [{"name": name, "quantity": count} for name, count in zip(chosen, counts, strict=True)]

    members = {"name": {"type": "string"}, "quantity": {"type": "integer"}}
    item = {"type": "object", "properties": members, "required": ["name", "quantity"]}
    return Kind({"type": "array", "items": item}, draw)


_COMPARED = {">": ["above", "greater than", "over"], "<": ["below", "less than", "under"], "=": ["exactly", "equal to"]}


def conditions_kind(rng: random.Random, *fields: str) -> Kind:
    """A list of objects: `price below 30 and colour is red`. A field is `name:low:high` for a number, `name:word:word:...` for words."""
    names = tuple(rng.choice([("field", "operator", "value"), ("field", "operation", "value"), ("column", "op", "value")]))

    def draw(rng: random.Random) -> Drawn:
        said, conditions = [], []
        for field in rng.sample(fields, min(len(fields), rng.choice([1, 2, 2, 3]))):
            name, *values = field.strip().split(":")
            if values[0].lstrip("-").isdigit():
                sign, number = rng.choice(list(_COMPARED)), rng.randint(int(values[0]), int(values[1]))
                said.append(f"{name} {rng.choice(['is ', ''])}{rng.choice([*_COMPARED[sign], sign])} {number}")
                value = str(number)
            else:
                sign, value = "=", rng.choice(values)
                said.append(rng.choice([f"{name} is {value}", f"{name} is '{value}'", f"{name} = {value}"]))
            conditions.append(dict(zip(names, (name, sign, value), strict=True)))
        return and_list(said, rng), conditions

    members = {name: {"type": "string"} for name in names} | {names[1]: {"type": "string", "enum": list(_COMPARED)}}
    item = {"type": "object", "properties": members, "required": list(names)}
    return Kind({"type": "array", "items": item}, draw)


def point_kind(rng: random.Random) -> Kind:
    """[latitude, longitude], or a point of the plane, as two numbers."""

    def draw(rng: random.Random) -> Drawn:
        pair = [rng.randint(-20, 20), rng.randint(-20, 20)] if rng.random() < 0.6 else [round(rng.uniform(-60, 60), 2) for _ in "xy"]
        return f"({pair[0]}, {pair[1]})", pair

    return Kind({"type": "array", "items": {"type": "number"}}, draw, note="as [x, y]")


def list_kind(inner: Kind, low: int, high: int) -> Kind:
    """Several different values of one kind, in the order in which they are said."""

    def draw(rng: random.Random) -> Drawn:
        wanted = rng.randint(low, high)
        said: list[str] = []
        values: list[Any] = []
        for _ in range(8 * wanted):
            text, value = inner.draw(rng)
            if len(values) < wanted and value not in values:
                said.append(text)
                values.append(value)
        if inner.schema["type"] in ("integer", "number"):
            plain = [json.dumps(value) for value in values]
            return rng.choice([f"[{', '.join(plain)}]", ", ".join(plain), and_list(plain, rng)]), values
        if rng.random() < 0.25 and all(text == value for text, value in zip(said, values, strict=True)):
            return _in_brackets(said, rng), values
        return and_list(said, rng), values

    return Kind({"type": "array", "items": inner.schema}, draw, note=inner.note, convert=lambda value: value)


def _in_brackets(parts: list[str], rng: random.Random) -> str:
    """`['a', 'b']`, `["a", "b"]` or `[a, b]`."""
    mark = rng.choice(["'", '"', ""]) if not any("'" in part or '"' in part for part in parts) else ""
    return f"[{', '.join(f'{mark}{part}{mark}' for part in parts)}]"


def and_list(parts: list[str], rng: random.Random) -> str:
    if len(parts) == 1:
        return parts[0]
    comma = "," if len(parts) > 2 and rng.random() < 0.4 else ""
    return f"{', '.join(parts[:-1])}{comma} and {parts[-1]}"


KindMaker = Callable[..., Kind]
