"""Tickets written by hand: the facts of the source document, and stories of the service desk."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from domain.demo.catalogue import Catalogue
from domain.demo.devices import BAD_BATCH, Device, Shelfful
from domain.demo.drafts import Draft, hours
from domain.demo.people import People
from domain.demo.shelf import Record, moment, table

_PLAIN = (
    *("number", "category", "source", "service_type", "severity", "priority", "handler"),
    *("summary", "description", "solution", "solution_internal"),
)


def wanted_devices() -> Iterator[tuple[str, str, date]]:
    """Which customer must have had which product on which day for the written tickets."""
    for each in [*table("schedule")["facts"], *table("stories")]:
        if each.get("sn"):
            bought = each.get("sold") or each["at"][:10]
            yield each["customer"], each["product"], date.fromisoformat(bought)
    for day_, _, _, product, customer in table("schedule")["rows"]:
        yield customer, product, date.fromisoformat(day_)


class Written:
    """The written tickets as drafts, with their links."""

    def __init__(self, catalogue: Catalogue, people: People, shelfful: Shelfful) -> None:
        self._catalogue, self._people, self._shelfful = catalogue, people, shelfful
        self._keyed: dict[str, Draft] = {}

    def drafts(self) -> list[Draft]:
        written: list[Record] = [*table("schedule")["facts"], *table("stories")]
        drafts = [self._draft(each) for each in written]
        for each, draft in zip(written, drafts, strict=True):
            if "link" in each:
                draft.became = self._keyed[each["link"][1]]
            draft.related = [self._keyed[key] for key in each.get("related", [])]
        return drafts

    def _draft(self, written: Record) -> Draft:
        customer = self._people.customers[written["customer"]] if "customer" in written else None
        dealer = customer.dealer if customer else written.get("dealer")
        draft = Draft(
            kind=written["kind"],
            at=moment(written["at"]),
            product=written["product"],
            customer=customer,
            dealer=dealer,
            details=dict(written.get("details", {})),
        )
        for name in _PLAIN:
            if name in written:
                setattr(draft, name, written[name])
        if draft.kind == "rma":
            draft.channel = written.get("channel") or ("D" if dealer else "C")
        draft.enter(written["status"], self._since(written, draft.at))
        draft.device = self._device(written, draft)
        draft.parts = [(self._sku(word, draft), count) for word, count in written.get("parts", [])]
        for after, by, text, internal in written.get("comments", []):
            draft.say(draft.at + hours(after), by, text, internal=internal)
        self._keyed[written.get("key", draft.number)] = draft
        return draft

    def _since(self, written: dict[str, Any], at: datetime) -> datetime:
        since = written.get("closed") or written.get("status_at")
        return moment(since) if since else at

    def _sku(self, word: str, draft: Draft) -> str:
        sku = self._catalogue.sku(word, draft.product or "")
        if sku is None:
            raise ValueError(f"no {word} fits {draft.product}")
        return sku

    def _device(self, written: Record, draft: Draft) -> Device | None:
        customer = draft.customer.code if draft.customer else ""
        asked = written.get("device")
        if written.get("same_device"):
            return self._keyed[written["same_device"]].device
        if asked == "pool":
            return self._shelfful.pool[customer][0]
        if asked == "batch":
            bad = [each for each in self._shelfful.devices if each.batch == BAD_BATCH]
            return next(each for each in bad if each.owner_on(draft.at.date()) == customer)
        if "handed_over" in written:
            return self._shelfful.handed_over[written["handed_over"]]
        if asked:
            return next(each for each in self._shelfful.devices if each.sn == asked)
        if draft.channel == "I":
            held = self._shelfful.by_product[written["product"]]
            return next(each for each in held if not each.owners and each.sold <= draft.at.date())
        if not written.get("sn"):
            return None
        return self._shelfful.of_owner(customer, written["product"], draft.at.date())
