"""Replies, cards and conversations in plain text, for whatever shows no cards."""

from collections.abc import Mapping
from datetime import datetime, tzinfo
from typing import Any

from domain.language import Language, Text


def reply_text(reply: Mapping[str, Any]) -> str:
    """The answer, its choices and the sources it names."""
    language = Language(reply["language"])
    parts = [str(reply["text"])]
    if reply["choices"]:
        parts.append("\n".join(f"- {choice['message']}" for choice in reply["choices"]))
    sources = [each for each in reply["references"] if each["kind"] == "article"]
    if sources:
        head = Text("来源", "Sources").in_(language)
        listed = "\n".join(f"- [{each['number']}] {each['title']}" for each in sources)
        parts.append(f"{head}:\n{listed}")
    return "\n\n".join(parts)


def card_text(card: Mapping[str, Any], language_code: str) -> str:
    """A proposal as text, and how to decide on it."""
    language = Language(language_code)
    lines = [f"┌ {card['title']}"]
    for line in card["preview"]:
        old = f"{line['old']} → " if line.get("old") else ""
        lines.append(f"│ {line['label']}: {old}{line['new']}")
    lines += [f"│ ! {warning}" for warning in card["warnings"]]
    waits = Text("└ 输入“确认”执行，输入“取消”放弃", "└ type “yes” to do it, “cancel” to drop it")
    ends = {
        "pending": waits,
        "done": Text("└ 已完成", "└ done"),
        "cancelled": Text("└ 已取消", "└ cancelled"),
        "failed": Text("└ 没有成功", "└ did not work"),
    }
    return "\n".join([*lines, ends.get(card["state"], Text("└ 已过期", "└ expired")).in_(language)])


def conversation_text(whole: Mapping[str, Any], language: Language, zone: tzinfo) -> str:
    """A conversation as Markdown: who said what when, with cards as they stand."""
    you = Text("我", "Me").in_(language)
    parts = [f"# {whole['title']}"]
    for each in whole["messages"]:
        at = datetime.fromisoformat(each["at"]).astimezone(zone)
        who = you if each["speaker"] == "user" else "Bokeh"
        said = reply_text(each["reply"]) if each["reply"] else each["text"]
        parts += [f"## {who} · {at:%Y-%m-%d %H:%M}", said]
        parts += [
            f"```\n{card_text(card, language)}\n```"
            for card in (each["reply"] or {}).get("proposals", [])
        ]
    return "\n\n".join(parts) + "\n"
