"""When, in words: what people wrote, on a Tuesday, 25 March 2025, and what they said by it."""

import pytest

from kartoteka.errors import UnreadableDate
from kartoteka.model.dates import read_edtf
from kartoteka.model.datewords import read_when

LETTER = read_edtf("2025-03-25")

ENGLISH = {
    # the calendar, with the year
    "March 2025": "2025-03",
    "25 March 2025": "2025-03-25",
    "March 25, 2025": "2025-03-25",
    "the 25th of March, 2025": "2025-03-25",
    "Tuesday, 25 March 2025": "2025-03-25",
    "25 Sept. 1931": "1931-09-25",
    "25.03.2025": "2025-03-25",
    "25/03/2025": "2025-03-25",
    "3/25/2025": "2025-03-25",
    "12.IV.1961": "1961-04-12",
    "spring 2024": "2024-21",
    "the autumn of 2023": "2023-23",
    "summer '31": "1931-22",
    "winter 2024": "[2024-01..2024-02,2024-12]",
    "winter 2024/25": "2024-24",
    "in the year 1920": "1920",
    "the 1930s": "193X",
    "in the 1930's": "193X",
    "the thirties": "193X",
    "the 20th century": "[1901..2000]",
    "Christmas 2023": "2023-12-25",
    # the calendar, the year from the letter
    "in March": "2025-03",
    "in April": "2024-04",
    "on the 3rd of March": "2025-03-03",
    "on the twenty-first of March": "2025-03-21",
    "March 26": "2024-03-26",
    "the 5th": "2025-03-05",
    "the 26th": "2025-02-26",
    "in the spring": "2025-21",
    "in winter": "2024-24",
    "Christmas": "2024-12-25",
    "New Year's Eve": "2024-12-31",
    "on Monday": "2025-03-24",
    "on Wednesday": "2025-03-19",
    "on Tuesday": "[2025-03-18,2025-03-25]",
    "29 February": "2024-02-29",
    # parts
    "in early March 2024": "[2024-03-01..2024-03-10]",
    "mid-March 2024": "[2024-03-11..2024-03-20]",
    "in late March 2024": "[2024-03-21..2024-03-31]",
    "at the end of February 2025": "[2025-02-21..2025-02-28]",
    "at the beginning of March": "[2025-03-01..2025-03-10]",
    "the second half of March": "[2025-03-16..2025-03-31]",
    "in the middle of 2024": "[2024-05..2024-08]",
    "late spring": "2025-05",
    "the early 1930s": "[1930..1932]",
    "early last week": "[2025-03-17..2025-03-18]",
    "at the end of the month": "[2025-03-21..2025-03-31]",
    "all of March": "2025-03-01/2025-03-31",
    # counted from the letter
    "today": "2025-03-25",
    "this morning": "2025-03-25",
    "yesterday": "2025-03-24",
    "the day before yesterday": "2025-03-23",
    "last night": "[2025-03-24..2025-03-25]",
    "last week": "[2025-03-17..2025-03-23]",
    "this week": "[2025-03-24..2025-03-30]",
    "the week before last": "[2025-03-10..2025-03-16]",
    "last month": "2025-02",
    "last year": "2024",
    "last spring": "2024-21",
    "last winter": "2024-24",
    "last March": "2024-03",
    "last February": "[2024-02,2025-02]",
    "last Monday": "[2025-03-17,2025-03-24]",
    "on Monday last week": "2025-03-17",
    "the spring of last year": "2024-21",
    "three days ago": "2025-03-22",
    "1000 days ago": "2022-06-29",
    "two weeks ago": "[2025-03-08..2025-03-14]",
    "a month ago": "[2025-02-12..2025-03-07]",
    "a few days ago": "[2025-03-17..2025-03-23]",
    "several hours ago": "[2025-03-24..2025-03-25]",
    # counted from another day
    "on the eve of 5 March": "2025-03-04",
    "the day after Christmas": "2024-12-26",
    "a week before Christmas": "[2024-12-15..2024-12-21]",
    "two days after 5 March": "2025-03-07",
    "on the night of 5 March": "[2025-03-05..2025-03-06]",
    "the week of 3 March": "[2025-03-03..2025-03-09]",
    # how sure
    "around 1920": "1920~",
    "circa 1920": "1920~",
    "c. 1920": "1920~",
    "about March 2024": "2024-03~",
    "perhaps in March": "2025-03?",
    "March 2025 (?)": "2025-03?",
    "probably around March 2024": "2024-03%",
    # from when, until when
    "since March": "2025-03/..",
    "since 2024": "2024/..",
    "since early March": "[2025-03-01..2025-03-10]/..",
    "since two weeks ago": "[2025-03-08..2025-03-14]/..",
    "until March": "/2025-03",
    "before March": "../2025-02",
    "before 25 March 2025": "../2025-03-24",
    "before 1920": "../1919",
    "before 2025-03": "../2025-02",
    "by March": "../2025-03",
    "no later than 25 March": "../2025-03-25",
    "after March 2024": "[2024-04..]",
    "not before March 2024": "[2024-03..]",
    "from November to March 2025": "2024-11/2025-03",
    "from November 2023 to March": "2023-11/2024-03",
    "from 3 to 17 March": "2025-03-03/2025-03-17",
    "from 28 to 3 March": "2025-02-28/2025-03-03",
    "3–17 March 2025": "2025-03-03/2025-03-17",
    "March 3–17, 2025": "2025-03-03/2025-03-17",
    "March–May 2024": "2024-03/2024-05",
    "1930–32": "1930/1932",
    "1930-1932": "1930/1932",
    "from about March to late May 2024": "2024-03~/[2024-05-21..2024-05-31]",
    "from March until now": "2025-03/..",
    "between March and May": "[2024-03..2024-05]",
    "between 3 and 17 March": "[2025-03-03..2025-03-17]",
    "March or April": "[2024-03,2024-04]",
}

