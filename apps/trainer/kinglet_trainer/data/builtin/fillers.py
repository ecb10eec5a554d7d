"""Slots that code fills: numbers, amounts, days, addresses, codes."""

import random
from collections.abc import Callable, Mapping

from . import expressions, moments, numbers


def _phone(rng: random.Random) -> str:
    digits = "".join(rng.choice("0123456789") for _ in range(9))
    return rng.choice([f"0{digits[:2]} {digits[2:5]} {digits[5:7]} {digits[7:]}", f"+4{digits[0]} {digits[1:3]} {digits[3:6]} {digits[6:]}", f"555-{digits[:4]}", f"({digits[:3]}) {digits[3:6]}-{digits[:4]}", f"07{digits}"])


def _code(rng: random.Random) -> str:
    letters = "".join(rng.choice("ABCDEFGHJKLMNPQRSTUVWXYZ") for _ in range(6))
    digits = "".join(rng.choice("0123456789") for _ in range(8))
    return rng.choice([digits[:4], digits[:4], digits[:6], f"{letters[:2]}{digits[:4]}", f"{letters[:3]}-{digits[:3]}", f"{digits[:4]}#", f"{letters}{digits[:2]}", f"{digits[:3]}-{digits[3:6]}", letters])


def _password(rng: random.Random) -> str:
    word = rng.choice("kiwi tulip copper badger lantern orbit maple pickle thunder velvet walrus banjo comet dragon ember".split())
    return f"{rng.choice([word, word.capitalize()])}{rng.choice(['', '-', '_', '!'])}{rng.randint(1, 9999)}{rng.choice(['', '!', '$', '#', '?'])}"


_hosts = (
    "example.org example.com wikipedia.org en.wikipedia.org bbc.co.uk news.ycombinator.com theguardian.com nytimes.com github.com blog.example.org docs.python.org "
    "nasa.gov recipes.net stadt-zuerich.ch lemonde.fr spiegel.de gov.uk arxiv.org mozilla.org developer.mozilla.org python.org medium.com reuters.com heise.de archive.org "
    "openlibrary.org weather.gov allrecipes.com sbb.ch nature.com kinglet.dev my-bakery.shop cityhall.info openstreetmap.org rust-lang.org stackoverflow.com npmjs.com w3.org "
    "museum.de birdsong.org localschool.edu hikingclub.ch nhs.uk who.int europa.eu cern.ch tech-news.io gardening.tv thehill.com npr.org cnn.com wired.com"
).split()
_paths = (
    "news about index.html blog/2026/11/owls wiki/Owl wiki/Photosynthesis articles/4821 recipes/apple-pie docs/getting-started 2026/05/budget faq help contact prices opening-hours "
    "en/latest/ products?id=42 search?q=kinglet posts/why-we-moved report.html menu events/summer guide/setup#linux abs/2401.00001 terms privacy team jobs/frontend story/2291 p/17 "
    "questions/11227809 issues/4 changelog timetable programme wiki/Alan_Turing world/europe technology science/space reviews/espresso-machines archive/2019/03/12/ "
).split()


def url(rng: random.Random) -> str:
    """A web address, with or without its scheme."""
    host = rng.choice(_hosts)
    if rng.random() < 0.2:
        host = f"{rng.choice('blue green river stone cloud north silver happy tiny open'.split())}{rng.choice('fox mill lab works press garden bikes cafe hub notes'.split())}.{rng.choice('com org net io ch de fr co.uk dev info'.split())}"
    path = "" if rng.random() < 0.3 else f"/{rng.choice(_paths)}"
    scheme = rng.choice(["https://", "https://", "http://", "", "", "", "www."])
    if scheme == "www." and host.count(".") > 1:
        scheme = ""
    return f"{scheme}{host}{path}"


_stems = (
    "report contract notes budget invoice lease menu minutes letter data sales guests recipe thesis cv resume chapter3 meeting schedule timetable manual readme survey expenses inventory policy "
    "agenda transcript essay log results prices members orders plan summary proposal statement itinerary bill grades stock warranty insurance packing-list team contacts temperatures"
).split()


