"""Stories of the desk: finding cases and articles, opening tickets."""

from assistant.model import Outcome
from evals.scenario import Scenario, Turn

_COUNTED = {
    "tickets": 1,
    "events": 1,
    "outbox": 2,
    "proposals": 1,
    "running_clocks": 1,
    "milestones": 1,
}
_NUMBERED = frozenset({"counters"})
_PROPOSED = {"proposals": 1}

SCENARIOS = [
    Scenario(
        "similar cases in Chinese",
        "market",
        [
            Turn(
                "Edge 8K 录制 4K 50fps 死机了，有类似案例吗？",
                Outcome.ANSWERED,
                frozenset({"find_similar_tickets", "search_knowledge"}),
                refers=frozenset({"K2602-0001", "KB-0023"}),
                tells=["[K2602-0001]", "8023"],
            )
        ],
    ),
    Scenario(
        "similar cases in English",
        "market",
        [
            Turn(
                "Our Edge 8K freezes when recording 4K at 50 fps. Any similar cases?",
                Outcome.ANSWERED,
                tells=["similar"],
            )
        ],
    ),
    Scenario(
        "a dealer is shown its own cases only",
        "gafpa",
        [
            Turn("Edge 8K freezes at 4K 50fps, any similar cases?", leaves_out=["K2602-0001"]),
            Turn("K2602-0001", Outcome.NO_EVIDENCE),
        ],
    ),
    Scenario(
        "a ticket is opened after approval",
        "market",
        [
            Turn(
                "帮 ProAV 的 Max 开个咨询单，ME_207890 拍摄 4K 50fps 死机",
                Outcome.PROPOSED,
                frozenset({"open_ticket"}),
                cards=1,
                decide="approve",
            )
        ],
        writes=_COUNTED,
        changes=_NUMBERED,
    ),
    Scenario(
        "a typed yes opens the ticket once",
        "market",
        [
            Turn("帮 ProAV 的 Max 开个咨询单，ME_207890 拍摄 4K 50fps 死机", cards=1),
            Turn("确认", Outcome.ANSWERED),
            Turn("确认"),
        ],
        writes=_COUNTED,
        changes=_NUMBERED,
    ),
    Scenario(
        "a cancelled card writes nothing",
        "market",
        [
            Turn("open a consult ticket for ME_207890, it freezes at 4K 50fps", cards=1),
            Turn("cancel", Outcome.ANSWERED),
        ],
        writes=_PROPOSED,
    ),
    Scenario(
        "what is missing is asked for, one thing at a time",
        "market",
        [
            Turn("开个返厂单", Outcome.CLARIFY),
            Turn("SDI 没有输出", Outcome.CLARIFY),
            Turn("ME_207890", Outcome.PROPOSED, cards=1),
        ],
        writes=_PROPOSED,
    ),
    Scenario(
        "a device tells its history to those who may know it",
        "proav",
        [
            Turn(
                "ME_207890",
                Outcome.ANSWERED,
                frozenset({"device_history"}),
                refers=frozenset({"K2512-0089", "RMA-D-2601-0012"}),
            )
        ],
    ),
    Scenario(
        "a foreign device is as unknown as none",
        "rmk",
        [Turn("ME_207890", Outcome.NO_EVIDENCE), Turn("ME_999999", Outcome.NO_EVIDENCE)],
    ),
    Scenario(
        "an end customer reports a fault and is not asked for a kind",
        "max",
        [
            Turn(
                "I want to report a fault: ME_207890 shows no picture",
                Outcome.PROPOSED,
                cards=1,
                decide="approve",
            )
        ],
        writes=_COUNTED,
        changes=_NUMBERED,
    ),
    Scenario(
        "what is outside is refused",
        "market",
        [
            Turn("帮我写一首关于春天的诗", Outcome.REFUSED),
            Turn("weather tomorrow?", Outcome.REFUSED),
        ],
    ),
    Scenario(
        "a question nobody answered gets an honest nothing",
        "market",
        [Turn("How do I file my income tax return in Spain?", leaves_out=["[KB-", "[K2"])],
    ),
]