RUSSIAN = {
    "25 марта 2025 г.": "2025-03-25",
    "25 МАРТА 2025 ГОДА": "2025-03-25",
    "25\N{NO-BREAK SPACE}марта\N{NO-BREAK SPACE}2025\N{NO-BREAK SPACE}г.": "2025-03-25",
    "во вторник, 25 марта": "2025-03-25",
    "12 апр. 1961": "1961-04-12",
    "1 сентября 1939 года": "1939-09-01",
    "5-го марта": "2025-03-05",
    "пятого марта": "2025-03-05",
    "двадцать пятого марта": "2025-03-25",
    "5-го числа": "2025-03-05",
    "25.03.24": "2024-03-25",
    "март 2025": "2025-03",
    "в марте": "2025-03",
    "в апреле": "2024-04",
    "летом": "2024-22",
    "весной 2024": "2024-21",
    "весной 1943 года": "1943-21",
    "весной прошлого года": "2024-21",
    "в марте прошлого года": "2024-03",
    "в прошлом году весной": "2024-21",
    "зимой 2024/25": "2024-24",
    "зимой": "2024-24",
    "в 1930-х годах": "193X",
    "в 1930-е": "193X",
    "в тридцатые годы": "193X",
    "в тридцатых годах": "193X",
    "в 30-х": "193X",
    "в 1937 году": "1937",
    "в 37-м году": "1937",
    "в двадцатом веке": "[1901..2000]",
    "начало XX века": "[1901..1933]",
    "на Рождество": "2025-01-07",
    "под Новый год": "2024-12-31",
    # parts
    "в начале марта": "[2025-03-01..2025-03-10]",
    "в первых числах марта": "[2025-03-01..2025-03-10]",
    "в середине марта 2024 года": "[2024-03-11..2024-03-20]",
    "в конце марта 2024 года": "[2024-03-21..2024-03-31]",
    "в двадцатых числах марта": "[2025-03-20..2025-03-29]",
    "в первой половине марта": "[2025-03-01..2025-03-15]",
    "в начале этого года": "[2025-01..2025-04]",
    "в конце 1930-х": "[1937..1939]",
    "в конце прошлой недели": "[2025-03-22..2025-03-23]",
    "ранней весной": "2025-03",
    "поздней осенью 2023": "2023-11",
    "весь март": "2025-03-01/2025-03-31",
    "весь прошлый месяц": "2025-02-01/2025-02-28",
    # counted from the letter
    "сегодня": "2025-03-25",
    "вчера": "2025-03-24",
    "вчера вечером": "[2025-03-24..2025-03-25]",
    "позавчера": "2025-03-23",
    "третьего дня": "2025-03-23",
    "на прошлой неделе": "[2025-03-17..2025-03-23]",
    "на той неделе": "[2025-03-17..2025-03-23]",
    "на этой неделе": "[2025-03-24..2025-03-30]",
    "на позапрошлой неделе": "[2025-03-10..2025-03-16]",
    "в прошлом месяце": "2025-02",
    "в прошлом году": "2024",
    "прошлой весной": "2024-21",
    "прошлым летом": "2024-22",
    "в понедельник": "2025-03-24",
    "в среду": "2025-03-19",
    "в прошлый понедельник": "[2025-03-17,2025-03-24]",
    "в пятницу на прошлой неделе": "2025-03-21",
    "три дня назад": "2025-03-22",
    "дня три назад": "[2025-03-20..2025-03-23]",
    "пару дней назад": "[2025-03-21..2025-03-24]",
    "неделю назад": "[2025-03-15..2025-03-21]",
    "две недели тому назад": "[2025-03-08..2025-03-14]",
    "месяц назад": "[2025-02-12..2025-03-07]",
    # counted from another day
    "накануне 5 марта": "2025-03-04",
    "в ночь на 5 марта": "[2025-03-04..2025-03-05]",
    "в ночь с 4 на 5 марта": "[2025-03-04..2025-03-05]",
    "в ночь с четвёртого на пятое марта": "[2025-03-04..2025-03-05]",
    "за неделю до Нового года": "[2024-12-22..2024-12-28]",
    "через два дня после 5 марта": "2025-03-07",
    # how sure
    "около 1920 года": "1920~",
    "примерно в марте": "2025-03~",
    "возможно, в марте": "2025-03?",
    "примерно в середине марта": "[2025-03-08..2025-03-23]",
    # from when, until when
    "с марта": "2025-03/..",
    "с осени 2023 года": "2023-23/..",
    "с начала марта": "[2025-03-01..2025-03-10]/..",
    "с марта до сих пор": "2025-03/..",
    "с марта по настоящее время": "2025-03/..",
    "до сих пор": "/2025-03-25",
    "к марту": "../2025-03",
    "до марта": "../2025-03",
    "не позднее 25 марта": "../2025-03-25",
    "раньше марта": "../2025-02",
    "после марта 2024 года": "[2024-04..]",
    "с марта по май": "2024-03/2024-05",
    "с 3 по 17 марта": "2025-03-03/2025-03-17",
    "с 3-го по 17-е марта": "2025-03-03/2025-03-17",
    "с конца февраля по середину марта": "[2025-02-21..2025-02-28]/[2025-03-11..2025-03-20]",
    "в марте–апреле 2024": "2024-03/2024-04",
    "в марте-апреле 2024": "2024-03/2024-04",
    "между мартом и маем": "[2024-03..2024-05]",
    "в мае или июне": "[2024-05,2024-06]",
    "от 25 марта": "2025-03-25",
}


