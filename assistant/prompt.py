"""What a hosted model is told before the conversation: the policy, who asks, and when."""

from functools import cache
from importlib import resources

from domain.access import Viewer
from domain.clock import Clock
from domain.language import Language

_ANSWER_IN = {
    Language.ZH: "Answer in Simplified Chinese.",
    Language.EN: "Answer in English.",
}


@cache
def policy() -> str:
    return (resources.files("assistant") / "policy.md").read_text(encoding="utf-8")


def system_prompt(viewer: Viewer, language: Language, clock: Clock) -> str:
    who = f"The person is {viewer.username}, role {viewer.role}."
    return f"{policy()}\n{who} Today is {clock.today().isoformat()}. {_ANSWER_IN[language]}"
