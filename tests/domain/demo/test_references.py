"""Every reference in the demo world is to something there."""

from collections import Counter

from tests.domain.demo.conftest import World, keyed


def test_every_reference_is_to_something_there(world: World) -> None:
    there = {
        "product": set(keyed(world["product"])),
        "dealer": set(keyed(world["dealer"])),
        "customer": set(keyed(world["customer"])),
        "category": set(keyed(world["category"])),
        "sku": set(keyed(world["part"], "sku")),
        "sn": set(keyed(world["device"], "sn")),
        "region": set(keyed(world["region"])),
        "family": set(keyed(world["family"])),
        "organisation": set(keyed(world["organisation"])),
        "handler": set(keyed(world["user"], "username")),
        "by": set(keyed(world["user"], "username")),
    }
    several = {"products": "product", "fits": "product"}
    inside = ("owners", "parts", "comments")
    for rows in world.values():
        for record in rows:
            for each in [record, *(one for name in inside for one in record.get(name, []))]:
                for name, known in there.items():
                    assert each.get(name) is None or each[name] in known, (name, record)
                for name, kind in several.items():
                    assert set(each.get(name, [])) <= there[kind], record
    for user in world["user"]:
        assert set(user.get("groups", [])) <= set(keyed(world["group"]))
    for link in world["link"]:
        assert {link["from"], link["to"]} <= set(keyed(world["ticket"], "number"))
    for each in [*world["category"], *world["organisation"]]:
        assert each.get("parent") is None or each["parent"] in keyed(world[each["type"]])


def test_natural_keys_are_unique(world: World) -> None:
    keys = {"part": "sku", "device": "sn", "user": "username", "holiday": "date"}
    keys |= dict.fromkeys(("ticket", "article", "wish"), "number")
    for type_name, rows in world.items():
        key = keys.get(type_name, "code")
        values = [each[key] for each in rows if key in each]
        assert len(values) == len(set(values)), type_name


def test_no_two_products_or_categories_share_a_name(world: World) -> None:
    for type_name in ("product", "category", "dealer", "part"):
        words = Counter(
            word.casefold()
            for each in world[type_name]
            for word in {
                *(each[name] for name in ("name", "name_zh", "name_en") if name in each),
                *each["aliases"],
            }
        )
        assert [word for word, count in words.items() if count > 1] == []


def test_categories_have_two_levels(world: World) -> None:
    categories = keyed(world["category"])
    leaves = [each for each in categories.values() if "parent" in each]
    assert len(leaves) >= 25
    assert all("parent" not in categories[each["parent"]] for each in leaves)
    assert categories["freeze"]["parent"] == "stability"
    assert categories["sdi_port"]["parent"] == "hardware"
