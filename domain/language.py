"""The two languages people are answered in, and texts that exist in both."""

from enum import StrEnum
from typing import NamedTuple


class Language(StrEnum):
    ZH = "zh"
    EN = "en"


class Text(NamedTuple):
    """One text in both languages."""

    zh: str
    en: str

    def in_(self, language: Language) -> str:
        return self.zh if language is Language.ZH else self.en


def language_of(code: str | None, default: Language = Language.EN) -> Language:
    """The language for a code like `zh-CN` or an Accept-Language header; `default` when neither."""
    for part in (code or "").lower().split(","):
        tag = part.strip()[:2]
        if tag in ("zh", "en"):
            return Language(tag)
    return default
