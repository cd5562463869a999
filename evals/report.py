"""The report of a run as one page with pictures: what went well, what did not, how long it took."""

import html
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import comb
from pathlib import Path

from evals.playing import Played

_TRIES = 4
_GOOD, _BAD, _QUIET, _INK = "#2f7d5b", "#c2452d", "#e7e4dc", "#23211c"
_WIDTH = 680


@dataclass(frozen=True)
class Run:
    """What was played by which model; with an endpoint every story several times."""

    model: str
    played: Sequence[Played]
    tools: Sequence[str]  # all there are

    @property
    def right(self) -> int:
        return sum(not each.wrong for each in self.played)

    @property
    def turns(self) -> list[float]:
        """Seconds of each turn, the quickest first."""
        return sorted(said.seconds for each in self.played for said in each.said)


def pass_hat(run: Run, k: int) -> float:
    """How likely k plays of a story all go well, over all stories that were played so often.

    Of n plays with c good ones that is C(c, k) / C(n, k).
    """
    tried = [(len(plays), sum(not p.wrong for p in plays)) for plays in _by_story(run).values()]
    shares = [comb(good, k) / comb(total, k) for total, good in tried if total >= k]
    return sum(shares) / len(shares) if shares else 0.0


def write(run: Run, path: Path) -> None:
    """Write the page; it needs nothing but itself."""
    path.write_text(_page(run), encoding="utf-8")


def _by_story(run: Run) -> Mapping[str, list[Played]]:
    found: dict[str, list[Played]] = {}
    for each in run.played:
        found.setdefault(each.scenario.name, []).append(each)
    return found


def _page(run: Run) -> str:
    total = len(run.played)
    stories = len(_by_story(run))
    plays = f"{total} stories" if total == stories else f"{total} plays of {stories} stories"
    noun = "stories" if total == stories else "plays"
    verdict = (
        "Every story went as it should."
        if run.right == total
        else f"{total - run.right} of {total} {noun} went wrong; they are listed first."
    )
    parts = [
        f"<h1>Bokeh: {plays}</h1><p class=lead>{_t(verdict)} "
        f"Answered by the model “{_t(run.model)}”.</p>",
        _figures(run),
        _section("By subject", f"How many {noun} of each subject went well.", _areas(run)),
    ]
    if max(len(plays) for plays in _by_story(run).values()) > 1:
        why = "How likely a story goes well every time when it is played so often."
        parts.append(_section("Reliability", why, _reliability(run)))
    parts += [
        _section("Waiting", "How long people wait for a whole answer, turn by turn.", _waits(run)),
        _section("Tools", "How often each tool was used, and by whom.", _tools(run)),
        f"<section><h2>The stories</h2>{''.join(_stories(run))}</section>",
    ]
    return f"<!doctype html><html lang=en><meta charset=utf-8><title>Bokeh: stories</title>" \
           f"<meta name=viewport content='width=device-width'><style>{_STYLE}</style>" \
           f"<main>{''.join(parts)}</main></html>"  # fmt: skip


def _figures(run: Run) -> str:
    turns = run.turns or [0.0]
    shown = [
        (f"{run.right} / {len(run.played)}", "as it should be"),
        (f"{_share(turns, 0.5) * 1000:.0f} ms", "half of the turns within"),
        (f"{_share(turns, 0.95) * 1000:.0f} ms", "95 of 100 turns within"),
        (f"{len(_used(run))} / {len(run.tools)}", "tools used"),
    ]
    if tokens := sum(each.tokens for each in run.played):
        cost = sum(each.cost for each in run.played)
        shown.append((f"{tokens:,}", f"tokens, which cost {cost:.2f}" if cost else "tokens"))
    boxes = "".join(
        f"<div><b>{_t(value)}</b><span>{_t(name)}</span></div>" for value, name in shown
    )
    return f"<div class=figures>{boxes}</div>"


def _areas(run: Run) -> str:
    ordered = sorted(run.played, key=lambda each: each.scenario.area)
    rows = []
    for area, plays in groupby(ordered, key=lambda each: each.scenario.area):
        all_of = list(plays)
        rows.append((area, sum(not each.wrong for each in all_of), len(all_of)))
    return _bars([(name, good, total, f"{good} of {total}") for name, good, total in rows])


