"""Who lives in the demo world: staff, dealers, customers, what they hold and what they owe."""

from collections.abc import Iterator
from dataclasses import dataclass

from domain.demo.catalogue import Catalogue
from domain.demo.shelf import Record, table

_SIGNS_IN = frozenset({"market", "market_cn", "lead", "repair", "rnd", "boss"})
_CHINESE = frozenset({"CN", "HK", "TW", "MO"})


@dataclass(frozen=True)
class Customer:
    code: str
    name: str
    account_type: str
    dealer: str | None
    country: str
    region: str
    contact: str

    @property
    def speaks_chinese(self) -> bool:
        return self.country in _CHINESE

    @property
    def is_institution(self) -> bool:
        return self.account_type != "end_customer"


class People:
    def __init__(self, catalogue: Catalogue) -> None:
        self._written = table("people")
        self.dealers: dict[str, Record] = {each["code"]: each for each in self._written["dealers"]}
        self.customers = {
            code: Customer(
                code, name, account, dealer, country, catalogue.region_of(country), contacts[0][0]
            )
            for code, name, account, dealer, country, _, contacts in self._written["customers"]
        }

    def tier(self, dealer: str | None) -> int | None:
        return int(self.dealers[dealer]["tier"]) if dealer else None

    def currency(self, customer: Customer | None, dealer: str | None) -> str:
        if dealer:
            return str(self.dealers[dealer]["currency"])
        return "CNY" if customer is None or customer.country == "CN" else "USD"

    def records(self) -> Iterator[Record]:
        yield from self._organisation_records()
        yield from ({"type": "dealer", **each} for each in self._written["dealers"])
        yield from self._customer_records()
        yield from self._user_records()
        yield from self._account_records()

    def _organisation_records(self) -> Iterator[Record]:
        for code, name, parent in self._written["organisations"]:
            belongs = {"parent": parent} if parent else {}
            yield {"type": "organisation", "code": code, "name": name, **belongs}
        # Who is in a group stands with the users: either side would do, both would go in a circle.
        for code, name, organisation in self._written["groups"]:
            yield {"type": "group", "code": code, "name": name, "organisation": organisation}

    def _customer_records(self) -> Iterator[Record]:
        for code, name, account, dealer, country, tags, contacts in self._written["customers"]:
            yield {
                "type": "customer",
                "code": code,
                "name": name,
                "account_type": account,
                "contacts": [_contact(*each) for each in contacts],
                "country": country,
                "region": self.customers[code].region,
                **({"dealer": dealer} if dealer else {}),
                "tags": tags,
            }

    def _user_records(self) -> Iterator[Record]:
        for username, name, role, language, email, organisation, groups in self._written["users"]:
            belongs = {"organisation": organisation, "groups": groups}
            yield _user(username, name, role, language, email) | belongs
        for username, name, role, language, email, whose in self._written["outside_users"]:
            yield _user(username, name, role, language, email) | {role: whose}

    def _account_records(self) -> Iterator[Record]:
        for dealer, rows in self._written["stock"].items():
            for sku, quantity, safety in rows:
                held = {"quantity": quantity, "safety": safety}
                yield {"type": "stock", "dealer": dealer, "sku": sku, **held}
        for dealer, amount, currency, since, reference, paid in self._written["receivables"]:
            yield {
                "type": "receivable",
                "dealer": dealer,
                "amount": amount,
                "currency": currency,
                "since": since,
                "reference": reference,
                **({"paid": paid} if paid else {}),
            }
        for customer, products, since, until, kind in self._written["contracts"]:
            yield {
                "type": "contract",
                "customer": customer,
                "products": products,
                "from": since,
                "until": until,
                "kind": kind,
            }


def _user(username: str, name: str, role: str, language: str, email: str) -> Record:
    """A user; those of the house who only appear in tickets have no password to sign in with."""
    signs_in = username in _SIGNS_IN or role in ("dealer", "customer")
    return {
        "type": "user",
        "username": username,
        **({"password": "demo"} if signs_in else {}),
        "name": name,
        "role": role,
        "language": language,
        "email": email,
    }


def _contact(name: str, email: str, phone: str, wechat: str | None, preferred: str) -> Record:
    reached = {"email": email, "phone": phone, "wechat": wechat, "preferred": preferred}
    return {"name": name, **{way: value for way, value in reached.items() if value}}