def file_name(rng: random.Random) -> str:
    """`sales-2025.csv`, `contract.txt`."""
    stem = rng.choice(_stems)
    stem = rng.choice([stem, stem, stem.capitalize(), f"{stem}-{rng.randint(2019, 2027)}", f"{stem}_v{rng.randint(2, 9)}", f"{rng.choice(['my', 'old', 'final', 'q3', 'team'])}-{stem}", f"{stem} ({rng.randint(1, 3)})"])
    return f"{stem}.{rng.choice('txt txt md csv csv json pdf docx html log'.split())}"


def _attached(rng: random.Random) -> str:
    count = 2 if rng.random() < 0.05 else 1
    files = [f"{file_name(rng)}, {rng.choice([rng.randint(40, 999), rng.randint(1000, 90000)])} bytes" for _ in range(count)]
    return f"\n\n[attached: {'; '.join(files)}]"


def _small(low: int, high: int) -> Callable[[random.Random], str]:
    return lambda rng: str(rng.randint(low, high))


def _tax(rng: random.Random) -> str:
    rate = rng.choice([f"{rng.choice([5, 10, 12, 15, 18, 20, 22, 25])}%", f"{rng.choice([7.7, 8.1, 2.6, 12.5, 17.5])}%", f"{rng.choice([10, 15, 20])} percent"])
    amount = numbers.priced(numbers.money(rng), rng)
    return rng.choice([f"{rate} tip on {amount}", f"{rate} of {amount}", f"{rate} vat on {amount}", f"{rate} tip on {amount}", f"{rate} tax on {amount}"])


def _alarm_time(rng: random.Random) -> str:
    return rng.choice([moments.clock(rng), f"{moments.clock(rng)} tomorrow", f"tomorrow at {moments.clock(rng)}", f"{rng.randint(5, 9)}{rng.choice(['am', ' am', ':30', ':15 am', ':45'])}", f"{rng.randint(5, 9)} tomorrow", f"tomorrow {rng.randint(5, 9)}am"])


def _wake_time(rng: random.Random) -> str:
    return rng.choice([f"at {moments.clock(rng)}", f"at {rng.randint(5, 10)}", f"tomorrow at {moments.clock(rng)}", f"at {rng.randint(5, 9)}:{rng.choice([15, 30, 45])}", "at noon", f"on {moments.weekday(rng)} at {rng.randint(5, 10)}"])


def _past_day(rng: random.Random) -> str:
    return rng.choice([moments.calendar_day_without_year(rng), moments.calendar_day_without_year(rng), f"{rng.randint(1, 28)} {rng.choice(moments.MONTHS)} {rng.randint(1990, 2025)}", f"last {moments.weekday(rng)}", f"{rng.choice(moments.MONTHS)} {rng.randint(1, 28)}, {rng.randint(1960, 2025)}", "christmas", "new year"])


def _birthday(rng: random.Random) -> str:
    month, day = rng.choice(moments.MONTHS), rng.randint(1, 28)
    return rng.choice([f"{day} {month} {rng.randint(1940, 2015)}", f"{month} {day}, {rng.randint(1940, 2015)}", f"{rng.randint(1940, 2015)}-{rng.randint(1, 12):02}-{day:02}"])


FILLERS: Mapping[str, Callable[[random.Random], str]] = {
    "expression": expressions.expression,
    "simple": expressions.simple,
    "number": numbers.number,
    "percent": numbers.percent,
    "money": numbers.money,
    "priced": lambda rng: numbers.priced(numbers.money(rng), rng),
    "weekday": moments.weekday,
    "day": moments.day,
    "calendarday": moments.calendar_day,
    "plainday": moments.calendar_day_without_year,
    "relativeday": moments.relative_day,
    "holiday": moments.holiday,
    "futureday": moments.future_day,
    "span": moments.span,
    "wait": moments.wait,
    "clock": moments.clock,
    "atclock": moments.at_clock,
    "moment": moments.moment,
    "dayandtime": moments.day_and_time,
    "month": lambda rng: rng.choice(moments.MONTHS),
    "year": _small(1950, 2035),
    "few": _small(2, 9),
    "dozen": _small(2, 30),
    "tax": _tax,
    "moment2": lambda rng: rng.choice([moments.day_and_time(rng), moments.clock(rng), f"next {moments.weekday(rng)}", "tomorrow"]),
    "alarmtime": _alarm_time,
    "waketime": _wake_time,
    "pastday": _past_day,
    "birthday": _birthday,
    "phone": _phone,
    "code": _code,
    "password": _password,
    "url": url,
    "filename": file_name,
    "attached": _attached,
}
