"""What is called after a country or a part of the world: German cameras, European RMAs.

What is a language of manuals and letters here, too, or another word, is left out: Chinese, English,
Polish.
"""

import re
from collections.abc import Iterable

AFTER_COUNTRY = {
    "AE": "Emirati", "AR": "Argentinian", "AT": "Austrian", "AU": "Australian", "BE": "Belgian",
    "BR": "Brazilian", "CA": "Canadian", "CH": "Swiss", "CL": "Chilean", "CZ": "Czech",
    "DE": "German", "DK": "Danish", "EG": "Egyptian", "ES": "Spanish", "FI": "Finnish",
    "FR": "French", "GB": "British", "GR": "Greek", "HU": "Hungarian", "ID": "Indonesian",
    "IE": "Irish", "IL": "Israeli", "IN": "Indian", "IT": "Italian", "JP": "Japanese",
    "KR": "Korean", "MX": "Mexican", "MY": "Malaysian", "NL": "Dutch", "NO": "Norwegian",
    "PH": "Filipino", "PT": "Portuguese", "RO": "Romanian", "RU": "Russian", "SA": "Saudi",
    "SE": "Swedish", "SG": "Singaporean", "TH": "Thai", "TR": "Turkish", "TW": "Taiwanese",
    "UA": "Ukrainian", "VN": "Vietnamese", "ZA": "South African",
}  # fmt: skip
_WORLD = re.compile(r"(?:Europe|America|Asia|Africa|Oceania)$")
_ENDING = {"Europe": "European", "America": "American", "Asia": "Asian", "Africa": "African",
           "Oceania": "Oceanian"}  # fmt: skip


def after_region(names: Iterable[str]) -> list[str]:
    """North American, of the names of a region that end with a part of the world."""
    return [
        _WORLD.sub(lambda match: _ENDING[match[0]], each) for each in names if _WORLD.search(each)
    ]
