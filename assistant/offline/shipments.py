"""Carriers and tracking numbers that a message names."""

import re
from collections.abc import Iterator

Span = tuple[str, str, int, int, bool]

_CARRIERS = {
    "DHL": r"dhl", "FedEx": r"fed\s?ex|联邦快递", "UPS": r"ups", "TNT": r"tnt", "EMS": r"ems",
    "USPS": r"usps", "DPD": r"dpd", "Aramex": r"aramex", "SF Express": r"顺丰|sf express",
    "JD": r"京东(?:快递|物流)?", "ZTO": r"中通", "YTO": r"圆通", "STO": r"申通", "Yunda": r"韵达",
    "Deppon": r"德邦",
}  # fmt: skip
_CARRIER = re.compile(
    "|".join(
        rf"(?P<c{place}>(?<![a-z0-9])(?:{said})(?![a-z]))"
        for place, said in enumerate(_CARRIERS.values())
    )
)
_NAMES = tuple(_CARRIERS)
_CODE = r"(?P<code>(?=[a-z0-9-]*\d)[a-z0-9](?:[a-z0-9-]{4,34})[a-z0-9])(?![a-z0-9-])"
_LABELLED = re.compile(
    r"(?:运单号?|快递单?号|物流单?号|单号|(?<![a-z])(?:tracking|waybill|awb|consignment)"
    rf"(?:\s*(?:number|no\.?|code|id))?)\s*(?:is|是|为|[:：#])?\s*{_CODE}"
)
_AFTER_CARRIER = re.compile(rf"[\s,:：#]*(?:单号|运单号?|tracking)?[\s:：#]*{_CODE}")


def find_shipments(text: str) -> Iterator[Span]:
    """Carriers, and the codes that stand behind one or behind words for a tracking number."""
    for match in _CARRIER.finditer(text):
        place = next(place for place in range(len(_NAMES)) if match[f"c{place}"])
        yield "carrier", _NAMES[place], match.start(), match.end(), True
        code = _AFTER_CARRIER.match(text, match.end())
        if code:
            yield "tracking", code["code"].upper(), code.start("code"), code.end("code"), True
    for match in _LABELLED.finditer(text):
        yield "tracking", match["code"].upper(), match.start("code"), match.end("code"), True
