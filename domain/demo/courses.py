"""How consults and dealer repairs run, step by step, until they are over or it is now."""

import random
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from domain.demo.cases import Case, Casebook, Slots, Symptom, filled
from domain.demo.catalogue import Catalogue
from domain.demo.drafts import Draft, hours
from domain.demo.people import People
from domain.demo.shelf import NOW, weighted
from domain.demo.workdays import Workdays

SHIPPING = {"china": "20.00", "north_america": "35.00", "europe": "29.00"}


@dataclass
class Scene:
    """What every course needs: who is there, what is said, when the house works, chance."""

    rng: random.Random
    workdays: Workdays
    casebook: Casebook
    catalogue: Catalogue
    people: People

    def chance(self, share: float) -> bool:
        return self.rng.random() < share

    def between(self, least: float, most: float) -> float:
        return self.rng.uniform(least, most)

    def work(self, at: datetime, least: float, most: float) -> datetime:
        """The moment after so many working hours."""
        return self.workdays.after(at, self.between(least, most))

    def desk(self, draft: Draft) -> str:
        """Who of the service desk looks after this ticket."""
        domestic = draft.customer is None or draft.customer.speaks_chinese
        if domestic and not draft.dealer:
            return weighted(self.rng, [("market_cn", 8), ("lead", 1)])
        return weighted(self.rng, [("market", 9), ("sherry", 1)])

    def spoken(self, draft: Draft) -> str:
        """The language of what the other side reads and writes."""
        domestic = draft.customer is not None and draft.customer.speaks_chinese
        return "zh" if domestic else "en"

    def shipping(self, draft: Draft) -> str:
        region = draft.customer.region if draft.customer else "europe"
        return SHIPPING.get(region, "45.00")

    def note(self, draft: Draft, at: datetime, by: str, *, share: float) -> None:
        if self.chance(share):
            texts = self.casebook.phrases["note"][draft.kind]
            text = self.casebook.deal("note", draft.kind, texts=texts)
            draft.say(at, by, text, internal=True)

    def bill(self, draft: Draft, skus: list[str], currency: str, labour: str) -> dict[str, object]:
        return {
            "items": [{"sku": sku, "quantity": 1} for sku in skus],
            "shipping": self.shipping(draft),
            "labour": labour,
            "currency": currency,
            "total": str(self.total(draft, skus, currency) + Decimal(labour)),
        }

    def total(self, draft: Draft, skus: list[str], currency: str) -> Decimal:
        prices = (self.catalogue.price(sku, currency) for sku in skus)
        return sum(prices, Decimal(self.shipping(draft)))


def consult(
    scene: Scene, draft: Draft, symptom: Symptom, case: Case, slots: Slots, *, is_upgraded: bool
) -> None:
    """A question answered, or found to need the workshop."""
    draft.enter("in_progress", draft.at)
    desk = scene.desk(draft)
    answered = scene.workdays.after(draft.at, min(scene.rng.expovariate(1 / 3), 14) + 0.2)
    if answered > NOW:
        return
    draft.handler = desk
    known = _talk(scene, draft, case, slots, answered)
    solved = scene.work(known, 1, 14)
    if solved > NOW:
        return
    if is_upgraded or case.remedy is None:
        draft.say(solved, desk, scene.casebook.phrase("upgraded", scene.spoken(draft)))
        draft.enter("upgraded", solved)
        return
    draft.solution = filled(case.remedy.advice, slots)
    if symptom.notes and scene.chance(0.5):
        note = scene.casebook.deal(symptom.code, "note", texts=symptom.notes)
        draft.solution_internal = filled(note, slots)
    sent = "answered" if _is_question(draft) else "sent"
    draft.say(solved, desk, scene.casebook.phrase(sent, scene.spoken(draft)))
    draft.enter("waiting_customer", solved)
    _end_of_consult(scene, draft, desk)


def _talk(scene: Scene, draft: Draft, case: Case, slots: Slots, answered: datetime) -> datetime:
    """The desk asks back and is answered; the moment from which it knows enough."""
    desk, language = draft.handler or "", draft.language
    scene.note(draft, answered, desk, share=0.3)
    # What was spoken in another language than the ticket is written in happened by mail.
    if case.remedy is None or language != scene.spoken(draft) or not scene.chance(0.8):
        return answered
    draft.say(answered, desk, filled(case.remedy.ask, slots))
    told = answered + hours(scene.between(0.5, 26))
    prefix = "" if draft.dealer else scene.casebook.phrases["customer_said"][language]
    draft.say(told, draft.dealer or desk, prefix + filled(case.remedy.reply, slots))
    return told


def _is_question(draft: Draft) -> bool:
    return draft.service_type in ("consult", "complaint")