def _reliability(run: Run) -> str:
    shares = [(k, pass_hat(run, k)) for k in range(1, _TRIES + 1)]
    return _bars([(_times(k), s, 1.0, f"{s:.0%}") for k, s in shares])


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times in a row"


def _bars(rows: Sequence[tuple[str, float, float, str]]) -> str:
    """Rows as bars: what is good in green, what is missing in red, each with its words."""
    widest = max((total for _, _, total, _ in rows), default=1) or 1
    room, left, pieces = _WIDTH - 260, 170, []
    for place, (name, good, total, words) in enumerate(rows):
        y, whole, part = place * 34, room * total / widest, room * good / widest
        pieces.append(
            f"<text x={left - 12} y={y + 20} text-anchor=end>{_t(name)}</text>"
            f"<rect x={left} y={y + 5} width={whole:.1f} height=22 rx=3 fill='{_BAD}'/>"
            f"<rect x={left} y={y + 5} width={part:.1f} height=22 rx=3 fill='{_GOOD}'/>"
            f"<text x={left + whole + 10:.1f} y={y + 20}>{_t(words)}</text>"
        )
    return _svg(len(rows) * 34 + 4, pieces, "bars")


def _waits(run: Run) -> str:
    """A histogram of the turns, with the middle and the 95th of 100 marked."""
    turns = run.turns
    if not turns:
        return ""
    top = max(_share(turns, 0.99), 0.001)  # the last bar holds the few that took longer
    bins = 40
    counts = [0] * bins
    for seconds in turns:
        counts[min(int(seconds / top * bins), bins - 1)] += 1
    wide, high = _WIDTH / bins, 150
    pieces = [
        f"<rect x={i * wide + 1:.1f} y={high - high * count / max(counts):.1f} "
        f"width={wide - 2:.1f} height={high * count / max(counts):.1f} fill='{_GOOD}'/>"
        for i, count in enumerate(counts)
    ]
    for share, name, y in ((0.5, "half", 14), (0.95, "95 of 100", 32)):
        at = _share(turns, share)
        x = min(at / top, 1) * _WIDTH
        anchor, shift = ("end", -6) if x > _WIDTH / 2 else ("start", 6)
        pieces.append(
            f"<line x1={x:.1f} x2={x:.1f} y1=0 y2={high} stroke='{_INK}' stroke-dasharray='4 3'/>"
            f"<text class=over x={x + shift:.1f} y={y} text-anchor={anchor}>"
            f"{name}: {at * 1000:.0f} ms</text>"
        )
    pieces.append(
        f"<line x1=0 x2={_WIDTH} y1={high} y2={high} stroke='{_INK}'/>"
        f"<text x=0 y={high + 20}>0</text>"
        f"<text x={_WIDTH} y={high + 20} text-anchor=end>"
        f"{top * 1000:.0f} ms{' and more' if turns[-1] > top else ''}</text>"
    )
    return _svg(high + 28, pieces, "histogram of the turns")


