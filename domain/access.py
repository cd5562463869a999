"""Who may do what, and what each viewer may read: the one room for access.

A `Viewer` is made from a signed-in user. From it follow its permissions, the scope that its read
connections are bound to (see `domain.database`), and the audiences whose texts it may search.
No other module compares roles.
"""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Literal

from domain.language import Text


class Role(StrEnum):
    MARKET = "market"
    MARKET_LEAD = "market_lead"
    PRODUCTION = "production"
    RND = "rnd"
    MANAGEMENT = "management"
    DEALER = "dealer"
    CUSTOMER = "customer"
    PROVIDER = "provider"
    CCR = "ccr"
    CSE = "cse"
    FSE = "fse"
    PSE = "pse"
    RDE = "rde"
    HOUSE = "house"  # the house itself, when a clock is due; nobody signs in as it


class Permission(StrEnum):
    """What a viewer may do, as `scope:action`."""

    ADD_WISH = "wishes:add"
    ANSWER_QUOTE = "rma:answer_quote"
    APPROVE_EXCEPTION = "exception:approve"
    APPROVE_EXCEPTION_LEAD = "exception:approve_lead"
    APPROVE_EXCEPTION_MANAGEMENT = "exception:approve_management"
    APPROVE_RESTOCK_MANAGEMENT = "restock:approve_management"
    BILL = "billing:handle"
    BY_CLOCK = "house:by_clock"
    COMMENT = "tickets:comment"
    COMMENT_INTERNAL = "tickets:comment_internal"
    CONFIRM_AS_CUSTOMER = "consult:confirm"
    DRAFT_KNOWLEDGE = "knowledge:draft"
    EDIT_POLICY = "policy:edit"
    EDIT_TICKETS = "tickets:edit"
    EVALUATE_WISH = "wishes:evaluate"
    HANDLE_CONSULT = "consult:handle"
    HANDLE_DEALER_REPAIR = "dealer_repair:handle"
    HANDLE_RESTOCK = "restock:handle"
    HANDLE_RMA = "rma:handle"
    HEAR_AS_DESK = "notices:desk"
    HEAR_AS_LEAD = "notices:lead"
    HEAR_AS_MANAGEMENT = "notices:management"
    HEAR_AS_RND = "notices:rnd"
    IMPORT_RECORDS = "records:import"
    OPEN_CONSULT = "consult:open"
    OPEN_DEALER_REPAIR = "dealer_repair:open"
    OPEN_RMA = "rma:open"
    READ_ACCOUNTS = "accounts:read"
    READ_INTERNAL = "internal:read"
    READ_KNOWLEDGE = "knowledge:read"
    READ_PRICES = "prices:read"
    READ_STATISTICS = "statistics:read"
    READ_TICKETS = "tickets:read"
    REPAIR_LOCALLY = "dealer_repair:repair"
    REPORT_PROBLEM = "consult:report"
    REQUEST_RESTOCK = "restock:request"
    REQUEST_RMA = "rma:request"
    REVIEW_ANSWERS = "answers:review"
    SEE_ALL_DEALERS = "dealers:see_all"
    SEE_DELIVERIES = "notices:see_deliveries"
    SEND_DEVICE = "rma:send"
    SEND_MAIL = "mail:send"
    SET_RULES = "house:set_rules"
    WORKSHOP = "rma:workshop"


Side = Literal["staff", "dealers", "customers"]


class Scope(StrEnum):
    """The shapes of what a viewer's read connection shows; one set of table rules each."""

    STAFF = "staff"
    WORKSHOP = "workshop"
    HOTLINE = "hotline"
    DEALER = "dealer"
    CUSTOMER = "customer"
    NOBODY = "nobody"


