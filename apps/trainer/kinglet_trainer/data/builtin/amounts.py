"""Amounts and units to convert, in the spellings that the tool's unit table knows."""

import random
from dataclasses import dataclass
from decimal import Decimal

from .numbers import in_words


@dataclass(frozen=True)
class Unit:
    """A unit: the symbol of results, its factor to the kind's base (None for temperatures), and its spellings."""

    symbol: str
    factor: Decimal | None
    names: tuple[str, ...]
    amounts: tuple[int, int]


def _units(text: str) -> list[Unit]:
    units = []
    for row in text.strip().splitlines():
        symbol, factor, low, high, names = (cell.strip() for cell in row.split("|"))
        spellings = tuple(name.strip() for name in names.split(","))
        units.append(Unit(symbol, Decimal(factor) if factor else None, spellings, (int(low), int(high))))
    return units


# symbol | factor | usual amounts from | to | spellings
KINDS: dict[str, list[Unit]] = {
    "length": _units("""
        km | 1000 | 1 | 900 | km, kilometers, kilometres, kms, KM, kilometer, kilometres, km
        mi | 1609.344 | 1 | 500 | miles, miles, mile, mi, miles
        m | 1 | 1 | 900 | m, meters, metres, metres
        ft | 0.3048 | 2 | 300 | feet, ft, foot, feet
        in | 0.0254 | 2 | 120 | inches, inch, inches
        cm | 0.01 | 2 | 250 | cm, centimeters, centimetres, cms, cm
        mm | 0.001 | 3 | 900 | mm, millimetres, millimeters
        yd | 0.9144 | 5 | 400 | yards, yd, yards
        nmi | 1852 | 5 | 300 | nautical miles
    """),
    "weight": _units("""
        kg | 1 | 1 | 150 | kg, kilos, kilograms, kgs, kilogrammes, kg
        lb | 0.45359237 | 1 | 300 | pounds, lbs, lb, pounds
        g | 0.001 | 5 | 900 | grams, g, grammes, gr
        oz | 0.028349523125 | 1 | 40 | ounces, oz, ounces
        st | 6.35029318 | 6 | 20 | stone, st, stone
        t | 1000 | 1 | 40 | tonnes, metric tons
    """),
    "temperature": _units("""
        °C | | -10 | 250 | celsius, C, degrees celsius, °C, centigrade, degrees C, Celsius, c
        °F | | 20 | 475 | fahrenheit, F, degrees fahrenheit, °F, Fahrenheit, degrees F, f
        K | | 200 | 400 | kelvin
    """),
    "volume": _units("""
        l | 0.001 | 1 | 80 | liters, litres, l, litre, liters
        ml | 0.000001 | 5 | 900 | ml, millilitres, milliliters, ml
        US gallon | 0.003785411784 | 1 | 40 | us gallons, US gallons
        UK gallon | 0.00454609 | 1 | 40 | gallons, imperial gallons, gallon
        US cup | 0.0002365882365 | 1 | 8 | cups, cup, cups
        US tbsp | 0.00001478676478125 | 1 | 12 | tablespoons, tbsp, tablespoon
        US tsp | 0.00000492892159375 | 1 | 12 | teaspoons, tsp
        UK pint | 0.00056826125 | 1 | 12 | pints, pint
        UK fl oz | 0.0000284130625 | 2 | 40 | fluid ounces, fl oz
        cl | 0.00001 | 5 | 90 | cl, centilitres
        dl | 0.0001 | 1 | 9 | dl, deciliters
        m³ | 1 | 1 | 50 | cubic meters, m3, cubic metres
    """),
    "speed": _units("""
        km/h | 0.277777777777777777777777777778 | 5 | 300 | km/h, kmh, kph, kilometers per hour, kilometres per hour
        mph | 0.44704 | 5 | 200 | mph, MPH, mph
        m/s | 1 | 1 | 60 | m/s, meters per second, metres per second
        knot | 0.514444444444444444444444444444 | 3 | 60 | knots, knots, kts
    """),
    "time": _units("""
        min | 60 | 10 | 900 | minutes, mins, min
        h | 3600 | 2 | 200 | hours, hrs, h, hours
        s | 1 | 60 | 9000 | seconds, secs, sec
        d | 86400 | 2 | 400 | days
        wk | 604800 | 2 | 60 | weeks
        yr | 31556952 | 1 | 50 | years
        month | 2629746 | 2 | 48 | months
    """),
    "area": _units("""
        m² | 1 | 10 | 900 | square meters, square metres, sqm, m2, m²
        ft² | 0.09290304 | 50 | 4000 | square feet, sq ft, sqft, ft2
        acre | 4046.8564224 | 1 | 200 | acres, acre
        ha | 10000 | 1 | 90 | hectares, ha
        km² | 1000000 | 1 | 900 | square kilometers, km2, square kilometres
        mi² | 2589988.110336 | 1 | 400 | square miles
    """),
    "data": _units("""
        MB | 8000000 | 5 | 9000 | MB, megabytes, mb, megs
        GB | 8000000000 | 1 | 900 | GB, gigabytes, gigs, gb
        TB | 8000000000000 | 1 | 20 | TB, terabytes
        kB | 8000 | 10 | 9000 | kB, KB, kilobytes
        GiB | 8589934592 | 1 | 64 | GiB
        MiB | 8388608 | 10 | 900 | MiB
    """),
    "rate": _units("""
        Mbit/s | 1000000 | 5 | 900 | Mbps, mbps
        MB/s | 8000000 | 1 | 120 | MB/s
        Gbit/s | 1000000000 | 1 | 10 | Gbps
    """),
    "energy": _units("""
        kcal | 4184 | 50 | 3000 | calories, kcal, kilocalories, Cal
        kJ | 1000 | 100 | 9000 | kJ, kilojoules
        kWh | 3600000 | 1 | 500 | kWh, kilowatt hours
        MJ | 1000000 | 1 | 90 | MJ, megajoules
    """),
    "power": _units("""
        hp | 745.69987158227022 | 20 | 600 | hp, horsepower
        kW | 1000 | 5 | 400 | kW, kilowatts
    """),
    "pressure": _units("""
        psi | 6894.757293168361 | 20 | 120 | psi, PSI
        bar | 100000 | 1 | 10 | bar
        hPa | 100 | 900 | 1050 | hPa, hectopascals
    """),
    "angle": _units("""
        ° | 0.00555555555555555555555555555556 | 10 | 360 | degrees
        rad | 0.318309886183790671537767526745 | 1 | 6 | radians, rad
    """),
    "consumption": _units("""
        mpg (UK) | | 15 | 60 | mpg, miles per gallon
        l/100 km | | 4 | 12 | l/100km, litres per 100 km
    """),
}
_weights = {"length": 26, "weight": 18, "temperature": 16, "volume": 16, "speed": 7, "time": 5, "area": 5, "data": 4, "rate": 1, "energy": 2, "power": 1, "pressure": 2, "angle": 1, "consumption": 1}
_common = {"km", "mi", "m", "ft", "in", "cm", "kg", "lb", "g", "oz", "°C", "°F", "l", "ml", "US cup", "km/h", "mph"}
_glued = {"km", "m", "cm", "mm", "kg", "g", "lbs", "lb", "oz", "ml", "l", "F", "C", "°C", "°F", "mph", "ft", "GB", "MB", "kWh", "mi", "kmh", "km/h", "cl", "psi", "mb", "gb", "f", "c", "kcal"}


