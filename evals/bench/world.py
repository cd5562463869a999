"""A big world of tickets: deterministic, in both languages, with known symptoms.

A ticket is put together from many small choices (symptom, its wording, circumstances, what was
tried, who asks, numbers), so two tickets of one symptom rarely share a sentence.
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


@dataclass(frozen=True)
class WorldTicket:
    source: Source
    symptom: str
    dealer: int


def tickets(count: int, *, seed: int = 7, dealers: int = 100) -> Iterator[WorldTicket]:
    """`count` tickets, newest first; every tenth has an internal text, a third are RMAs."""
    for number in range(count, 0, -1):
        yield ticket(number, random.Random(f"{seed}/{number}"), dealers)


def ticket(number: int, dice: random.Random, dealers: int = 100) -> WorldTicket:
    """The ticket of this number; the same dice give the same ticket."""
    symptom = dice.choice(_WORDS["symptoms"])
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
        symptom["category"],
        dice.random() < 0.8,
        f"{number:09d}",
    )
    return WorldTicket(source, symptom["category"], dealer)


def _wording(
    dice: random.Random, symptom: dict[str, list[str]], language: str, product: str
) -> tuple[str, str, str]:
    """(title, text, a part's name)."""
    spare = dice.choice(_WORDS["parts"][language])
    facts = {
        "fw": f"{dice.randint(60, 89)}{dice.randint(10, 99)}",
        "n": dice.randint(2, 48),
        "res": dice.choice(("8K 30fps", "6K 60fps", "4K 120fps", "4K 50fps", "2K 240fps")),
        "part": spare,
    }
    words = dice.choice(symptom[language])
    when = dice.choice(_WORDS["when"][language]).format(**facts)
    tried = [
        each.format(**facts)
        for each in dice.sample(_WORDS["tried"][language], k=dice.randint(0, 3))
    ]
    done = dice.choice(_WORDS["done"][language]).format(**facts)
    serial = f"{product.split()[-1][:2].upper()}_{dice.randint(100000, 999999)}"
    place = dice.choice(PLACES)
    title = f"{product} {words}" if dice.random() < 0.7 else f"{words} ({product})"
    if language == "zh":
        said = f"{place}客户反映{product}{when}{words}，序列号 {serial}。{''.join(tried)}"
        return title, f"{said}\n处理：{done}", spare
    said = f"Customer in {place}, serial {serial}: the {product} {words} {when}. {' '.join(tried)}"
    return title, f"{said}\nSolution: {done}", spare


def questions(count: int, *, seed: int = 11) -> list[str]:
    """What people type about this world: symptoms, symptoms with a model, parts, numbers."""
    dice = random.Random(seed)
    found = []
    for _ in range(count):
        symptom = dice.choice(_WORDS["symptoms"])
        words = dice.choice((*symptom["zh"], *symptom["en"]))
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
