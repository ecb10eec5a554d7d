"""How people wrap, join and extend questions."""

import random
import re
from typing import Any

from kinglet_trainer.data.builtin.grammar import choose

from .kind import Kind
from .variant import Variant

_BEFORE = (
    "{Please|Hi, |Hello! |Hey, |Hi there. |Hello, |Quick question: |I need some help. |I have a question. |Good morning. |"
    "I'm working on a report. |I'm preparing for an exam. |For a project at work: |My name is Alex. |My boss asked me for this. |"
    "I am a student and need this for my homework. |Could you help me with something? |I was wondering: |So, |OK, }"
)
_AFTER = "{ Thanks!| Thank you.| Thanks in advance.| please| I need it soon.| That would help me a lot.| Thank you so much!}"
_SET = (
    "{ Use {value} {as|for} the {name}.| The {name} {should be|is} {value}.| Set the {name} to {value}.| {Name}: {value}.|, with {name} {value}"
    "|, {name} {value}| Please use {value} as the {name}.| I want the {name} to be {value}.}"
)


def noisy(text: str, rng: random.Random) -> str:
    """The same request with a greeting, thanks, quotation marks or in small letters; mostly as it is."""
    if rng.random() < 0.14:
        before = choose(_BEFORE, rng)
        text = f"Please {lower_first(text)}" if before == "Please" and text.split()[0] not in _QUESTION else before.replace("Please", "") + text
    if rng.random() < 0.08:
        text += choose(_AFTER, rng) if text[-1] in ".?!" else "." + choose(_AFTER, rng)
    if rng.random() < 0.06 and '"' not in text:
        text = f'"{text}"'
    if rng.random() < 0.05:
        text = text.rstrip("?.")
    if rng.random() < 0.04:
        text = lower_first(text)
    return text


_QUESTION = set("What What's How Which Who When Where Is Are Can Could Do Does I I'm I'd My We Will Would Please Hi There".split())


def lower_first(text: str) -> str:
    """Small first letter, but not of names, `I` and abbreviations."""
    word = text.split()[0] if text.split() else ""
    plain = word.isalpha() or word in ("What's", "How's")
    return text[0].lower() + text[1:] if plain and word != "I" and not word.isupper() and word in _STARTS else text


_STARTS = set(
    """What What's How Which Who When Where Is Are Can Could Do Does Will Would Please Find Get Show Calculate Compute Give Tell Create Add
    Book Search List Look Convert Send Set Delete Remove Check Make Update Play Turn Schedule Determine Estimate Work Order Generate Start
    Compare Put Plan Count Translate Solve Run Open Read Write Move Copy Cancel Track Recommend Suggest Reserve Retrieve Fetch My We Let A An The If Focal
    Change Draw Pick Evaluate Predict Identify Invite Assign Close Save Summarize Post Follow Report""".split()
)


def join_questions(questions: list[str], rng: random.Random) -> str:
    """Several requests in one message."""
    style = rng.choice(["also", "also", "first", "and", "list", "plain"])
    if style == "list":
        lead = choose("{I need {a few|several} things:|Please do the following:|Can you help me with these:|}", rng)
        return f"{lead} {' '.join(f'{number}) {each}' for number, each in enumerate(questions, start=1))}".strip()
    if style == "plain":
        return " ".join(ended(each) for each in questions)
    first, *rest = questions
    if style == "and" and len(questions) == 2:
        return f"{first.rstrip('?.!')}, and {choose('{also |then |}', rng)}{lower_first(rest[0])}"
    words = {"first": ["Then", "After that", "Finally"], "also": ["Also", "And", "In addition"]}.get(style, ["Also", "Then", "And"])
    opening = f"First, {lower_first(first)}" if style == "first" else first
    tail = [f"{words[min(index, 2)]}{',' if words[min(index, 2)] != 'And' else ''} {lower_first(each)}" for index, each in enumerate(rest)]
    return " ".join(ended(each) for each in [opening, *tail])


def ended(text: str) -> str:
    return text if text[-1:] in ".?!\"'”" else f"{text}."


def spoken_name(name: str) -> str:
    """`maxResults` and `max_results` as `max results`."""
    return re.sub(r"(?<=[a-z])([A-Z])", r" \1", name).replace("_", " ").lower()


def state_option(name: str, variant: Variant, rng: random.Random, values: dict[str, Any]) -> str:
    """One more sentence or clause that states an optional argument by its name, or the flag's own words."""
    kind: Kind = variant.kinds[name]
    said, value = kind.draw(rng)
    values[name] = value
    shown = variant.paths[name][-1]
    if kind.phrase:
        if rng.random() < 0.7:
            return f", {said}"
        return choose("{ Set {n} to {v}.| {n}: {v}.|, with {n} {v}}".replace("{n}", shown).replace("{v}", str(value).lower()), rng)
    words = shown if rng.random() < 0.15 else spoken_name(shown)
    template = choose(_SET.replace("{value}", "\0").replace("{name}", "\1").replace("{Name}", "\2"), rng)
    return template.replace("\0", said).replace("\1", words).replace("\2", words[0].upper() + words[1:])


def with_options(text: str, options: list[str]) -> str:
    """Clauses go before the final mark, sentences behind it."""
    for option in options:
        if option.startswith(","):
            mark = text[-1] if text[-1] in ".?!" else ""
            text = text.removesuffix(mark) + option + mark if mark else text + option
        else:
            text = ended(text) + option
    return text