@pytest.mark.parametrize(("words", "edtf"), [*ENGLISH.items(), *RUSSIAN.items()])
def test_words_are_resolved_against_the_day_of_writing(words: str, edtf: str) -> None:
    """The words are kept, and the EDTF by itself has the same days."""
    when = read_when(words, LETTER)
    assert when.date is not None
    assert when.date.edtf == edtf
    assert str(when.date) == when.words == words
    again = read_edtf(edtf)
    found = when.date
    assert (found.b0, found.b1, found.e0, found.e1) == (again.b0, again.b1, again.e0, again.e1)


LENGTHS = {
    "two weeks": "P2W",
    "a week": "P1W",
    "a fortnight": "P2W",
    "for two weeks": "P2W",
    "twenty-five days": "P25D",
    "a little over a month": "P1M~",
    "just over a month": "P1M~",
    "about three months": "P3M~",
    "~3 months": "P3M~",
    "a month or so": "P1M~",
    "almost a year": "P1Y~",
    "a couple of weeks": "P2W~",
    "several hours": "PT4H%",
    "a few days": "P4D%",
    "more than a month": "P1M%",
    "half a year": "P6M",
    "a year and a half": "P1Y6M",
    "two and a half months": "P2.5M",
    "1.5 months": "P1.5M",
    "a year and two months": "P1Y2M",
    "two or three weeks": "P2W~",
    "5–6 weeks": "P5W~",
    "one or two days": "P1D%",
    "три с половиной месяца": "P3.5M",
    "две недели": "P2W",
    "двух недель": "P2W",
    "недели две": "P2W~",
    "недели две-три": "P2W~",
    "лет десять": "P10Y~",
    "месяцев пять-шесть": "P5M~",
    "в течение двух недель": "P2W",
    "за две недели": "P2W",
    "полгода": "P6M",
    "полчаса": "PT30M",
    "полтора месяца": "P1.5M",
    "полторы недели": "P1.5W",
    "полтора года": "P1Y6M",
    "год и два месяца": "P1Y2M",
    "чуть больше месяца": "P1M~",
    "месяц с небольшим": "P1M~",
    "около трёх месяцев": "P3M~",
    "почти год": "P1Y~",
    "пару недель": "P2W~",
    "несколько дней": "P4D%",
    "больше месяца": "P1M%",
    "месяц": "P1M",
    "двое суток": "P2D",
    "два-три дня": "P2D~",
    "2-3 недели": "P2W~",
    "сорок дней": "P40D",
    "девяносто девять дней": "P99D",
}


