"""The rules of the house: limits, thresholds, rates, what dealers may repair. Each may be changed.

The defaults come from the service handbook; a changed one is a row of `house_rules`.
"""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, model_validator
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.access import Permission, Viewer
from domain.checking import checked
from domain.errors import ForbiddenError
from domain.models import HouseRule
from domain.plain import plain_json

Days = Annotated[int, Field(ge=0, le=3650)]
Hours = Annotated[int, Field(ge=0, le=24 * 365)]
Money = Annotated[Decimal, Field(ge=0, le=10**9, decimal_places=2)]
Names = Annotated[str, Field(max_length=4_000)]  # separated by commas
Rate = Annotated[Decimal, Field(gt=0, le=10**6)]


LOCAL_PARTS = (
    "Back board, Back板, SDI module, SDI port, SDI模块, SDI口, HDA board, HDA板, Video port, "
    "Video口, Video口板, Fan, 风扇, Key board, 按键板, XLR module, 卡农口模块, USB-C module, "
    "USB-C模块, TF card, TF card board, TF卡, TF卡板, RS port board, RS口, RS口板"
)
HEADQUARTERS_WORK = (
    "MC board, MC板, 主控板, programming, reprogram, 刷程序, 写程序, 刷机, 升级失败, Update fails, "
    "sensor cleaning, clean the sensor, Sensor dust, 清灰, 清洁传感器, 传感器灰尘, "
    "unknown fault, cause unknown, 不明故障, 原因不明, 未知故障"
)


class Rules(BaseModel):
    """Every rule of the house; amounts in US dollars unless the name says otherwise.

    `local_parts` are the parts that dealers of tier 1 and 2 replace themselves, `headquarters_work`
    what they must not do, as people call them in either language.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    consult_reminder_days: Days = 5
    consult_close_days: Days = 7
    consult_response_hours: Hours = 8
    reopen_days: Days = 30
    quote_reminder_days: Days = 7
    quote_call_days: Days = 14
    quote_cancel_days: Days = 30
    repair_working_days_r1: Days = 1
    repair_working_days_r2: Days = 3
    repair_working_days_r3: Days = 7
    inspection_fee: Money = Decimal(0)
    exception_lead_from: Money = Decimal(100)
    exception_management_above: Money = Decimal(500)
    cny_per_usd: Rate = Decimal("7.20")
    eur_per_usd: Rate = Decimal("0.92")
    debt_reminder_days: Days = 30
    debt_desk_days: Days = 60
    debt_management_days: Days = 90
    settlement_day: Annotated[int, Field(ge=0, le=28)] = 0  # of the next month; 0: month's end
    stock_months: Annotated[int, Field(ge=1, le=24)] = 2
    local_parts: Names = LOCAL_PARTS
    headquarters_work: Names = HEADQUARTERS_WORK
    quiet_from: Annotated[int, Field(ge=0, le=23)] = 22
    quiet_until: Annotated[int, Field(ge=0, le=23)] = 8
    opens_at: Annotated[int, Field(ge=0, le=23)] = 9
    closes_at: Annotated[int, Field(ge=1, le=24)] = 18

    @model_validator(mode="after")
    def _opens_before_it_closes(self) -> "Rules":
        if self.closes_at <= self.opens_at:
            raise ValueError("closes_at must be later than opens_at")
        return self


def house_rules(session: Session) -> Rules:
    """The rules as they stand now."""
    return Rules.model_validate(_changed(session))


def change_rules(
    session: Session, viewer: Viewer, values: Mapping[str, Any], *, now: datetime
) -> Rules:
    """Set some rules. Raises ForbiddenError, or InvalidError naming each that cannot be."""
    if not viewer.may(Permission.SET_RULES):
        raise ForbiddenError()
    rules: Rules = checked(Rules, {**_changed(session), **plain_json(dict(values))})
    for name in values:
        row = session.get(HouseRule, name) or HouseRule(name=name)
        row.value, row.changed_at = str(getattr(rules, name)), now
        row.changed_by_id = viewer.user_id
        session.add(row)
    session.flush()
    from domain.handbook import renew  # the handbook is made of the rules

    renew(session, now=now)
    return rules


def _changed(session: Session) -> dict[str, str]:
    rows = session.execute(select(HouseRule.name, HouseRule.value))
    return {name: value for name, value in rows if name in Rules.model_fields}
