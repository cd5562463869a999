"""Organisations, dealers, customers and the people who sign in."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from domain.models.base import Base


class Organisation(Base):
    __tablename__ = "organisations"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"), index=True)


class Group(Base):
    __tablename__ = "groups"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"), index=True)


class GroupMember(Base):
    __tablename__ = "group_members"

    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id"), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True, index=True)


class Dealer(Base):
    __tablename__ = "dealers"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    tier: Mapped[int]
    country: Mapped[str | None]
    region_id: Mapped[int | None] = mapped_column(ForeignKey("regions.id"), index=True)
    aliases: Mapped[list[str]]
    currency: Mapped[str] = mapped_column(default="USD")


class Customer(Base):
    __tablename__ = "customers"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str] = mapped_column(index=True)
    account_type: Mapped[str]
    contacts: Mapped[list[dict[str, Any]]]
    country: Mapped[str | None]
    region_id: Mapped[int | None] = mapped_column(ForeignKey("regions.id"), index=True)
    dealer_id: Mapped[int | None] = mapped_column(ForeignKey("dealers.id"), index=True)
    tags: Mapped[list[str]]


class Contract(Base):
    __tablename__ = "contracts"

    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"), index=True)
    kind: Mapped[str]
    products: Mapped[list[str]]  # product codes; empty for all
    valid_from: Mapped[date]
    valid_until: Mapped[date]


class User(Base):
    """Somebody who signs in. `session_version` rises when all its tokens must die."""

    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(unique=True)
    password_hash: Mapped[str | None]
    name: Mapped[str]
    role: Mapped[str]
    language: Mapped[str] = mapped_column(default="en")
    email: Mapped[str | None]
    dealer_id: Mapped[int | None] = mapped_column(ForeignKey("dealers.id"), index=True)
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"))
    is_active: Mapped[bool] = mapped_column(default=True)
    session_version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]
