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
_COMMENT = re.compile(r"<!--.*?-->\s*", re.DOTALL)
_HEADING = re.compile(r"^##\s+(.+?)\s*$", re.MULTILINE)


class Policy:
    """The policy of an installation, from its own file if one is given."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path

    def text(self) -> str:
        """The whole policy as it stands; the built-in one where the own file cannot be read."""
        if self._path is None:
            return _built_in()
        try:
            return self._path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            log.warning("policy_unreadable", path=str(self._path))
            return _built_in()

    def told(self, viewer: Viewer, language: Language) -> str:
        """The sections for this viewer in this language, without headings and comments."""
        parts = _HEADING.split(_COMMENT.sub("", self.text()))
        told = [parts[0]]
        for heading, section in zip(parts[1::2], parts[2::2], strict=True):
            name = heading.casefold()
            if name in _READERS and name != viewer.side:
                continue
            if _LANGUAGES.get(name, language) is language:
                told.append(section)
        return "\n".join(part.strip() for part in told if part.strip())


@cache
def _built_in() -> str:
    return (resources.files("assistant") / "policy.md").read_text(encoding="utf-8")


def system_prompt(policy: Policy, viewer: Viewer, language: Language, clock: Clock) -> str:
    """The instructions for one turn."""
    who = f"The person's role is {viewer.role}."
    today = f"Today is {clock.today():%A %Y-%m-%d}."
    return f"{policy.told(viewer, language)}\n{who} {today} {_ANSWER_IN[language]}"
