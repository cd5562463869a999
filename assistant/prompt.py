"""What a hosted model is told before the conversation: the policy, who asks, and when.

The policy is Markdown that a service manager edits: `policy.md` here, or the file that
`BOKEH_POLICY` names, read again when it changes. A section headed Staff, Dealers, Customers, 中文
or English is told only for those readers and languages; every other section to everyone.
"""

import re
from functools import cache
from importlib import resources
from pathlib import Path

import structlog

from assistant.hidden import visible
from assistant.spoken import ASKS, OUTSIDE
from assistant.tokens import tokens_of
from domain.access import Viewer
from domain.clock import Clock
from domain.language import Language

log = structlog.get_logger()
_ANSWER_IN = {
    Language.ZH: "Answer in Simplified Chinese.",
    Language.EN: "Answer in English.",
}
_READERS = frozenset(("staff", "dealers", "customers"))
_LANGUAGES = {"中文": Language.ZH, "chinese": Language.ZH, "english": Language.EN}
_READ = 100_000  # characters of an own file
TOLD_TOKENS = 1_500
_COMMENT = re.compile(r"<!--.*?-->\s*", re.DOTALL)
_HEADING = re.compile(r"^##\s+(.+?)\s*$", re.MULTILINE)


class Policy:
    """The policy of an installation, from its own file if one is given."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path

    def text(self) -> str:
        """The policy as it stands; the built-in one where the own file cannot be read or says
        nothing.
        """
        if self._path is None:
            return _built_in()
        try:
            with self._path.open(encoding="utf-8-sig") as file:
                own = visible(_COMMENT.sub("", file.read(_READ)))
        except (OSError, UnicodeDecodeError):
            own = ""
        if own.strip():
            return own
        log.warning("policy_unreadable", path=str(self._path))
        return _built_in()

    def told(self, viewer: Viewer, language: Language) -> str:
        """The sections for this viewer in this language, without headings and comments.

        Of one that is too long the lines that fit are told: a request has to hold the conversation
        too.
        """
        parts = _HEADING.split(_COMMENT.sub("", self.text()))
        told: list[str] = []
        left = TOLD_TOKENS
        for heading, section in zip(["", *parts[1::2]], parts[::2], strict=True):
            if not _is_for(heading.casefold(), viewer, language):
                continue
            for line in filter(str.strip, section.splitlines()):
                left -= tokens_of(line)
                if left < 0:
                    log.warning("policy_too_long", left_out_from=heading[:80], tokens=TOLD_TOKENS)
                    return "\n".join(told)
                told.append(line.rstrip())
        return "\n".join(told)


def _is_for(heading: str, viewer: Viewer, language: Language) -> bool:
    if heading in _READERS:
        return heading == viewer.side
    return _LANGUAGES.get(heading, language) is language


@cache
def _built_in() -> str:
    return (resources.files("assistant") / "policy.md").read_text(encoding="utf-8")


def system_prompt(policy: Policy, viewer: Viewer, language: Language, clock: Clock) -> str:
    """The instructions for one turn."""
    who = f"The person's role is {viewer.role}."
    today = f"Today is {clock.today():%A %Y-%m-%d}."
    marks = f"Begin a question back with {ASKS}, a refusal of other matters with {OUTSIDE}."
    return f"{policy.told(viewer, language)}\n{marks} {who} {today} {_ANSWER_IN[language]}"
