"""What is sold and what it is repaired with: products, categories, regions, parts, plans."""

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from domain.demo.shelf import Record, day, table

_CURRENCIES = ("CNY", "USD", "EUR")

# How the case library calls parts; the first that fits the product is meant.
_PART_WORDS: dict[str, tuple[str, ...]] = {
    "sdi": ("S1-011-013-01", "S2-011-013-01"),
    "back": ("S1-010-006-01", "S2-010-006-01"),
    "fan": ("S1-010-021-01", "S2-010-021-01"),
    "key": ("S1-010-017-01", "S2-010-017-01"),
    "main": ("S1-010-030-01", "S1-010-032-01", "S1-010-040-01", "S2-010-030-01"),
    "hda": ("S1-010-012-01",),
    "video": ("S1-010-014-01",),
    "xlr": ("S1-011-020-01",),
    "usb": ("S1-011-024-01",),
    "tf": ("S1-011-027-01",),
    "rs": ("S1-011-031-01",),
    "nd": ("S1-012-003-01",),
    "front": ("S1-012-005-01",),
    "ring": ("S1-012-008-01",),
    "shim": ("S1-012-009-01",),
    "ssd": ("S1-013-002-01",),
    "dc": ("S1-013-006-01",),
    "tc": ("S1-013-010-01",),
    "wifi": ("S1-013-014-01",),
    "rtc": ("S1-013-018-01",),
    "screws": ("S1-014-001-01",),
    "latch": ("S2-013-002-01",),
    "panel": ("S3-001-004-01",),
    "cable": ("S3-001-007-01",),
    "touch": ("S3-002-003-01",),
    "monpower": ("S3-002-006-01",),
    "cells": ("S4-001-002-01",),
}
_LOCAL_WORDS = ("sdi", "back", "hda", "video", "fan", "key", "xlr", "usb", "tf", "rs")

# What a dealer of tier 1 or 2 may replace itself.
LOCAL_SKUS = frozenset(sku for word in _LOCAL_WORDS for sku in _PART_WORDS[word])


class Catalogue:
    def __init__(self) -> None:
        self._written = table("catalogue")
        self._names: dict[str, str] = {
            each["code"]: each["name"] for each in self._written["products"]
        }
        self._fits = {each["sku"]: self._fitting(each["fits"]) for each in self._written["parts"]}
        self._prices = {
            each["sku"]: dict(zip(_CURRENCIES, map(Decimal, each["prices"]), strict=True))
            for each in self._written["parts"]
        }
        self._regions: dict[str, str] = {
            country: each["code"]
            for each in self._written["regions"]
            for country in each["countries"]
        }
        self._firmware: dict[str, tuple[list[date], list[str]]] = {
            product: ([day(at) for at, _ in released], [version for _, version in released])
            for product, released in self._written["firmware"].items()
        }

    def records(self) -> Iterator[Record]:
        for type_name, rows in (("family", "families"), ("product", "products")):
            yield from ({"type": type_name, **each} for each in self._written[rows])
        for type_name, rows in (("category", "categories"), ("region", "regions")):
            yield from ({"type": type_name, **each} for each in self._written[rows])
        for each in self._written["parts"]:
            prices = dict(zip(_CURRENCIES, each["prices"], strict=True))
            fits = self._fits[each["sku"]]
            yield {"type": "part", **each, "fits": fits, "prices": prices}
        yield from ({"type": "repair_plan", **each} for each in self._written["plans"])

    def region_of(self, country: str) -> str:
        return self._regions[country]

    def short_name(self, product: str) -> str:
        """The name as people say it: Edge 8K, mark2; MAVO LF stays as it is."""
        name = self._names[product]
        return name.removeprefix("MAVO ") if name.startswith(("MAVO Edge", "MAVO mark")) else name

    def sku(self, word: str, product: str) -> str | None:
        """The part meant by a word such as `fan` on this product; None when none fits."""
        return next((sku for sku in _PART_WORDS[word] if product in self._fits[sku]), None)

    def price(self, sku: str, currency: str) -> Decimal:
        return self._prices[sku][currency]

    def firmware(self, product: str, on: date) -> list[str]:
        """The versions released until that day, oldest first; the first one was always there."""
        days, versions = self._firmware.get(product, ([], []))
        return versions[: max(bisect_right(days, on), 1)]

    def _fitting(self, groups: str) -> list[str]:
        named = self._written["fits"]
        return [code for group in groups.split() for code in named[group]]
