"""What a hosted model is told before the conversation: the policy, who asks, and when.

The policy is Markdown that a service manager edits in the product (see `domain.policies`). Where
nothing was saved there, the installation's own holds: the file that `BOKEH_POLICY` names, read
again when it changes, else `policy.md` here.
"""

from functools import cache
from importlib import resources
from pathlib import Path

import structlog

from assistant.hidden import visible
from assistant.spoken import ASKS, OUTSIDE
from assistant.telling import TOLD_TOKENS, told, uncommented
from domain.access import HOUSE, Viewer
from domain.clock import Clock
from domain.database import Store
from domain.language import Language
from domain.policies import TEXT_LIMIT, saved

log = structlog.get_logger()
_ANSWER_IN = {
    Language.ZH: "Answer in Simplified Chinese.",
    Language.EN: "Answer in English.",
}


class Policy:
    """The policy of an installation: what was saved in its `store`, else its own file's."""

    def __init__(self, path: Path | None = None, store: Store | None = None) -> None:
        self._path = path
        self._store = store

    def text(self) -> str:
        """The policy as it stands."""
        return self._saved() or self.base()

    def base(self) -> str:
        """The installation's own; the built-in one where it has no file that says anything."""
        return self._file() or _built_in()

    @property
    def has_file(self) -> bool:
        """Whether the installation's own is a file that says something."""
        return bool(self._file())

    def told(self, viewer: Viewer, language: Language) -> str:
        """What this viewer's model is told in this language, within `TOLD_TOKENS`."""
        found = told(self.text(), viewer.side, language)
        if found.cut_from is not None:
            log.warning("policy_too_long", left_out_from=found.cut_from[:80], tokens=TOLD_TOKENS)
        return found.text

    def _saved(self) -> str | None:
        if self._store is None:
            return None
        with self._store.reader(HOUSE) as session:
            return saved(session)

    def _file(self) -> str:
        if self._path is None:
            return ""
        try:
            with self._path.open(encoding="utf-8-sig") as file:
                own = visible(file.read(TEXT_LIMIT))
        except (OSError, UnicodeDecodeError):
            own = ""
        if uncommented(own).strip():
            return own
        log.warning("policy_unreadable", path=str(self._path))
        return ""


@cache
def _built_in() -> str:
    return (resources.files("assistant") / "policy.md").read_text(encoding="utf-8")


def system_prompt(policy: Policy, viewer: Viewer, language: Language, clock: Clock) -> str:
    """The instructions for one turn."""
    who = f"The person's role is {viewer.role}."
    today = f"Today is {clock.today():%A %Y-%m-%d}."
    marks = f"Begin a question back with {ASKS}, a refusal of other matters with {OUTSIDE}."
    return f"{policy.told(viewer, language)}\n{marks} {who} {today} {_ANSWER_IN[language]}"
