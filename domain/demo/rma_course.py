"""How an RMA runs: approval, the way in, the workshop, payment, the way back."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from domain.demo.cases import Case, Slots, Symptom, filled
from domain.demo.courses import Scene, tracking
from domain.demo.drafts import Draft, hours
from domain.demo.shelf import NOW, stamp, weighted

_WORKSHOP = [("repair", 4), ("zhangts", 3), ("zhangpj", 3), ("huang", 1)]
_METHODS = {"CNY": ("wechat", "alipay", "bank"), "USD": ("paypal", "bank"), "EUR": ("bank",)}
_ADDRESSES = {"D": "{dealer}, service desk", "C": "{contact}, {country}", "I": "深圳总部样机库"}
_CANCELLED = {
    "zh": "客户决定自行处理，取消返厂。",
    "en": "Customer decided to go on working and cancelled.",
}


@dataclass
class _Course:
    """One RMA under way. Each step sees to what happens when it is reached."""

    scene: Scene
    draft: Draft
    symptom: Symptom
    case: Case
    slots: Slots

    def __post_init__(self) -> None:
        scene, draft = self.scene, self.draft
        self.speaks, self.desk = scene.spoken(draft), scene.desk(draft)
        self.skus = scene.casebook.parts(self.symptom, draft.product or "")
        self.currency = scene.people.currency(draft.customer, draft.dealer)
        self.is_domestic = draft.customer is None or draft.customer.country == "CN"
        self.pays = not draft.in_warranty and draft.channel != "I"
        self.worker = weighted(scene.rng, _WORKSHOP)

    def run(self) -> None:
        for status, at in self._steps():
            if at > NOW:
                return
            self.draft.enter(status, at)
            react = getattr(self, f"_on_{status}", None)
            if react:
                react(at)

    def _steps(self) -> Iterator[tuple[str, datetime]]:
        """The states in order with the moment each is reached."""
        scene, at = self.scene, self.draft.at
        yield from self._until_accepted()
        if self.draft.status in ("rejected", "cancelled"):
            return
        at = self.draft.since
        if scene.chance(0.75):
            at += hours(scene.between(10, 90))
            yield "in_transit", at
        at = scene.workdays.next_open(at + hours(scene.between(40, 170)))
        yield "received", at
        at = scene.work(at, 2, 14)
        yield "inspected", at
        at = scene.work(at, 0.5, 7)
        yield "assigned", at
        at = scene.work(at, 1, 16)
        yield "repairing", at
        if scene.chance(0.07):
            at = scene.work(at, 3, 9)
            yield "exception", at
            at = scene.work(at + hours(scene.between(20, 100)), 0.5, 4)
            yield "repairing", at
        at = scene.work(at, 4, 44)
        yield "repaired", at
        yield from self._until_back(at)

    def _until_accepted(self) -> Iterator[tuple[str, datetime]]:
        scene, at = self.scene, self.draft.at
        by_dealer = self.draft.channel == "D" and self.draft.source != "email"
        if by_dealer:
            yield "pending_approval", at
            at = scene.work(at, 0.7, 9)
            if self.case.remedy and scene.chance(0.1):
                yield "rejected", at
                return
        if self.pays:
            at = at if by_dealer else scene.work(at, 0.5, 8)
            yield "quote_sent", at
            at += hours(scene.between(5, 190))
        if scene.chance(0.04):
            yield "cancelled", at
            return
        yield "awaiting_receipt", at

    def _until_back(self, at: datetime) -> Iterator[tuple[str, datetime]]:
        scene = self.scene
        if self.pays:
            at = scene.work(at, 1, 7)
            yield "awaiting_payment", at
            at = scene.workdays.next_open(at + hours(scene.between(5, 190)))
            yield "paid", at
        at = scene.work(at, 2, 18)
        yield "shipped", at
        yield "closed", at + hours(scene.between(50, 230))

    def _text(self, which: str) -> str:
        texts = self.symptom.bench.get(which, [])
        if not texts:
            return ""
        text = self.scene.casebook.deal(self.symptom.code, "bench", which, texts=texts)
        return filled(text, self.slots)

    def _say(self, at: datetime, by: str, which: str) -> None:
        self.draft.say(at, by, self.scene.casebook.phrase(which, self.speaks))

    def _on_rejected(self, at: datetime) -> None:
        if self.case.remedy:
            self.draft.solution = filled(self.case.remedy.advice, self.slots)
        self.draft.details["reject_reason"] = self.scene.casebook.phrase("reject", self.speaks)
        self._say(at, self.desk, "reject")

    def _on_quote_sent(self, at: datetime) -> None:
        labour = {"CNY": "200.00"}.get(self.currency, "40.00") if self.skus else "79.00"
        bill = self.scene.bill(self.draft, self.skus, self.currency, labour)
        self.draft.details |= {"quote": bill, "currency": self.currency}
        self._say(at, self.desk, "quote")

    def _on_cancelled(self, _: datetime) -> None:
        self.draft.details["cancel_reason"] = _CANCELLED[self.speaks]

    def _on_awaiting_receipt(self, at: datetime) -> None:
        if at != self.draft.at:
            self._say(self.scene.workdays.next_open(at), self.desk, "approve")

    def _on_in_transit(self, _: datetime) -> None:
        self.draft.details |= tracking(self.scene, is_domestic=self.is_domestic)

    def _on_received(self, at: datetime) -> None:
        self.draft.details["received_at"] = stamp(at)
        if self.scene.chance(0.6):
            self._say(at, "huang", "received")

    def _on_inspected(self, at: datetime) -> None:
        scene, draft = self.scene, self.draft
        estimate = scene.total(draft, self.skus, self.currency) if self.pays else Decimal("0.00")
        draft.details |= {
            "finding": self._text("finding"),
            "plan": self._text("work"),
            "estimate": str(estimate),
            "currency": self.currency,
        }
        scene.note(draft, at, self.worker, share=0.5)

    def _on_assigned(self, _: datetime) -> None:
        self.draft.handler = self.worker

    def _on_exception(self, at: datetime) -> None:
        estimate = Decimal(self.draft.details["estimate"])
        actual = str(estimate + self.scene.rng.choice((55, 80, 140, 260, 420, 640)))
        note = "拆机后发现还有其他部件受损，费用超出预估"
        self.draft.details["exception_at"] = stamp(at)
        raised = {"type": "over_estimate", "note": note, "actual_cost": actual}
        self.draft.details |= {"exception": raised, "actual_cost": actual, "decision": "continue"}
        self.draft.say(at, self.worker, f"{note}，请市场部与客户确认。", internal=True)

    def _on_repaired(self, at: datetime) -> None:
        draft, symptom, scene = self.draft, self.symptom, self.scene
        draft.details["repaired_at"] = stamp(at)
        draft.parts = [(sku, 1) for sku in self.skus]
        draft.details |= {
            "work": self._text("work"),
            "analysis": self._text("analysis"),
            "test_result": self._text("test"),
        }
        texts = symptom.fixed[self.speaks]
        draft.solution = filled(
            scene.casebook.deal(symptom.code, "fixed", self.speaks, texts=texts), self.slots
        )
        if symptom.internal and scene.chance(0.75):
            internal = scene.casebook.deal(symptom.code, "internal", texts=symptom.internal)
            draft.solution_internal = filled(internal, self.slots)
        scene.note(draft, at, self.worker, share=0.3)

    def _on_awaiting_payment(self, at: datetime) -> None:
        self.draft.invoiced_at = at

    def _on_paid(self, at: datetime) -> None:
        quoted = self.draft.details["quote"]
        self.draft.details["payment"] = {
            "method": self.scene.rng.choice(_METHODS[self.currency]),
            "amount": quoted["total"],
            "currency": self.currency,
            "date": at.date().isoformat(),
        }

    def _on_shipped(self, at: datetime) -> None:
        draft = self.draft
        way = tracking(self.scene, is_domestic=self.is_domestic)
        address = _ADDRESSES[draft.channel or "C"].format(
            dealer=self.scene.people.dealers[draft.dealer]["name"] if draft.dealer else "",
            contact=draft.customer.contact if draft.customer else "",
            country=draft.customer.country if draft.customer else "",
        )
        draft.details |= {f"return_{name}": value for name, value in way.items()}
        draft.details["return_address"] = address
        self._say(at, self.desk, "shipped")


def rma(scene: Scene, draft: Draft, symptom: Symptom, case: Case, slots: Slots) -> None:
    _Course(scene, draft, symptom, case, slots).run()
