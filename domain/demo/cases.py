"""The case library: what goes wrong, how people tell it, what helps."""

import random
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from typing import Any

from domain.demo.catalogue import LOCAL_SKUS, Catalogue
from domain.demo.people import Customer
from domain.demo.shelf import Record, table, weighted

_SHELVES = (
    "01_stability",
    "02_hardware",
    "03_image_media",
    "04_audio_power",
    "05_display_lens",
    "06_sync_firmware",
    "07_usage",
)
_FREQUENT = {"freeze": 1.7, "sdi_port": 1.3}
_POPULAR = {"mavo_edge_8k": 1.5, "mavo_edge_6k": 1.2, "mavo_mark2": 1.2, "kinemax_6k": 0.3}
_RARELY_REPAIRED = {"mavo_edge_8k": 0.45}
_MINUTES = ["6", "8", "10", "12", "15", "18", "20", "25", "30", "35", "40", "50", "70"]
_PLANS = {"mavo_edge_8k": "B2", "mavo_edge_6k": "C2"}
_REGIONS_AS_OTHER = ("china", "europe", "north_america", "southeast_asia", "oceania")


class Slots(dict[str, str]):
    """The blanks of one ticket, each drawn when it is first needed and the same ever after."""

    def __init__(self, rng: random.Random, choices: dict[str, list[str]]) -> None:
        super().__init__()
        self._rng, self._choices = rng, choices

    def __missing__(self, name: str) -> str:
        self[name] = self._rng.choice(self._choices[name])
        return self[name]


@dataclass(frozen=True)
class Symptom:
    """One kind of trouble. Texts are lists by language; `bench` are workshop notes in Chinese."""

    code: str
    category: str
    products: list[str]
    kinds: dict[str, int]
    titles: dict[str, list[str]]
    stories: dict[str, list[str]]
    ask: dict[str, list[str]]
    reply: dict[str, list[str]]
    advice: dict[str, list[str]]
    fixed: dict[str, list[str]]
    internal: list[str]
    bench: dict[str, list[str]]
    parts: list[str]
    is_complaint: bool

    @property
    def service_type(self) -> str:
        if self.is_complaint:
            return "complaint"
        usage = ("settings_howto", "workflow", "service", "accessory")
        return "consult" if self.category in usage else "troubleshooting"


class Casebook:
    """Hands out symptoms and their texts; a telling comes again only when all have been used."""

    def __init__(self, catalogue: Catalogue, rng: random.Random) -> None:
        self._catalogue, self._rng = catalogue, rng
        self.phrases: dict[str, Any] = table("phrases")
        self.symptoms = {
            each["code"]: _symptom(each)
            for shelf in _SHELVES
            for each in table(f"symptoms/{shelf}")
        }
        self._common = {
            kind: self._commonness(kind) for kind in ("consult", "rma", "dealer_repair")
        }
        self._decks: dict[tuple[str, ...], int] = {}
        self._anywhere = {
            "minutes": _MINUTES,
            "temp": [str(degrees) for degrees in range(33, 44)],
            "n": [str(count) for count in range(2, 10)],
            "ssd": self.phrases["cards"],
            "lens": self.phrases["lenses"],
        }

    def pick(self, kind: str) -> Symptom:
        symptoms, common = self._common[kind]
        return self._rng.choices(symptoms, cum_weights=common)[0]

    def product_for(self, symptom: Symptom, kind: str) -> str:
        """A product that has this trouble; for repairs at the dealer one whose part he may fit."""
        products = symptom.products
        if kind == "dealer_repair":
            products = [each for each in products if self._is_local(symptom, each)]
        seldom = {} if kind == "consult" else _RARELY_REPAIRED
        return weighted(
            self._rng,
            [(each, seldom.get(each, _POPULAR.get(each, 1))) for each in products],
        )

    def parts(self, symptom: Symptom, product: str) -> list[str]:
        found = (self._catalogue.sku(word, product) for word in symptom.parts)
        return [sku for sku in found if sku]

    def slots(self, product: str, customer: Customer | None, language: str, on: date) -> Slots:
        """What the blanks in the texts stand for in one ticket."""
        versions = self._catalogue.firmware(product, on) or ["1.0"]
        return Slots(
            self._rng,
            {
                **self._anywhere,
                "p": [self._catalogue.short_name(product)],
                "mode": self._modes(product)[0],
                "hfr": self._modes(product)[1],
                "fw": versions[:-1] or versions,
                "fw_new": versions[-1:],
                "place": self.phrases["places"][_places(customer, language)],
                "job": self.phrases["jobs"][language],
                "plan": [_PLANS.get(product, "A2")],
            },
        )

    def deal(self, *key: str, texts: list[str]) -> str:
        """The next of these texts, from a chance beginning on; all once before any again."""
        position = self._decks.get(key)
        position = self._rng.randrange(len(texts)) if position is None else position + 1
        self._decks[key] = position
        return texts[position % len(texts)]

    def phrase(self, which: str, language: str) -> str:
        texts = self.phrases[which][language]
        return self.deal("phrase", which, language, texts=texts)

    def _modes(self, product: str) -> list[list[str]]:
        modes: dict[str, list[list[str]]] = self.phrases["modes"]
        return modes.get(product, modes["other"])

    def _commonness(self, kind: str) -> tuple[list[Symptom], list[float]]:
        """The symptoms that a kind of ticket may tell of, with their summed weights."""
        possible = [each for each in self.symptoms.values() if each.kinds.get(kind)]
        weights = (each.kinds[kind] * _FREQUENT.get(each.category, 1) for each in possible)
        return possible, list(accumulate(weights))

    def _is_local(self, symptom: Symptom, product: str) -> bool:
        skus = [self._catalogue.sku(word, product) for word in symptom.parts]
        return bool(skus) and all(sku in LOCAL_SKUS for sku in skus)


def filled(text: str, slots: Slots) -> str:
    return text.format_map(slots)


def _places(customer: Customer | None, language: str) -> str:
    region = customer.region if customer else "china"
    if language == "zh":
        return "china" if region == "china" else "zh_abroad"
    return region if region in _REGIONS_AS_OTHER else "other"


def _symptom(written: Record) -> Symptom:
    nothing: dict[str, list[str]] = {}
    return Symptom(
        code=written["code"],
        category=written["category"],
        products=written["products"],
        kinds=written["kinds"],
        titles=written["titles"],
        stories=written["stories"],
        ask=written["ask"],
        reply=written["reply"],
        advice=written["advice"],
        fixed=written.get("fixed", nothing),
        internal=written["internal"],
        bench=written.get("bench", nothing),
        parts=written["parts"],
        is_complaint=written.get("complaint", False),
    )
