"""One date said in every case that a sentence may need: "March 2025"; «март», «с марта», «по март».

In: EDTF of one date (no interval), without marks. Out: :class:`Said`, or None where it has no usual name.
English has one form and an adverbial one; the Russian cases are tables here, not rules.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from kartoteka.model.datewords import periods
from kartoteka.model.days import civil
from kartoteka.model.edtf import bounds
from kartoteka.model.edtf_reasons import MONTH_NAMES


class Said(NamedTuple):
    """A date in words: nominative, genitive, accusative, instrumental, and as an answer to "when?"."""

    name: str
    of: str
    to: str
    by: str
    when: str


_EN_PARTS = {
    21: "spring",
    22: "summer",
    23: "autumn",
    24: "winter",
    25: "northern spring",
    26: "northern summer",
    27: "northern autumn",
    28: "northern winter",
    29: "southern spring",
    30: "southern summer",
    31: "southern autumn",
    32: "southern winter",
    33: "the 1st quarter of",
    34: "the 2nd quarter of",
    35: "the 3rd quarter of",
    36: "the 4th quarter of",
    37: "the first four months of",
    38: "the middle four months of",
    39: "the last four months of",
    40: "the first half of",
    41: "the second half of",
}
_EN_EDGES = {"early": "early ", "mid": "mid-", "late": "late ", "half1": "the first half of "}
_EN_EDGES["half2"] = "the second half of "

# month stem, then the endings of: name, of, to, by, in
_RU_MONTHS: tuple[Said, ...] = tuple(
    Said._make(stem + ending for ending in endings.split(","))
    for stem, endings in (
        *((stem, "ь,я,ь,ём,е") for stem in ("январ", "феврал")),
        ("март", ",а,,ом,е"),
        ("апрел", "ь,я,ь,ем,е"),
        ("ма", "й,я,й,ем,е"),
        *((stem, "ь,я,ь,ем,е") for stem in ("июн", "июл")),
        ("август", ",а,,ом,е"),
        *((stem, "ь,я,ь,ём,е") for stem in ("сентябр", "октябр", "ноябр", "декабр")),
    )
)
_RU_SEASONS = (
    Said("весна", "весны", "весну", "весной", "весной"),
    Said("лето", "лета", "лето", "летом", "летом"),
    Said("осень", "осени", "осень", "осенью", "осенью"),
    Said("зима", "зимы", "зиму", "зимой", "зимой"),
)
_RU_EDGES = {
    "early": Said("начало", "начала", "начало", "началом", "в начале"),
    "mid": Said("середина", "середины", "середину", "серединой", "в середине"),
    "late": Said("конец", "конца", "конец", "концом", "в конце"),
}
_HALF = Said("половина", "половины", "половину", "половиной", "половине")
for _part, _first, _in in (("half1", "перв", "в"), ("half2", "втор", "во")):
    _RU_EDGES[_part] = Said(
        f"{_first}ая {_HALF.name}",
        f"{_first}ой {_HALF.of}",
        f"{_first}ую {_HALF.to}",
        f"{_first}ой {_HALF.by}",
        f"{_in} {_first}ой {_HALF.when}",
    )
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))

_SHAPE = re.compile(r"(-?\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
_DECADE = re.compile(r"(\d{3})X", re.ASCII)
_WINTER = re.compile(r"\[(\d{4})-01\.\.\1-02,\1-12\]", re.ASCII)  # named by a year, so one of two
_TIMED = re.compile(r"(\d{4}-\d\d-\d\d)T[\d:]+(?:Z|[+-][\d:]+)?", re.ASCII)


def name(edtf: str, lang: str, *, omit: str = "") -> Said | None:
    """Return one date in words, in all its cases; None where it has no usual name.

    Parameters
    ----------
    edtf
        A date without marks, or a set ``[a..b]`` that is a third of a period ("early March").
    lang
        ``en`` or ``ru``.
    omit
        What the other end of an interval says already: ``"year"``, or ``"month"`` with the year.

    Examples
    --------
    >>> name("2025-03", "en").name, name("2025-03", "ru").of, name("2025-03-25", "ru").name
    ('March 2025', 'марта 2025 г.', '25 марта 2025 г.')
    >>> name("[2025-03-01..2025-03-10]", "ru").when
    'в начале марта 2025 г.'
    """
    if edtf.startswith("["):
        return _part_of_period(edtf, lang)
    edtf = edtf[:10] if _TIMED.fullmatch(edtf) else edtf
    if match := _DECADE.fullmatch(edtf):
        return _decade(int(match[1]) * 10, lang)
    match = _SHAPE.fullmatch(edtf)
    if match is None:
        return None
    year, code = int(match[1]), int(match[2] or 0)
    say = _russian if lang == "ru" else _english
    return say(year, code, int(match[3] or 0), omit)


def _english(year: int, code: int, day: int, omit: str) -> Said | None:
    y = "" if omit else _era(year, "{} BC")
    if day:
        text = str(day) if omit == "month" else f"{day} {MONTH_NAMES[code - 1]} {y}".strip()
        return _one_form(text, f"on {text}")
    if not code:
        return _one_form(_era(year, "{} BC"), f"in {_era(year, '{} BC')}")
    if code <= 12:
        text = f"{MONTH_NAMES[code - 1]} {y}".strip()
    else:
        label = f"{year}/{(year + 1) % 100:02d}" if code in (24, 28, 30) else _era(year, "{} BC")
        text = f"{_EN_PARTS[code]} {label}"
    return _one_form(text, f"in {text}")


def _era(year: int, before: str) -> str:
    return str(year) if year > 0 else before.format(1 - year)


def _one_form(text: str, when: str) -> Said:
    return Said(text, text, text, text, when)


def _russian(year: int, code: int, day: int, omit: str) -> Said | None:
    y = "" if omit else " " + _era(year, "{} г. до н. э.") + (" г." if year > 0 else "")
    if day:
        text = str(day) if omit == "month" else f"{day} {_RU_MONTHS[code - 1].of}{y}"
        return Said(text, text, text, text, text)
    if not code:
        y = y.strip()
        return Said(y, y, y, y, f"в {y}")
    if code <= 12:
        forms = _RU_MONTHS[code - 1]
        return Said._make([*(form + y for form in forms[:4]), f"в {forms.when}{y}"])
    if code > 32:
        return _russian_part(code, y)
    season = _RU_SEASONS[(code - 21) % 4]
    if code in (24, 28, 30) and year > 0:
        y = f" {year}/{(year + 1) % 100:02d} г."
    if code > 28:
        y += " (Южное полушарие)"
    return Said._make(form + y for form in season)


_RU_PARTS = {
    **{
        33 + i: (f"{i + 1}-й квартал", f"{i + 1}-го квартала", f"{i + 1}-м кварталом")
        for i in range(4)
    },
    **{37 + i: (f"{i + 1}-я треть", f"{i + 1}-й трети", f"{i + 1}-й третью") for i in range(3)},
    **{
        40 + i: (f"{i + 1}-е полугодие", f"{i + 1}-го полугодия", f"{i + 1}-м полугодием")
        for i in (0, 1)
    },
}


def _russian_part(code: int, y: str) -> Said:
    nominative, genitive, instrumental = _RU_PARTS[code]
    accusative = nominative.replace("-я", "-ю")
    when = f"в {accusative}" if code < 40 else f"в {nominative[0]}-м полугодии"
    when = when.replace("-й квартал", "-м квартале").replace("-ю треть", "-й трети")
    when = when.replace("в 2", "во 2", 1)
    return Said(nominative + y, genitive + y, accusative + y, instrumental + y, when + y)


def _decade(first: int, lang: str) -> Said:
    if lang != "ru":
        return _one_form(f"the {first}s", f"in the {first}s")
    return Said(
        f"{first}-е годы",
        f"{first}-х годов",
        f"{first}-е годы",
        f"{first}-ми годами",
        f"в {first}-е годы",
    )


def _part_of_period(edtf: str, lang: str) -> Said | None:
    if match := _WINTER.fullmatch(edtf):
        return _winter(match[1], lang)
    low, _, _, high = bounds(edtf)
    if low is None or high is None:
        return None
    year, month, _ = civil(low)
    if not 1 <= year <= 9900:  # where centuries and decades have names in four digits
        return None
    century = (year + 99) // 100
    if edtf == periods.century(century).edtf:
        return _century(century, lang)
    for period, said in (
        (periods.month(year, month), name(periods.month(year, month).edtf, lang)),
        (periods.year_period(year), name(f"{year:04d}", lang)),
        (periods.decade(year // 10 * 10), _decade(year // 10 * 10, lang)),
        (periods.century(century), _century(century, lang)),
    ):
        for part in periods.PARTS:
            if said and periods.part(period, part).edtf == edtf:
                return _edged(part, said, lang)
    return None


def _winter(year: str, lang: str) -> Said:
    if lang == "ru":
        return Said._make(f"{form} {year} г." for form in _RU_SEASONS[3])
    return _one_form(f"winter {year}", f"in winter {year}")


def _edged(part: str, said: Said, lang: str) -> Said:
    if lang != "ru":
        text = _EN_EDGES[part] + said.name.replace("the ", "", 1)
        if "the" in said.name:
            text = f"the {text.removeprefix('the ')}" if part[:4] != "half" else text
        return _one_form(text, f"in {text}")
    return Said._make(f"{form} {said.of}" for form in _RU_EDGES[part])


def _century(number: int, lang: str) -> Said:
    if lang == "ru":
        r = _roman(number)
        return Said(f"{r} век", f"{r} века", f"{r} век", f"{r} веком", f"в {r} веке")
    ending = (
        {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th") if number not in (11, 12, 13) else "th"
    )
    return _one_form(f"the {number}{ending} century", f"in the {number}{ending} century")


def _roman(number: int) -> str:
    letters = ""
    for value, letter in _ROMAN:
        letters += letter * (number // value)
        number %= value
    return letters
