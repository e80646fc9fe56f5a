"""The words of the world: names, nicknames, trades, charges, human types, prisons, appliances.

All of it is fiction: surnames are put together from plants and landscape. English first, then Russian; where
Russian needs a case that cannot be made by rule, it is written out.
"""

from __future__ import annotations

from dataclasses import dataclass


def words(text: str) -> tuple[str, ...]:
    """Return the words of a text."""
    return tuple(text.split())


FIRST_NAMES = words("""
Иван Антон Борис Виктор Глеб Денис Егор Захар Кирилл Леонид Максим Марк Никон Олег Роман
Степан Тимур Фёдор Яков Артём Богдан Вадим Давид Ефим Игнат Константин Мирон Назар Остап Платон Родион Семён
Тихон Ян Андрей Алексей Матвей Сергей Тимофей Николай Аркадий Василий Георгий Дмитрий Юрий Евгений Игорь
Никита Илья""")
PREFIXES = ("", "", "За", "При", "Под", "Бело", "Черно", "Старо", "Ново", "Криво", "Добро", "Тихо")
STEMS = words("""
ракит полын бурьян тальник верест клён лозин таволг осин рябин калин малин ветл дубр ельник пихт
кедр луг полян бор холм овраг камен песчан болот озер руч брод плёс омут берег мыс остров пашн покос стерн
колос ржан овсян ячмен льнян конопл хмел клевер чабрец васильк ромаш шалфе гриб лис барсук рыс соболь куниц
журавл дрозд скворц снегир зябл чиж щегл стриж сыч филин сокол""")
ENDINGS = ("ов", "ин", "овский", "инский")

NICKNAMES = (
    ("the Boatswain", "Боцман"),
    ("the Professor", "Профессор"),
    ("the Chess Player", "Шахматист"),
    ("the Baker", "Пекарь"),
    ("the Grey One", "Седой"),
    ("the Watchmaker", "Часовщик"),
    ("the Sailor", "Матрос"),
    ("the Agronomist", "Агроном"),
    ("the Mute", "Немой"),
    ("the Tractor Driver", "Тракторист"),
    ("the Tall One", "Длинный"),
    ("the Redhead", "Рыжий"),
    ("the Conductor", "Дирижёр"),
    ("the Captain", "Капитан"),
    ("the Stove-Maker", "Печник"),
    ("the Healer", "Лекарь"),
    ("the Painter", "Художник"),
    ("the Silent One", "Молчун"),
    ("the Fisherman", "Рыбак"),
    ("the Beekeeper", "Пасечник"),
    ("the Student", "Студент"),
    ("the Poet", "Поэт"),
    ("the Philosopher", "Философ"),
    ("the Diver", "Водолаз"),
    ("the Accordionist", "Гармонист"),
)

TOWNS = (
    "Серебрянск",
    "Верхнереченск",
    "Солеваров",
    "Туманск",
    "Озёрск-Дальний",
    "Каменный Брод",
    "Ветлужин",
    "Пристанск",
    "Кедровец",
    "Малая Пристань",
)
"""The first is the metropolis."""

PRISONS = words("""
Северная Лесная Речная Заводская Озёрная Степная Песчаная Каменная Ветреная Полевая Луговая
Дальняя Верхняя Нижняя Заречная Мельничная Кирпичная Соляная Торговая Монастырская Слободская
Вокзальная Гончарная Кузнечная Садовая Пристанская Болотная Рудничная Сосновая Ольховая""")


@dataclass(frozen=True, slots=True)
class Word:
    """A type or a thing: its id, its label in both languages, and how a sentence says it.

    ``en`` and ``ru`` are the labels; ``said`` gives the form that the templates need, where they need one.
    """

    id: str
    en: str
    ru: str
    said_en: str = ""
    said_ru: str = ""

    def said(self, lang: str) -> str:
        """Return the form in a sentence."""
        return self.said_ru if lang == "ru" else self.said_en


TRADES = (
    Word("locksmith", "locksmith", "слесарь", "a locksmith", "слесарь"),
    Word("welder", "welder", "сварщик", "a welder", "сварщик"),
    Word("cook", "cook", "повар", "a cook", "повар"),
    Word("schoolteacher", "schoolteacher", "учитель", "a schoolteacher", "учитель"),
    Word(
        "lorry-driver", "lorry driver", "водитель грузовика", "a lorry driver", "водитель грузовика"
    ),
    Word("programmer", "programmer", "программист", "a programmer", "программист"),
    Word("accountant", "accountant", "бухгалтер", "an accountant", "бухгалтер"),
    Word("farmer", "farmer", "фермер", "a farmer", "фермер"),
    Word("builder", "builder", "строитель", "a builder", "строитель"),
    Word("musician", "musician", "музыкант", "a musician", "музыкант"),
    Word("doctor", "doctor", "врач", "a doctor", "врач"),
    Word("shopkeeper", "shopkeeper", "лавочник", "a shopkeeper", "лавочник"),
)
CHARGES = (
    Word("theft", "theft", "кража", "theft", "за кражу"),
    Word("fraud", "fraud", "мошенничество", "fraud", "за мошенничество"),
    Word("brawling", "brawling", "драка", "a brawl", "за драку"),
    Word("bribery", "bribery", "взятка", "a bribe", "за взятку"),
    Word("drugs", "drugs", "наркотики", "drugs", "за наркотики"),
    Word("words", "spoken words", "сказанные слова", "something he said", "за слова"),
    Word("road-death", "death on the road", "гибель на дороге", "a death on the road", "за аварию"),
    Word("killing", "killing", "убийство", "a killing", "за убийство"),
)
TYPES = (
    Word("first-timer", "the first-timer", "новичок", "a first-timer", "из новичков"),
    Word("old-timer", "the old-timer", "старожил", "an old-timer", "из старожилов"),
    Word("political", "the political", "политический", "a political", "из политических"),
    Word("loner", "the loner", "одиночка", "a loner", "из одиночек"),
    Word("provider", "the provider", "кормилец", "a provider", "из кормильцев"),
    Word("storyteller", "the storyteller", "рассказчик", "a storyteller", "из рассказчиков"),
)
THINGS = (
    Word("refrigerator", "refrigerator", "холодильник", "a refrigerator", "холодильник"),
    Word("television", "television", "телевизор", "a television", "телевизор"),
    Word("multicooker", "multicooker", "мультиварка", "a multicooker", "мультиварка"),
)
PRACTICES = (
    Word("voting", "decision by vote", "решение голосованием"),
    Word("consensus", "decision by consensus", "решение согласием"),
    Word("common-purse", "the common purse", "общий котёл"),
    Word("sharing-in-subgroups", "sharing in small groups", "делёж по малым кругам"),
    Word("each-for-himself", "each for himself", "каждый сам по себе"),
)
SHORTAGE = Word("short-of-staff", "a place short of staff", "место, где не хватает людей")

FOOD = {
    2: ("they feed people very well", "кормят очень хорошо"),
    1: ("the food is decent", "кормят прилично"),
    0: ("the food is neither good nor bad", "кормят средне"),
    -1: ("the food is poor", "кормят плохо"),
    -2: ("one cannot eat the food", "есть это невозможно"),
}
REPUTATIONS = {
    1: (
        ("steady and kind", "люди ровные и добрые"),
        ("one can rely on them", "на них можно положиться"),
    ),
    -1: (
        ("arrogant", "заносчивы"),
        ("one had better keep away from them", "от них лучше держаться подальше"),
    ),
}