_READER = frozenset({Permission.READ_TICKETS, Permission.READ_KNOWLEDGE})
_STAFF = _READER | {
    Permission.COMMENT,
    Permission.COMMENT_INTERNAL,
    Permission.READ_INTERNAL,
    Permission.READ_PRICES,
    Permission.READ_STATISTICS,
    Permission.SEE_ALL_DEALERS,
}
_MARKET = _STAFF | {
    Permission.ANSWER_QUOTE,
    Permission.APPROVE_EXCEPTION,
    Permission.BILL,
    Permission.CONFIRM_AS_CUSTOMER,
    Permission.ADD_WISH,
    Permission.DRAFT_KNOWLEDGE,
    Permission.EDIT_TICKETS,
    Permission.HANDLE_CONSULT,
    Permission.HANDLE_DEALER_REPAIR,
    Permission.HANDLE_RESTOCK,
    Permission.HANDLE_RMA,
    Permission.IMPORT_RECORDS,
    Permission.OPEN_CONSULT,
    Permission.OPEN_DEALER_REPAIR,
    Permission.OPEN_RMA,
    Permission.READ_ACCOUNTS,
    Permission.REPAIR_LOCALLY,
    Permission.REQUEST_RESTOCK,
    Permission.SEND_DEVICE,
    Permission.SEND_MAIL,
}
_MARKET_LEAD = _MARKET | {
    Permission.APPROVE_EXCEPTION_LEAD,
    Permission.EDIT_POLICY,
    Permission.REVIEW_ANSWERS,
    Permission.SEE_DELIVERIES,
    Permission.SET_RULES,
}
_DEALER = _READER | {
    Permission.ANSWER_QUOTE,
    Permission.COMMENT,
    Permission.CONFIRM_AS_CUSTOMER,
    Permission.EDIT_TICKETS,
    Permission.OPEN_CONSULT,
    Permission.READ_ACCOUNTS,
    Permission.READ_PRICES,
    Permission.READ_STATISTICS,
    Permission.REQUEST_RMA,
    Permission.SEND_DEVICE,
}
_REPAIRING_DEALER = _DEALER | {Permission.OPEN_DEALER_REPAIR, Permission.REPAIR_LOCALLY}
_STOCKING_DEALER = _REPAIRING_DEALER | {Permission.REQUEST_RESTOCK}
_DEALER_OF_TIER = {1: _STOCKING_DEALER, 2: _REPAIRING_DEALER}
_HOTLINE = frozenset({Permission.READ_KNOWLEDGE, Permission.READ_INTERNAL})

PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.MARKET: _MARKET | {Permission.HEAR_AS_DESK},
    Role.MARKET_LEAD: _MARKET_LEAD | {Permission.HEAR_AS_LEAD},
    Role.MANAGEMENT: _MARKET_LEAD
    | {
        Permission.APPROVE_EXCEPTION_MANAGEMENT,
        Permission.APPROVE_RESTOCK_MANAGEMENT,
        Permission.HEAR_AS_MANAGEMENT,
    },
    Role.PRODUCTION: _STAFF | {Permission.WORKSHOP},
    Role.RND: _STAFF
    | {
        Permission.ADD_WISH,
        Permission.EVALUATE_WISH,
        Permission.HEAR_AS_RND,
        Permission.READ_ACCOUNTS,
    },
    Role.DEALER: _DEALER,
    Role.CUSTOMER: _READER
    | {
        Permission.ANSWER_QUOTE,
        Permission.COMMENT,
        Permission.CONFIRM_AS_CUSTOMER,
        Permission.REPORT_PROBLEM,
        Permission.SEND_DEVICE,
    },
    Role.PROVIDER: frozenset({Permission.READ_KNOWLEDGE}),
    Role.CCR: _HOTLINE,
    Role.CSE: _HOTLINE,
    Role.FSE: _HOTLINE,
    Role.PSE: _HOTLINE,
    Role.RDE: _HOTLINE,
    Role.HOUSE: _READER | {Permission.BY_CLOCK, Permission.READ_ACCOUNTS, Permission.READ_INTERNAL},
}


def holders(permission: Permission) -> frozenset[str]:
    """The roles that hold a permission, as users carry them."""
    return frozenset(role.value for role, held in PERMISSIONS.items() if permission in held)


