"""Figures over HTTP: questions, the vocabulary, what stands behind a cell, files, boards."""

from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import Response, StreamingResponse
from pydantic import Field
from sqlalchemy.orm import Session

from api.signed_in import ServiceOf, SignedIn, Spoken
from domain.access import Permission
from domain.errors import ForbiddenError, OutsideError
from domain.language import Text
from domain.spreadsheets import XLSX
from domain.statistics import Chart, Question, Table, answer, chart_of, tickets_behind, vocabulary
from domain.statistics.charting import Shape
from domain.statistics.dashboards import BoardShown, Laid, board, lay_out_board
from domain.statistics.keeping import Kept, ToChange, ToKeep, change, drop, keep, kept, shown
from domain.statistics.picturing import PNG, picture_of
from domain.statistics.question import Asked
from domain.statistics.writing import csv_of, xlsx_of

router = APIRouter(prefix="/api", tags=["statistics"])
Page = Annotated[int, Query(ge=1, le=1_000_000)]
Size = Annotated[int, Query(ge=1, le=200)]
_NO_CHART = Text(
    "这些数字画不成图，请按某个维度或时间分组再试。",
    "There is no chart of these figures; please split them by something or over time.",
)


class Answered(Table):
    """The table, with the chart that suits it."""

    chart: Chart | None = None


class Cell(Asked):
    """A row's `keys`: for each dimension the code of its value, null for unclassified."""

    question: Question
    cell: Annotated[
        dict[Annotated[str, Field(max_length=40)], Annotated[str, Field(max_length=200)] | None],
        Field(max_length=6),
    ] = {}


@router.post("/statistics")
def ask(question: Question, viewer: SignedIn, service: ServiceOf, language: Spoken) -> Answered:
    """The table that answers a question; 422 `outside` says what can be asked instead."""
    table = _table(question, viewer, service, language)
    return Answered(**table.model_dump(), chart=chart_of(table, language))


@router.get("/statistics/schema")
def read_schema(viewer: SignedIn, service: ServiceOf, language: Spoken) -> dict[str, Any]:
    """Metrics, dimensions and values that the caller may use."""
    _admit(viewer)
    with service.store.reader(viewer) as session:
        return dict(vocabulary(session, viewer, language))


@router.post("/statistics/tickets")
def read_behind(
    asked: Cell,
    viewer: SignedIn,
    service: ServiceOf,
    language: Spoken,
    page: Page = 1,
    size: Size = 50,
) -> dict[str, Any]:
    """The tickets behind a cell of a table."""
    _admit(viewer)
    with service.store.reader(viewer) as session:
        items, total = tickets_behind(
            session,
            viewer,
            asked.question,
            asked.cell,
            clock=service.clock,
            language=language,
            offset=(page - 1) * size,
            limit=size,
        )
    return {"items": items, "total": total, "page": page, "size": size}


@router.post("/statistics/export.csv")
def export_csv(
    question: Question, viewer: SignedIn, service: ServiceOf, language: Spoken
) -> StreamingResponse:
    """The table as a file, its receipt above the figures."""
    pieces = csv_of(_table(question, viewer, service, language), language)
    media = "text/csv; charset=utf-8"
    return StreamingResponse(pieces, media_type=media, headers=_attached("csv"))


@router.post("/statistics/export.xlsx")
def export_xlsx(
    question: Question, viewer: SignedIn, service: ServiceOf, language: Spoken
) -> Response:
    """The table as a workbook, its receipt above the figures."""
    content = xlsx_of(_table(question, viewer, service, language), language)
    return Response(content, media_type=XLSX, headers=_attached("xlsx"))


@router.post("/statistics/chart.png")
def draw_chart(
    question: Question,
    viewer: SignedIn,
    service: ServiceOf,
    language: Spoken,
    show: Shape | None = None,
) -> Response:
    """The table's chart as a picture that holds its description; 422 `outside` without one."""
    table = _table(question, viewer, service, language)
    chart = chart_of(table, language, show)
    if chart is None:
        raise OutsideError(_NO_CHART)
    return Response(picture_of(chart, language), media_type=PNG, headers=_attached("png"))


def _table(question: Question, viewer: SignedIn, service: ServiceOf, language: Spoken) -> Table:
    _admit(viewer)
    with service.store.reader(viewer) as session:
        return answer(session, viewer, question, clock=service.clock, language=language)


def _attached(kind: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="statistics.{kind}"'}


@router.get("/statistics/questions")
def list_questions(viewer: SignedIn, service: ServiceOf) -> dict[str, Any]:
    with service.store.reader(viewer) as session:
        return {"items": kept(session)}


@router.post("/statistics/questions", status_code=201)
def keep_question(wanted: ToKeep, viewer: SignedIn, service: ServiceOf) -> Kept:
    def work(session: Session) -> Kept:
        return shown(keep(session, viewer, wanted, now=service.clock.now()))

    return service.store.write(work)


@router.patch("/statistics/questions/{question_id}")
def change_question(
    question_id: str, wanted: ToChange, viewer: SignedIn, service: ServiceOf
) -> Kept:
    """Another name or question; what is absent stays."""

    def work(session: Session) -> Kept:
        return shown(change(session, viewer, question_id, wanted))

    return service.store.write(work)


@router.delete("/statistics/questions/{question_id}", status_code=204)
def drop_question(question_id: str, viewer: SignedIn, service: ServiceOf) -> Response:
    service.store.write(lambda session: drop(session, viewer, question_id))
    return Response(status_code=204)


@router.get("/dashboards")
def read_dashboards(viewer: SignedIn, service: ServiceOf, language: Spoken) -> BoardShown:
    """The board of the caller's role, answered now."""
    with service.store.reader(viewer) as session:
        return board(session, viewer, clock=service.clock, language=language)


@router.patch("/dashboards")
def lay_out_dashboards(
    wanted: Laid, viewer: SignedIn, service: ServiceOf, language: Spoken
) -> BoardShown:
    """Order, size, names and number of the tiles, kept for oneself; null tiles: as it comes."""
    service.store.write(lambda session: lay_out_board(session, viewer, wanted))
    return read_dashboards(viewer, service, language)


def _admit(viewer: SignedIn) -> None:
    if not viewer.may(Permission.READ_STATISTICS):
        raise ForbiddenError()