def _end_of_consult(scene: Scene, draft: Draft, desk: str) -> None:
    if scene.chance(0.12):
        reminded, ended = draft.since + hours(5 * 24), draft.since + hours(7 * 24)
        draft.say(reminded, desk, scene.casebook.phrase("reminder", scene.spoken(draft)))
        status = "auto_closed"
    else:
        ended, status = draft.since + hours(scene.between(3, 130)), "resolved"
    if ended > NOW:
        return
    if status == "resolved" and scene.chance(0.7):
        by = draft.dealer or desk
        confirmed = "understood" if _is_question(draft) else "confirm"
        draft.say(ended, by, scene.casebook.phrase(confirmed, scene.spoken(draft)))
    draft.enter(status, ended)


def dealer_repair(
    scene: Scene, draft: Draft, symptom: Symptom, slots: Slots, *, is_brisk: bool = False
) -> None:
    """A repair at the dealer: from stock in tier 1, with parts sent for it in tier 2."""
    draft.enter("open", draft.at)
    draft.handler = None
    skus = scene.casebook.parts(symptom, draft.product or "")
    if scene.chance(0.03) and not is_brisk:
        ended = draft.at + hours(scene.between(20, 90))
        if ended <= NOW:
            draft.details["cancel_reason"] = "Customer sends it to headquarters instead."
            draft.enter("cancelled", ended)
        return
    ready = draft.at
    if scene.people.tier(draft.dealer) == 2:
        arrived = _parts_sent(scene, draft, skus)
        if arrived is None:
            return
        ready = arrived
    repaired = ready + hours(scene.between(4, 20 if is_brisk else 60))
    if repaired > NOW:
        return
    fixed = filled(
        scene.casebook.deal(symptom.code, "fixed", "en", texts=symptom.fixed["en"]), slots
    )
    draft.solution, draft.parts = fixed, [(sku, 1) for sku in skus]
    draft.details |= {"work": fixed, "faulty_parts": "to_be_returned"}
    draft.say(repaired, draft.dealer or "", scene.casebook.phrase("local", "en"))
    seen = scene.workdays.next_open(repaired)
    scene.note(draft, seen, "market", share=0.35)
    draft.enter("repaired", repaired)
    closed = max(seen, repaired + hours(scene.between(2, 12 if is_brisk else 90)))
    if closed <= NOW:
        draft.enter("closed", closed)


def _parts_sent(scene: Scene, draft: Draft, skus: list[str]) -> datetime | None:
    """Parts ordered, invoiced, paid, shipped; the arrival, or None while they are on the way."""
    currency = scene.people.currency(draft.customer, draft.dealer)
    draft.details["items"] = [{"sku": sku, "quantity": 1} for sku in skus]
    amount = scene.total(draft, skus, currency)
    requested = draft.at + hours(scene.between(1, 20))
    invoiced = scene.work(requested, 2, 12)
    paid = scene.workdays.next_open(invoiced + hours(scene.between(20, 150)))
    shipped = scene.work(paid, 3, 16)
    received = shipped + hours(scene.between(72, 200))
    steps = (
        ("parts_requested", requested),
        ("parts_invoiced", invoiced),
        ("parts_paid", paid),
        ("parts_shipped", shipped),
        ("parts_received", received),
    )
    for status, at in steps:
        if at > NOW:
            return None
        draft.enter(status, at)
        if status == "parts_invoiced":
            draft.invoiced_at = at
            draft.details |= {"currency": currency, "shipping": scene.shipping(draft)}
            draft.say(at, "market", "PI sent, the parts are reserved for you.")
        if status == "parts_paid":
            paid_by = {"method": "bank", "amount": str(amount), "currency": currency}
            draft.details["payment"] = paid_by | {"date": at.date().isoformat()}
        if status == "parts_shipped":
            draft.details |= tracking(scene)
    return received


def tracking(scene: Scene, *, is_domestic: bool = False) -> dict[str, str]:
    if is_domestic:
        return {"carrier": "domestic", "tracking": f"SF{scene.rng.randrange(10**9, 10**10)}"}
    carrier = scene.rng.choice(("DHL", "FedEx", "UPS"))
    prefix = {"DHL": "DHL44", "FedEx": "FX778", "UPS": "1Z88E0"}[carrier]
    return {"carrier": carrier, "tracking": f"{prefix}{scene.rng.randrange(10**7, 10**8)}"}


def upgraded_to_rma(draft: Draft, handed_on: str) -> Draft:
    """The RMA that an upgraded consult became: same customer, device and problem."""
    return replace(
        draft,
        kind="rma",
        at=draft.since,
        number="",
        channel="D" if draft.dealer else "C",
        description=handed_on.format(story=draft.description),
        service_type=None,
        handler=None,
        solution=None,
        solution_internal=None,
        parts=[],
        details={},
        became=None,
        related=[],
        invoiced_at=None,
        _comments=[],
    )
