"""All tickets of the demo world: written ones, scheduled ones, and everyday ones; and numbers."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.demo.cases import Case, Casebook, Slots, Symptom, filled
from domain.demo.catalogue import Catalogue
from domain.demo.courses import Scene, consult, dealer_repair, upgraded_to_rma
from domain.demo.devices import EDGE_8K, Device, Shelfful
from domain.demo.drafts import Draft
from domain.demo.people import Customer, People
from domain.demo.rma_course import rma
from domain.demo.shelf import NOW, ZONE, Record, day, moment, stamp, stream, table, weighted
from domain.demo.workdays import Workdays
from domain.demo.written import Written

_KINDS = [("consult", 58.0), ("rma", 25.0), ("dealer_repair", 17.0)]
_SOURCES: dict[str, list[tuple[str, float]]] = {
    "dealer": [("dealer", 60), ("email", 18), ("facebook", 8), ("slack", 8), ("online", 6)],
    "china": [("wechat", 42), ("phone", 26), ("online", 12), ("wecom", 11), ("email", 9)],
    "abroad": [("email", 58), ("online", 20), ("facebook", 14), ("phone", 5), ("assistant", 3)],
}
_HOURS = {
    "china": (9, 21),
    "europe": (15, 23),
    "north_america": (8, 12),
    "latin_america": (8, 12),
    "middle_east": (13, 21),
}
_NOT_EVERYDAY = ("max_mueller", "john")
_LAST_STOCK_REPAIR_AT_PROAV = day("2026-01-22")  # what it used since is written down
_HANDED_ON = {
    "zh": "由咨询工单转来，远程处理无效。{story}",
    "en": "{story} Remote help did not solve it, so the device comes in.",
}
_WITH_PRODUCT = {"zh": "{product}：{title}", "en": "{product}: {title}"}


@dataclass(frozen=True)
class _Plan:
    """What is decided about a ticket before it is told."""

    kind: str
    at: datetime
    symptom: Symptom
    case: Case
    language: str
    product: str
    who: Customer
    device: Device | None
    is_brisk: bool = False
    is_upgraded: bool = False


class Tickets:
    def __init__(
        self, catalogue: Catalogue, people: People, shelfful: Shelfful, workdays: Workdays
    ) -> None:
        self._rng = stream("tickets")
        self._casebook = Casebook(catalogue, stream("cases"))
        self._people, self._shelfful, self._catalogue = people, shelfful, catalogue
        self._scene = Scene(self._rng, workdays, self._casebook, catalogue, people)
        self._pool_turn: dict[str, int] = {"northlight": 1, "wanglei": 1, "polder_rental": 1}
        self._told: set[str] = set()
        self._drafts = Written(catalogue, people, shelfful).drafts()
        for row in table("schedule")["rows"]:
            self._scheduled(*row)
        for month, count in table("schedule")["months"].items():
            for _ in range(count):
                self._everyday(month)
        self._drafts.sort(key=lambda each: each.at)
        self._number()
        self._number_invoices()

    def records(self) -> Iterator[Record]:
        for each in self._drafts:
            yield each.record()
        for each in self._drafts:
            became = [("upgraded_to", each.became)] if each.became else []
            for kind, other in [*became, *(("related", other) for other in each.related)]:
                yield {"type": "link", "from": each.number, "to": other.number, "kind": kind}

    # ---- scheduled and everyday tickets

    def _scheduled(self, on: str, kind: str, code: str, product: str, customer: str) -> None:
        who = self._people.customers[customer]
        at = self._moment(datetime.combine(day(on), datetime.min.time(), ZONE), who)
        device = self._scheduled_device(kind, product, who, at)
        symptom = self._casebook.symptoms[code]
        language = "zh" if who.speaks_chinese else "en"
        case = self._case(kind, symptom, language, product)
        if case is None:
            raise ValueError(f"all cases of {code} have been told")
        self._tell(_Plan(kind, at, symptom, case, language, product, who, device, is_brisk=True))

    def _scheduled_device(
        self, kind: str, product: str, who: Customer, at: datetime
    ) -> Device | None:
        if product != EDGE_8K or kind == "consult":
            return self._shelfful.of_owner(who.code, product, at.date())
        pool, turn = self._shelfful.pool.get(who.code, []), self._pool_turn.get(who.code, 0)
        self._pool_turn[who.code] = turn + 1
        return pool[turn] if turn < len(pool) else None

    def _everyday(self, month: str) -> None:
        """One ticket of a month; tries again when the draw would bend one of the facts."""
        while True:
            kind = weighted(self._rng, _KINDS)
            symptom = self._casebook.pick(kind)
            product = self._casebook.product_for(symptom, kind)
            start = self._day_of(month)
            device = self._device_for(kind, product)
            if kind != "consult" and device is None:
                continue  # it has no serial number, so it is not sent in
            who = self._owner(device, start) or self._anybody(product)
            if not who or not self._is_fitting(kind, product, who, start):
                continue
            may_become_rma = bool(device and symptom.kinds.get("rma") and product != EDGE_8K)
            is_upgraded = kind == "consult" and may_become_rma and self._scene.chance(0.13)
            language = self._language(kind, symptom, who)
            case = self._case("rma" if is_upgraded else kind, symptom, language, product)
            if case:
                break
        at = self._moment(start, who)
        shown = device if kind != "consult" or is_upgraded or self._scene.chance(0.62) else None
        plan = _Plan(
            kind, at, symptom, case, language, product, who, shown, is_upgraded=is_upgraded
        )
        self._tell(plan)

    def _case(self, kind: str, symptom: Symptom, language: str, product: str) -> Case | None:
        use = "advice" if kind == "consult" else "repair"
        return self._casebook.case_for(symptom, use, language, product)

    def _device_for(self, kind: str, product: str) -> Device | None:
        held = self._shelfful.owned(product)
        if product == EDGE_8K and kind != "consult":
            held = [each for devices in self._shelfful.pool.values() for each in devices]
        return self._rng.choice(held) if held else None

    def _owner(self, device: Device | None, start: datetime) -> Customer | None:
        owner = device.owner_on(start.date()) if device else None
        return self._people.customers[owner] if owner else None

    def _anybody(self, product: str) -> Customer | None:
        if self._shelfful.by_product.get(product):
            return None
        return self._rng.choice(list(self._people.customers.values()))

    def _is_fitting(self, kind: str, product: str, who: Customer, start: datetime) -> bool:
        if who.code in _NOT_EVERYDAY:
            return False
        if product == EDGE_8K and f"{start:%Y-%m}" == "2026-01" and who.region == "europe":
            return False
        if kind != "dealer_repair":
            return True
        if who.dealer == "proav" and start.date() > _LAST_STOCK_REPAIR_AT_PROAV:
            return False
        return self._people.tier(who.dealer) in (1, 2)

    def _day_of(self, month: str) -> datetime:
        first = moment(f"{month}-01")
        following = (first + timedelta(days=32)).replace(day=1)
        length = (min(following, NOW.replace(hour=0)) - first).days
        while True:
            start = first + timedelta(days=self._rng.randrange(length))
            if start.weekday() < 5 or self._scene.chance(0.35):
                return start

    def _moment(self, start: datetime, who: Customer) -> datetime:
        opens, closes = _HOURS.get(who.region, (9, 19))
        minutes = self._rng.randrange(opens * 60 + 30, closes * 60)
        return start + timedelta(minutes=minutes)

    # ---- telling one

    def _tell(self, plan: _Plan) -> None:
        kind, symptom, who = plan.kind, plan.symptom, plan.who
        draft = Draft(
            kind,
            plan.at,
            language=plan.language,
            product=plan.product,
            customer=who,
            dealer=who.dealer,
            device=plan.device,
            category=symptom.category,
        )
        draft.source = self._source(draft)
        draft.service_type = self._service_type(draft, symptom)
        draft.severity = weighted(self._rng, _severities(symptom))
        slots = self._casebook.slots(plan.product, who, plan.language, plan.at.date())
        self._write(draft, plan.case, slots)
        self._drafts.append(draft)
        if kind == "consult":
            self._consult(plan, draft, slots)
        elif kind == "dealer_repair":
            dealer_repair(self._scene, draft, symptom, slots, is_brisk=plan.is_brisk)
        else:
            self._rma(plan, draft, slots)

    def _rma(self, plan: _Plan, draft: Draft, slots: Slots) -> None:
        draft.channel = "D" if draft.dealer else "C"
        draft.priority = weighted(self._rng, [("R1", 6), ("R2", 24), ("R3", 70)])
        rma(self._scene, draft, plan.symptom, plan.case, slots)

    def _consult(self, plan: _Plan, draft: Draft, slots: Slots) -> None:
        consult(self._scene, draft, plan.symptom, plan.case, slots, is_upgraded=plan.is_upgraded)
        if draft.status == "upgraded":
            draft.became = upgraded_to_rma(draft, _HANDED_ON[draft.language])
            self._drafts.append(draft.became)
            self._rma(plan, draft.became, slots)
        elif draft.status == "in_progress" and draft.product != EDGE_8K and self._scene.chance(0.3):
            draft.category = None  # nobody has sorted it yet

    def _language(self, kind: str, symptom: Symptom, who: Customer) -> str:
        """What a ticket is written in: the desk takes some notes from abroad in Chinese."""
        if who.speaks_chinese:
            return "zh"
        if symptom.service_type != "troubleshooting":
            return "en"
        foreign = 0.1 if kind == "dealer_repair" else 0.26
        return "zh" if self._scene.chance(foreign) else "en"

    def _source(self, draft: Draft) -> str:
        if draft.kind != "consult" and draft.dealer:
            return weighted(self._rng, [("dealer", 88), ("email", 12)])
        domestic = draft.customer is not None and draft.customer.country == "CN"
        way = "dealer" if draft.dealer else "china" if domestic else "abroad"
        return weighted(self._rng, _SOURCES[way])

    def _service_type(self, draft: Draft, symptom: Symptom) -> str | None:
        if draft.kind != "consult":
            return None
        is_remote = symptom.service_type == "troubleshooting" and self._scene.chance(0.15)
        return "remote_assistance" if is_remote else symptom.service_type

    def _write(self, draft: Draft, case: Case, slots: Slots) -> None:
        told_before = self._casebook.tell(case)
        draft.summary = filled(case.title, slots)
        if slots["p"] not in draft.summary and self._scene.chance(0.9 if told_before else 0.35):
            template = _WITH_PRODUCT[draft.language]
            draft.summary = template.format(product=slots["p"], title=draft.summary)
        draft.description = story = filled(case.story, slots)
        if told_before or self._scene.chance(0.5):
            draft.description = self._with_context(story, draft)
        while draft.description in self._told:
            draft.description = self._with_context(story, draft)
        self._told.add(draft.description)

    def _with_context(self, story: str, draft: Draft) -> str:
        which = "context_usage" if draft.service_type == "consult" else "context"
        joint = "" if draft.language == "zh" else " "
        return story + joint + self._casebook.phrase(which, draft.language)

    # ---- numbers

    def _number(self) -> None:
        """Numbers in the order of creation; given ones are kept and the next go on from there."""
        last: dict[str, int] = {}
        for each in self._drafts:
            series = each.series
            if each.number:
                given = int(each.number.rsplit("-", 1)[1])
                if not each.number.startswith(f"{series}-") or given <= last.get(series, 0):
                    raise ValueError(f"{each.number} does not fit after {last.get(series)}")
                last[series] = given
            else:
                last[series] = last.get(series, 0) + 1
                each.number = f"{series}-{last[series]:04d}"

    def _number_invoices(self) -> None:
        invoiced = [each for each in self._drafts if each.invoiced_at]
        taken = {each.details.get("invoice") for each in self._drafts}
        taken |= {row[4] for row in table("people")["receivables"]}
        last: dict[int, int] = {}
        for each in sorted(invoiced, key=lambda draft: draft.invoiced_at or NOW):
            year = (each.invoiced_at or NOW).year
            last[year] = last.get(year, 0) + 1
            while f"PI-{year}-{last[year]:04d}" in taken:
                last[year] += 1
            each.details["invoice"] = f"PI-{year}-{last[year]:04d}"
            each.details["invoiced_at"] = stamp(each.invoiced_at or NOW)


def _severities(symptom: Symptom) -> list[tuple[int, float]]:
    if symptom.service_type == "consult":
        return [(2, 10), (3, 90)]
    return [(1, 9), (2, 48), (3, 43)]
