"""How well the offline model understands single messages: `python -m evals.understanding [FILE…]`.

A line of a set is `{"lang", "text", "intent" | "want", "style"?, "as"?}`; `want` lists the tools
(or `help`, `out_of_scope`, …) that are right. A line with `as` is said by that user of the demo
world, with the tools and names that user has; any other by somebody who may do everything. Without
files: the development set under `BOKEH_DATA_SETS` and this folder's held-out phrasings.
"""

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from api.app import build, make_demo
from assistant.acting import offered_tools
from assistant.model import Message, Name, NameKind, OfferedTool, Request, Speaker
from assistant.offline.folded import plain
from assistant.offline.grammar import lines_of, mask
from assistant.offline.intents import NO_TOOL, OUT_OF_SCOPE, SYMPTOM, classifier
from assistant.offline.planner import decide
from assistant.offline.turn import Decision, Turn
from assistant.offline.wish import wish_of
from assistant.vocabulary import Vocabulary
from domain.language import Language, Text
from evals.playing import settings_in, viewer_of
from tools.tool import Arguments, Effect, Result, Tool, discover

HERE = Path(__file__).with_name("understanding")
SETS = os.environ.get("BOKEH_DATA_SETS", "../shared/data")

# What the development set's intents mean in tools; some have none here.
WANTED = {
    "create_ticket": ["open_ticket"],
    "sn_history": ["device_history"],
    "warranty_check": ["device_history"],
    "suggest_category": ["suggest_category"],
    "similar_rma": ["find_similar_tickets"],
    "quote_email": ["draft_email", "send_email"],
    "kb_question": ["search_knowledge"],
    "statistics": ["query_statistics"],
    "my_tickets": ["my_work", "find_tickets"],
    "ticket_status": ["read_ticket"],
    "stock_query": ["stock_status"],
    "update_ticket": ["move_ticket", "comment_ticket", "assign_ticket"],
    "repair_price": ["part_prices", "estimate_repair"],
    "dealer_lookup": ["elsewhere", "customer_history"],
    "export_report": ["elsewhere", "period_summary", "query_statistics"],
    "help": ["help", "greeting"],
    "oos": ["out_of_scope", "elsewhere"],
}
NAMES = (
    Name(NameKind.PRODUCT, "MAVO Edge 8K", ("Edge 8K", "边缘8K")),
    Name(NameKind.PRODUCT, "MAVO Edge 6K", ("Edge 6K",)),
    Name(NameKind.PRODUCT, "MAVO LF", ("LF",)),
    Name(NameKind.PRODUCT, "Terra 4K", ("Terra",)),
    Name(NameKind.DEALER, "ProAV", ("ProAV UK",)),
    Name(NameKind.DEALER, "Gafpa", ()),
    Name(NameKind.CUSTOMER, "Max Mueller", ("Max",)),
    Name(NameKind.REGION, "Europe", ("欧洲", "EU")),
    Name(NameKind.REGION, "North America", ("北美",)),
    Name(NameKind.PART, "SDI module", ("SDI模块",)),
    Name(NameKind.PART, "Fan", ("风扇",)),
    Name(NameKind.PART, "Back board", ("Back板", "Back 板")),
    Name(NameKind.PART, "Main board", ("主板", "mainboard")),
    Name(NameKind.CATEGORY, "freeze", ("死机", "Freeze", "hang")),
    Name(NameKind.CATEGORY, "sdi_port", ("SDI口", "SDI port")),
)
_BOTH = {"find_similar_tickets", "search_knowledge"}


@dataclass(frozen=True)
class Line:
    text: str
    language: Language
    want: frozenset[str]
    style: str
    user: str = ""

    @property
    def in_scope(self) -> bool:
        return not self.want <= {OUT_OF_SCOPE, "elsewhere"}


@dataclass(frozen=True)
class Outcome:
    """What became of a line: the likeliest class, what was acted on, what was offered."""

    line: Line
    top: frozenset[str]
    acted: frozenset[str]
    offered: frozenset[str]
    is_theirs: bool  # whether that person has one of the right tools at all
    milliseconds: float

    @property
    def right(self) -> bool:
        return bool(self.top & self.line.want)

    @property
    def helped(self) -> bool:
        """The right tool was used or is a button; small talk, or what is not theirs, was told."""
        spoken = bool(self.top & NO_TOOL) or not self.is_theirs
        told = self.right and spoken and not self.offered and not self.acted
        return told or bool((self.acted | self.offered) & self.line.want)


@dataclass(frozen=True)
class Speaking:
    """Whoever says a line: the tools offered to them, and the names they know."""

    tools: Sequence[OfferedTool]
    names: Sequence[Name]


class Nothing(Result):
    found: bool = False


def all_tools() -> list[OfferedTool]:
    """Every class as an offered tool; those not yet built stand in with no arguments."""
    built = discover()
    names = [name for name in classifier().classes if name not in NO_TOOL]
    return [_offered(built.get(name) or _stand_in(name)) for name in names]


def _stand_in(name: str) -> Tool:
    label = Text(name, name)
    return Tool(name, Effect.READ, frozenset(), Arguments, name, label, print, Nothing)


def _offered(tool: Tool) -> OfferedTool:
    return OfferedTool(tool, tool.whole_schema)


def read(path: Path) -> list[Line]:
    lines = []
    for row in path.read_text(encoding="utf-8").splitlines():
        each = json.loads(row)
        want = each.get("want") or WANTED[each["intent"]]
        style = each.get("style", "ordinary")
        user = each.get("as", "")
        lines.append(Line(each["text"], Language(each["lang"]), frozenset(want), style, user))
    return lines


