"""What is sold and how it is sorted: families, products, parts, prices, categories, regions."""

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from domain.models.base import Base


class Family(Base):
    __tablename__ = "families"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    name_zh: Mapped[str]
    name_en: Mapped[str]


class Product(Base):
    __tablename__ = "products"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    family_id: Mapped[int | None] = mapped_column(ForeignKey("families.id"), index=True)
    aliases: Mapped[list[str]]


class Category(Base):
    __tablename__ = "categories"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("categories.id"), index=True)
    name_zh: Mapped[str]
    name_en: Mapped[str]
    aliases: Mapped[list[str]]


class Region(Base):
    __tablename__ = "regions"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    name_zh: Mapped[str]
    name_en: Mapped[str]
    aliases: Mapped[list[str]]
    countries: Mapped[list[str]]


class Part(Base):
    __tablename__ = "parts"

    id: Mapped[int] = mapped_column(primary_key=True)
    sku: Mapped[str] = mapped_column(unique=True)
    name_zh: Mapped[str]
    name_en: Mapped[str]
    aliases: Mapped[list[str]]
    fits: Mapped[list[str]]  # product codes


class PartPrice(Base):
    __tablename__ = "part_prices"
    __table_args__ = (UniqueConstraint("part_id", "currency"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    part_id: Mapped[int] = mapped_column(ForeignKey("parts.id"))
    currency: Mapped[str]
    amount: Mapped[Decimal]


class RepairPlan(Base):
    __tablename__ = "repair_plans"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    name_zh: Mapped[str]
    name_en: Mapped[str]
    products: Mapped[list[str]]  # product codes
    batches: Mapped[list[str]]
    options: Mapped[dict[str, Any]]
    prices: Mapped[dict[str, Any]]  # currency to decimal text
    note: Mapped[str] = mapped_column(default="")


class Holiday(Base):
    """A day that differs from the working week: off, or worked on a weekend."""

    __tablename__ = "holidays"

    day: Mapped[date] = mapped_column(primary_key=True)
    is_working: Mapped[bool] = mapped_column(default=False)
