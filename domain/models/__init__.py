"""The tables of the ticket store."""

from domain.models.attention import (
    Delivery,
    Follower,
    Notification,
    OutgoingMail,
    Preference,
    PushSubscription,
    RunningClock,
    ScheduledJob,
)
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
from domain.models.figures import (
    ArticleUse,
    AssistantAnswer,
    EarlyWarning,
    Milestone,
    SavedQuestion,
)
from domain.models.knowledge import Article, Section, Wish
from domain.models.machinery import AnsweredRequest, Counter, HouseFact, HouseRule, Outgoing
from domain.models.money import Invoice, Payment, ReceivablePayment, StockMovement
from domain.models.papers import Attachment, Document, DocumentTicket
from domain.models.people import (
    Contract,
    Customer,
    Dealer,
    Group,
    GroupMember,
    Organisation,
    User,
)
from domain.models.talk import Conversation, ModelUse, Opinion, Proposal, SaidMessage
from domain.models.tickets import Comment, Event, Link, Ticket, TicketDraft, TicketPart

__all__ = [
    "AnsweredRequest", "Article", "ArticleUse", "AssistantAnswer", "Attachment", "Base",
    "Category", "Comment", "Contract", "Conversation", "Counter", "Customer", "Dealer", "Delivery",
    "Device", "Document",
    "DocumentTicket", "EarlyWarning", "Event", "Family", "Follower", "Group", "GroupMember",
    "Holiday", "HouseFact", "HouseRule", "Invoice", "Link", "Milestone", "ModelUse", "Notification",
    "Opinion", "Organisation", "Outgoing", "OutgoingMail", "Ownership", "Part", "PartPrice",
    "Payment", "Preference", "Product", "Proposal", "PushSubscription", "Receivable",
    "ReceivablePayment", "Region", "RepairPlan", "RunningClock", "SaidMessage", "SavedQuestion",
    "ScheduledJob", "Section", "Stock", "StockMovement", "Ticket", "TicketDraft", "TicketPart",
    "User", "Wish",
]  # fmt: skip