def speakers(users: Iterable[str]) -> Mapping[str, Speaking]:
    """Each of these users of the demo world with what they are offered; "" may do everything."""
    found = {"": Speaking(all_tools(), NAMES)}
    wanted = sorted(set(users) - {""})
    if not wanted:
        return found
    with tempfile.TemporaryDirectory() as folder:
        settings = settings_in(Path(folder))
        make_demo(settings)
        service = build(settings)
        names = Vocabulary(service.store)
        for user in wanted:
            viewer = viewer_of(service, user)
            found[user] = Speaking(offered_tools(discover(), viewer), names.of(viewer))
        service.close()
    return found


def meet(line: Line, speaking: Speaking) -> Outcome:
    """One line said to the offline model in a conversation of its own."""
    said, now = (Message(Speaker.USER, line.text),), datetime(2026, 2, 15, 9, tzinfo=UTC)
    request = Request(said, speaking.tools, line.language, now, speaking.names)
    started = time.perf_counter()
    decision = decide(request)
    milliseconds = (time.perf_counter() - started) * 1_000
    name = wish_of(Turn.of(request)).name
    top = _BOTH | {SYMPTOM} if name == SYMPTOM else {name}
    is_theirs = any(each.tool.name in line.want for each in speaking.tools)
    named = _named(decision, speaking.tools)
    return Outcome(line, frozenset(top), _acted(decision), named, is_theirs, milliseconds)


def _acted(decision: Decision) -> frozenset[str]:
    asked = decision.verdict.ask.tool if decision.verdict and decision.verdict.ask else None
    return frozenset([*(name for name, _ in decision.calls), *([asked] if asked else [])])


def _named(decision: Decision, tools: Sequence[OfferedTool]) -> frozenset[str]:
    """The tools behind a decision's buttons."""
    if decision.verdict is None or decision.verdict.ask:
        return frozenset()
    labels = {
        each.tool.label.in_(language): each.tool.name for each in tools for language in Language
    }
    found = {labels[choice.label] for choice in decision.verdict.choices if choice.label in labels}
    return frozenset(found | (_BOTH if found & _BOTH else set()))


def report(title: str, outcomes: Sequence[Outcome]) -> list[str]:
    """A table: all, by style, by language, and what happened to what is out of scope."""
    groups: dict[str, list[Outcome]] = defaultdict(list)
    for each in outcomes:
        if each.line.in_scope:
            for name in ("in scope", each.line.style, each.line.language.value):
                groups[name].append(each)
    rows = [f"## {title}", _row("group", *_COLUMNS), _row(*["---"] * (len(_COLUMNS) + 1))]
    rows += [_row(name, *_figures(group)) for name, group in groups.items()]
    outside = [each for each in outcomes if not each.line.in_scope]
    if outside:
        acted, right = _share(bool(x.acted) for x in outside), _share(x.right for x in outside)
        rows.append(f"out of scope: {len(outside)} lines, acted on {acted}, right class {right}")
    times = sorted(each.milliseconds for each in outcomes)
    late = times[int(len(times) * 0.95)]
    rows.append(f"time: median {statistics.median(times):.2f} ms, p95 {late:.2f} ms")
    return rows


_COLUMNS = ("lines", "right tool", "acted", "right of acted", "right of offered", "helped")


def _figures(group: Sequence[Outcome]) -> list[str]:
    acted = [each for each in group if each.acted]
    offered = [each for each in group if each.offered]
    return [
        str(len(group)),
        _share(each.right for each in group),
        _share(bool(each.acted) for each in group),
        _share(bool(each.acted & each.line.want) for each in acted),
        _share(bool(each.offered & each.line.want) for each in offered),
        _share(each.helped for each in group),
    ]


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _share(hits: Iterable[bool]) -> str:
    found = list(hits)
    return f"{sum(found) / len(found):.3f}" if found else "-"


def misses(outcomes: Sequence[Outcome]) -> list[str]:
    wrong = [each for each in outcomes if not each.right]
    pairs = Counter((sorted(each.line.want)[0], sorted(each.top)[0]) for each in wrong)
    told = [f"{want} → {got}: {count}" for (want, got), count in pairs.most_common(15)]
    lines = [
        f"{each.line.user or '-'}: {each.line.text} | want {sorted(each.line.want)}"
        f" | took {sorted(each.top)} | acted {sorted(each.acted)} | offered {sorted(each.offered)}"
        for each in outcomes
        if not each.right
        or (each.acted and not each.acted & each.line.want)
        or (each.line.in_scope and not each.helped)
    ]
    return [*told, *lines]


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--sets", type=Path, default=Path(SETS), help="folder of the data sets")
    parser.add_argument("--misses", action="store_true", help="list what was not understood")
    given = parser.parse_args(arguments)
    files = given.files or [
        given.sets / "understanding" / "intent_test.jsonl",
        *HERE.glob("*.jsonl"),
    ]
    sets = {path: read(path) for path in files if path.exists()}
    speaking = speakers(line.user for lines in sets.values() for line in lines)
    trained = {plain(phrase.text) for phrase in lines_of(discover()) if not phrase.after}
    for path in files:
        if path not in sets:
            sys.stdout.write(f"{path}: not there, left out\n")
            continue
        lines = sets[path]
        unseen = [line for line in lines if plain(mask(line.text)) not in trained]
        outcomes = [meet(line, speaking[line.user]) for line in unseen]
        sys.stdout.write("\n".join(report(path.stem, outcomes)) + "\n")
        if len(unseen) < len(lines):
            sys.stdout.write(f"left out: {len(lines) - len(unseen)} lines that train it too\n")
        if given.misses:
            sys.stdout.write("\n".join(misses(outcomes)) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
