"""Dates and durations as people would say them, in two languages."""

import pytest

from kartoteka.model.dates import day_of, read_duration, read_edtf
from kartoteka.wording.dates import say_date, say_day, say_duration, say_since, say_when

SAID = {
    "2025": ("2025", "2025 г."),
    "2025-03": ("March 2025", "март 2025 г."),
    "2025-03-25": ("25 March 2025", "25 марта 2025 г."),
    "2025-03-25T14:30:00Z": ("25 March 2025", "25 марта 2025 г."),
    "2025-03~": ("about March 2025", "около марта 2025 г."),
    "2025-05~": ("about May 2025", "около мая 2025 г."),
    "2025-03?": ("March 2025 (uncertain)", "март 2025 г. (предположительно)"),
    "2025-03%": ("about March 2025 (uncertain)", "около марта 2025 г. (предположительно)"),
    "2004-06~-11": ("about 11 June 2004", "около 11 июня 2004 г."),
    "2024-21": ("spring 2024", "весна 2024 г."),
    "2024-24": ("winter 2024/25", "зима 2024/25 г."),
    "2024-30": ("southern summer 2024/25", "лето 2024/25 г. (Южное полушарие)"),
    "2001-34": ("the 2nd quarter of 2001", "2-й квартал 2001 г."),
    "2001-41": ("the second half of 2001", "2-е полугодие 2001 г."),
    "193X": ("the 1930s", "1930-е годы"),
    "1985-04-XX": ("April 1985", "апрель 1985 г."),
    "19XX": ("some time between 1900 and 1999", "в какой-то момент между 1900 г. и 1999 г."),
    "Y170000002": ("Y170000002", "Y170000002"),
    "-0044-03-15": ("15 March 45 BC", "15 марта 45 г. до н. э."),
    # intervals
    "2025-03-02/2025-03-17": ("2 to 17 March 2025", "со 2 по 17 марта 2025 г."),
    "2025-03-03/2025-04-17": ("3 March to 17 April 2025", "с 3 марта по 17 апреля 2025 г."),
    "2024-12-03/2025-04-17": (
        "3 December 2024 to 17 April 2025",
        "с 3 декабря 2024 г. по 17 апреля 2025 г.",
    ),
    "2025-02/2025-03": ("February to March 2025", "с февраля по март 2025 г."),
    "1930/1932": ("1930 to 1932", "с 1930 г. по 1932 г."),
    "2024-21/2024-22": ("spring 2024 to summer 2024", "с весны 2024 г. по лето 2024 г."),
    "2025-03-17/2025-03-17": ("17 March 2025", "17 марта 2025 г."),
    "2025-02~/2025-03": (
        "from about February 2025 to March 2025",
        "примерно с февраля 2025 г. по март 2025 г.",
    ),
    # open ends
    "2025-03~/..": (
        "from about March 2025, still so when last heard",
        "примерно с марта 2025 г., по последним сведениям — по-прежнему",
    ),
    "2025-03/": ("from March 2025, end unknown", "с марта 2025 г., конец неизвестен"),
    "../2025-03-25": ("not after 25 March 2025", "не позднее 25 марта 2025 г."),
    "/2025-03": ("until March 2025, beginning unknown", "до марта 2025 г., начало неизвестно"),
    "../..": ("time unknown", "время неизвестно"),
    "[2025-03-01..2025-03-10]/..": (
        "from early March 2025, still so when last heard",
        "с начала марта 2025 г., по последним сведениям — по-прежнему",
    ),
    "../[2025-03-17..2025-03-23]": ("not after 23 March 2025", "не позднее 23 марта 2025 г."),
    # sets, which words make
    "[2025-03-01..2025-03-10]": ("early March 2025", "начало марта 2025 г."),
    "[2025-03-11..2025-03-20]": ("mid-March 2025", "середина марта 2025 г."),
    "[2025-02-21..2025-02-28]": ("late February 2025", "конец февраля 2025 г."),
    "[2025-03-16..2025-03-31]": ("the second half of March 2025", "вторая половина марта 2025 г."),
    "[1930..1932]": ("the early 1930s", "начало 1930-х годов"),
    "[1901..2000]": ("the 20th century", "XX век"),
    "[2024-01..2024-02,2024-12]": ("winter 2024", "зима 2024 г."),
    "[2025-03-17..2025-03-23]": (
        "some time between 17 and 23 March 2025",
        "в какой-то момент между 17 и 23 марта 2025 г.",
    ),
    "[2025-03..2025-05]": (
        "some time between March and May 2025",
        "в какой-то момент между мартом и маем 2025 г.",
    ),
    "[2024-22,2025-22]": ("summer 2024 or summer 2025", "лето 2024 г. или лето 2025 г."),
    "{1960,1961-12}": ("1960 and December 1961", "1960 г. и декабрь 1961 г."),
    "[2025-04..]": ("not before April 2025", "не ранее апреля 2025 г."),
    "[..2025-04]": ("not after April 2025", "не позднее апреля 2025 г."),
}


@pytest.mark.parametrize(
    ("edtf", "english", "russian"), [(edtf, *said) for edtf, said in SAID.items()]
)
def test_a_date_in_both_languages(edtf: str, english: str, russian: str) -> None:
    date = read_edtf(edtf)
    assert say_date(date, "en") == english
    assert say_date(date, "ru") == russian


def test_any_other_language_is_answered_in_english() -> None:
    assert say_date(read_edtf("2025-03"), "fr") == "March 2025"


