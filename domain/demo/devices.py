"""The devices of the demo world: serials, batches, warranties, and who owned them when."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import accumulate

from domain.demo.catalogue import Catalogue
from domain.demo.people import Customer, People
from domain.demo.shelf import NOW, Record, day, stream, table

EDGE_8K = "mavo_edge_8k"
BAD_BATCH = "2026Q1-003"
MAX_AND_JOHN = "ME_207890"
_HANDED_OVER = date(2026, 1, 24)
_LAST_SALE = date(2026, 2, 10)
_HALF_YEAR_WARRANTY = frozenset({"gripbat"})
_BATCH_OWNERS = ("callum_reid", "studio_elbe", "redwood_cine")


@dataclass
class Device:
    sn: str
    product: str
    batch: str
    sold: date
    owners: list[tuple[str, date]] = field(default_factory=list)
    dealer: str | None = None
    firmware: str | None = None
    is_reserved: bool = False  # only for tickets that are written by hand
    is_kept: bool = False  # stays with the owner it was given to

    @property
    def warranty_until(self) -> date:
        if self.sn == MAX_AND_JOHN:
            return date(2027, 3, 15)
        days = 183 if self.product in _HALF_YEAR_WARRANTY else 730
        return self.sold + timedelta(days=days)

    def owner_on(self, each: date) -> str | None:
        for customer, since in reversed(self.owners):
            if since <= each:
                return customer
        return None


class Shelfful:
    """All devices. `pool` are the Edge 8K that were ever repaired, outside the bad batch."""

    def __init__(
        self, catalogue: Catalogue, people: People, *, wanted: Iterable[tuple[str, str, date]]
    ) -> None:
        self._rng = stream("devices")
        self._catalogue, self._people = catalogue, people
        self._written = table("devices")
        self.devices = [*self._edge_8k(), *self._others()]
        self.by_product: dict[str, list[Device]] = {}
        for device in self.devices:
            self.by_product.setdefault(device.product, []).append(device)
        self.pool: dict[str, list[Device]] = {}
        self._tell_the_known_story()
        self.handed_over = [self._hand_over(*each) for each in self._written["handed_over"]]
        self._fill_pool(table("schedule")["pool"])
        self._give_wanted(wanted)
        self._sell_the_rest()
        self._change_hands()
        self._finish()
        self._owned = {product: self._ever_owned(product) for product in self.by_product}

    def records(self) -> Iterator[Record]:
        for each in self.devices:
            yield {
                "type": "device",
                "sn": each.sn,
                "product": each.product,
                "batch": each.batch,
                **({"firmware": each.firmware} if each.firmware else {}),
                "warranty_until": each.warranty_until.isoformat(),
                "owners": [
                    {"customer": customer, "from": since.isoformat()}
                    for customer, since in each.owners
                ],
                **({"dealer": each.dealer} if each.dealer else {}),
            }

    def of_owner(self, customer: str, product: str, on: date) -> Device | None:
        """A device of the product that the customer had on that day, not a reserved one."""
        for device in self.by_product.get(product, []):
            if device.owners and not device.is_reserved and device.owner_on(on) == customer:
                return device
        return None

    def owned(self, product: str) -> list[Device]:
        """The devices of the product that have an owner by now, reserved ones left out."""
        return self._owned.get(product, [])

    def _ever_owned(self, product: str) -> list[Device]:
        return [each for each in self.by_product[product] if each.owners and not each.is_reserved]

    def _edge_8k(self) -> Iterator[Device]:
        for batch, serial, count, first_sale in self._written["edge_8k_batches"]:
            first, pace = day(first_sale), 0.5 if batch.startswith("2026") else 1.7
            for position in range(count):
                sold = min(first + timedelta(days=int(position * pace)), _LAST_SALE)
                yield Device(f"ME_{serial}", EDGE_8K, batch, sold)
                serial += self._rng.randint(1, 5)

    def _others(self) -> Iterator[Device]:
        for product, prefix, count, first_sale, last_sale, number in self._written["others"]:
            first = day(first_sale)
            days = (day(last_sale) - first).days
            serial = self._rng.randint(100, 600)
            for position in range(count):
                sold = first + timedelta(days=days * position // max(count - 1, 1))
                quarter = f"{sold.year}Q{(sold.month + 2) // 3}"
                yield Device(f"{prefix}{serial:05d}", product, f"{quarter}-{number:03d}", sold)
                serial += self._rng.randint(3, 60)

    def _tell_the_known_story(self) -> None:
        """John's camera that went to Max, and three bad devices of the newest batch."""
        spring = [each for each in self.devices if each.batch == "2025Q1-002"]
        johns = min(spring, key=lambda each: abs(int(each.sn[3:]) - int(MAX_AND_JOHN[3:])))
        johns.sn, johns.sold = MAX_AND_JOHN, date(2025, 3, 15)
        johns.owners = [("john", johns.sold), ("max_mueller", _HANDED_OVER)]
        johns.is_reserved = True
        bad = [each for each in self.devices if each.batch == BAD_BATCH]
        for device in bad:
            device.is_reserved = True
        for owner, device in zip(_BATCH_OWNERS, bad[3::11], strict=False):
            device.owners = [(owner, device.sold)]

    def _hand_over(self, product: str, seller: str, buyer: str, since: str) -> Device:
        """A device that went from a customer of one dealer to a customer of another."""
        sold = [each for each in self.by_product[product] if each.sold.year == 2024]
        device = next(each for each in sold if not each.owners)
        device.owners = [(seller, device.sold), (buyer, day(since))]
        device.is_reserved = True
        return device

    def _fill_pool(self, owners: list[str]) -> None:
        early = [
            each
            for each in self.devices
            if each.product == EDGE_8K and each.sold.year in (2023, 2024)
        ]
        step = len(early) // len(owners)
        for position, owner in enumerate(owners):
            device = early[position * step + self._rng.randrange(step)]
            device.owners, device.is_kept = [(owner, device.sold)], True
            self.pool.setdefault(owner, []).append(device)

    def _give_wanted(self, wanted: Iterable[tuple[str, str, date]]) -> None:
        """Devices that written tickets speak of, each sold long enough before its ticket."""
        for customer, product, before in sorted(set(wanted)):
            if self.of_owner(customer, product, before):
                continue
            free = [
                each
                for each in self.by_product[product]
                if not each.owners and not each.is_reserved
            ]
            sold = [each for each in free if each.sold <= before] or free[:1]
            recent = [each for each in sold if (before - each.sold).days < 700]
            device = self._rng.choice(recent or sold)
            device.owners = [(customer, device.sold)]
            device.is_kept = True

    def _sell_the_rest(self) -> None:
        customers = list(self._people.customers.values())
        appetites = list(accumulate(map(_appetite, customers)))
        bodies: dict[str, int] = {}
        for device in self.devices:
            share = 0.3 if device.product == EDGE_8K else 0.78
            if device.owners or device.is_reserved or self._rng.random() > share:
                continue
            owner = self._rng.choices(customers, cum_weights=appetites)[0]
            limit = 14 if owner.is_institution else 1
            if device.product == EDGE_8K and bodies.get(owner.code, 0) >= limit:
                continue
            bodies[owner.code] = bodies.get(owner.code, 0) + 1
            device.owners = [(owner.code, device.sold)]

    def _change_hands(self) -> None:
        """Some devices were sold on, a few of them across dealers."""
        sold_on = [
            each
            for each in self.devices
            if len(each.owners) == 1
            and not (each.is_reserved or each.is_kept)
            and each.sold < date(2024, 6, 1)
        ]
        buyers = [each for each in self._people.customers.values() if not each.is_institution]
        for device in self._rng.sample(sold_on, 14):
            seller = self._people.customers[device.owners[0][0]]
            buyer = self._rng.choice(
                [each for each in buyers if each.region == seller.region and each != seller]
                or buyers
            )
            if buyer.code in ("max_mueller", "john"):
                continue
            since = date(2025, 1, 5) + timedelta(days=self._rng.randrange(330))
            device.owners.append((buyer.code, since))

    def _finish(self) -> None:
        dealers: list[str | None] = [None, *self._people.dealers]
        for device in self.devices:
            owner = device.owners[-1][0] if device.owners else None
            device.dealer = (
                self._people.customers[owner].dealer if owner else self._rng.choice(dealers)
            )
            known = self._catalogue.firmware(device.product, NOW.date())
            oldest = max(len(self._catalogue.firmware(device.product, device.sold)) - 1, 0)
            if known:
                device.firmware = self._rng.choice(known[oldest:])


def _appetite(customer: Customer) -> float:
    if customer.code in ("max_mueller", "john"):
        return 0
    return 3.5 if customer.is_institution else 1