@pytest.mark.parametrize(("words", "duration"), LENGTHS.items())
def test_lengths_of_time_need_no_day_of_writing(words: str, duration: str) -> None:
    when = read_when(words)
    assert when.date is None
    assert str(when.duration) == duration
    assert when.words == words


MONTHS = (
    "январь января январю январём январе",
    "февраль февраля февралю февралём феврале",
    "март марта марту мартом марте",
    "апрель апреля апрелю апрелем апреле",
    "май мая маю маем мае",
    "июнь июня июню июнем июне",
    "июль июля июлю июлем июле",
    "август августа августу августом августе",
    "сентябрь сентября сентябрю сентябрём сентябре",
    "октябрь октября октябрю октябрём октябре",
    "ноябрь ноября ноябрю ноябрём ноябре",
    "декабрь декабря декабрю декабрём декабре",
)


@pytest.mark.parametrize(
    ("form", "number"),
    [(form, i) for i, forms in enumerate(MONTHS, start=1) for form in forms.split()],
)
def test_russian_months_in_every_case(form: str, number: int) -> None:
    when = read_when(f"{form} 1931")
    assert when.date is not None
    assert when.date.edtf == f"1931-{number:02d}"
    assert read_when(form.replace("ё", "е").upper() + " 1931").date is not None


