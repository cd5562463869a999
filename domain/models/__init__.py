"""The tables of the ticket store."""

from domain.models.base import Base
from domain.models.catalogue import (
    Category,
    Family,
    Holiday,
    Part,
    PartPrice,
    Product,
    Region,
    RepairPlan,
)
from domain.models.devices import Device, Ownership, Receivable, Stock
from domain.models.knowledge import Article, Section, Wish
from domain.models.machinery import AnsweredRequest, Counter, HouseFact, Outgoing
from domain.models.people import (
    Contract,
    Customer,
    Dealer,
    Group,
    GroupMember,
    Organisation,
    User,
)
from domain.models.talk import Conversation, Proposal, SaidMessage
from domain.models.tickets import Comment, Event, Link, Ticket, TicketPart

__all__ = [
    "AnsweredRequest", "Article", "Base", "Category", "Comment", "Contract", "Conversation",
    "Counter", "Customer", "Dealer", "Device", "Event", "Family", "Group", "GroupMember",
    "Holiday", "HouseFact", "Link", "Organisation", "Outgoing", "Ownership", "Part", "PartPrice",
    "Product", "Proposal", "Receivable", "Region", "RepairPlan", "SaidMessage", "Section",
    "Stock", "Ticket", "TicketPart", "User", "Wish",
]  # fmt: skip
