"""A big world of tickets: deterministic, in both languages, with known symptoms.

A ticket is put together from many small choices: one of some known symptoms or any fault of any
thing on a camera, its wording, when and under what conditions, what was tried, who asks, how it is
reported. Hundreds of symptoms have thousands of wordings; two tickets rarely share a sentence.
"""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from retrieval.passage import Part, Source

_WORDS = json.loads(Path(__file__).with_name("world.json").read_text())
PRODUCTS: tuple[str, ...] = tuple(_WORDS["products"])
PLACES: tuple[str, ...] = tuple(_WORDS["places"])


_KNOWN = 0.4  # of the tickets are about one of the symptoms told as a whole


@dataclass(frozen=True)
class WorldTicket:
    source: Source
    symptom: str
    dealer: int


@dataclass(frozen=True)
class _Symptom:
    """A trouble and its wordings by language; `category` is shared with like ones."""

    name: str
    category: str
    wordings: dict[str, list[str]]


def tickets(count: int, *, seed: int = 7, dealers: int = 100) -> Iterator[WorldTicket]:
    """`count` tickets, newest first; every tenth has an internal text, a third are RMAs."""
    for number in range(count, 0, -1):
        yield ticket(number, random.Random(f"{seed}/{number}"), dealers)


def ticket(number: int, dice: random.Random, dealers: int = 100) -> WorldTicket:
    """The ticket of this number; the same dice give the same ticket."""
    symptom = _symptom(dice)
    language = dice.choice(("zh", "en"))
    dealer = dice.randrange(1, dealers + 1)
    product = dice.choice(PRODUCTS)
    title, text, spare = _wording(dice, symptom, language, product)
    repair = dice.random() < 0.33
    readers = frozenset({"xs", f"xd{dealer}"} | ({"xw"} if repair else set()))
    parts = [Part("", text, readers)]
    if number % 10 == 0:
        parts.append(Part("", f"{spare} {dice.randint(10, 99)}", readers & {"xs", "xw"}))
    name = f"RMA-D-2601-{number:06d}" if repair else f"K2602-{number:06d}"
    source = Source(
        "ticket",
        number,
        name,
        title,
        tuple(parts),
        language,
        product,
        symptom.category,
        dice.random() < 0.8,
        f"{number:09d}",
    )
    return WorldTicket(source, symptom.name, dealer)


def _symptom(dice: random.Random) -> _Symptom:
    """One of the known symptoms, or any fault of any thing."""
    if dice.random() < _KNOWN:
        known = dice.choice(_WORDS["symptoms"])
        return _Symptom(known["category"], known["category"], known)
    thing, fault = dice.choice(_WORDS["things"]), dice.choice(_WORDS["faults"])
    wordings = {
        "zh": [name + said for name in thing["zh"] for said in fault["zh"]],
        "en": [f"{name} {said}" for name in thing["en"] for said in fault["en"]],
    }
    return _Symptom(f"{thing['code']}-{fault['code']}", thing["code"], wordings)


def _wording(
    dice: random.Random, symptom: _Symptom, language: str, product: str
) -> tuple[str, str, str]:
    """(title, text, a part's name)."""
    spare = dice.choice(_WORDS["parts"][language])
    facts = {
        "fw": f"{dice.randint(60, 89)}{dice.randint(10, 99)}",
        "n": dice.randint(2, 48),
        "res": dice.choice(("8K 30fps", "6K 60fps", "4K 120fps", "4K 50fps", "2K 240fps")),
        "part": spare,
        "product": product,
        "place": dice.choice(PLACES),
        "serial": f"{product.split()[-1][:2].upper()}_{dice.randint(100000, 999999)}",
    }
    facts["words"] = dice.choice(symptom.wordings[language]).format(**facts)
    facts["when"] = dice.choice(_WORDS["when"][language]).format(**facts)
    tried = dice.sample(_WORDS["tried"][language], k=dice.randint(0, 3))
    facts["tried"] = ("" if language == "zh" else " ").join(tried).format(**facts)
    told = dice.choice(_WORDS["reports"][language]).format(**facts)
    conditions = dice.sample(_WORDS["conditions"][language], k=dice.randint(0, 2))
    beside = ("，" if language == "zh" else ", ").join(conditions).format(**facts)
    done = dice.choice(_WORDS["done"][language]).format(**facts)
    solved = "处理：" if language == "zh" else "Solution: "
    title = dice.choice(_WORDS["titles"][language]).format(**facts)
    said = " ".join(f"{told} {beside}".split())
    return title, f"{said}\n{solved}{done}", spare


def questions(count: int, *, seed: int = 11) -> list[str]:
    """What people type about this world: symptoms, symptoms with a model, parts, numbers."""
    dice = random.Random(seed)
    found = []
    for _ in range(count):
        wordings = _symptom(dice).wordings
        words = dice.choice((*wordings["zh"], *wordings["en"])).format(n=dice.randint(2, 48))
        product = dice.choice(PRODUCTS)
        forms = (
            words,
            f"{product} {words}",
            f"{words} {dice.choice(PLACES)}",
            f"{dice.choice(_WORDS['parts']['zh'])} {dice.randint(2, 48)}",
            f"{product} {dice.randint(6010, 8999)}",
            f"K2602-{dice.randint(1, 99999):06d}",
        )
        found.append(dice.choice(forms))
    return found
