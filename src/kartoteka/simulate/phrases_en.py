"""How letters say it in English: kind of report → templates."""

from __future__ import annotations

PHRASES: dict[str, tuple[str, ...]] = {
    "stay-now": (
        "{when} I have been in {cell}.",
        "I am writing from {cell}, where I have been {when}.",
        "{when}, {cell} has been my address.",
    ),
    "stay-then": (
        "{when} I was kept in {cell}.",
        "I was in {cell} {when}.",
        "{when} I lived in {cell}.",
    ),
    "stay-quarantine": (
        "{when} I sat in quarantine in {cell}.",
        "Quarantine, {when}, meant {cell}.",
    ),
    "transfer": (
        "{when} they moved me to {prison} from {origin}.",
        "I was taken from {origin} to {prison} {when}.",
        "The journey from {origin} to {prison} took place {when}.",
    ),
    "reach-none": (
        "In quarantine in {cell} nothing reached me, neither letters nor parcels.",
        "While they kept me in quarantine in {cell}, no letter and no parcel came through.",
    ),
    "reach-parcels": (
        "Since quarantine ended both letters and parcels reach me in {cell}.",
        "In {cell} the mail finds me again, and parcels are let through.",
    ),
    "with-me": (
        "{when} there were with me in {cell}: {names}.",
        "My company in {cell} {when}: {names}.",
        "{when} I shared {cell} with these: {names}.",
    ),
    "came": (
        "New in {cell}: {names}.",
        "Into {cell} they have put {names}.",
        "The door of {cell} let in {names}.",
    ),
    "gone": (
        "Some are in {cell} no more: {names}.",
        "For a time I had beside me in {cell} also {names}.",
        "We have lost from {cell}: {names}.",
    ),
    "sent": (
        "They were sent on: {list}.",
        "The corridor knows where they were taken: {list}.",
    ),
    "sent-one": ("{name} to {prison} ({when})",),
    "acquaint": ("{list}.", "A card for each: {list}.", "Whom one meets: {list}."),
    "acquaint-one": (
        "{name} is {trade} by trade, here for {charge}, {type}",
        "{name}, {trade}, whom {charge} brought here, is what one calls {type}",
        "{name}: {trade}, {charge}, {type} if you ask me",
    ),
    "has": ("{cell} has {there}.", "There is, in {cell}, {there}."),
    "has-not": ("{cell} does without {absent}.", "There is no sign in {cell} of {absent}."),
    "has-both": (
        "{cell} has {there}, but not {absent}.",
        "There is, in {cell}, {there}; what we lack is {absent}.",
    ),
    "thanks-to": ("{thing} (thanks to {name})",),
    "members": (
        "The circle in {cell} is made up, besides me or without me, of {names}.",
        "To the circle of {cell} belong {names}.",
    ),
    "members-of-split": (
        "The smaller circle that broke away in {cell} is {names}.",
        "Apart from the others in {cell}, a circle of their own, are {names}.",
    ),
    "formed": (
        "In {cell} a circle formed {when}: people agreed to live together and not just side by side.",
        "{when} something began in {cell} that I would call a community.",
    ),
    "re-formed": (
        "In {cell} the old circle came together again {when}, with new people among the old.",
    ),
    "split": ("In {cell} the circle split {when}, and a smaller one went its own way.",),
    "dissolved": (
        "The circle in {cell} fell apart {when}: too many had been taken away.",
        "{when} there was nobody left to keep up the circle in {cell}, and it ended.",
    ),
    "practice-voting": (
        "Matters of the whole of {cell} are put to the vote.",
        "In {cell} they vote, with hands raised, even about the window.",
    ),
    "practice-consensus": ("In {cell} a matter is talked over until all agree.",),
    "practice-common-purse": (
        "Whatever comes in parcels goes into one pot in {cell}.",
        "In {cell} the food is common, to the last onion.",
    ),
    "practice-sharing-in-subgroups": (
        "In {cell} people share by threes and fours, not all together.",
    ),
    "practice-each-for-himself": ("In {cell} everybody eats his own.",),
    "no-vote": (
        "It does not occur to anyone in {cell} to vote on anything.",
        "Nobody votes in {cell}; the very word makes people laugh.",
    ),
    "capacity": ("{cell} is made for {n}.", "There are {n} beds in {cell}."),
    "population": (
        "There are {n} of us in {cell} as I write.",
        "Counting myself, {cell} holds {n} today.",
    ),
    "food": (
        "As for {prison}, {food}; I have eaten there {when}.",
        "About {prison} I can say from my own bowl, {when}: {food}.",
    ),
    "short-of-staff": ("In {prison} there are never enough guards for the walks.",),
    "heard-own": (
        "{name}, who came to us from {prison}, told in {cell} {when} that {food} there.",
        "{when} I heard in {cell} from {name}, who came from there: in {prison} {food}.",
    ),
    "heard-once": (
        "{name} told us in {cell} {when} what he had from {origin}: in {prison} {food}.",
        "In {cell}, {when}, {name} passed on the word of {origin}: in {prison} {food}.",
    ),
    "heard-far": (
        "{name} said in {cell} {when} that somebody had it from {origin}: in {prison} {food}.",
        (
            "Through many mouths it came to {name}, who told it in {cell} {when}: "
            "{origin} had said that in {prison} {food}."
        ),
    ),
    "reputation": (
        "Of the kind they call {type} people in {cell} say: {value}.",
        "Ask in {cell} about the kind called {type}, and you hear: {value}.",
    ),
    "believes": ("I notice that I begin to believe what the television in {cell} says.",),
    "doubts": ("The television in {cell} goes on all day, and I no longer believe a word of it.",),
    "count": (
        "I have counted: since {since} I have known {prisons} and {cells}.",
        "Since {since} it makes {prisons} and {cells} in all.",
    ),
}

GREETINGS = (
    "Dear friends,",
    "My dear ones,",
    "Good day to you all,",
    "Dear friends, far and near,",
)
FAREWELLS = (
    "Write to me; letters are read here more than once.",
    "I embrace you all.",
    "Keep well, and write what you are reading.",
    "Until the next letter.",
)
IDLE = (
    "The radiator knocks at night as if somebody wanted to come in.",
    "It snowed, and the yard was quiet for once.",
    "We argue about chess openings and about the end of the world, in that order.",
    "I read slowly now, to make the book last.",
    "The tea is strong, and that is half of the day.",
    "In the evening somebody sings behind the wall, always the same three songs.",
    "I have learned to sleep through the light.",
    "A sparrow comes to the window at the hour of the morning count.",
    "People here listen better than they do outside; there is time for it.",
    "I keep my notes small, and my hopes too.",
    "The corridor smells of lime and boiled cabbage.",
    "On Thursdays we are taken to wash, and everybody is kinder on Thursdays.",
    "One learns to tell the guards by their keys.",
    "I am drawing up a card for everybody I meet, in my head, until there is paper.",
)
