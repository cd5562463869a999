"""How a device comes: told by its sender, received by what is scanned."""

import pytest

from domain.errors import ForbiddenError, InvalidError
from domain.repairs.scanning import receive_scanned
from tests.conftest import NOW


def test_the_sender_says_how_the_device_comes(floor):
    number = floor.open("market", sn="ME_207890")
    with pytest.raises(InvalidError, match="carrier"):
        floor.move("proav", number, "ship_in")
    floor.move("proav", number, "ship_in", mode="later")
    floor.move("proav", number, "ship_in", carrier="DHL", tracking="4411")
    assert floor.show("repair", number).details["tracking"] == "4411"


def test_the_sender_does_not_cancel_what_is_on_its_way(floor):
    number = floor.open("proav", sn="ME_207890")
    floor.move("market", number, "approve")
    floor.move("proav", number, "ship_in", carrier="DHL")
    with pytest.raises(ForbiddenError, match="on its way"):
        floor.move("proav", number, "cancel", reason="changed my mind")
    floor.move("market", number, "cancel", reason="lost in the mail")
    assert floor.status(number) == "cancelled"


def test_devices_are_received_by_what_is_scanned(floor, as_user):
    one, two, three = (floor.open("market", sn=sn) for sn in ("AA1", "AA2", "AA3"))
    floor.move("market", one, "ship_in", carrier="FedEx", tracking="7788 1234 5678")
    for number in (two, three):
        floor.move("market", number, "ship_in", carrier="DHL", tracking="SAMEBOX99")
    outcomes = floor.write(
        lambda s: receive_scanned(
            s, as_user("repair"),
            ["9622 0019 0000 7788 1234 5678", "SAMEBOX99", two.lower(), "aa-3", "rubbish", one],
            now=NOW,
        )
    )  # fmt: skip
    found = {each.asked: each.code for each in outcomes}
    assert found["9622 0019 0000 7788 1234 5678"] is None  # a courier's barcode ends in its number
    assert found["SAMEBOX99"] == "conflict"
    assert found[two.lower()] is None
    assert found["aa-3"] is None
    assert found["rubbish"] == "not_found"
    assert found[one] == "conflict"
    assert "arrived" in floor.told(one)
    with pytest.raises(ForbiddenError):
        floor.write(lambda s: receive_scanned(s, as_user("proav"), [one], now=NOW))