SCOPES: dict[Role, Scope] = {
    Role.MARKET: Scope.STAFF,
    Role.MARKET_LEAD: Scope.STAFF,
    Role.MANAGEMENT: Scope.STAFF,
    Role.RND: Scope.STAFF,
    Role.PRODUCTION: Scope.WORKSHOP,
    Role.DEALER: Scope.DEALER,
    Role.CUSTOMER: Scope.CUSTOMER,
    Role.PROVIDER: Scope.NOBODY,
    Role.CCR: Scope.HOTLINE,
    Role.CSE: Scope.HOTLINE,
    Role.FSE: Scope.HOTLINE,
    Role.PSE: Scope.HOTLINE,
    Role.RDE: Scope.HOTLINE,
    Role.HOUSE: Scope.STAFF,
}

# From which opening stage on a role may use the system at all.
OPENED_IN_STAGE: dict[Role, int] = {Role.DEALER: 2, Role.CUSTOMER: 3}

_HOUSE = frozenset({Scope.STAFF, Scope.WORKSHOP, Scope.HOTLINE})


def is_of_the_house(role: str) -> bool:
    """Whether it is a person who answers for the house, not for a dealer or as a customer."""
    return role in set(Role) - {Role.HOUSE} and SCOPES[Role(role)] in _HOUSE


@dataclass(frozen=True)
class Viewer:
    """Who is looking. Ids are those of the store; `dealer_tier` only for dealers."""

    user_id: int
    username: str
    role: Role
    language: str = "en"
    dealer_id: int | None = None
    dealer_code: str | None = None
    dealer_tier: int | None = None
    customer_id: int | None = None
    stage: int = 3

    @property
    def known_id(self) -> int | None:
        """The user's id; None for the house itself."""
        return None if self.role is Role.HOUSE else self.user_id

    @property
    def scope(self) -> Scope:
        """The shape of what this viewer reads; `NOBODY` where its stage has not opened."""
        if not self.is_admitted:
            return Scope.NOBODY
        return SCOPES[self.role]

    @property
    def side(self) -> Side:
        """Which of the three kinds of reader this is, for texts that are worded for one."""
        if self.role is Role.DEALER:
            return "dealers"
        return "customers" if self.role is Role.CUSTOMER else "staff"

    @property
    def is_admitted(self) -> bool:
        """Whether the opening stage has reached this viewer and its record is complete."""
        if self.stage < OPENED_IN_STAGE.get(self.role, 1):
            return False
        if self.role is Role.DEALER:
            return self.dealer_id is not None
        return self.role is not Role.CUSTOMER or self.customer_id is not None

    @property
    def permissions(self) -> frozenset[Permission]:
        if not self.is_admitted:
            return frozenset()
        if self.role is Role.DEALER:
            return _DEALER_OF_TIER.get(self.dealer_tier or 0, _DEALER)
        return PERMISSIONS[self.role]

    def may(self, permission: Permission) -> bool:
        return permission in self.permissions


# What the people of a role are called; those that no kind of ticket has yet are left out.
ROLES: dict[Role, Text] = {
    Role.MARKET: Text("市场部", "Service desk"),
    Role.MARKET_LEAD: Text("市场部负责人", "Head of service"),
    Role.PRODUCTION: Text("生产部/维修", "Repair"),
    Role.RND: Text("研发部", "R&D"),
    Role.MANAGEMENT: Text("管理层", "Management"),
    Role.DEALER: Text("经销商", "Dealer"),
    Role.CUSTOMER: Text("终端客户", "End customer"),
}


def of_the_desk(viewer: Viewer) -> Viewer | None:
    """Whoever decides before a viewer of management does; None where nobody stands before them.

    Management may decide everything, but waits for the desk with what the desk may decide itself.
    """
    if viewer.role is not Role.MANAGEMENT:
        return None
    return replace(viewer, role=Role.MARKET_LEAD)


def roles_with(permission: Permission) -> frozenset[Role]:
    """The roles whose people hold a permission, whatever their tier."""
    return frozenset(role for role, held in PERMISSIONS.items() if permission in held)


