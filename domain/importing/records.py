"""The shapes of import records, one class a type, references by natural key."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from domain.tickets.opening import SERVICE_TYPES, SOURCES

Code = Annotated[str, Field(min_length=1, max_length=120)]
Name = Annotated[str, Field(min_length=1, max_length=300)]
LongText = Annotated[str, Field(max_length=100_000)]
Currency = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
Money = Annotated[Decimal, Field(max_digits=14, decimal_places=2)]


class Record(BaseModel):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class FamilyRecord(Record):
    type: Literal["family"]
    code: Code
    name_zh: Name
    name_en: Name


class ProductRecord(Record):
    type: Literal["product"]
    code: Code
    name: Name
    family: Code | None = None
    aliases: list[Name] = []


class CategoryRecord(Record):
    type: Literal["category"]
    code: Code
    parent: Code | None = None
    name_zh: Name
    name_en: Name
    aliases: list[Name] = []


class RegionRecord(Record):
    type: Literal["region"]
    code: Code
    name_zh: Name
    name_en: Name
    aliases: list[Name] = []
    countries: list[Name] = []


class OrganisationRecord(Record):
    type: Literal["organisation"]
    code: Code
    name: Name
    parent: Code | None = None


class GroupRecord(Record):
    type: Literal["group"]
    code: Code
    name: Name
    organisation: Code | None = None
    members: list[Code] = []


class HolidayRecord(Record):
    type: Literal["holiday"]
    date: date
    working: bool = False


class DealerRecord(Record):
    type: Literal["dealer"]
    code: Code
    name: Name
    tier: Annotated[int, Field(ge=1, le=3)]
    country: Name | None = None
    region: Code | None = None
    aliases: list[Name] = []
    currency: Currency = "USD"


class Contact(Record):
    name: Name
    email: Annotated[str | None, Field(max_length=320)] = None
    phone: Annotated[str | None, Field(max_length=60)] = None
    wechat: Annotated[str | None, Field(max_length=120)] = None
    preferred: Annotated[str | None, Field(max_length=60)] = None


class CustomerRecord(Record):
    type: Literal["customer"]
    code: Code
    name: Name
    account_type: Literal["end_customer", "institution", "dealer"] = "end_customer"
    contacts: list[Contact] = []
    country: Name | None = None
    region: Code | None = None
    dealer: Code | None = None
    tags: list[Name] = []


class UserRecord(Record):
    type: Literal["user"]
    username: Annotated[str, Field(pattern=r"^[\w.@-]{1,80}$")]
    password: Annotated[str | None, Field(min_length=1, max_length=200)] = None
    name: Name
    role: Annotated[str, Field(max_length=40)]
    dealer: Code | None = None
    customer: Code | None = None
    organisation: Code | None = None
    groups: list[Code] = []
    language: Literal["zh", "en"] = "en"
    email: Annotated[str | None, Field(max_length=320)] = None
    active: bool = True


class Owner(BaseModel):
    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    customer: Code
    since: Annotated[date, Field(alias="from")]


class DeviceRecord(Record):
    type: Literal["device"]
    sn: Annotated[str, Field(min_length=1, max_length=40)]
    product: Code
    batch: Annotated[str | None, Field(max_length=60)] = None
    firmware: Annotated[str | None, Field(max_length=60)] = None
    warranty_until: date | None = None
    owners: list[Owner] = []
    dealer: Code | None = None


class PartRecord(Record):
    type: Literal["part"]
    sku: Code
    name_zh: Name
    name_en: Name
    aliases: list[Name] = []
    fits: list[Code] = []
    prices: dict[Currency, Money] = {}


class RepairPlanRecord(Record):
    type: Literal["repair_plan"]
    code: Code
    name_zh: Name
    name_en: Name
    products: list[Code] = []
    batches: list[Name] = []
    options: dict[str, Any] = {}
    prices: dict[Currency, Money] = {}
    note: LongText = ""


class StockRecord(Record):
    type: Literal["stock"]
    dealer: Code
    sku: Code
    quantity: Annotated[int, Field(ge=0, le=1_000_000)]
    safety: Annotated[int, Field(ge=0, le=1_000_000)] = 0


class ReceivableRecord(Record):
    type: Literal["receivable"]
    dealer: Code
    amount: Money
    currency: Currency
    since: date
    reference: Code
    paid: date | datetime | bool | None = None

    @field_validator("paid", mode="before")
    @classmethod
    def _moment(cls, value: Any) -> Any:
        """A text with a time is a moment, also at midnight, which pydantic takes for a day."""
        is_moment = isinstance(value, str) and len(value) > len("2026-01-01")
        return datetime.fromisoformat(value) if is_moment else value


class ContractRecord(Record):
    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    type: Literal["contract"]
    customer: Code
    products: list[Code] = []
    since: Annotated[date, Field(alias="from")]
    until: date
    kind: Literal["warranty", "service", "one_time"]


class ArticleRecord(Record):
    type: Literal["article"]
    number: Annotated[str | None, Field(pattern=r"^KB-\d{4,}$")] = None
    kind: Literal["faq", "troubleshooting", "case", "document"] = "faq"
    title: Name
    problem: LongText = ""
    solution_external: LongText = ""
    solution_internal: LongText | None = None
    products: list[Code] = []
    visibility: Literal["Public", "Dealer", "Internal"] = "Internal"
    status: Literal["draft", "in_review", "published", "returned", "retired"] = "published"
    language: Literal["zh", "en"] = "zh"


class UsedPart(Record):
    sku: Code
    quantity: Annotated[int, Field(ge=1, le=100_000)]


class SaidComment(Record):
    at: datetime
    by: Name
    text: LongText
    internal: bool = False


class TicketRecord(Record):
    type: Literal["ticket"]
    number: Annotated[str | None, Field(max_length=40)] = None
    kind: Annotated[str, Field(max_length=40)]
    status: Annotated[str, Field(max_length=40)]
    created_at: datetime
    status_at: datetime | None = None
    closed_at: datetime | None = None
    customer: Code | None = None
    contact: Annotated[str | None, Field(max_length=300)] = None
    dealer: Code | None = None
    sn: Annotated[str | None, Field(max_length=40)] = None
    product: Code | None = None
    category: Code | None = None
    channel: Literal["D", "C", "I"] | None = None
    source: SOURCES | None = None
    service_type: SERVICE_TYPES | None = None
    severity: Annotated[int | None, Field(ge=1, le=3)] = None
    priority: Literal["R1", "R2", "R3"] | None = None
    handler: Code | None = None
    warranty: bool | None = None
    summary: Annotated[str, Field(min_length=1, max_length=1_000)]
    description: LongText = ""
    solution: LongText | None = None
    solution_internal: LongText | None = None
    parts: list[UsedPart] = []
    comments: list[SaidComment] = []
    details: dict[str, Any] = {}


class LinkRecord(BaseModel):
    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    type: Literal["link"]
    source: Annotated[str, Field(alias="from", max_length=40)]
    target: Annotated[str, Field(alias="to", max_length=40)]
    kind: Code


class WishRecord(Record):
    type: Literal["wish"]
    number: Annotated[str | None, Field(pattern=r"^FR-\d{4}-\d{4,}$")] = None
    title: Name
    description: LongText = ""
    product: Code | None = None
    votes: Annotated[int, Field(ge=0)] = 0
    status: Literal["new", "evaluating", "planned", "released", "declined"] = "new"
    target_version: Annotated[str | None, Field(max_length=60)] = None
    feasibility: Literal["feasible", "difficult", "not_feasible"] | None = None
    effort_days: Annotated[int | None, Field(ge=0, le=10_000)] = None
    evaluation: Annotated[str | None, Field(max_length=5_000)] = None


# In the order in which they are taken, so that what is referred to is there first.
RECORDS: dict[str, type[BaseModel]] = {
    "family": FamilyRecord,
    "region": RegionRecord,
    "holiday": HolidayRecord,
    "organisation": OrganisationRecord,
    "product": ProductRecord,
    "category": CategoryRecord,
    "dealer": DealerRecord,
    "customer": CustomerRecord,
    "group": GroupRecord,
    "user": UserRecord,
    "part": PartRecord,
    "repair_plan": RepairPlanRecord,
    "stock": StockRecord,
    "receivable": ReceivableRecord,
    "contract": ContractRecord,
    "device": DeviceRecord,
    "article": ArticleRecord,
    "wish": WishRecord,
    "ticket": TicketRecord,
    "link": LinkRecord,
}
