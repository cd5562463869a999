"""What colleagues are called beside their full name: the given name, in Latin letters."""

import itertools
import os
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

_FEWEST, _MOST = 2, 4  # characters of a Chinese name; a given name of one says too little
_READINGS = 3  # of one character that are thought of


def called(names: Sequence[str]) -> Mapping[str, list[str]]:
    """For each full name what else is said for it, where that means nobody else of them.

    `陈高松` is called `高松`, `Gaosong`, `Chen Gaosong` and `Gaosong Chen`; other names by nothing
    else. Small letters; whoever looks them up forgives case and spaces.
    """
    said = {name: _said(name) for name in names}
    owners = Counter(each for others in said.values() for each in others)
    return {name: [e for e in others if owners[e] == 1] for name, others in said.items()}


def _said(name: str) -> tuple[str, ...]:
    if not _FEWEST <= len(name) <= _MOST or not all("一" <= each <= "鿿" for each in name):
        return ()
    family, given = _readings(name[:1]), _readings(name[1:])
    whole = [f"{one} {other}" for one, other in itertools.product(family, given)]
    turned = [f"{other} {one}" for one, other in itertools.product(family, given)]
    alone = [name[1:], *given] if len(name) > _FEWEST else []
    return tuple(dict.fromkeys([*alone, *whole, *turned]))


@lru_cache(maxsize=4_000)
def _readings(characters: str) -> list[str]:
    """How these characters may be written in Latin letters."""
    # Its dictionary of phrases takes 45 MB and knows no names.
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    from pypinyin import Style, pinyin

    each = pinyin(characters, style=Style.NORMAL, heteronym=True)
    several: Iterable[tuple[str, ...]] = itertools.product(*(said[:_READINGS] for said in each))
    return ["".join(said) for said in itertools.islice(several, _READINGS**2)]