# What decides over money, debts or the rules themselves: nobody gives others more of it than they
# have, and nobody changes a person who has more.
_DECIDING = frozenset(
    {
        Permission.APPROVE_EXCEPTION,
        Permission.APPROVE_EXCEPTION_LEAD,
        Permission.APPROVE_EXCEPTION_MANAGEMENT,
        Permission.APPROVE_RESTOCK_MANAGEMENT,
        Permission.SET_RULES,
    }
)


def may_appoint(viewer: Viewer, role: Role) -> bool:
    """Whether a viewer may make people of a role, and change those who have it."""
    if role is Role.HOUSE or not viewer.may(Permission.SET_RULES):
        return False
    return PERMISSIONS[role] & _DECIDING <= viewer.permissions


def role_called(code: str) -> Role | None:
    """The role of a code, for people; None where there is none."""
    return next((role for role in Role if role == code and role is not Role.HOUSE), None)


def roles_to_give(viewer: Viewer) -> list[Role]:
    """The roles that a viewer may make people of."""
    return [role for role in Role if may_appoint(viewer, role)]


def belongs_to(role: Role) -> Literal["dealer", "customer"] | None:
    """What people of a role are there for, without which they see nothing."""
    if role is Role.DEALER:
        return "dealer"
    return "customer" if role is Role.CUSTOMER else None


HOUSE = Viewer(user_id=0, username="bokeh", role=Role.HOUSE)

STAFF_AUDIENCE = "xs"
WORKSHOP_AUDIENCE = "xw"
PUBLIC_AUDIENCE, DEALER_AUDIENCE, INTERNAL_AUDIENCE = "kp", "kd", "ki"
VISIBILITY_AUDIENCE = {
    "Public": PUBLIC_AUDIENCE,
    "Dealer": DEALER_AUDIENCE,
    "Internal": INTERNAL_AUDIENCE,
}

WISH_AUDIENCES = frozenset({STAFF_AUDIENCE, WORKSHOP_AUDIENCE})

_KNOWLEDGE: dict[Scope, frozenset[str]] = {
    Scope.STAFF: frozenset({PUBLIC_AUDIENCE, DEALER_AUDIENCE, INTERNAL_AUDIENCE}),
    Scope.WORKSHOP: frozenset({PUBLIC_AUDIENCE, DEALER_AUDIENCE, INTERNAL_AUDIENCE}),
    Scope.HOTLINE: frozenset({PUBLIC_AUDIENCE, DEALER_AUDIENCE, INTERNAL_AUDIENCE}),
    Scope.DEALER: frozenset({PUBLIC_AUDIENCE, DEALER_AUDIENCE}),
    Scope.CUSTOMER: frozenset({PUBLIC_AUDIENCE}),
    Scope.NOBODY: frozenset(),
}


def audiences(viewer: Viewer) -> frozenset[str]:
    """The audience tokens whose texts this viewer may search (letters and digits only).

    A passage carries the tokens of those who may read it (`ticket_audiences`,
    `VISIBILITY_AUDIENCE`); it is visible when the two sets meet.
    """
    tokens = set(_KNOWLEDGE[viewer.scope])
    if viewer.scope is Scope.STAFF:
        tokens.add(STAFF_AUDIENCE)
    elif viewer.scope is Scope.WORKSHOP:
        tokens.add(WORKSHOP_AUDIENCE)
    elif viewer.scope is Scope.DEALER:
        tokens.add(f"xd{viewer.dealer_id}")
    elif viewer.scope is Scope.CUSTOMER:
        tokens.add(f"xc{viewer.customer_id}")
    return frozenset(tokens)


def ticket_audiences(
    *, kind: str, dealer_id: int | None, customer_id: int | None, internal: bool
) -> frozenset[str]:
    """Who may read a ticket's texts; `internal` texts stay with the staff who see the ticket."""
    tokens = {STAFF_AUDIENCE}
    if kind == "rma":
        tokens.add(WORKSHOP_AUDIENCE)
    if internal:
        return frozenset(tokens)
    if dealer_id is not None:
        tokens.add(f"xd{dealer_id}")
    if customer_id is not None:
        tokens.add(f"xc{customer_id}")
    return frozenset(tokens)