NUMERALS = {
    1: "один одна одно одного одной одному одну одним одном",
    2: "два две двух двум двумя двое",
    3: "три трёх трём тремя трое",
    4: "четыре четырёх четырём четырьмя четверо",
    5: "пять пяти пятью пятеро",
    6: "шесть шести шестью",
    7: "семь семи семью",
    8: "восемь восьми восемью восьмью",
    9: "девять девяти девятью",
    10: "десять десяти десятью",
    11: "одиннадцать одиннадцати",
    12: "двенадцать двенадцати",
    13: "тринадцать тринадцати",
    14: "четырнадцать четырнадцати",
    15: "пятнадцать пятнадцати",
    16: "шестнадцать шестнадцати",
    17: "семнадцать семнадцати",
    18: "восемнадцать восемнадцати",
    19: "девятнадцать девятнадцати",
    20: "двадцать двадцати двадцатью",
    30: "тридцать тридцати",
    40: "сорок сорока",
    50: "пятьдесят пятидесяти пятьюдесятью",
    60: "шестьдесят шестидесяти",
    70: "семьдесят семидесяти",
    80: "восемьдесят восьмидесяти",
    90: "девяносто девяноста",
    100: "сто ста",
}


@pytest.mark.parametrize(
    ("form", "number"), [(form, n) for n, forms in NUMERALS.items() for form in forms.split()]
)
def test_russian_numerals_in_every_case(form: str, number: int) -> None:
    assert str(read_when(f"{form} дней").duration) == f"P{number}D"


@pytest.mark.parametrize("tens", [20, 30, 40, 50, 60, 70, 80, 90])
@pytest.mark.parametrize("rest", range(1, 10))
def test_russian_numerals_of_two_words(tens: int, rest: int) -> None:
    words = f"{NUMERALS[tens].split()[0]} {NUMERALS[rest].split()[0]} дней"
    assert str(read_when(words).duration) == f"P{tens + rest}D"


ORDINALS = [
    "первого",
    "второго",
    "третьего",
    "четвёртого",
    "пятого",
    "шестого",
    "седьмого",
    "восьмого",
    "девятого",
    "десятого",
    "одиннадцатого",
    "двенадцатого",
    "тринадцатого",
    "четырнадцатого",
    "пятнадцатого",
    "шестнадцатого",
    "семнадцатого",
    "восемнадцатого",
    "девятнадцатого",
    "двадцатого",
]
ORDINALS += [f"двадцать {first}" for first in ORDINALS[:9]] + ["тридцатого", "тридцать первого"]


@pytest.mark.parametrize(("ordinal", "day"), list(zip(ORDINALS, range(1, 32), strict=True)))
def test_every_day_of_a_month_in_words(ordinal: str, day: int) -> None:
    when = read_when(f"{ordinal} марта 1931 года")
    assert when.date is not None
    assert when.date.edtf == f"1931-03-{day:02d}"


WEEKDAYS = ["понедельник", "вторник", "среду", "четверг", "пятницу", "субботу", "воскресенье"]


@pytest.mark.parametrize(
    ("weekday", "day"), list(zip(WEEKDAYS, (24, 18, 19, 20, 21, 22, 23), strict=True))
)
def test_the_days_of_the_week_before_the_letter(weekday: str, day: int) -> None:
    """On a Tuesday, "on Tuesday" may be today or a week ago."""
    when = read_when(f"в {weekday}", LETTER)
    assert when.date is not None
    expected = f"2025-03-{day}" if weekday != "вторник" else "[2025-03-18,2025-03-25]"
    assert when.date.edtf == expected


@pytest.mark.parametrize(
    ("words", "edtf", "duration"),
    [
        ("two weeks in March", "2025-03", "P2W"),
        ("in March for two weeks", "2025-03", "P2W"),
        ("две недели в марте", "2025-03", "P2W"),
        ("the last two weeks", "2025-03-11/2025-03-25", "P2W"),
        ("за последние две недели", "2025-03-11/2025-03-25", "P2W"),
        ("the past month", "[2025-02-22..2025-02-25]/2025-03-25", "P1M"),
        ("for two weeks now", "2025-03-11/..", "P2W"),
        ("уже две недели", "2025-03-11/..", "P2W"),
    ],
)
def test_when_and_how_long_together(words: str, edtf: str, duration: str) -> None:
    when = read_when(words, LETTER)
    assert when.date is not None
    assert (when.date.edtf, str(when.duration)) == (edtf, duration)