@pytest.mark.parametrize(
    ("edtf", "english", "russian"),
    [
        ("2025", "in 2025", "в 2025 г."),
        ("2025-03", "in March 2025", "в марте 2025 г."),
        ("2025-03?", "in March 2025 (uncertain)", "в марте 2025 г. (предположительно)"),
        ("2001-34", "in the 2nd quarter of 2001", "во 2-м квартале 2001 г."),
        ("2001-33", "in the 1st quarter of 2001", "в 1-м квартале 2001 г."),
        ("2001-40", "in the first half of 2001", "в 1-м полугодии 2001 г."),
        ("2025-03-25", "on 25 March 2025", "25 марта 2025 г."),
        ("2025-03~", "about March 2025", "около марта 2025 г."),
        ("2024-22", "in summer 2024", "летом 2024 г."),
        ("193X", "in the 1930s", "в 1930-е годы"),
        ("2025-03-02/2025-03-17", "from 2 to 17 March 2025", "со 2 по 17 марта 2025 г."),
        ("2025-03-17/2025-03-17", "on 17 March 2025", "17 марта 2025 г."),
        ("../2025-03", "not after March 2025", "не позднее марта 2025 г."),
        ("[2025-03-01..2025-03-10]", "in early March 2025", "в начале марта 2025 г."),
        ("[2025-03-16..2025-03-31]", "in the second half of March 2025", "во второй половине марта 2025 г."),
        ("[2025-03..2025-05]", "some time between March and May 2025",
         "в какой-то момент между мартом и маем 2025 г."),
    ],
)  # fmt: skip
def test_an_answer_to_when(edtf: str, english: str, russian: str) -> None:
    date = read_edtf(edtf)
    assert say_when(date, "en") == english
    assert say_when(date, "ru") == russian


@pytest.mark.parametrize(
    ("edtf", "english", "russian"),
    [
        ("2025-03-02/..", "since 2 March 2025", "со 2 марта 2025 г."),
        ("2025-03-22/..", "since 22 March 2025", "с 22 марта 2025 г."),
        ("2025-03~/..", "since about March 2025", "примерно с марта 2025 г."),
        ("2025-03", "since March 2025", "с марта 2025 г."),
        ("2025-03/2025-04", "since March 2025", "с марта 2025 г."),
        ("../2025-03-25", "since 25 March 2025 at the latest", "не позднее чем с 25 марта 2025 г."),
        (
            "[..2025-03-25]",
            "since 25 March 2025 at the latest",
            "не позднее чем с 25 марта 2025 г.",
        ),
        ("../..", "time unknown", "время неизвестно"),
    ],
)
def test_an_answer_to_since_when(edtf: str, english: str, russian: str) -> None:
    date = read_edtf(edtf)
    assert say_since(date, "en") == english
    assert say_since(date, "ru") == russian


MONTHS_OF = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
]
MONTHS_BY = [
    "январём",
    "февралём",
    "мартом",
    "апрелем",
    "маем",
    "июнем",
    "июлем",
    "августом",
    "сентябрём",
    "октябрём",
    "ноябрём",
    "декабрём",
]
MONTHS_IN = [
    "январе",
    "феврале",
    "марте",
    "апреле",
    "мае",
    "июне",
    "июле",
    "августе",
    "сентябре",
    "октябре",
    "ноябре",
    "декабре",
]


@pytest.mark.parametrize("number", range(1, 13))
def test_russian_months_in_their_cases(number: int) -> None:
    month = f"2025-{number:02d}"
    assert say_date(read_edtf(f"{month}~"), "ru") == f"около {MONTHS_OF[number - 1]} 2025 г."
    assert say_when(read_edtf(month), "ru") == f"в {MONTHS_IN[number - 1]} 2025 г."
    between = say_date(read_edtf(f"[2024-06..{month}]"), "ru")
    assert between.endswith(f"июнем 2024 г. и {MONTHS_BY[number - 1]} 2025 г.")


def test_days() -> None:
    day = day_of(2025, 3, 5)
    assert (say_day(day), say_day(day, "ru")) == ("5 March 2025", "5 марта 2025 г.")
    assert say_day(day_of(12000, 3, 5)) == "Y12000"  # EDTF has no days beyond the year 9999


@pytest.mark.parametrize(
    ("text", "english", "russian"),
    [
        ("P1D", "a day", "день"),
        ("P2D", "2 days", "2 дня"),
        ("P5D", "5 days", "5 дней"),
        ("P11D", "11 days", "11 дней"),
        ("P21D", "21 days", "21 день"),
        ("P21D~", "about 21 days", "около 21 дня"),
        ("P1W", "a week", "неделя"),
        ("P2W", "2 weeks", "2 недели"),
        ("P2W~", "about 2 weeks", "около 2 недель"),
        ("P1M~", "about a month", "около месяца"),
        ("P3M~", "about 3 months", "около 3 месяцев"),
        ("P1.5M", "1.5 months", "1,5 месяца"),
        ("P6M", "half a year", "полгода"),
        ("P6M~", "about half a year", "около полугода"),
        ("P1Y", "a year", "год"),
        ("P5Y", "5 years", "5 лет"),
        ("P1Y6M", "1 year 6 months", "1 год 6 месяцев"),
        ("PT3H", "3 hours", "3 часа"),
        ("PT30M", "30 minutes", "30 минут"),
        ("P4D%", "roughly 4 days", "приблизительно 4 дня"),
        ("P2W?", "2 weeks (uncertain)", "2 недели (предположительно)"),
        ("P0D", "0 days", "0 дней"),
    ],
)
def test_a_length_of_time_in_both_languages(text: str, english: str, russian: str) -> None:
    duration = read_duration(text)
    assert say_duration(duration, "en") == english
    assert say_duration(duration, "ru") == russian


def test_the_last_century_of_four_digits_can_be_said() -> None:
    """Its end would need five; found by the property that every date can be said."""
    assert (
        say_date(read_edtf("[9901-01-01..9901-01-02]")) == "some time between 1 and 2 January 9901"
    )
