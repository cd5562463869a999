"""A person's board: the figures that suit their work, laid out as they like, answered now."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, Any

from pydantic import BaseModel, Field
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.access import Viewer
from domain.clock import Clock
from domain.errors import InvalidError, OutsideError
from domain.language import Language, Text
from domain.models import BoardLayout, SavedQuestion
from domain.plain import plain_json
from domain.statistics.answering import answer
from domain.statistics.boards import Board, Size, Tile, board_of
from domain.statistics.charting import chart_of
from domain.statistics.metrics import METRICS
from domain.statistics.question import Asked, Question
from domain.statistics.table import Chart, Table
from domain.statistics.warned.finding import WarningShown
from domain.statistics.warnings import warnings

_MOST = 24  # tiles of one board
_KEPT = "kept:"  # before the id of a question that somebody keeps
_NO_SUCH_TILE = Text("没有这个图块。", "There is no such tile.")
_TWICE = Text("同一个图块只能放一次。", "A tile stands on a board once.")


class Placed(Asked):
    """A tile as somebody wants it: their own name for it, and how much room it takes."""

    key: Annotated[str, Field(min_length=1, max_length=80)]
    title: Annotated[str, Field(min_length=1, max_length=120)] | None = None
    size: Size = "small"


class Laid(Asked):
    """All tiles in their order; one that is not among them is taken off. Null: as it comes."""

    tiles: Annotated[list[Placed], Field(max_length=_MOST)] | None


class TileShown(BaseModel):
    key: str
    title: str
    size: Size
    table: Table
    chart: Chart | None = None


class TileOffered(BaseModel):
    key: str
    title: str


class BoardShown(BaseModel):
    """`offered` are the tiles that could be put on it, too."""

    name: str
    title: str
    tiles: list[TileShown]
    offered: list[TileOffered]
    warnings: list[WarningShown]


def board(session: Session, viewer: Viewer, *, clock: Clock, language: Language) -> BoardShown:
    """The viewer's board, answered; the session is viewer-bound."""
    chosen = board_of(viewer)
    held = _tiles(session, viewer, chosen)
    own = session.get(BoardLayout, viewer.user_id)
    placed = [Placed(key=key) for key in held if not key.startswith(_KEPT)]
    if own is not None:
        placed = [Placed.model_validate(each) for each in own.tiles]
    shown = [
        tile
        for each in placed
        if each.key in held and (tile := _shown(session, viewer, held[each.key], each, clock,
                                                language))
    ]  # fmt: skip
    taken = {each.key for each in placed}
    return BoardShown(
        name=chosen.name,
        title=chosen.title.in_(language),
        tiles=shown,
        offered=[
            TileOffered(key=key, title=tile.title.in_(language))
            for key, tile in held.items()
            if key not in taken
        ],
        warnings=warnings(session, viewer, clock=clock, language=language),
    )


def lay_out_board(session: Session, viewer: Viewer, wanted: Laid) -> None:
    """Keep the viewer's own layout, or forget it. Raises ForbiddenError, InvalidError."""
    held = _tiles(session, viewer, board_of(viewer))
    own = session.get(BoardLayout, viewer.user_id)
    if wanted.tiles is None:
        if own is not None:
            session.delete(own)
        return
    keys = [each.key for each in wanted.tiles]
    if not set(keys) <= held.keys():
        raise InvalidError(_NO_SUCH_TILE, {"tiles": _NO_SUCH_TILE})
    if len(set(keys)) < len(keys):
        raise InvalidError(_TWICE, {"tiles": _TWICE})
    tiles: list[dict[str, Any]] = [
        plain_json(each.model_dump(exclude_none=True)) for each in wanted.tiles
    ]
    if own is None:
        session.add(BoardLayout(user_id=viewer.user_id, tiles=tiles))
    else:
        own.tiles = tiles


def _tiles(session: Session, viewer: Viewer, chosen: Board) -> Mapping[str, Tile]:
    """What may stand on the board: its own tiles, then the questions that the viewer keeps."""
    offered = {
        tile.key: tile
        for tile in chosen.tiles
        if METRICS[tile.question.metric or ""].offered_to(viewer)
    }
    mine = (
        select(SavedQuestion)
        .where(SavedQuestion.user_id == viewer.user_id)
        .order_by(SavedQuestion.name, SavedQuestion.id)
    )
    kept = {
        f"{_KEPT}{row.id}": Tile(
            f"{_KEPT}{row.id}", Text(row.name, row.name), Question.model_validate(row.question)
        )
        for row in session.scalars(mine)
    }
    return {**offered, **kept}


def _shown(
    session: Session, viewer: Viewer, tile: Tile, placed: Placed, clock: Clock, language: Language
) -> TileShown | None:
    """The tile with its figures; None for a kept question that can no longer be answered."""
    if placed.title:
        tile = replace(tile, title=Text(placed.title, placed.title))
    try:
        table = answer(session, viewer, tile.question, clock=clock, language=language)
    except (OutsideError, InvalidError):
        return None
    return TileShown(
        key=tile.key,
        title=tile.title.in_(language),
        size=placed.size,
        table=table,
        chart=chart_of(table, language, tile.shape),
    )
