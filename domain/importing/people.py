"""Taking people records: organisations, groups, dealers, customers, users, contracts."""

from typing import Any

from sqlalchemy import delete, select

from domain.access import Role
from domain.customers import follow_dealer
from domain.errors import InvalidError
from domain.identity import hash_password, password_matches
from domain.importing.catalogue import PRODUCT
from domain.importing.records import (
    ContractRecord,
    CustomerRecord,
    DealerRecord,
    GroupRecord,
    OrganisationRecord,
    UserRecord,
)
from domain.importing.taking import Outcome, Taking, either, put, takes
from domain.language import Text
from domain.models import (
    Contract,
    Customer,
    Dealer,
    Group,
    GroupMember,
    Organisation,
    Product,
    Region,
    User,
)

DEALER = Text("经销商", "dealer")
CUSTOMER = Text("客户", "customer")
_REGION = Text("地区", "region")
_ORGANISATION = Text("组织", "organisation")
_GROUP = Text("组", "group")
_USER = Text("用户", "user")


@takes(OrganisationRecord)
def take_organisation(taking: Taking, record: OrganisationRecord) -> Outcome:
    parent = taking.id_of(Organisation, Organisation.code, record.parent, _ORGANISATION)
    values = {"name": record.name, "parent_id": parent}
    return put(taking, Organisation, {"code": record.code}, values)[1]


@takes(GroupRecord)
def take_group(taking: Taking, record: GroupRecord) -> Outcome:
    organisation = taking.id_of(Organisation, Organisation.code, record.organisation, _ORGANISATION)
    values = {"name": record.name, "organisation_id": organisation}
    group, outcome = put(taking, Group, {"code": record.code}, values)
    for username in record.members:
        user_id = taking.id_of(User, User.username, username, _USER)
        key = {"group_id": group.id, "user_id": user_id}
        outcome = either(outcome, put(taking, GroupMember, key, {})[1])
    return outcome


@takes(DealerRecord)
def take_dealer(taking: Taking, record: DealerRecord) -> Outcome:
    values = record.model_dump(exclude={"type", "code", "region"})
    values["region_id"] = taking.id_of(Region, Region.code, record.region, _REGION)
    return put(taking, Dealer, {"code": record.code}, values)[1]


@takes(CustomerRecord)
def take_customer(taking: Taking, record: CustomerRecord) -> Outcome:
    values = record.model_dump(exclude={"type", "code", "region", "dealer", "contacts"})
    values["contacts"] = [each.model_dump(exclude_none=True) for each in record.contacts]
    values["region_id"] = taking.id_of(Region, Region.code, record.region, _REGION)
    values["dealer_id"] = taking.id_of(Dealer, Dealer.code, record.dealer, DEALER)
    customer, outcome = put(taking, Customer, {"code": record.code}, values)
    if outcome is Outcome.CHANGED:
        follow_dealer(taking.session, customer, now=taking.now)
    return outcome


@takes(UserRecord)
def take_user(taking: Taking, record: UserRecord) -> Outcome:
    if record.role not in set(Role) - {Role.HOUSE}:
        raise InvalidError(Text(f"没有这个角色：{record.role}", f"there is no role {record.role}"))
    customer_id = taking.id_of(Customer, Customer.code, record.customer, CUSTOMER)
    if record.role == Role.CUSTOMER and customer_id is None:
        customer_id = _customer_by_mail(taking, record.email)
    if record.role == Role.DEALER and record.dealer is None:
        raise InvalidError(Text("经销商用户要写明 dealer", "a dealer user needs its dealer"))
    values: dict[str, Any] = {
        "name": record.name,
        "role": record.role,
        "language": record.language,
        "email": record.email,
        "is_active": record.active,
        "dealer_id": taking.id_of(Dealer, Dealer.code, record.dealer, DEALER),
        "customer_id": customer_id,
        "organisation_id": taking.id_of(
            Organisation, Organisation.code, record.organisation, _ORGANISATION
        ),
    }
    found = taking.session.scalars(select(User).where(User.username == record.username))
    before = found.one_or_none()
    if before is None:
        values |= {"created_at": taking.now, "password_hash": None}
    if record.password is not None and not (before and password_matches(before, record.password)):
        values["password_hash"] = hash_password(record.password)
    user, outcome = put(taking, User, {"username": record.username}, values)
    return either(outcome, _set_groups(taking, user, record.groups))


@takes(ContractRecord)
def take_contract(taking: Taking, record: ContractRecord) -> Outcome:
    for code in record.products:
        taking.id_of(Product, Product.code, code, PRODUCT)
    key = {
        "customer_id": taking.id_of(Customer, Customer.code, record.customer, CUSTOMER),
        "kind": record.kind,
        "valid_from": record.since,
    }
    values = {"products": record.products, "valid_until": record.until}
    return put(taking, Contract, key, values)[1]


def _customer_by_mail(taking: Taking, email: str | None) -> int | None:
    if not email:
        return None
    for customer in taking.session.scalars(select(Customer)):
        mails = {str(each.get("email") or "").casefold() for each in customer.contacts}
        if email.casefold() in mails:
            return customer.id
    return None


def _set_groups(taking: Taking, user: User, codes: list[str]) -> Outcome:
    if not codes:
        return Outcome.UNCHANGED
    wanted = {taking.id_of(Group, Group.code, code, _GROUP) for code in codes}
    held = set(
        taking.session.scalars(select(GroupMember.group_id).where(GroupMember.user_id == user.id))
    )
    if wanted <= held:
        return Outcome.UNCHANGED
    taking.session.execute(delete(GroupMember).where(GroupMember.user_id == user.id))
    taking.session.add_all(
        GroupMember(group_id=group_id, user_id=user.id) for group_id in wanted | held
    )
    return Outcome.CHANGED
