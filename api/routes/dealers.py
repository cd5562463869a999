"""Dealers over HTTP: their list, their stock and its movements, their accounts and payments."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from fastapi.responses import JSONResponse
from sqlalchemy.orm import Session

from api.signed_in import ServiceOf, SignedIn, Spoken
from api.writes import Writing
from domain import accounts, stock
from domain.accounts import Account, DealerPayment, dealer_of
from domain.dealers import DealerCard, dealer_card, dealer_lines, dealers_asked
from domain.models import Dealer
from domain.naming import dealer_named
from domain.parts import part_of
from domain.stock import Correction
from domain.stock_levels import StockLine, level_of, movements, stock_levels

router = APIRouter(prefix="/api", tags=["dealers"])
Said = Annotated[str | None, Query(max_length=200)]
Page = Annotated[int, Query(ge=1, le=1_000_000)]
Size = Annotated[int, Query(ge=1, le=200)]


@router.get("/stock")
def read_stock(
    viewer: SignedIn,
    service: ServiceOf,
    language: Spoken,
    dealer: Said = None,
    status: Literal["normal", "below_safety", "restock_now"] | None = None,
    page: Page = 1,
    size: Size = 200,
) -> dict[str, Any]:
    """Parts in dealers' stock with their safety line, use and restock advice."""
    with service.store.reader(viewer) as session:
        lines = stock_levels(
            session,
            dealers_asked(session, viewer, dealer),
            now=service.clock.now(),
            language=language,
            status=status,
        )
    shown = lines[(page - 1) * size : page * size]
    return {"items": shown, "total": len(lines), "page": page, "size": size}


@router.get("/stock/movements")
def read_movements(
    viewer: SignedIn,
    service: ServiceOf,
    language: Spoken,
    dealer: Said = None,
    sku: Annotated[str | None, Query(max_length=60)] = None,
    page: Page = 1,
    size: Size = 50,
) -> dict[str, Any]:
    """What came to dealers' stock and left it, newest first."""
    with service.store.reader(viewer) as session:
        items = movements(
            session,
            dealers_asked(session, viewer, dealer),
            language=language,
            sku=sku,
            offset=(page - 1) * size,
            limit=size,
        )
    return {"items": items, "page": page, "size": size}


@router.post("/stock/corrections", status_code=201, response_model=StockLine)
def correct_stock(
    asked: Correction,
    write: Writing,
) -> JSONResponse:
    """Set a dealer's stock to what was counted; the reason is kept."""

    def work(session: Session) -> dict[str, Any]:
        held = stock.correct(session, write.viewer, asked, now=write.now())
        return {"dealer": session.get_one(Dealer, held.dealer_id).code, "sku": asked.sku}

    def show(written: dict[str, Any]) -> StockLine:
        with write.service.store.reader(write.viewer) as session:
            dealer = dealer_named(session, write.viewer, written["dealer"])
            part = part_of(session, written["sku"])
            return level_of(session, dealer, part, now=write.now(), language=write.language)

    return write.once(asked, work, show)


@router.get("/dealers")
def list_dealers(viewer: SignedIn, service: ServiceOf, language: Spoken) -> dict[str, Any]:
    """The dealers one may look at, each with its open work and warnings."""
    with service.store.reader(viewer) as session:
        dealers = dealers_asked(session, viewer, None)
        lines = dealer_lines(session, dealers, now=service.clock.now(), language=language)
    return {"items": lines, "total": len(lines), "page": 1, "size": len(lines)}


@router.get("/dealers/{code}", response_model=DealerCard)
def read_dealer(code: str, viewer: SignedIn, service: ServiceOf, language: Spoken) -> DealerCard:
    with service.store.reader(viewer) as session:
        dealer = dealer_of(session, viewer, code)
        return dealer_card(session, dealer, now=service.clock.now(), language=language)


@router.get("/dealers/{code}/account", response_model=Account)
def read_account(code: str, viewer: SignedIn, service: ServiceOf, language: Spoken) -> Account:
    """Open receivables, the oldest debt, what this month settles and when."""
    with service.store.reader(viewer) as session:
        dealer = dealer_of(session, viewer, code)
        return accounts.account(session, dealer, now=service.clock.now(), language=language)


@router.post("/dealers/{code}/payments", status_code=201, response_model=Account)
def record_payment(
    code: str,
    paid: DealerPayment,
    write: Writing,
) -> JSONResponse:
    """Record what a dealer paid for one receivable; answers the account as it then stands."""

    def work(session: Session) -> dict[str, Any]:
        row = accounts.pay_receivable(session, write.viewer, code, paid, now=write.now())
        return {"reference": row.reference}

    return write.once(
        paid, work, lambda _: read_account(code, write.viewer, write.service, write.language)
    )
