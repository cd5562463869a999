"""Advice for a form: what category it likely is, how urgent, what such a repair cost before."""

from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import select
from sqlalchemy.orm import Session

from api.signed_in import ServiceOf, SignedIn, Spoken
from domain import estimates
from domain.access import Permission, Viewer
from domain.language import Language, Text
from domain.models import Category, Customer, Device, Product
from domain.numbers import sn_key
from tools.categories import SuggestCategory, suggest_category

router = APIRouter(prefix="/api", tags=["advice"])
_LIKELY = 25  # per cent of confidence below which a category is no advice


class Form(BaseModel):
    """A form as far as it is filled in; codes where there are any."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    kind: Annotated[str, Field(max_length=40)]
    text: Annotated[str, Field(max_length=20_300)] = ""
    product: Annotated[str, Field(max_length=200)] = ""
    sn: Annotated[str, Field(max_length=40)] = ""


@router.post("/advice")
def advise(form: Form, viewer: SignedIn, service: ServiceOf, language: Spoken) -> dict[str, Any]:
    """Suggestions for a form, from what the viewer may read; nothing is written."""
    desk = service.assistant.desk_of(viewer, language)
    suggested = suggest_category(desk, SuggestCategory(description=form.text))
    categories = [
        {"code": each.code, "label": each.name, "confidence": each.confidence}
        for each in suggested.categories
        if each.confidence >= _LIKELY
    ]
    with service.store.reader(viewer) as session:
        device = _device(session, form.sn)
        best = str(categories[0]["code"]) if categories else None
        return {
            "categories": categories,
            "priority": _priority(session, viewer, form, device, language),
            "estimate": _estimate(session, viewer, form, device, best),
        }


def _device(session: Session, sn: str) -> Device | None:
    if not sn:
        return None
    return session.scalars(select(Device).where(Device.sn_key == sn_key(sn))).one_or_none()


def _priority(
    session: Session, viewer: Viewer, form: Form, device: Device | None, language: Language
) -> dict[str, str] | None:
    """R2 for customers marked VIP, R3 otherwise; only the desk sets it."""
    if form.kind != "rma" or not viewer.may(Permission.OPEN_RMA):
        return None
    owner = session.get(Customer, device.owner_id) if device and device.owner_id else None
    is_vip = owner is not None and any(tag.upper() == "VIP" for tag in owner.tags)
    reason = _VIP if is_vip else _USUAL
    code = "R2" if is_vip else "R3"
    return {"code": code, "label": code, "reason": reason.in_(language)}


def _estimate(
    session: Session, viewer: Viewer, form: Form, device: Device | None, category: str | None
) -> dict[str, Any] | None:
    if not viewer.may(Permission.READ_PRICES) or category is None:
        return None
    product = session.get(Product, device.product_id) if device else None
    if product is None and form.product:
        product = session.scalars(select(Product).where(Product.code == form.product)).one_or_none()
    case = estimates.Case(
        product=product,
        category=session.scalars(select(Category).where(Category.code == category)).one(),
    )
    found = estimates.estimate(session, viewer, case)
    if not found.low or not found.high:
        return None
    return {"low": found.low, "high": found.high, "currency": found.currency, "cases": found.n}


_VIP = Text("VIP 客户", "VIP customer")
_USUAL = Text("常规返修", "usual repair")