def _tools(run: Run) -> str:
    """A matrix of tools and people; the darker, the more often."""
    users = sorted({each.scenario.user for each in run.played})
    used = _used(run)
    most = max((n for counts in used.values() for n in counts.values()), default=1)
    left, step = 190, min(70, (_WIDTH - 190) // max(len(users), 1))
    pieces = [
        f"<text x={left + i * step + step / 2:.0f} y=14 text-anchor=middle>{_t(user)}</text>"
        for i, user in enumerate(users)
    ]
    for row, name in enumerate(run.tools):
        y = 24 + row * 26
        never = "" if name in used else f" fill='{_BAD}'"
        pieces.append(f"<text x={left - 12} y={y + 16} text-anchor=end{never}>{_t(name)}</text>")
        for i, user in enumerate(users):
            count = used.get(name, {}).get(user, 0)
            shade = 0.25 + 0.75 * count / most if count else 1
            x, color = left + i * step, _GOOD if count else _QUIET
            pieces.append(
                f"<rect x={x + 1} y={y} width={step - 3} height=22 rx=3 fill='{color}' "
                f"fill-opacity={shade:.2f} />"
            )
            if count:
                pieces.append(
                    f"<text x={x + step / 2:.0f} y={y + 16} text-anchor=middle>{count}</text>"
                )
    return _svg(24 + len(run.tools) * 26, pieces, "tools by person")


def _used(run: Run) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for each in run.played:
        for said in each.said:
            for tool in said.reply.tools:
                counts = found.setdefault(tool.name, {})
                counts[each.scenario.user] = counts.get(each.scenario.user, 0) + 1
    return found


def _stories(run: Run) -> Iterable[str]:
    for each in sorted(run.played, key=lambda p: (not p.wrong, p.scenario.area, p.scenario.name)):
        mark = "bad" if each.wrong else "good"
        wrong = "".join(f"<li>{_t(sentence)}</li>" for sentence in each.wrong)
        open_ = " open" if each.wrong else ""
        yield (
            f"<details{open_}><summary><i class={mark}></i>{_t(each.scenario.name)}"
            f"<small>{_t(each.scenario.area)} · {_t(each.scenario.user)} · {each.seconds:.1f} s"
            f"</small></summary>{f'<ul>{wrong}</ul>' if wrong else ''}{_talk(each)}</details>"
        )


def _talk(each: Played) -> str:
    lines = []
    for said in each.said:
        used = ", ".join(dict.fromkeys(tool.name for tool in said.reply.tools))
        cards = "".join(
            f"<em>{_t(card.title)} ({card.state})</em>" for card in said.reply.proposals
        )
        lines.append(
            f"<p class=asked>{_t(said.turn.say)}</p>"
            f"<p class=told>{_t(said.reply.text[:600])}{cards}"
            f"<small>{_t(said.reply.outcome)}{' · ' + _t(used) if used else ''}"
            f" · {said.seconds * 1000:.0f} ms</small></p>"
        )
    return "".join(lines)


def _section(title: str, why: str, picture: str) -> str:
    return f"<section><h2>{_t(title)}</h2><p>{_t(why)}</p>{picture}</section>"


def _svg(high: float, pieces: Iterable[str], title: str) -> str:
    return (
        f"<svg viewBox='0 0 {_WIDTH} {high:.0f}' role=img aria-label='{_t(title)}'>"
        f"{''.join(pieces)}</svg>"
    )


def _share(ordered: Sequence[float], share: float) -> float:
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)]


def _t(text: object) -> str:
    return html.escape(str(text), quote=True)


_STYLE = """
:root{font:15px/1.5 system-ui,"Noto Sans SC","WenQuanYi Micro Hei",sans-serif;color:#23211c;
background:#faf8f3}main{max-width:760px;margin:0 auto;padding:40px 24px 80px}
h1{font-size:28px;line-height:1.2;margin:0 0 8px}h2{font-size:18px;margin:44px 0 2px}
p{margin:0 0 14px}.lead{font-size:17px;color:#5b564b}section>p{color:#5b564b}
.figures{display:flex;flex-wrap:wrap;gap:10px;margin-top:22px}
.figures div{background:#fff;border:1px solid #e7e4dc;border-radius:8px;padding:12px 16px;flex:1}
.figures b{display:block;font-size:22px;white-space:nowrap}.figures span{color:#5b564b;
font-size:13px}
svg{width:100%;height:auto;font-size:13px}svg text{fill:#23211c}
svg .over{paint-order:stroke;stroke:#faf8f3;stroke-width:4px}section{overflow-x:auto}
@media(max-width:600px){main{padding:24px 16px 60px}svg{min-width:560px}}
details{border-top:1px solid #e7e4dc;padding:9px 0}summary{cursor:pointer;list-style:none}
summary small{float:right;color:#77715f}
i{display:inline-block;width:10px;height:10px;margin-right:10px;
border-radius:50%}.good{background:#2f7d5b}.bad{background:#c2452d}li{color:#c2452d}
.asked,.told{padding:9px 14px;border-radius:8px;margin:8px 0;white-space:pre-wrap;
overflow-wrap:anywhere}.asked{background:#e4efe9;margin-left:15%}.told{background:#fff;
border:1px solid #e7e4dc;margin-right:8%}.told small{display:block;color:#77715f;margin-top:6px}
em{display:block;font-style:normal;border-left:3px solid #2f7d5b;padding-left:8px;margin-top:6px}
"""
