"""What of a policy is told to whom: the sections for a reader in a language, within a budget.

A section headed Staff, Dealers, Customers, 中文 or English is told only for those readers and
languages; every other section to everyone.
"""

import re
from dataclasses import dataclass
from typing import get_args

from assistant.hidden import visible
from assistant.tokens import tokens_of
from domain.access import Side
from domain.errors import InvalidError
from domain.language import Language, Text
from domain.policies import TEXT_LIMIT

TOLD_TOKENS = 1_500
SIDES: tuple[Side, ...] = get_args(Side)
_LANGUAGES = {"中文": Language.ZH, "chinese": Language.ZH, "english": Language.EN}
_COMMENT = re.compile(r"<!--.*?-->\s*", re.DOTALL)
_HEADING = re.compile(r"^##\s+(.+?)\s*$", re.MULTILINE)
_READERS = {
    "staff": Text("内部人员", "Staff"),
    "dealers": Text("经销商", "Dealers"),
    "customers": Text("客户", "Customers"),
}
_LANGUAGE_NAMES = {Language.ZH: Text("中文", "Chinese"), Language.EN: Text("英文", "English")}


@dataclass(frozen=True)
class Told:
    """What one kind of reader is told; `tokens` is what all that is meant for it would take.

    Where that is more than `TOLD_TOKENS`, the lines from `cut_from` on are left out.
    """

    side: Side
    language: Language
    text: str
    tokens: int
    cut_from: str | None = None


def told(policy: str, side: Side, language: Language) -> Told:
    """The sections for these readers in this language, without headings and comments.

    Of one that is too long the lines that fit are told: a request has to hold the conversation
    too.
    """
    lines = _lines_for(policy, side, language)
    tokens, fitting = 0, len(lines)
    for at, line in enumerate(lines):
        tokens += tokens_of(line)
        if tokens > TOLD_TOKENS:
            fitting = min(fitting, at)
    cut_from = lines[fitting] if fitting < len(lines) else None
    return Told(side, language, "\n".join(lines[:fitting]), tokens, cut_from)


def told_to_all(policy: str) -> list[Told]:
    """What each kind of reader is told in each language."""
    return [told(policy, side, language) for side in SIDES for language in Language]


def uncommented(policy: str) -> str:
    return _COMMENT.sub("", policy)


def check(policy: str) -> None:
    """Raises InvalidError, naming `text`, for a policy that would not be told as it is written."""
    problem = problem_of(policy)
    if problem is not None:
        raise InvalidError(problem, {"text": problem})


def problem_of(policy: str) -> Text | None:
    """What keeps a policy from being told as it is written; None when nothing does."""
    if len(policy) > TEXT_LIMIT:
        return Text(
            f"最多 {TEXT_LIMIT} 个字，现在有 {len(policy)} 个。请缩短后再保存。",
            f"It may have {TEXT_LIMIT:,} characters and has {len(policy):,}. Please shorten it.",
        )
    hidden = [at for at, line in enumerate(policy.splitlines(), 1) if visible(line) != line]
    if hidden:
        return Text(
            f"第 {hidden[0]} 行有看不见的字符（多半是粘贴带来的），请去掉后再保存。",
            f"Line {hidden[0]} holds characters that cannot be seen (most likely pasted in)."
            " Please remove them.",
        )
    return next(filter(None, map(_unfit, told_to_all(policy))), None)


def _unfit(each: Told) -> Text | None:
    who, language = _READERS[each.side], _LANGUAGE_NAMES[each.language]
    if not each.text:
        return Text(
            f"这样一来，对“{who.zh}”（{language.zh}）模型得不到任何指示。请写上每个人都适用的内容。",
            f"The model would be told nothing at all for {who.en} in {language.en}. Please write"
            " what holds for everyone.",
        )
    if each.tokens > TOLD_TOKENS:
        return Text(
            f"对“{who.zh}”（{language.zh}）要说的内容有 {each.tokens} 个词元，"
            f"最多 {TOLD_TOKENS} 个。请缩短后再保存。",
            f"What is told for {who.en} in {language.en} takes {each.tokens:,} tokens of"
            f" {TOLD_TOKENS:,}. Please shorten it.",
        )
    return None


def _lines_for(policy: str, side: Side, language: Language) -> list[str]:
    parts = _HEADING.split(uncommented(policy))
    sections = zip(["", *parts[1::2]], parts[::2], strict=True)
    return [
        line.rstrip()
        for heading, section in sections
        if _is_for(heading.casefold(), side, language)
        for line in section.splitlines()
        if line.strip()
    ]


def _is_for(heading: str, side: Side, language: Language) -> bool:
    if heading in _READERS:
        return heading == side
    return _LANGUAGES.get(heading, language) is language
