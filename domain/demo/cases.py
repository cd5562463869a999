"""The case library: what goes wrong, how people tell it, what helps."""

import random
from collections import Counter
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from typing import Any

from domain.demo.catalogue import Catalogue
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
_TELLINGS = 2
_FREQUENT = {"freeze": 1.7, "sdi_port": 1.3}
_POPULAR = {"mavo_edge_8k": 1.5, "mavo_edge_6k": 1.2, "mavo_mark2": 1.2, "kinemax_6k": 0.3}
_RARELY_REPAIRED = {"mavo_edge_8k": 0.45}
_MINUTES = ["6", "8", "10", "12", "15", "18", "20", "25", "30", "35", "40", "50", "70"]
_PLANS = {"mavo_edge_8k": "B2", "mavo_edge_6k": "C2"}


class Slots(dict[str, str]):
    """The blanks of one ticket, each drawn when it is first needed and the same ever after."""

    def __init__(self, rng: random.Random, choices: dict[str, list[str]]) -> None:
        super().__init__()
        self._rng, self._choices = rng, choices

    def __missing__(self, name: str) -> str:
        self[name] = self._rng.choice(self._choices[name])
        return self[name]


@dataclass(frozen=True)
class Remedy:
    """How the desk asks back, what it hears, and what it advises."""

    ask: str
    reply: str
    advice: str


@dataclass(frozen=True)
class Case:
    """One telling of a symptom; `use` says whether `advice`, `repair` or `both` may end it."""

    title: str
    story: str
    remedy: Remedy | None
    use: str
    products: list[str]


@dataclass(frozen=True)
class Symptom:
    """One kind of trouble, told in cases.

    In Chinese and for staff: `notes` on what was advised, `internal` causes of what was repaired,
    and the workshop's own words in `bench`.
    """

    code: str
    category: str
    products: list[str]
    kinds: dict[str, int]
    cases: dict[str, list[Case]]
    fixed: dict[str, list[str]]
    notes: list[str]
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
    """Hands out symptoms and their texts, those told least first."""

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
        self._told: Counter[str] = Counter()
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

    def case_for(self, symptom: Symptom, use: str, language: str, product: str) -> Case | None:
        """The least told case that may end so; None when all have been told twice."""
        fitting = [
            each
            for each in symptom.cases[language]
            if each.use in (use, "both") and product in each.products
        ]
        case = min(fitting, key=lambda each: self._told[each.story], default=None)
        return case if case and self._told[case.story] < _TELLINGS else None

    def tell(self, case: Case) -> int:
        """Note that a case is told; how often it was told before."""
        self._told[case.story] += 1
        return self._told[case.story] - 1

    def product_for(self, symptom: Symptom, kind: str) -> str:
        """A product that has this trouble; for a repair one that all its parts fit."""
        products = symptom.products
        if kind != "consult":
            products = [each for each in products if self._has_parts(symptom, each)]
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
                "place": self._places(customer, language),
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

    def _places(self, customer: Customer | None, language: str) -> list[str]:
        places = self.phrases["places"]
        region = customer.region if customer else "china"
        if language == "zh" and region != "china":
            places = places["zh_abroad"]
        found: list[str] = places.get(region, places["other"])
        return found

    def _modes(self, product: str) -> list[list[str]]:
        modes: dict[str, list[list[str]]] = self.phrases["modes"]
        return modes.get(product, modes["other"])

    def _commonness(self, kind: str) -> tuple[list[Symptom], list[float]]:
        """The symptoms that a kind of ticket may tell of, with their summed weights."""
        possible = [each for each in self.symptoms.values() if each.kinds.get(kind)]
        weights = (each.kinds[kind] * _FREQUENT.get(each.category, 1) for each in possible)
        return possible, list(accumulate(weights))

    def _has_parts(self, symptom: Symptom, product: str) -> bool:
        return all(self._catalogue.sku(word, product) for word in symptom.parts)


def filled(text: str, slots: Slots) -> str:
    return text.format_map(slots)


def _symptom(written: Record) -> Symptom:
    nothing: dict[str, list[str]] = {}
    return Symptom(
        code=written["code"],
        category=written["category"],
        products=written["products"],
        kinds=written["kinds"],
        cases={language: _cases(written, language) for language in ("zh", "en")},
        fixed=written.get("fixed", nothing),
        notes=_notes(written),
        internal=written["internal"],
        bench=written.get("bench", nothing),
        parts=written["parts"],
        is_complaint=written.get("complaint", False),
    )


def _notes(written: Record) -> list[str]:
    """What is never repaired has one list of staff notes, the other symptoms have two."""
    notes: list[str] = written.get("notes") or ([] if "bench" in written else written["internal"])
    return notes


def _cases(written: Record, language: str) -> list[Case]:
    remedies = [Remedy(*each) for each in written["remedies"][language]]
    return [
        Case(
            title,
            story,
            None if remedy is None else remedies[remedy],
            use,
            only[0] if only else written["products"],
        )
        for title, story, remedy, use, *only in written["cases"][language]
    ]
