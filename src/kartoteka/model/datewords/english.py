"""The English words for time, as data: canonical token(s) → the phrases that mean it, separated by ``|``.

What the tokens mean is in ``tokens.py``; how they go together, in ``grammar.py``. To teach a new phrase,
add it here and a line to ``tests/model/test_datewords.py``.
"""

from __future__ import annotations

PHRASES: dict[str, str] = {
    # words that say nothing of the time
    "": """the | in | on | at | of | during | within | for | as | sometime | some time | date |
        morning | afternoon | evening | noon | exactly | just | only | s | roughly speaking""",
    # numbers
    "n:0.5": "half a | half an | half",
    "n:1.5": "one and a half | one and half",
    "n:1": "a | an | one",
    "couple": "couple | a couple",
    "several": "several | a few | few | some | a number of",
    "plushalf": "and a half",
    "halfof": "first half of | half of",
    "ord:1 halfof": "first half | the first half",
    "ord:2 halfof": "second half | the second half",
    # units of time
    "unit:H": "hour",
    "units:H": "hours",
    "unit:D": "day",
    "units:D": "days",
    "unit:W": "week",
    "units:W": "weeks",
    "n:2 units:W": "fortnight | a fortnight",
    "unit:M": "month",
    "units:M": "months",
    "unit:Y": "year",
    "units:Y": "years",
    "unit:T": "decade",
    "century": "century",
    # the calendar
    "season:21": "spring | springtime",
    "season:22": "summer | summertime",
    "season:23": "autumn | fall",
    "season:24": "winter | wintertime",
    "holiday:12-24": "christmas eve",
    "holiday:12-25": "christmas | christmas day",
    "holiday:12-31": "new year's eve | new years eve",
    "holiday:01-01": "new year | new year's | new year's day | new years day",
    # relative to the day of writing
    "day:0": """today | now | right now | currently | at present | at the moment | this morning |
        this afternoon | this evening | tonight | present | the present day | this day |
        time of writing | the time of writing""",
    "day:-1": "yesterday",
    "day:-2": "day before yesterday",
    "day:1": "tomorrow",
    "day:2": "day after tomorrow",
    "lastnight": "last night | yesterday night | yesterday evening",
    "several unit:D ago": "the other day | other day",
    "rel:last": "last | previous",
    "rel:past": "past",
    "rel:this": "this | current",
    "rel:next": "next | coming",
    "rel:beforelast unit:W": "week before last",
    "rel:beforelast unit:M": "month before last",
    "rel:beforelast unit:Y": "year before last",
    "ago": "ago | back",
    "already": "already",
    # parts
    "edge:early": "early | beginning | start",
    "edge:mid": "mid | middle",
    "edge:late": "late | end | close",
    "whole": "all | whole | entire | throughout | all through | the whole of",
    "eve": "eve | day before",
    "dayafter": "day after",
    "night": "night | overnight",
    "weekof": "week of | week beginning",
    # how sure, how nearly
    "about": """about | around | approximately | approx | roughly | circa | c | ca | nearly | almost |
        not quite | just under | just over | slightly over | a little over | a bit over | a little more than |
        a bit more than | slightly more than | just more than | a little under | a little less than |
        or so | close to | a good""",
    "more": "more than | over | longer than | at least | less than | under",
    "maybe": "maybe | perhaps | probably | possibly | apparently | presumably | i think",
    # from when, until when
    "before": "before | earlier than | prior to",
    "after": "after | later than",
    "since": "since | from | ever since | starting from | starting | as of",
    "until": "until | till | up until | up to",
    "through": "to | through | thru",
    "by": "by | not after | no later than | not later than",
    "notbefore": "not before | no earlier than | not earlier than",
    "between": "between",
    "and": "and",
    "or": "or",
}

NAMES: dict[str, str] = {
    "month": """january jan | february feb | march mar | april apr | may | june jun | july jul |
        august aug | september sep sept | october oct | november nov | december dec""",
    "weekday": """monday mon | tuesday tue tues | wednesday wed | thursday thu thur thurs | friday fri |
        saturday sat | sunday sun""",
    "n": """one | two | three | four | five | six | seven | eight | nine | ten | eleven | twelve |
        thirteen | fourteen | fifteen | sixteen | seventeen | eighteen | nineteen | twenty""",
    "ord": """first | second | third | fourth | fifth | sixth | seventh | eighth | ninth | tenth |
        eleventh | twelfth | thirteenth | fourteenth | fifteenth | sixteenth | seventeenth |
        eighteenth | nineteenth | twentieth""",
    "tens": """tens | twenties | thirties | forties | fifties | sixties | seventies | eighties |
        nineties""",
}
"""Kind → its words in order, counted from 1 (``weekday`` from 0, ``tens`` by ten)."""

TENS: dict[str, str] = {
    "n": "thirty | forty | fifty | sixty | seventy | eighty | ninety | hundred",
    "ord": "thirtieth | fortieth | fiftieth | sixtieth | seventieth | eightieth | ninetieth",
}
"""Kind → the words for 30, 40, 50 …"""
