"""What is said about cards: which of them wait, what became of one, what changed meanwhile."""

from collections.abc import Sequence

from assistant.offline.speech import label_of
from domain.language import Language, Text
from domain.numbers import numbers_in
from domain.proposals import PreviewLine, ProposalShown, State
from tools.context import Reference


def what_changed(before: Sequence[PreviewLine], now: Sequence[PreviewLine]) -> Text:
    """The lines of a card that are not what they were, as one sentence."""
    was = {line.label: line for line in before}
    lines = []
    for line in now:
        old = was.get(line.label)
        if old is None or (old.old, old.new) != (line.old, line.new):
            lines.append(f"{line.label}: {_side(old)} ⇒ {_side(line)}")
    gone = {line.label for line in now}
    lines += [f"{label}: {_side(line)} ⇒ –" for label, line in was.items() if label not in gone]
    listed = "; ".join(lines[:6])
    return Text(
        f"在此期间有改动，卡片已更新，请核对后再确认。{listed}",
        f"It changed meanwhile; the card now shows how it stands. Please check and approve again. "
        f"{listed}",
    )


def _side(line: PreviewLine | None) -> str:
    if line is None:
        return "–"
    return f"{line.old} → {line.new}" if line.old else line.new


def which(cards: Sequence[ProposalShown], language: Language) -> str:
    """The question which of several cards is meant."""
    listed = "\n".join(
        f"{place}. {card.title}: {_gist(card)}" for place, card in enumerate(cards, start=1)
    )
    if len(cards) == 1:
        only = Text(
            "这张卡片还在等确认。要执行请说“确认”，不要了请说“取消”：",
            "This card still waits. Type “confirm” to carry it out, or “cancel”:",
        )
        return f"{only.in_(language)}\n{listed}"
    head = Text(
        "有几个操作在等确认，请在卡片上选择要确认哪一个，或回复“确认第一个”、“全部确认”：",
        "Several cards are waiting; please decide on the card you mean, "
        "or type “yes, the first” or “yes, all”:",
    ).in_(language)
    return f"{head}\n{listed}"


def _gist(card: ProposalShown) -> str:
    return " · ".join(line.new for line in card.preview[2:6])[:120]


def _called(card: ProposalShown, language: Language) -> str:
    """What a card is called without a ticket's number, which would have to be referred to."""
    return label_of(card.tool, language) if numbers_in(card.title) else card.title


def told(card: ProposalShown, language: Language) -> tuple[str, list[Reference]]:
    """One sentence on what became of a card, and what it refers to."""
    if card.state is State.DONE:
        references = [
            Reference.model_validate(each) for each in (card.result or {}).get("references", [])
        ]
        done = " ".join(f"[{each.number}]" for each in references) or _called(card, language)
        return Text(f"已完成：{done}", f"Done: {done}").in_(language), references
    if card.failure is not None:
        reason = card.failure
        failed = Text(
            f"没有成功，什么都没有写入：{reason.zh}",
            f"This did not work, and nothing was written: {reason.en}",
        )
        return failed.in_(language), []
    if card.state is State.CANCELLED:
        what = _called(card, language)
        dropped = Text(
            f"已取消“{what}”，没有写入任何内容。", f"Cancelled “{what}”; nothing was written."
        )
        return dropped.in_(language), []
    return Text("这个操作已过期。", "This has expired.").in_(language), []
