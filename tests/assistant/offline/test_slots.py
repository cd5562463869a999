"""Values that a message names: money, parts with quantities, carriers, colleagues."""

from datetime import date

import pytest

from assistant.model import Name, NameKind
from assistant.offline.mentions import hear
from assistant.offline.quantities import parts_with_quantities
from assistant.offline.slots import amounts

NAMES = (
    Name(NameKind.PART, "S1-011-013-01", ("SDI 模块", "SDI module")),
    Name(NameKind.PART, "S1-010-006-01", ("Back 板", "Back board")),
    Name(NameKind.PERSON, "repair", ("陈高松",)),
)


def heard(text):
    return hear(text, NAMES, date(2026, 2, 15))


@pytest.mark.parametrize(
    ("said", "counts"),
    [
        ("补货 Back 板 4 件，SDI 模块两个", {"S1-010-006-01": 4, "S1-011-013-01": 2}),
        ("three Back boards and an SDI module", {"S1-010-006-01": 3, "S1-011-013-01": 1}),
        ("S1-011-013-01 x2", {"S1-011-013-01": 2}),
        ("换了 SDI module", {"S1-011-013-01": 1}),
        ("SDI 模块*12", {"S1-011-013-01": 12}),
    ],
)
def test_a_part_is_counted_by_the_number_beside_its_name(said, counts):
    found = {each["sku"]: each["quantity"] for each in parts_with_quantities(heard(said))}
    assert found == counts


@pytest.mark.parametrize(
    ("said", "carrier", "code"),
    [
        ("DHL 1234567890 寄出", "DHL", "1234567890"),
        ("顺丰单号 SF1234567890", "SF Express", "SF1234567890"),
        ("shipped, tracking number 1Z999AA10123456784", None, "1Z999AA10123456784"),
        ("fed ex 7788 9900", "FedEx", None),
        ("the upset customer", None, None),
    ],
)
def test_a_carrier_and_its_tracking_number_are_heard(said, carrier, code):
    found = heard(said)
    assert (found.values("carrier") or [None])[0] == carrier
    assert (found.values("tracking") or [None])[0] == code


def test_a_labelled_amount_goes_to_its_own_slot():
    schema = {"x-words": {"any": ["运费", "shipping"]}}
    assert [each.value for each in amounts(schema, heard("换 SDI 模块，运费 29 美元"), [])] == [
        "29"
    ]
    assert [each.value for each in amounts(schema, heard("shipping: $31.50"), [])] == ["31.50"]
    assert amounts(schema, heard("合计 98 美元"), []) == []


def test_a_colleague_is_heard_by_name():
    assert heard("分给陈高松，R1").values("person") == ["repair"]


@pytest.mark.parametrize(
    ("said", "money"),
    [
        ("98 刀", "98 USD"), ("€1.2k", "1200 EUR"), ("1,040.00 美元", "1040.00 USD"),
        ("三百块", "300 CNY"), ("一千二百元", "1200 CNY"), ("两千五美元", "2500 USD"),
        ("1.2万元", "12000 CNY"), ("100 bucks", "100 USD"),
    ],
)  # fmt: skip
def test_money_is_read_in_every_notation(said, money):
    assert heard(f"收到 {said}").values("money") == [money]


@pytest.mark.parametrize("said", ["三块", "十块 Back 板", "4k 50fps", "I'd like one"])
def test_what_is_no_money_is_not_read_as_money(said):
    assert heard(said).values("money") == []