def conversion(rng: random.Random) -> dict[str, str]:
    """An amount, the unit wanted (`to`), another one of the kind (`to2`), and another amount (`amount2`)."""
    kind = rng.choices(list(_weights), weights=list(_weights.values()))[0]
    units = KINDS[kind]
    source = _pick(units, rng)
    targets = [unit for unit in units if unit.symbol != source.symbol]
    target = _pick(targets, rng)
    others = [unit for unit in targets if unit.symbol != target.symbol] or [source]
    third = _pick(others, rng)
    name = rng.choice(source.names)
    compound = _compound(source.symbol, rng) if rng.random() < 0.35 else None
    amount, value = compound or _amount(source, name, rng)
    amount2, value2 = _amount(source, name, rng)
    to = "feet and inches" if source.symbol in ("cm", "in", "m") and rng.random() < 0.12 else rng.choice(target.names)
    target_symbol = "" if to == "feet and inches" else target.symbol
    plural = rng.choice([n for n in source.names if n[-1] == "s" and len(n) > 3] or list(source.names))
    return {
        "kind": kind, "amount": amount, "to": to, "to2": rng.choice(third.names), "amount2": amount2, "from": plural,
        "value": value, "source": source.symbol, "target": target_symbol, "third": third.symbol, "value2": value2, "bare2": amount2.split(" ")[0] if " " in amount2 else value2,
        "unit": name,
    }


def _pick(units: list[Unit], rng: random.Random) -> Unit:
    return rng.choices(units, weights=[4 if unit.symbol in _common else 1 for unit in units])[0]