@pytest.mark.parametrize("text", ["2025-03", "2025-02~/2025-03", "[2024,2025]", "2025-03-25/.."])
def test_edtf_is_read_as_edtf_and_has_no_words(text: str) -> None:
    when = read_when(text, LETTER)
    assert when.date == read_edtf(text)
    assert when.words is None


def test_an_iso_duration_is_a_duration() -> None:
    when = read_when("P1M~")
    assert (when.date, str(when.duration), when.words) == (None, "P1M~", None)


def test_a_letter_of_uncertain_date_makes_its_words_as_uncertain() -> None:
    """ "Last week", in a letter of some day in March."""
    when = read_when("last week", read_edtf("2025-03"))
    assert when.date is not None
    assert when.date.edtf == "[2025-02-17..2025-03-30]"


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        ("today", "[2025-02-01..2025-03-31]"),
        ("last month", "[2025-01-01..2025-02-28]"),
        ("last year", "2024"),
        ("in 1931", "1931"),
        ("since yesterday", "[2025-01-31..2025-03-30]/.."),
        ("before yesterday", "../[2025-01-30..2025-03-29]"),
        ("after yesterday", "[2025-02-01..]"),
    ],
)
def test_both_ends_of_an_uncertain_writing_count(words: str, edtf: str) -> None:
    when = read_when(words, read_edtf("2025-02/2025-03"))
    assert when.date is not None
    assert when.date.edtf == edtf


@pytest.mark.parametrize(
    "words",
    [
        "last week",
        "in March",
        "yesterday",
        "three days ago",
        "since March",
        "вчера",
        "в марте",
        "летом",
    ],
)
@pytest.mark.parametrize("written", [None, "../2025-03-25"])
def test_relative_words_need_a_day_of_writing(words: str, written: str | None) -> None:
    with pytest.raises(UnreadableDate, match="day of writing"):
        read_when(words, read_edtf(written) if written else None)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("before the war", "“war” is not understood"),
        ("до войны", "“войны” is not understood"),
        ("recently", "“recently” is not understood"),
        ("недавно", "“недавно” is not understood"),
        ("not in March", "“not” is not understood"),
        ("March March", "do not make one date"),
        ("from March to", "do not make one date"),
        ("недель", "do not make one date"),
        ("the twenties", "this century or the last"),
        ("в двадцатые годы", "this century or the last"),
        ("3/4/2025", "day first or month first"),
        ("Monday, 25 March 2025", "is not a monday"),
        ("30 February 2025", "there is no day 30"),
        ("30.02.2025", "there is no day 30"),
        ("31 June", "there is no such day"),
        ("in two weeks", "how long it took or how soon"),
        ("через неделю", "do not make one date"),
        ("two or thirty days", "too far apart"),
        ("from 2025 to 2024", "ends before it begins"),
        ("2012-13", "no month 13"),
        ("early after 9999", "do not make one date"),
        ("after 9999", "beyond 9999"),
        ("2025-02-30", "the month 2025-02 has 28 days"),
        ("P1X", "ISO 8601"),
        ("", "empty"),
    ],
)
def test_what_is_not_understood_is_refused_not_guessed(words: str, why: str) -> None:
    with pytest.raises(UnreadableDate) as caught:
        read_when(words, LETTER)
    assert why in caught.value.reason


def test_the_refusal_says_what_would_work() -> None:
    with pytest.raises(UnreadableDate, match=r"P2W.*in early March.*в начале марта"):
        read_when("when the lilac was in bloom", LETTER)


def test_the_language_decides_whether_the_day_comes_first() -> None:
    """3/4 is 3 April everywhere but in English, where nobody can know."""
    when = read_when("3/4/2025", LETTER, lang="ru")
    assert when.date is not None
    assert when.date.edtf == "2025-04-03"