def _amount(unit: Unit, name: str, rng: random.Random) -> tuple[str, str]:
    low, high = unit.amounts
    number = rng.randint(low, high)
    if rng.random() < 0.05 and len(name) > 3 and " " not in name and unit.factor is not None:
        one = {"feet": "foot", "inches": "inch", "centuries": "century"}.get(name, name.removesuffix("s") if not name.endswith("ss") else name)
        return f"{'an' if one[0] in 'aeio' or one.startswith('hour') else 'a'} {one}", "1"
    shape = rng.random()
    if shape < 0.12 and 2 <= number < 100 and len(name) > 2:
        return f"{in_words(number)} {name}", str(number)
    if shape < 0.3 and number > 0:
        text = f"{rng.randint(max(0, low), high)}.{rng.choice([5, 5, 25, 2, 8, 75])}"
    elif shape < 0.36 and high > 400:
        text = f"{rng.randint(1000, 25000):,}"
    elif shape < 0.5 and number > 20:
        text = str(number // 5 * 5)
    else:
        text = str(number)
    glue = "" if name in _glued and rng.random() < 0.5 else " "
    if name.startswith("degrees") or name.startswith("°"):
        glue = "" if name.startswith("°") and rng.random() < 0.5 else " "
    return f"{text}{glue}{name}", text.replace(",", "")


def _compound(symbol: str, rng: random.Random) -> tuple[str, str] | None:
    """Amounts that are more than a number and a unit, with their value in the unit where it is plain, else empty."""
    feet, inches, stone, pounds = rng.randint(4, 6), rng.randint(0, 11), rng.randint(7, 18), rng.randint(1, 13)
    hours, minutes = rng.randint(1, 9), rng.choice([5, 10, 15, 20, 30, 40, 45, 50])
    forms = {
        "ft": [f"{feet} foot {inches}", f"{feet}'{inches}\"", f"{feet}ft {inches}in", f"{feet} ft {inches}", f"{feet} feet {inches} inches", f"{feet} foot {inches} inches", f"{feet}'{inches}", f"{feet} feet and {inches} inches", f"{feet} ft {inches} in", f"{feet}ft{inches}"],
        "lb": [f"{pounds} lb {inches} oz", f"{pounds} pounds {inches} ounces", f"{pounds}lb {inches}oz", "half a pound", "a pound and a half", f"{pounds} and a half pounds"],
        "st": [f"{stone} stone {pounds}", f"{stone}st {pounds}", f"{stone} stone {pounds} pounds", f"{stone} st {pounds} lb", f"{stone} and a half stone"],
        "mi": ["half a mile", "a mile", "a mile and a half", "a quarter of a mile", "1 mile", f"{hours} and a half miles", "half a mile"],
        "km": ["a kilometer", "half a kilometre", "1 km", f"{hours}k", "10k", "5k", "21.1 km", "42.195 km"],
        "US cup": ["half a cup", "1/2 cup", "3/4 cup", "1 1/2 cups", "2 1/4 cups", "½ cup", "1½ cups", "a cup and a half", "one and a half cups", "a cup", "2/3 cup", "1/3 cup", "¾ cup"],
        "US tbsp": ["a tablespoon", "1 1/2 tbsp", "half a tablespoon"],
        "UK pint": ["a pint", "half a pint", "two pints"],
        "UK gallon": ["a gallon", "half a gallon"],
        "h": [f"{hours}h {minutes}m", f"{hours} hours {minutes}", f"{hours} hours {minutes} minutes", f"{hours} hours and {minutes} minutes", f"{hours}h{minutes}m", "an hour and a half", "two and a half hours", f"{hours} and a half hours", f"{hours} hours {minutes}"],
        "min": [f"{minutes} minutes {rng.randint(5, 55)} seconds", "a minute and a half"],
        "kg": ["half a kilo", "a kilo", "1.5 kilos", "a kilo and a half"],
        "l": ["half a litre", "a liter", "1.5 litres"],
        "m": [f"{rng.randint(1, 2)} m {rng.randint(50, 99)}", f"1.{rng.randint(50, 99)}m", "a metre", f"1.{rng.randint(50, 99)} metres", f"{rng.randint(1, 2)} metres {rng.randint(10, 99)}"],
        "in": [f"{rng.randint(1, 20)} 1/2 inches", f"{rng.randint(11, 65)}\"", "half an inch", "3/4 inch", f"{rng.randint(2, 12)} and a half inches", "an inch"],
        "°C": [f"minus {rng.randint(1, 40)} celsius", f"-{rng.randint(1, 40)} C", f"{rng.randint(10, 220)}°C", f"minus {rng.randint(1, 30)} degrees celsius", f"-{rng.randint(1, 40)}°C"],
        "°F": [f"{rng.choice([325, 350, 375, 400, 425, 450])}F", f"{rng.choice([325, 350, 375, 400, 425, 450])} fahrenheit", f"{rng.choice([98.6, 100.4, 101, 102])}°F", f"{rng.choice([325, 350, 375, 400])} degrees F", f"{rng.choice([325, 350, 375, 400, 425])}°F"],
    }
    return (rng.choice(forms[symbol]), "") if symbol in forms else None
